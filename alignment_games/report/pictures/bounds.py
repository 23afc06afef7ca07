"""What a record allows of each parameter when nothing is said of which equilibrium is played."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting.identified import IdentifiedSet
from alignment_games.report.pictures.looks import axes_of, ink


def bounds(found: IdentifiedSet, ax: Any = None) -> Any:
    """Return the axes with each parameter's proven bounds; an arrow where there is none. The point: one of the set.

    Raises InvalidModelError for an empty set.
    """
    if found.centre is None:
        raise InvalidModelError("the set is empty: no parameters are allowed, so that there is nothing to draw")
    ax = axes_of(ax, height=1.6 + 0.5 * len(found.bounds))
    for k, (name, (low, high)) in enumerate(found.bounds.items()):
        inner = found.inner[name]
        ends = [end if np.isfinite(end) else reached for end, reached in zip((low, high), inner, strict=True)]
        ax.plot(ends, [-k, -k], color=ink(), alpha=0.55, linewidth=4, solid_capstyle="butt")
        for end, known, marker in ((ends[0], low, "<"), (ends[1], high, ">")):
            if not np.isfinite(known):
                ax.plot([end], [-k], marker, color=ink())
        ax.plot([found.centre[name]], [-k], "o", color=ink())
    ax.axvline(0, color=ink(), linewidth=0.8, linestyle="--")
    ax.set_yticks([-k for k in range(len(found.bounds))], list(found.bounds))
    ax.set_ylim(-len(found.bounds) + 0.4, 0.6)
    ax.set(xlabel="bounds, whichever equilibrium is played" + ("" if found.level is None else f", {found.level:.0%}"))
    return ax
