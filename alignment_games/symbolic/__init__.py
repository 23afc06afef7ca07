"""Exact conditions, thresholds and closed forms, derived with SymPy. Loaded on first use.

>>> import sympy
>>> from alignment_games.models import volunteers_dilemma
>>> from alignment_games.symbolic import conditions
>>> print(conditions(volunteers_dilemma(2, cost=sympy.Symbol("c", positive=True)), "balance, buck_pass"))
(State 1: balance, State 2: buck_pass) is an equilibrium exactly when
  1 >= c  (State 1 would not rather pass the buck than balance)
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
