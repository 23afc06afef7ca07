"""The slack of an alignment year by year."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from alignment_games.game.words import plot_text
from alignment_games.report.pictures.looks import (
    BLUE,
    BOX,
    axes_of,
)
from alignment_games.states.words import doing
from alignment_games.sweeps.years import Series
from alignment_games.text.visible import visible

Array = NDArray[Any]


def slack_by_year(series: Series, ax: Any = None) -> Any:
    """Return the axes with the slack of the binding inequality year by year, and who is bound by it."""
    ax = axes_of(ax)
    shown = [year for year in series if year.alignment]
    places = range(len(shown))
    slack = [year.slack for year in shown]
    ax.plot(places, slack, color=BLUE, marker="o")
    for place, year in zip(places, shown, strict=True):
        if year.state:
            low = year.slack <= min(slack[max(place - 1, 0)], slack[min(place + 1, len(slack) - 1)])
            who = plot_text(f"{visible(year.state)} is nearest\nto {visible(doing(year.deviation))}")
            ax.annotate(
                who, (place, year.slack), (0, -9 if low else 9),
                textcoords="offset points", ha="center", va="top" if low else "bottom", fontsize="small", bbox=BOX,
            )  # fmt: skip
    ax.axhline(0, color="black", linewidth=1.4, linestyle="--")
    ax.set_xticks(list(places), [str(year.year) for year in shown])
    ax.margins(x=0.2, y=0.25)
    ax.set(xlabel="year", ylabel="slack of the binding inequality, payoff units")
    return ax
