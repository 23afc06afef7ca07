"""Words, tables and pictures for what the solvers found."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {"explanation": ["explain"]})
