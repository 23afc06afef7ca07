"""Inverse questions: for which parameters what the states did is rational, and how far the nearest such world is.

>>> import alignment_games as ag
>>> from alignment_games.inverse import nearest_rational_world
>>> world = nearest_rational_world(ag.load_case("europe-1938"))
>>> print(world)
europe-1938 is an equilibrium as it stands
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
