"""Threats as a matrix: how threatened each state feels by each other, or by the one threat and from which source.

Rows see, columns are seen. Darker is more, on a scale whose lightness falls throughout, so that it prints in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, require
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.report.pictures.looks import axes_of, ink_on, neutral, paper, refuse_unreadable, threat_shades
from alignment_games.report.tables import THREAT_COLUMNS, threat_rows
from alignment_games.states.system import System
from alignment_games.sweeps.regions import Complexes, threat_matrix
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Beyond so many states the cells hold no figures.
_MOST_FIGURES = 14
#: Inches of a picture's width for a state, so that names stand apart.
_LEAST_ROW = 0.125
#: And so that a figure fits into a cell.
_LEAST_FIGURE = 0.35


def threat_heat_map(target: Any, ax: Any = None) -> Any:
    """Return the axes with the matrix of threats, states downwards.

    ``target``: a `System` or its `regional_complexes`, for the threat that each state perceives from each other (the
    states of a region stand together, in a frame); a case or response model, for the threat that each
    perceives and its sources. Raises InvalidModelError for anything else, a family of games, or a width at which its
    names would stand on one another.
    """
    if isinstance(target, Complexes):
        order = [target.names.index(name) for region in target.regions for name in region]
        names = [target.names[i] for i in order]
        ax = _matrix(target.threats[np.ix_(order, order)], names, names, ax, mutual=True)
        _frame_regions([len(region) for region in target.regions], ax)
        return ax
    if isinstance(target, System):
        return _matrix(threat_matrix(target), target.names, target.names, ax, mutual=True)
    return _sources(as_response_model(target, "a matrix of threats, unless it is of a system,"), ax)


def _frame_regions(sizes: Sequence[int], ax: Any) -> None:
    """Draw a frame around the threats within each region of more than one state."""
    from matplotlib.patches import Rectangle

    start = -0.5
    for size in sizes:
        if size > 1:
            corner = (start, start)
            ax.add_patch(Rectangle(corner, size, size, fill=False, linewidth=1.6, zorder=3, gid="region"))
        start += size


def _sources(model: ResponseModel, ax: Any) -> Any:
    if np.ndim(model.threat.values) > 1:
        raise InvalidModelError("the threats are those of a family of games; take one game")
    rows = threat_rows(model.threat)
    known = [k for k in range(1, len(THREAT_COLUMNS)) if rows[0][k] is not None]
    values = np.array([[float(row[k]) for k in known] for row in rows])
    ax = _matrix(values, [row[0] for row in rows], [THREAT_COLUMNS[k] for k in known], ax, mutual=False)
    ax.set_xlabel(plot_text(visible(f"{model.against.name} as each state sees it")))
    return ax


def _matrix(values: Array, rows: Sequence[str], columns: Sequence[str], ax: Any, *, mutual: bool) -> Any:
    """Return the axes with a matrix in colours, its diagonal left free where states would see themselves."""
    require("matplotlib", extra="plot")
    colours = threat_shades()
    few = len(rows) <= _MOST_FIGURES
    side = float(np.clip(0.5 * len(rows), 2.4, 7.5)) if few else 8.0
    width = (side if mutual else 4.2) + 2.4
    if ax is None and mutual:
        refuse_unreadable(f"a matrix of {len(rows)} states", width, _LEAST_ROW * len(rows))
    ax = axes_of(ax, width=width, height=side + 1.2)
    figures = few and ax.figure.get_figwidth() >= _LEAST_FIGURE * len(columns)
    shown = np.ma.masked_array(values, np.zeros(values.shape, dtype=np.bool_))
    if mutual:
        shown[np.diag_indices(len(rows))] = np.ma.masked
    top = max(float(shown.max() or 0), 1e-300) if mutual else max(float(values.max()), 1.0)
    ax.set_facecolor(paper())
    picture = ax.imshow(shown, cmap=colours, vmin=0, vmax=top, aspect="equal" if mutual else "auto")
    size = "small" if few else 6.0
    ax.set_xticks(
        range(len(columns)), [plot_text(visible(name)) for name in columns], rotation=90 if mutual else 0, fontsize=size
    )
    ax.set_yticks(range(len(rows)), [plot_text(visible(name)) for name in rows], fontsize=size)
    ax.tick_params(length=0)
    ax.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color=neutral(0.3), linewidth=0.5)
    ax.tick_params(which="minor", length=0)
    if mutual:
        ax.set(xlabel="perceived as a threat", ylabel="perceiving state")
    if figures:
        for i, j in np.argwhere(~np.ma.getmaskarray(shown)).tolist():
            value = float(values[i, j])
            ink = ink_on(colours(value / top)[:3])
            told = "<.01" if 0 < value < 0.005 else f"{value:.2f}"
            ax.text(j, i, told, ha="center", va="center", fontsize="small", color=ink)
    else:
        bar = ax.figure.colorbar(picture, ax=ax, shrink=0.6)
        bar.set_label("perceived threat" if mutual else "threat and its sources")
    return ax
