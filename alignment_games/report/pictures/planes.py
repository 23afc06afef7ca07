"""What pictures over a plane of two inputs share: exact regions, scales, names of axes, what was selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.report.pictures.looks import hatching, ink
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

_SELECTED = {
    "payoff_dominant": "the one with the largest sum of payoffs",
    "risk_dominant": "the one with the largest product of losses by leaving it",
    "first": "the first in the order of the actions",
}


def fill_region(ax: Any, loops: Sequence[Array], fill: Any, hatch: str) -> None:
    """Fill a region, given by its closed outlines, hatch it, and draw its boundary."""
    from matplotlib.patches import PathPatch

    look = {"facecolor": fill, "edgecolor": hatching(fill), "hatch": hatch, "linewidth": 0, "zorder": 1}
    ax.add_patch(PathPatch(_path(loops), **look))
    draw_boundary(ax, loops)


def draw_boundary(ax: Any, loops: Sequence[Array], width: float = 0.9) -> None:
    """Draw the boundary of a region, given by its closed outlines."""
    from matplotlib.patches import PathPatch

    ax.add_patch(PathPatch(_path(loops), fill=False, edgecolor=ink(), linewidth=width, joinstyle="round", zorder=2))


def _path(loops: Sequence[Array]) -> Any:
    from matplotlib.path import Path

    codes = [[Path.MOVETO, *[Path.LINETO] * (len(loop) - 1), Path.CLOSEPOLY] for loop in loops]
    return Path(np.concatenate([[*loop, loop[0]] for loop in loops]), np.concatenate(codes))


def axis_name(diagram: PhaseDiagram, name: Any) -> str:
    """Return the name of an input with its unit, where the model says one."""
    model = getattr(diagram.family.build, "model", None)
    parameter = model.parameters().get(name.name) if model is not None else None
    unit = f" ({parameter.unit})" if parameter is not None and parameter.unit else ""
    return plot_text(visible(f"{name}{unit}"))


def selection_in_words(diagram: PhaseDiagram) -> str:
    """Return which equilibrium a picture shows, empty where nowhere is a choice."""
    if diagram.counts.max(initial=0) <= 1:
        return ""
    return f"of several equilibria: {_SELECTED.get(diagram.selection, diagram.selection)}"


def scale_axes(ax: Any, x: Array, y: Array) -> None:
    """Give each axis its ends, and the scale on which its grid's values are equally far apart, such as logarithmic."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    ax.set(xlim=_ends(x), ylim=_ends(y))
    for axis, set_scale, values in ((ax.xaxis, ax.set_xscale, x), (ax.yaxis, ax.set_yscale, y)):
        if _has_constant_ratios(values):
            set_scale("log")
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _has_constant_ratios(values: Array) -> bool:
    if len(values) < 3 or values.min() <= 0 or np.allclose(np.diff(values), values[1] - values[0]):
        return False
    return bool(np.allclose(values[1:] / values[:-1], values[1] / values[0]))


def _ends(values: Array) -> tuple[float, float]:
    """Return the ends of an axis, apart even when it has one value."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)
