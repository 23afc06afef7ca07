"""Families of games: grids and phase diagrams, uncertain inputs, years, regions; stores that resume.

The package is itself the function: ``alignment_games.sweep(build, burden=grid)`` is `grid.sweep`, for a package
and a function of one name on one parent would otherwise hide each other, depending on what was imported first.
"""

import sys
from types import ModuleType
from typing import Any

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "curves": ["Boundary", "boundaries"],
        "flip": ["Flip", "nearest_flip"],
        "grid": ["sweep"],
        "phase_diagram": ["PhaseDiagram", "Region"],
        "regions": ["RegionalSplit", "regional_complexes", "split_error"],
        "selection": ["SELECTIONS", "first", "payoff_dominant", "risk_dominant"],
        "years": ["Series", "series"],
        "sensitivity": ["Swing", "swings"],
        "store": ["Store"],
        "uncertainty": ["Uncertain", "uncertain"],
    },
)


class _CallablePackage(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Return the phase diagram; see `alignment_games.sweep.grid.sweep`."""
        from alignment_games.sweep.grid import sweep

        return sweep(*arguments, **options)


sys.modules[__name__].__class__ = _CallablePackage
