"""The n-player normal form: payoffs, profiles, best replies, dominance. Knows no states and no solver.

>>> from alignment_games.game.normal_form import NormalFormGame
>>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
>>> game.regrets("stag, hare").tolist()
[2, 1]
"""
