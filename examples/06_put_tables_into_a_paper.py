"""How to print payoffs and equilibria in LaTeX, and to get tidy data frames for plots and tests."""

import alignment_games as ag

game = ag.load_case("europe-1938").game()
solution = ag.solve(game)

# Payoffs, equilibria, theories beside the record: each goes into a paper as it is.
print(ag.payoff_latex(game, style="sgame"))
for result in (solution, ag.compare(ag.load_case("europe-1938"))):
    print()
    print(ag.to_latex(result))
print()
print(solution.to_frame().to_string(index=False))
print()
print(ag.threat_frame(ag.load_case("europe-1938").model).round(3).to_string(index=False))
