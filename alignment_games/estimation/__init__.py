"""Threat weights and lambda from what states did: logit quantal response over many games.

>>> from alignment_games.estimation import QuantalResponse
>>> QuantalResponse(sources=("proximity", "intent")).names
('log rate', 'weight of proximity', 'weight of intent')
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "fitting": ["Fit", "fit"],
        "quantal": ["QuantalResponse"],
        "simulation": ["Recovery", "recover", "simulate"],
        "stack": ["Stack", "stack_games"],
        "validation": ["Foretold", "Vuong", "foretell", "leave_cases_out", "vuong"],
    },
)
