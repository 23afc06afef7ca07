"""The regions of a grid: its points that share one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import unknown_name
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM, GridAnswers, Labels
from alignment_games.text.display import Displayed
from alignment_games.text.visible import visible


@dataclass(frozen=True, eq=False, repr=False)
class Region(Displayed):
    """The points that share one answer.

    ``profiles``: the equilibria there, as labels (none: no pure equilibrium). ``mask``: where, over the grid.
    ``share``: of the grid's points. ``bounds``: the lowest and the highest value of each axis. ``pieces``: into
    how many connected pieces it falls.
    """

    name: str
    profiles: tuple[Labels, ...]
    share: float
    bounds: Mapping[str, tuple[float, float]]
    pieces: int
    mask: Array = field(repr=False)

    def __str__(self) -> str:
        ranges = ", ".join(f"{axis} {low:.4g} to {high:.4g}" for axis, (low, high) in self.bounds.items())
        return visible(f"{self.share:7.2%}  {self.name}  [{ranges}]")


def regions_of(answers: GridAnswers, called: Callable[[Labels], str], by: str) -> list[Region]:
    """Return the regions of a grid, the largest first. ``called`` names profiles; ``by`` as in `PhaseDiagram`."""
    if by not in ("equilibria", "selected"):
        raise unknown_name("division", by, ("equilibria", "selected"))
    sets, code = _sets(answers) if by == "equilibria" else _choices(answers)
    shape = answers.shape
    found = [_region(answers, called, positions, (code == k).reshape(shape)) for k, positions in enumerate(sets)]
    return sorted(found, key=lambda region: -region.share)


def _sets(answers: GridAnswers) -> tuple[list[tuple[int, ...]], Array]:
    """Return the distinct sets of equilibria, and the position of each point's set among them."""
    sets: list[tuple[int, ...]] = []
    counts = answers.counts.ravel()
    code = np.zeros(counts.size, dtype=int)
    per_entry = counts[answers.owner]
    listed, place = np.unique(answers.listed, return_inverse=True)
    for size in np.unique(counts).tolist():
        points = np.flatnonzero(counts == size)
        rows = place[per_entry == size].reshape(len(points), size)
        distinct, inverse = (
            np.unique(rows, axis=0, return_inverse=True) if size else (rows[:1], np.zeros(len(points), int))
        )
        code[points] = len(sets) + inverse.ravel()
        sets += [tuple(listed[row].tolist()) for row in distinct]
    return sets, code


def _choices(answers: GridAnswers) -> tuple[list[tuple[int, ...]], Array]:
    """Return the selected equilibrium of each region, none where there is none, and the region of each point."""
    chosen, code = np.unique(answers.selected, return_inverse=True)
    return [() if k == NONE else (k,) for k in chosen.tolist()], code.ravel()


def _region(answers: GridAnswers, called: Callable[[Labels], str], positions: tuple[int, ...], mask: Array) -> Region:
    from scipy.ndimage import label

    profiles = tuple(answers.profiles[k] for k in positions)
    bounds = {}
    for k, (axis, values) in enumerate(answers.axes.items()):
        inside = values[mask.any(axis=tuple(j for j in range(mask.ndim) if j != k))]
        bounds[str(axis)] = (float(inside.min()), float(inside.max()))
    name = " | ".join(called(profile) for profile in profiles) or NO_EQUILIBRIUM
    return Region(name, profiles, float(mask.mean()), bounds, int(label(mask)[1]), mask)
