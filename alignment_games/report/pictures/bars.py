"""Bars: how likely each response is, and what each input does alone (the tornado)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from alignment_games.game.words import plot_text
from alignment_games.report.pictures.looks import (
    BOX,
    ORANGE,
    SKY,
    axes_of,
    capital,
    legend,
    looks_of,
    patch,
    write_inside,
)
from alignment_games.states.words import doing
from alignment_games.sweeps.sensitivity import Swing
from alignment_games.sweeps.uncertainty import Uncertain
from alignment_games.text.visible import visible

Array = NDArray[Any]


def alignment_probabilities(result: Uncertain, ax: Any = None) -> Any:
    """Return the axes with one bar for each state, divided by the probability of each response.

    Shares of at least 5 % are written in; what is left white is the probability of no pure equilibrium.
    """
    ax = axes_of(ax, height=1.2 + 0.5 * len(result.players))
    looks = looks_of(action for own in result.actions for action in own)
    for row, player in enumerate(result.players):
        left = 0.0
        for action, estimate in result.response(player).items():
            colour, hatch, _ = looks[action]
            ax.barh(row, estimate.value, left=left, height=0.7, **patch(colour, hatch))
            if estimate.value >= 0.05:
                write_inside(ax, left + estimate.value / 2, row, f"{estimate.value:.0%}")
            left += estimate.value
    ax.set(xlim=(0, 1), xlabel=f"probability in the {result.selection.replace('_', '-')} equilibrium")
    ax.set_yticks(range(len(result.players)), list(map(plot_text, result.players)))
    ax.invert_yaxis()
    legend(ax, [(plot_text(visible(capital(doing(action)))), looks[action][:2]) for action in looks])
    return ax


def tornado(swings: Sequence[Swing], ax: Any = None) -> Any:
    """Return the axes with, for each input, how far it alone moves the slack of the predicted alignment.

    The widest on top. Where a bar crosses zero, to the left, the alignment gives way. At the ends: the input's values.
    """
    ax = axes_of(ax, height=1.6 + 0.45 * len(swings))
    for row, swing in enumerate(swings):
        for value, slack, colour, hatch in (
            (swing.low, swing.slack_low, SKY, ""),
            (swing.high, swing.slack_high, ORANGE, "///"),
        ):
            ax.barh(row, slack - swing.slack, left=swing.slack, height=0.6, **patch(colour, hatch))
            if slack != swing.slack:
                side = "left" if slack > swing.slack else "right"
                ax.annotate(
                    f"{value:.3g}", (slack, row), (4 if side == "left" else -4, 0), textcoords="offset points",
                    ha=side, va="center", fontsize="small",
                )  # fmt: skip
    if swings:
        ax.axvline(swings[0].slack, color="black", linewidth=0.8)
    ax.axvline(0, color="black", linewidth=1.4, linestyle="--")
    ax.margins(x=0.12)
    ax.annotate("gives way", (0, 0), (-4, 4), xycoords=("data", "axes fraction"), textcoords="offset points",
                ha="right", va="bottom", fontsize="small", bbox=BOX)  # fmt: skip
    ax.set_yticks(range(len(swings)), [plot_text(visible(swing.input)) for swing in swings])
    ax.invert_yaxis()
    ax.set_xlabel("smallest slack of the predicted alignment, in payoff units")
    legend(ax, [("input at its low quantile", (SKY, "")), ("input at its high quantile", (ORANGE, "///"))])
    return ax
