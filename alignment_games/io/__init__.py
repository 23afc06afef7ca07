"""Files in and out: returns values, never solves.

>>> from alignment_games.io import parse_nfg
>>> parse_nfg('NFG 1 R "Chicken" {"Ann" "Bob"} {2 2} 0 0 -1 1 1 -1 -9 -9').payoffs[0].tolist()
[[0, 1], [-1, -9]]
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
