r"""The threat that each state perceives, by its sources: what each takes away.

A threat is a product of its sources, :math:`T = p \cdot d \cdot o \cdot c` (power, proximity, offence, intent). Its
logarithm is their sum, so that the sources can be stacked: a piece as long as :math:`-\log_2` of a source, which is how
often the source halves the threat. A source above 1, such as an offence at an advantage, gives back to the left.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.models.door import as_response_model
from alignment_games.report.pictures.looks import (
    axes_of,
    box,
    height_of_rows,
    in_lines,
    ink,
    legend,
    neutral,
    patch,
    room_beside,
)
from alignment_games.report.tables import THREAT_COLUMNS, threat_rows
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: How far from paper to ink the fill of each source is; they are no responses, and have no colour.
_SHADES = (0.06, 0.3, 0.56, 0.88)
_ROW, _AROUND = 0.36, 1.5


def threat_by_source(target: Any, ax: Any = None) -> Any:
    """Return the axes with a stacked bar for each state: how often each source halves the threat that it perceives.

    ``target``: a case or a response model whose threat has sources. The most threatened state is on top, and beside
    each bar stands the threat. Raises InvalidModelError for a threat that is given outright, a source that is 0 (the
    threat is then 0, whatever the others), or a family of games.
    """
    model = as_response_model(target, "threat by source")
    if np.ndim(model.threat.values) > 1:
        raise InvalidModelError("the threats are those of a family of games; take one game")
    rows = sorted(threat_rows(model.threat), key=lambda row: -float(row[1]))
    if rows[0][2] is None:
        raise InvalidModelError("the threat was given outright and has no sources; build it by perceived_threat")
    zero = [row[0] for row in rows if not all(float(each) > 0 for each in row[2:])]
    if zero:
        raise InvalidModelError(f"a source of the threat that {visible(zero[0])} perceives is 0, so there is no share")
    ax = axes_of(ax, height=_AROUND + height_of_rows(len(rows), _ROW), rows=True)
    looks = [(neutral(shade), "") for shade in _SHADES]
    for place, (_, threat, *sources) in enumerate(rows):
        ends = {True: 0.0, False: 0.0}
        for look, source in zip(looks, sources, strict=True):
            halvings = -math.log2(float(source))
            ax.barh(place, halvings, left=ends[halvings >= 0], height=0.7, **patch(*look))
            ends[halvings >= 0] += halvings
        ax.annotate(
            f"{float(threat):#.2g}", (ends[True], place), (5, 0), textcoords="offset points", va="center",
            fontsize="small", color=ink(), bbox=box(),
        )  # fmt: skip
    ax.axvline(0, color=ink(), linewidth=0.8)
    ax.margins(x=room_beside(ax, [row[0] for row in rows]))
    ax.set_yticks(range(len(rows)), [plot_text(visible(row[0])) for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    threat = plot_text(visible(model.against.name))
    ax.set_xlabel(in_lines(f"halvings of the threat of {threat} by each source; beside the bars what is left", ax))
    legend(ax, list(zip(THREAT_COLUMNS[2:], looks, strict=True)))
    return ax
