"""All equilibria in estimation: utilities and what selects an equilibrium, from what was played in small games."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
