"""How to print payoffs and equilibria in LaTeX, and to get tidy data frames for plots and tests."""

import alignment_games as ag

game = ag.load_case("europe-1938").game()
solution = ag.solve(game)

print(ag.payoff_latex(game, style="sgame").split("\n\n")[1])  # the panel in which the USSR passes the buck
print()
print(ag.solution_latex(solution))
print()
print(solution.to_frame().to_string(index=False))
print()
print(ag.threat_frame(ag.load_case("europe-1938").model).round(3).to_string(index=False))
