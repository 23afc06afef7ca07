"""An alignment year by year: how firm it is, whom it hangs on, and what each state does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from alignment_games.errors import InvalidModelError, require
from alignment_games.report.pictures.looks import in_lines, ink, legend, letters_of, looks_of, neutral
from alignment_games.report.pictures.strips import draw_strips, strips_legend, strips_size
from alignment_games.report.pictures.styles import figure_size
from alignment_games.sweeps.years import Series, Year

#: The height of the slack in inches, above the strips.
_SLACK = 2.4
#: The share of a picture's width that its years have, and the least and largest size of a marker, in points.
_SHARE, _SMALLEST, _LARGEST = 0.75, 3.0, 7.0


def slack_by_year(series: Series, ax: Any = None) -> Any:
    """Return the axes with the slack of the binding inequality year by year; below it stand the responses, on others.

    Each marker is the deviation that would cost least, in the look of that response; in the strips below, the cell of
    the state that would deviate has a frame. Years stand as far apart as they are; the line breaks where there is no
    pure equilibrium. With ``ax`` the slack is drawn alone. Raises InvalidModelError where no year has an alignment.
    """
    pyplot = require("matplotlib.pyplot", extra="plot")
    if not any(year.alignment for year in series):
        raise InvalidModelError("no year of the series has a pure equilibrium, so there is nothing to draw")
    places = _places(series)
    actions = _actions(series)
    if ax is not None:
        _draw_slack(series, ax, places, actions)
        _name_years(ax, series, places)
        legend(ax, strips_legend(actions))
        return ax
    by_state = _by_state(series, places)
    wide, high = strips_size(len(by_state), places)
    size = figure_size(wide, high + _SLACK, rows=True)
    _, (above, below) = pyplot.subplots(
        2, 1, sharex=True, figsize=size, layout="constrained", height_ratios=[_SLACK, high - 1.0]
    )
    _draw_slack(series, above, places, actions)
    draw_strips(below, by_state, places, actions)
    _frame_binding(below, series, places, list(by_state))
    _name_years(below, series, places)
    below.set_xlabel(in_lines("year (framed: who would change first, and above, to what)", below, beside=by_state))
    legend(above, strips_legend(actions))
    return above


def _places(series: Sequence[Year]) -> list[float]:
    """Return where the years stand: at their numbers where these rise, else one after another."""
    try:
        found = [float(year.year) for year in series]
    except (TypeError, ValueError):
        return [float(k) for k in range(len(series))]
    rising = all(a < b for a, b in pairwise(found))
    return found if rising else [float(k) for k in range(len(series))]


def _actions(series: Sequence[Year]) -> list[str]:
    played = [action for year in series for action in year.alignment.values()]
    return list(dict.fromkeys([*played, *(year.deviation for year in series if year.deviation)]))


def _by_state(series: Sequence[Year], places: Sequence[float]) -> dict[str, dict[float, str]]:
    states = dict.fromkeys(state for year in series for state in year.alignment)
    return {
        state: {
            place: year.alignment.get(state, "")
            for place, year in zip(places, series, strict=True)
            if state in year.alignment or not year.alignment
        }
        for state in states
    }


def _draw_slack(series: Sequence[Year], ax: Any, places: Sequence[float], actions: Sequence[str]) -> None:
    slack = [year.slack for year in series]
    ax.plot(places, slack, color=neutral(0.6), zorder=2)
    ax.axhline(0, color=ink(), linewidth=1.2, linestyle="--", zorder=1)
    size = _marker(ax.figure.get_figwidth() * _SHARE / (places[-1] - places[0] + 1))
    looks, letters = looks_of(actions), letters_of(actions)
    for action in actions:
        colour, _, marker = looks[action]
        own = [k for k, year in enumerate(series) if year.deviation == action]
        if not own:  # markers at no place, and not clipped, would claim room at the corner of the figure
            continue
        ax.plot(
            [places[k] for k in own], [slack[k] for k in own], marker, color=colour, markeredgecolor=ink(),
            markeredgewidth=0.6, markersize=size, zorder=3, clip_on=False, gid=f"deviation:{letters[action]}",
        )  # fmt: skip
    ax.margins(y=0.15)
    ax.set_ylabel("slack of the binding\ninequality (units of payoff)")


def _marker(year: float) -> float:
    """Return the size of a marker in points where a year has so many inches: apart from its neighbours if possible."""
    return min(max(72 * year - 1, _SMALLEST), _LARGEST)


def _name_years(ax: Any, series: Sequence[Year], places: Sequence[float]) -> None:
    ax.set_xlim(places[0] - 0.6, places[-1] + 0.6)
    ax.set_xlabel("year")
    if any(place != year.year for place, year in zip(places, series, strict=True)):
        ax.set_xticks(places, [str(year.year) for year in series])


def _frame_binding(ax: Any, series: Sequence[Year], places: Sequence[float], states: Sequence[str]) -> None:
    """Draw a frame around the years on end in which one state binds."""
    from matplotlib.patches import Rectangle

    for state, first, last in binding_runs(series, places):
        corner = (first - 0.5, states.index(state) - 0.4)
        wide = last - first + 1
        ax.add_patch(Rectangle(corner, wide, 0.8, fill=False, edgecolor=ink(), linewidth=2, zorder=4, gid="binding"))


def binding_runs(series: Sequence[Year], places: Sequence[float]) -> Iterator[tuple[str, float, float]]:
    """Yield who binds, with the first and the last of years on end."""
    runs: list[list[Any]] = []
    for place, year in zip(places, series, strict=True):
        if runs and runs[-1][0] == year.state and place - runs[-1][2] == 1:
            runs[-1][2] = place
        else:
            runs.append([year.state, place, place])
    yield from ((state, first, last) for state, first, last in runs if state)
