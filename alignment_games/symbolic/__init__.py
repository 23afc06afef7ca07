"""Exact conditions, thresholds and closed forms, derived with SymPy. Loaded on first use."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "conditions": ["Condition", "Conditions", "Implied", "conditions"],
    },
)
