"""Inverse questions: for which parameters what the states did is rational, and how far the nearest such world is."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "alone": ["Alone", "Stretch", "alone"],
        "inequalities": ["Inequality"],
        "nearest": ["RationalWorld", "nearest_rational_world"],
        "parameter": ["Parameter"],
        "rationalise": ["Rationalisation", "Record", "rationalise"],
    },
)
