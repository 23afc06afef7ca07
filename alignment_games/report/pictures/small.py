"""Small multiples: panels that share their axes, one for each state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from textwrap import wrap
from typing import Any

from alignment_games.errors import require
from alignment_games.report.pictures.styles import figure_size
from alignment_games.text.lists import listed
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Letters of a line below the panels.
_LONGEST = 96
_MOST_COLUMNS, _SIDE, _NARROWEST = 4, 2.5, 1.6
#: Inches beside each panel, so that the figures below two panels keep apart.
_BETWEEN = 0.09
#: Of more panels than so many, so many stand side by side, and are smaller.
_MANY, _COLUMNS_OF_MANY, _SIDE_OF_MANY = 20, 6, 1.75


def left_out(where: str, done: Mapping[str, str], letters: int = _LONGEST) -> str:
    """Return lines on the states that have no panel, as they do one thing throughout; empty where there are none.

    >>> left_out("everywhere", {"Chile": "buck_pass", "Peru": "buck_pass"})
    'The same everywhere: passing the buck: Chile and Peru'
    """
    by_action: dict[str, list[str]] = {}
    for state, action in done.items():
        by_action.setdefault(action, []).append(state)
    told = "; ".join(f"{doing(action)}: {listed(who)}" for action, who in by_action.items())
    return plot_text("\n".join(wrap(f"The same {where}: {visible(told)}", min(letters, _LONGEST)))) if told else ""


def small_multiples(titles: Sequence[str], *, shape: float = 1.0) -> tuple[Any, list[Any]]:
    """Return a figure with a panel for each title, in rows of up to four, or of many up to six, and the panels.

    ``shape``: the height of a panel as a share of its width.
    """
    pyplot = require("matplotlib.pyplot", extra="plot")
    count = len(titles)
    columns, side = (_MOST_COLUMNS, _SIDE) if count <= _MANY else (_COLUMNS_OF_MANY, _SIDE_OF_MANY)
    most = max(1, min(columns, int(figure_size(columns * side, 1)[0] / _NARROWEST)))
    across = ceil(count / ceil(count / most))
    down = ceil(count / across)
    width, _ = figure_size(side * across + 0.6, 1)
    size = (width, (width - 0.6) / across * shape * down + 1.2)
    figure, axes = pyplot.subplots(
        down, across, squeeze=False, sharex=True, sharey=True, figsize=size, layout="constrained"
    )
    figure.get_layout_engine().set(w_pad=_BETWEEN)
    for ax in axes.flat[count:]:
        ax.remove()
    shown = list(axes.flat[:count])
    for ax, title in zip(shown, titles, strict=True):
        ax.set_title(title, fontsize="medium")
    for ax in shown[max(0, (down - 1) * across - (down * across - count)) :]:
        ax.xaxis.set_tick_params(labelbottom=True)  # below the last panel of each column
    return figure, shown
