"""Published models of alignment, what their sources claim, and what this package finds.

>>> from alignment_games.catalogue import catalog
>>> catalog()["dilemma"].source
'Jervis 1978'
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "citation": ["cite"],
        "claim": ["CheckedClaim", "Claim", "check_claims", "claims"],
        "entries": ["Catalog", "Entry", "catalog", "model"],
        "known_game": ["KnownGame"],
        "known_games": ["known_game", "known_games"],
    },
)
