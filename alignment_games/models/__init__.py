"""Encodings: the only door between states and games. One file each, each returns a game.

>>> from alignment_games.models import threshold_game
>>> threshold_game({"UK": 0.078, "France": 0.046}, against=0.1).actions[0]
('balance', 'buck_pass')
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
