"""A branch of logit quantal responses: each action's probability against the rate of response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alignment_games.errors import require
from alignment_games.game.words import plot_text
from alignment_games.solvers.branch import LogitPath
from alignment_games.text.visible import visible

#: Okabe & Ito's colours, told apart by colour-blind readers, and dashes that tell players apart as well.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
_DASHES = ("-", "--", "-.", ":")


def branch(path: LogitPath, ax: Any = None, *, players: Sequence[str] | None = None) -> Any:
    """Return the axes with each action's probability drawn against lambda; bifurcations are marked.

    Colours tell actions apart, dashes players. Lambda runs until the play has settled, on a scale that is
    linear near zero and logarithmic beyond. Needs the ``plot`` extra. Raises InvalidModelError for an
    unknown player.
    """
    pyplot = require("matplotlib.pyplot", extra="plot")
    axes: Any = pyplot.subplots(layout="constrained")[1] if ax is None else ax
    chosen = list(path.game.players) if players is None else players
    labels = list(dict.fromkeys(label for own in path.game.actions for label in own))
    rates, profiles, last = path.curves()
    for player in chosen:
        i = path.game.player_index(player)
        for a, action in enumerate(path.game.actions[i]):
            axes.plot(
                rates,
                profiles[i][:, a],
                color=_COLOURS[labels.index(action) % len(_COLOURS)],
                linestyle=_DASHES[chosen.index(player) % len(_DASHES)],
                label=plot_text(visible(f"{player}: {action}")),
            )
    for place in path.bifurcations:
        axes.axvline(place.rate, color="0.6", linewidth=0.8, linestyle=(0, (1, 2)), zorder=0)
        axes.annotate(f"{place.rate:.3g}", (place.rate, 1.02), ha="center", va="bottom", fontsize="x-small")
    axes.set_xscale("symlog", linthresh=1.0 / path.unit)
    axes.set(xlabel="rate of response $\\lambda$ (per unit of payoff)", ylabel="probability")
    axes.set(xlim=(0, last), ylim=(-0.02, 1.02))
    axes.legend(fontsize="small", ncols=max(1, len(chosen) // 3), frameon=False)
    return axes
