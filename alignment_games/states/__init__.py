"""States, the threats that they perceive, contests, and threat-weighted security. Knows no game.

Every formula here is written with ``+ - * / **`` alone, so that one line runs on floats, on arrays with
leading parameter axes, on ``Fraction`` and on SymPy symbols. Array parameters broadcast against
``(*batch, states)``: the last axis counts the states.

>>> from alignment_games.states import ratio_contest
>>> ratio_contest(3.0, 1.0, decisiveness=2)
0.9
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
