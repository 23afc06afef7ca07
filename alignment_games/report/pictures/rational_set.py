"""The parameters under which a record is rational: one panel for each pair of those that are open.

The shade of a point is the share of the other parameters' box at which the record is rational there; the line is the
set where the others are as recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, require
from alignment_games.inverse.parameter import as_parameter
from alignment_games.inverse.rationalisation import Rationalisation
from alignment_games.report.pictures.looks import axes_of, box, ink, legend, neutral, paper, threat_shades
from alignment_games.report.pictures.planes import draw_boundary, fill_region
from alignment_games.report.pictures.styles import figure_size
from alignment_games.sweeps.planes.crossings import crossings_of
from alignment_games.sweeps.planes.outlines import outlines
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

_FINE, _OTHERS, _MOST_PANELS, _SIDE = 61, 400, 6, 3.3
#: How far from paper to ink the set is where it has no shades.
_INSIDE = 0.21


def rational_set(found: Rationalisation, ax: Any = None, *, pair: Sequence[Any] | None = None) -> Any:
    """Return the axes with the set of parameters that make a record rational, those of the first panel of several.

    ``pair``: the two parameters to draw; by default every pair, side by side, or with ``ax`` the first. Raises
    InvalidModelError for one parameter that is open, and for a pair that is not.
    """
    require("matplotlib.pyplot", extra="plot")
    names = found.parameters
    if len(names) < 2:
        raise InvalidModelError(f"a picture has two axes, but only {names[0]} is open; leave another parameter open")
    pairs = [_pair(found, pair)] if pair is not None else list(combinations(range(len(names)), 2))
    if ax is not None or len(pairs) == 1:
        ax = axes_of(ax)
        shades = _draw(found, ax, *pairs[0])
        if shades is None:
            legend(ax, [("the record is an equilibrium", (neutral(_INSIDE), ""))], _marks(found))
        else:
            ax.figure.colorbar(shades, ax=ax, label=_LABEL)
        return ax
    return _panels(found, pairs)


_LABEL = "share of the other parameters' range\nat which the record is rational"


def _marks(found: Rationalisation) -> list[Any]:
    """Return the entries of a legend for the model's own figures and, where there is one, the middle of the set."""
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], label="the model's own", **_mark("o"))]
    if found.centre is not None:
        marks.append(Line2D([], [], label="the middle of the set", **_mark("P")))
    return marks


def _mark(marker: str) -> dict[str, Any]:
    """Return how a place is marked, to be seen on light and on dark ground."""
    return {
        "marker": marker, "markersize": 7, "linestyle": "", "markerfacecolor": paper(), "markeredgecolor": ink(),
        "clip_on": False,
    }  # fmt: skip


def _panels(found: Rationalisation, pairs: Sequence[tuple[int, int]]) -> Any:
    if len(pairs) > _MOST_PANELS:
        raise InvalidModelError(f"{len(pairs)} pairs of parameters have no room side by side; name one with pair=")
    pyplot = require("matplotlib.pyplot", extra="plot")
    across = min(3, len(pairs))
    down = -(-len(pairs) // across)
    size = figure_size(_SIDE * across + 1, _SIDE * down + 0.3)
    figure, axes = pyplot.subplots(down, across, squeeze=False, figsize=size, layout="constrained")
    for each in axes.flat[len(pairs) :]:
        each.remove()
    for each, (i, j) in zip(axes.flat, pairs, strict=False):
        shades = _draw(found, each, i, j)
    figure.colorbar(shades, ax=axes, label=_LABEL)
    figure.legend(handles=_marks(found), loc="outside lower center", ncols=2, fontsize="small", frameon=False)
    title = ", ".join(each.name for each in found.records)
    figure.suptitle(plot_text(visible(f"{title}: where the record is an equilibrium")), fontsize="medium")
    return axes.flat[0]


def _pair(found: Rationalisation, given: Sequence[Any]) -> tuple[int, int]:
    chosen = [as_parameter(each) for each in given]
    if len(set(chosen)) != 2 or any(each not in found.box for each in chosen):
        raise InvalidModelError(f"pair: expected two of {', '.join(each.key for each in found.parameters)}")
    i, j = (found.parameters.index(each) for each in chosen)
    return i, j


def _draw(found: Rationalisation, ax: Any, i: int, j: int) -> Any:
    """Draw one panel; return its shades, None where no other parameter is open and the set has none."""
    ends = list(found.box.values())
    x, y = np.linspace(*ends[i], _FINE), np.linspace(*ends[j], _FINE)
    start = np.array([found.start[each] for each in found.parameters])
    edge, shades = _slice(found, (i, j), (x, y), start), None
    if len(start) > 2:
        shares = _shares(found, i, j, x, y)
        shades = ax.pcolormesh(x, y, shares.T, cmap=threat_shades(), vmin=0, vmax=1, shading="nearest", rasterized=True)
        if edge:
            draw_boundary(ax, edge, 1.8)
    elif edge:
        fill_region(ax, edge, neutral(_INSIDE), "")
    ax.plot(start[i], start[j], gid="recorded", **_mark("o"))
    centre = found.identified.centre
    if centre is not None:
        ax.plot(centre.point[i], centre.point[j], gid="centre", **_mark("P"))
    if found.empty:
        ax.text(
            0.5, 0.5, "nowhere here is the record\nan equilibrium, proven", transform=ax.transAxes, ha="center",
            va="center", fontsize="small", color=ink(), bbox=box(),
        )  # fmt: skip
    ax.set(xlim=ends[i], ylim=ends[j], xlabel=_named(found, i), ylabel=_named(found, j))
    return shades


def _named(found: Rationalisation, i: int) -> str:
    """Return the name of a parameter with its unit."""
    parameter = found.parameters[i]
    unit = found.records[0].model.parameters()[parameter.name].unit
    return plot_text(visible(str(parameter).replace("_", " ") + (f" ({unit})" if unit else "")))


def _shares(found: Rationalisation, i: int, j: int, x: Array, y: Array) -> Array:
    """Return the share of the others' box at which the record is rational, ``(x, y)``."""
    others = [k for k in range(len(found.parameters)) if k not in (i, j)]
    side = max(1, round(_OTHERS ** (1 / len(others)))) if others else 1
    side = min(side, 32)
    ends = list(found.box.values())
    axes = [ends[k][0] + (np.arange(side) + 0.5) / side * (ends[k][1] - ends[k][0]) for k in others]
    lattice = np.zeros((1, 0))
    if others:
        lattice = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(others))
    shares = np.zeros((len(x), len(y)))
    for rest in lattice:
        shares += _inside(found, (i, j), (x, y), others, rest)
    return shares / len(lattice)


def _inside(
    found: Rationalisation, pair: tuple[int, int], xy: tuple[Array, Array], others: Sequence[int], rest: Any
) -> Array:
    """Return 1 where the record is rational on a grid of two parameters, the others at ``rest``, ``(x, y)``."""
    grid = np.stack(np.meshgrid(*xy, indexing="ij"), axis=-1).reshape(-1, 2)
    points = np.empty((len(grid), len(found.parameters)))
    points[:, pair] = grid
    points[:, others] = rest
    return found.identified.contains(points).reshape(len(xy[0]), len(xy[1])).astype(float)


def _slice(found: Rationalisation, pair: tuple[int, int], xy: tuple[Array, Array], start: Array) -> list[Array]:
    """Return the outlines of the set where the others are as recorded, up to its exact edge."""
    others = [k for k in range(len(start)) if k not in pair]

    def rational(grid: Array) -> Array:
        points = np.empty((len(grid), len(start)))
        points[:, pair], points[:, others] = grid, start[others]
        return np.asarray(found.identified.contains(points), dtype=int)

    crossed = crossings_of(rational, *xy)
    within = rational(np.stack(np.meshgrid(*xy, indexing="ij"), axis=-1).reshape(-1, 2)).reshape(crossed.labels.shape)
    return outlines(crossed, within, *xy).get(1, [])
