"""Which equilibrium? Predicates that return a verdict with its witness, and selections that give a reason.

>>> from alignment_games.models import threshold_game
>>> from alignment_games.refinements import strict
>>> print(strict(threshold_game({"UK": 2, "France": 1}, against=3), "balance, balance"))
strict: the cheapest deviation costs the UK 0.5
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
