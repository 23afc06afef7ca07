"""The responses by state and year: a strip for each state, in the colours of its responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.report.pictures.looks import (
    axes_of,
    capital,
    in_lines,
    ink,
    legend,
    letters_of,
    looks_of,
    paper,
    patch,
)
from alignment_games.sweeps.panels.rows import Panel
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Inches for a year and for a state, and what stands around them.
_YEAR, _STATE, _BESIDE, _ABOVE = 0.22, 0.26, 2.2, 1.5
#: From so many states on strips are lower, down to so many inches; letters and names take so much of a strip, in
#: points to the inch, and letters at most so many points.
_MANY_STATES, _LOWEST, _OF_A_STRIP, _LETTERS = 60, 0.13, 46.0, 7.0
#: Inches below which no picture gets, nor above which it grows.
_NARROWEST, _WIDEST = 6.8, 16.0
#: Letters are written into cells at least so wide, in inches.
_LEAST_CELL = 0.1


def response_strips(panel: Panel, ax: Any = None, *, threat: Any = None) -> Any:
    """Return the axes with a strip for each state that faces a threat: its response year by year.

    ``threat``: its key or name, needed where the panel has several. A letter says the response again; years without a
    pure equilibrium are white with a dash, years in which the state is no player are empty, and a mark above a year
    says that it has several equilibria, of which one is shown. Raises InvalidModelError for an unknown threat.
    """
    chosen = _chosen(panel, threat)
    rows = [row for row in panel if row["threat"] == chosen]
    by_state: dict[str, dict[float, str]] = {}
    for row in rows:
        by_state.setdefault(row["state_name"], {})[row["year"]] = row["response"]
    years = sorted({row["year"] for row in rows})
    width, height = strips_size(len(by_state), years)
    ax = axes_of(ax, width=width, height=height, rows=True)
    actions = [action for action in panel.responses if any(row["response"] == action for row in rows)]
    draw_strips(ax, by_state, years, actions)
    several = sorted({row["year"] for row in rows if row["equilibria"] > 1})
    if several:
        ax.plot(several, [-0.75] * len(several), "v", color=ink(), markersize=3, clip_on=False)
    note = " (\u25be: several equilibria, one of them shown)" if several else ""
    ax.set_xlabel(in_lines(plot_text(f"responses to {visible(rows[0]['threat_name'])}{note}"), ax))
    legend(ax, strips_legend(actions))
    return ax


def _chosen(panel: Panel, threat: Any) -> Any:
    """Return the key of the threat that is drawn."""
    keys = list(dict.fromkeys(zip(panel.columns["threat"], panel.columns["threat_name"], strict=True)))
    if threat is None and len(keys) == 1:
        return keys[0][0]
    if threat is None:
        named = ", ".join(name for _, name in keys[:10])
        raise InvalidModelError(f"the panel has {len(keys)} threats; say which with threat=...: {named}")
    found = [key for key, name in keys if str(threat) in (str(key), name)]
    if not found:
        raise unknown_name("threat", threat, [name for _, name in keys])
    return found[0]


def draw_strips(
    ax: Any, by_state: Mapping[str, Mapping[float, str]], years: Sequence[float], actions: Sequence[str]
) -> None:
    """Draw a strip for each state, from its response in each year, and name states and years."""
    looks, letters = looks_of(actions), letters_of(actions)
    cell = ax.figure.get_figwidth() / (years[-1] - years[0] + 1)
    points = min(_LETTERS, _OF_A_STRIP * _strip(len(by_state)))
    pieces: dict[str, list[tuple[int, float, float]]] = {}
    for place, own in enumerate(by_state.values()):
        for first, last, response in _runs(own):
            pieces.setdefault(response, []).append((place, first, last))
            if cell * (last - first + 1) >= _LEAST_CELL:
                where = ((first + last) / 2, place)
                ax.text(
                    *where, letters.get(response, "-"), ha="center", va="center", fontsize=points, zorder=5,
                    color="black" if response else ink(), in_layout=False,  # within its strip: no look at its room
                    bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.6}
                    if response else None,
                )  # fmt: skip
    for response, bars in pieces.items():
        look = patch(*looks[response][:2]) if response else {"facecolor": paper(), "edgecolor": ink()}
        ax.add_collection(_bars(bars, look), autolim=False)
    _finish(ax, list(by_state), years)


def _bars(pieces: Sequence[tuple[int, float, float]], look: Mapping[str, Any]) -> Any:
    """Return the pieces of one response as one thing to draw: hundreds of bars are dear to make one by one."""
    from matplotlib.collections import PolyCollection

    corners = [
        [(first - 0.5, place - 0.4), (last + 0.5, place - 0.4), (last + 0.5, place + 0.4), (first - 0.5, place + 0.4)]
        for place, first, last in pieces
    ]
    return PolyCollection(corners, **look)


def strips_legend(actions: Sequence[str]) -> list[tuple[str, tuple[str, str]]]:
    """Return the legend of strips: the letter, the colour and the hatch of each response."""
    looks, letters = looks_of(actions), letters_of(actions)
    return [(plot_text(visible(f"{letters[a]}  {capital(doing(a))}")), looks[a][:2]) for a in actions]


def strips_size(states: int, years: Sequence[float]) -> tuple[float, float]:
    """Return the width and the height of a picture of so many strips, in inches."""
    width = _BESIDE + _YEAR * (years[-1] - years[0] + 1)
    return min(max(width, _NARROWEST), _WIDEST), max(_ABOVE + _strip(states) * states, 2.6)


def _strip(states: int) -> float:
    """Return the height of a strip in inches, of so many: that of many states still fits a poster."""
    return _STATE if states <= _MANY_STATES else max(_LOWEST, _STATE * _MANY_STATES / states)


def _runs(by_year: Mapping[float, str]) -> Iterator[tuple[float, float, str]]:
    """Yield the first and the last of years on end with one response, and the response.

    >>> list(_runs({1950: "arm", 1951: "arm", 1953: "arm", 1954: ""}))
    [(1950, 1951, 'arm'), (1953, 1953, 'arm'), (1954, 1954, '')]
    """
    ordered = list(enumerate(sorted(by_year.items())))
    for (_, response), group in groupby(ordered, key=lambda entry: (entry[1][0] - entry[0], entry[1][1])):
        years = [year for _, (year, _) in group]
        yield years[0], years[-1], response


def _finish(ax: Any, states: list[str], years: Sequence[float]) -> None:
    from matplotlib.ticker import MaxNLocator

    ax.set_yticks(range(len(states)), [plot_text(visible(name)) for name in states])
    ax.set_ylim(len(states) - 0.4, -1.1)
    ax.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    if len(states) > _MANY_STATES:
        ax.tick_params(axis="y", labelsize=min(_LETTERS, _OF_A_STRIP * _strip(len(states))))
