"""Which equilibrium of the 1930s? The same games as the record's, asked of coalitions, risk, noise and learning.

For each case: its equilibria; which of them survive talk among coalitions; which one risk dominance, noisy play
and the drift of best replies select; and how much better a mediator could make it.
"""

import alignment_games as ag
from alignment_games.refinements import refine, select
from alignment_games.solvers import correlated_equilibrium, logit_path

TESTS = ("strict", "proper", "coalition_proof", "strong", "pareto_undominated")
RULES = ("payoff_dominance", "risk_dominance", "logit", "basin")

for name in ("europe-1936", "europe-1938", "europe-1939"):
    case = ag.load_case(name)
    game = case.game()
    solution = ag.solve(game)
    print(f"{case.title} ({case.year}): {len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}")
    print(refine(solution, by=TESTS))

    print("Which one?")
    for rule in RULES:
        print(f"   {select(solution, by=rule)}")

    path = logit_path(game)
    print(f"With noise: {len(path)} points of quantal response, the largest error {path.residuals.max():.0e}")
    for bifurcation in path.bifurcations:
        print(f"   {bifurcation}")

    held = game.model.held()
    best, worst = correlated_equilibrium(game, held), correlated_equilibrium(game, held, maximise=False)
    if best.value - worst.value < 1e-9:
        print(f"With a mediator: nothing changes, the only advice that is obeyed is {best}")
    else:
        print(f"With a mediator: Germany is held with chance {worst.value:.3f} to {best.value:.3f}, best by {best}")
    print()
