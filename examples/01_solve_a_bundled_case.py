"""How to solve a bundled case and read the answer in words."""

import alignment_games as ag

print("cases:", ", ".join(ag.case_names()))

case = ag.load_case("europe-1938")
solution = ag.solve(case.game())
print(solution)
print()
print(ag.explain(solution))

# What if balancing had cost next to nothing?
cheap = ag.solve(case.game(burden=0.01))
print()
print("at a burden of 0.01:")
print(cheap)
