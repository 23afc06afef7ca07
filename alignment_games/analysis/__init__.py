"""What is true of an equilibrium, a game, a record: computed once, in figures, for all that tells or draws it.

No words: `report` renders what stands here, and computes nothing.

>>> from alignment_games import load_case, solve
>>> from alignment_games.analysis.facts import Facts
>>> Facts(solve(load_case("europe-1938"))).equilibria[0].players[0].best_deviation.action
'buck_pass'
"""
