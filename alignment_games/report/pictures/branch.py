"""A branch of logit quantal responses: each action's probability against the rate of response, player by player."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alignment_games.errors import require
from alignment_games.report.pictures.looks import capital, hatching, ink, legend, looks_of, neutral, rim, smallest
from alignment_games.report.pictures.small import small_multiples
from alignment_games.solvers.logit.branch import LogitPath
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Dashes that tell players apart where they share axes, and the least rate shown, in units of the payoff range.
_DASHES, _LEAST = ("-", "--", "-.", ":"), 0.1


def branch(path: LogitPath, ax: Any = None, *, players: Sequence[str] | None = None) -> Any:
    """Return the axes with each action's probability drawn against lambda, those of the first of several players.

    Each player has a panel of its own; with ``ax`` all share these axes, and dashes tell them apart. Colours are those
    of the actions. Lambda is on a logarithmic scale and runs until the play has settled; bifurcations are marked.
    Needs the ``plot`` extra. Raises InvalidModelError for an unknown player.
    """
    require("matplotlib.pyplot", extra="plot")
    chosen = list(path.game.players) if players is None else list(players)
    places = [path.game.player_index(player) for player in chosen]
    if ax is not None:
        _draw(path, ax, places, _DASHES)
        ax.legend(handles=_handles(path, places, chosen), fontsize="small", frameon=False)
        ax.set(xlabel=_RATE, ylabel="probability")
        return ax
    figure, axes = small_multiples([plot_text(visible(player)) for player in chosen])
    for each, place in zip(axes, places, strict=True):
        _draw(path, each, [place], ("-",))
    legend(figure, [], _handles(path, places))
    figure.supxlabel(_RATE, fontsize="medium")
    axes[0].set_ylabel("probability")
    return axes[0]


#: How far apart markers stand on a curve, as a share of the axes; they tell curves apart in grey.
_SPACING = 0.25

_RATE = "rate of response $\\lambda$ (per unit of payoff)"


def _draw(path: LogitPath, ax: Any, places: Sequence[int], dashes: Sequence[str]) -> None:
    game = path.game
    looks = looks_of(label for own in game.actions for label in own)
    rates, profiles, last = path.curves()
    for order, i in enumerate(places):
        for a, action in enumerate(game.actions[i]):
            dash, (colour, _, marker) = dashes[order % len(dashes)], looks[action]
            edge, gid = hatching(colour), f"{game.players[i]}: {action}"
            (line,) = ax.plot(
                rates, profiles[i][:, a], color=colour, linestyle=dash, gid=gid, marker=marker, markersize=4,
                markeredgecolor=edge, markevery=(_SPACING * a / len(game.actions[i]), _SPACING),
            )  # fmt: skip
            line.set_path_effects(rim(colour, line.get_linewidth()))
            ax.plot(last, profiles[i][-1, a], marker, color=colour, markeredgecolor=edge, clip_on=False, zorder=4)
    for place in path.bifurcations:
        ax.axvline(place.rate, color=neutral(0.5), linewidth=0.8, linestyle=(0, (1, 2)), zorder=0)
        ax.annotate(
            f"{place.rate:.3g}", (place.rate, 1.03), ha="center", va="bottom", fontsize=smallest(),
            bbox={"facecolor": "none", "edgecolor": "none", "pad": 0},
        )  # fmt: skip
    ax.set(xscale="log", xlim=(min(_LEAST / path.unit, last / 10), last), ylim=(-0.02, 1.02))


def _handles(path: LogitPath, places: Sequence[int], dashed: Sequence[str] = ()) -> list[Any]:
    """Return the entries of a legend: actions by colour and marker, and players by their dashes."""
    from matplotlib.lines import Line2D

    actions = dict.fromkeys(label for i in places for label in path.game.actions[i])
    looks = looks_of(label for own in path.game.actions for label in own)
    found = [
        Line2D([], [], color=looks[a][0], marker=looks[a][2], label=plot_text(visible(capital(doing(a)))))
        for a in actions
    ]
    if len(dashed) > 1:
        found += [
            Line2D([], [], color=ink(), linestyle=_DASHES[k % len(_DASHES)], label=plot_text(visible(player)))
            for k, player in enumerate(dashed)
        ]
    return found
