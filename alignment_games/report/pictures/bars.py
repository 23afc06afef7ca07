"""Bars: how likely each response is, and what each input does alone (the tornado)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alignment_games.report.pictures.looks import (
    axes_of,
    box,
    capital,
    height_of_rows,
    in_lines,
    ink,
    legend,
    looks_of,
    neutral,
    paper,
    patch,
    room_beside,
    write_inside,
)
from alignment_games.sweeps.uncertainties.estimate import Estimate
from alignment_games.sweeps.uncertainties.sensitivity import Swing
from alignment_games.sweeps.uncertainties.uncertainty import Uncertain
from alignment_games.text.lists import listed
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: The height of a row in inches, and how far, in rows, figures stand above the middle of a bar; intervals, twice below.
_ROW, _ASIDE = 0.42, 0.12
#: From here on a bar looks whole.
_FULL = 0.99
#: Of more inputs than so many only those have bars whose bar, as a share of the longest, can be seen at all.
_MANY, _SEEN = 16, 1 / 300
#: Inputs without a bar are named up to so many letters.
_NAMED = 70


def alignment_probabilities(result: Uncertain, ax: Any = None) -> Any:
    """Return the axes with one bar for each state, divided by the probability of each response.

    Shares of at least 5 % are written in; what is left free is the probability of no pure equilibrium. A line at the
    end of each share is its own 95 % interval; the last has none where next to nothing is left free.
    """
    ax = axes_of(ax, height=1.2 + height_of_rows(len(result.players), _ROW), rows=True)
    responses = [result.response(player) for player in result.players]
    ever = [action for own in responses for action, estimate in own.items() if estimate.value]
    looks = looks_of(action for own in result.actions for action in own if action in ever)
    for row, response in enumerate(responses):
        left = 0.0
        for action, estimate in response.items():
            if not estimate.value:
                continue
            colour, hatch, _ = looks[action]
            ax.barh(row, estimate.value, left=left, height=0.7, **patch(colour, hatch))
            if estimate.value >= 0.05:
                write_inside(ax, left + estimate.value / 2, row - _ASIDE, f"{estimate.value:.0%}")
            left += estimate.value
            if left < _FULL:
                _interval(ax, left, row + 2 * _ASIDE, estimate)
    ax.set(xlim=(0, 1), xlabel=in_lines(_what(result), ax))
    ax.set_yticks(range(len(result.players)), list(map(plot_text, result.players)))
    ax.set_ylim(len(result.players) - 0.4, -0.6)
    legend(ax, [(plot_text(visible(capital(doing(action)))), look[:2]) for action, look in looks.items()])
    return ax


def _interval(ax: Any, at: float, height: float, estimate: Estimate) -> None:
    """Draw the interval of an estimate around its end, with a rim that lets it be seen on every colour."""
    from matplotlib.patheffects import Normal, Stroke

    reach = [[estimate.value - estimate.low], [estimate.high - estimate.value]]
    drawn = ax.errorbar(at, height, xerr=reach, color=ink(), linewidth=1.2, capsize=2, zorder=4)
    for line in drawn.get_children():
        line.set_clip_on(False)
        line.set_path_effects([Stroke(linewidth=2.8, foreground=paper()), Normal()])


def _what(result: Uncertain) -> str:
    which = f"probability in the {result.selection.replace('_', '-')} equilibrium"
    return plot_text(f"{which}, {result.draws:,} draws; lines: 95% intervals")


def tornado(swings: Sequence[Swing], ax: Any = None) -> Any:
    """Return the axes with, for each input, how far it alone moves the slack of the predicted alignment.

    The widest on top; shades tell low from high. Where a bar crosses zero, to the left, the alignment gives way. At
    the ends: the input's values. Of many inputs those whose bar could not be seen are told of below.
    """
    least = _SEEN * max((swing.width for swing in swings), default=0.0) if len(swings) > _MANY else -1.0
    idle = [swing for swing in swings if swing.width <= least]
    swings = [swing for swing in swings if swing.width > least]
    ax = axes_of(ax, height=1.6 + height_of_rows(len(swings), _ROW), rows=True)
    looks = [(neutral(0.09), ""), (neutral(0.21), "ooo")]
    for row, swing in enumerate(swings):
        _swing(ax, row, swing, looks)
    if swings:
        ax.axvline(swings[0].slack, color=ink(), linewidth=0.8)
    ax.axvline(0, color=ink(), linewidth=1.4, linestyle="--")
    names = [swing.input for swing in swings]
    ax.margins(x=room_beside(ax, names))
    ax.annotate("gives way", (0, 0), (-4, 4), xycoords=("data", "axes fraction"), textcoords="offset points",
                ha="right", va="bottom", fontsize="small", color=ink(), bbox=box())  # fmt: skip
    ax.set_yticks(range(len(swings)), [plot_text(visible(swing.input)) for swing in swings])
    ax.set_ylim(max(len(swings), 1) + 0.15, -0.6)  # a free row, for what zero means
    told = ["smallest slack of the predicted alignment, in payoff units", *_idle_in_words(idle)]
    ax.set_xlabel(in_lines(plot_text(visible("\n".join(told), keep="\n")), ax, beside=names))
    legend(ax, list(zip(("input at its low quantile", "input at its high quantile"), looks, strict=True)))
    return ax


def _idle_in_words(idle: Sequence[Swing]) -> list[str]:
    """Return a line on the inputs that have no bar: by name where that is short, and how far they move the slack."""
    if not idle:
        return []
    most = max(swing.width for swing in idle)
    how_far = f"it by {most:.1g} at most" if most else "nothing"
    named = listed(swing.input for swing in idle)
    who = named if len(named) <= _NAMED else f"{len(idle)} inputs"
    return [f"No bar: {who}, moving {how_far}"]


def _swing(ax: Any, row: int, swing: Swing, looks: Sequence[tuple[Any, str]]) -> None:
    """Draw both bars of one input, the longer one below, and its values: at one end each, however they lie."""
    sides = [(swing.low, swing.slack_low, looks[0]), (swing.high, swing.slack_high, looks[1])]
    taken = 0.0
    for value, slack, look in sorted(sides, key=lambda side: -abs(side[1] - swing.slack)):
        by = slack - swing.slack
        ax.barh(row, by, left=swing.slack, height=0.6, **patch(*look))
        if not by:
            continue
        to_right = by > 0 if taken == 0 else taken < 0
        at = slack if by * taken <= 0 else swing.slack
        taken = 1.0 if to_right else -1.0
        ax.annotate(
            f"{value:.3g}", (at, row), (4 if to_right else -4, 0), textcoords="offset points",
            ha="left" if to_right else "right", va="center", fontsize="small", color=ink(), bbox=box(),
        )  # fmt: skip
