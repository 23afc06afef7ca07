"""Estimates from what states did: threat weights and lambda over many games, and what joining a dispute is worth.

>>> from alignment_games.estimation import QuantalResponse
>>> QuantalResponse(sources=("proximity", "intent")).names
('log rate', 'weight of proximity', 'weight of intent')
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
