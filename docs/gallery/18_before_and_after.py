"""Before and after: Munich as recorded, and the equilibrium had balancing cost less; bold rims mark who differs."""

import alignment_games as ag

case = ag.load_case("europe-1938")
cheaper = ag.solve(case.game(burden=0.02))[0]
picture = ag.report.alignment_maps({"As recorded, burden 0.05": case, "Equilibrium with burden 0.02": cheaper})
