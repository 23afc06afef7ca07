"""Published models of alignment, what their sources claim, and what this package finds.

The package is itself the function: ``alignment_games.catalog()`` is `entries.catalog`, for a package and a
function of one name on one parent would otherwise hide each other, depending on what was imported first.
"""

import sys
from types import ModuleType
from typing import Any

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "citation": ["cite"],
        "claim": ["CheckedClaim", "Claim", "check_claims", "claims"],
        "entries": ["Catalog", "Entry", "model"],
    },
)


class _CallablePackage(ModuleType):
    def __call__(self) -> Any:
        """Return the table of models; see `alignment_games.catalog.entries.catalog`."""
        from alignment_games.catalog.entries import catalog

        return catalog()


sys.modules[__name__].__class__ = _CallablePackage
