r"""Words, tables and pictures for what the solvers found.

>>> from alignment_games.models import threshold_game
>>> from alignment_games.report import payoff_text
>>> print(payoff_text(threshold_game({"UK": 2, "France": 1}, against=3)))
UK \ France  balance           buck_pass
balance      [0.500*, 0.500*]  -0.500, 0.000
buck_pass    0.000, -0.500     [0.000*, 0.000*]
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
