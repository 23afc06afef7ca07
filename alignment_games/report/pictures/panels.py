"""A phase diagram state by state: one panel for each whose response changes, on the same plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, require
from alignment_games.game.words import listed, plot_text
from alignment_games.report.pictures.looks import capital, looks_of, patch
from alignment_games.report.pictures.regions import paint, scale_axes
from alignment_games.states.words import doing
from alignment_games.sweeps.grid_answers import NO_EQUILIBRIUM
from alignment_games.sweeps.phase_diagram import PhaseDiagram
from alignment_games.text.visible import visible

Array = NDArray[Any]

_MOST_COLUMNS = 4
_SIDE = 2.5


def response_panels(diagram: PhaseDiagram, *, now: tuple[float, float] | None = None) -> Any:
    """Return a figure with the response of each state in the selected equilibrium over the plane of two inputs.

    States that do the same everywhere have no panel; below the panels it is said what they do. ``now``: a point to
    mark. Raises InvalidModelError for a diagram that is not over two inputs.
    """
    Patch = require("matplotlib.patches", extra="plot").Patch
    if len(diagram.axes) != 2:
        raise InvalidModelError(f"panels are drawn over two inputs, this diagram has {len(diagram.axes)}")
    responses = {player: diagram.response(player) for player in diagram.players}
    moving = {player: each for player, each in responses.items() if len(np.unique(each)) > 1} or responses
    actions = [a for a in dict.fromkeys(label for own in diagram.actions for label in own) if _is_played(a, moving)]
    looks: dict[str, tuple[str, ...]] = {**looks_of(actions)}
    if _is_played(NO_EQUILIBRIUM, moving):
        looks[NO_EQUILIBRIUM] = ("white", "")
    figure, axes = _grid(len(moving))
    for ax, (player, each) in zip(axes, moving.items(), strict=True):
        masks = [(each == action, looks[action]) for action in looks if (each == action).any()]
        _draw(ax, diagram, masks, now)
        ax.set_title(plot_text(visible(player)), fontsize="medium")
    handles = [
        Patch(label=plot_text(visible(capital(doing(a) if a in actions else a))), **patch(look[0], look[1]))
        for a, look in looks.items()
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=4, fontsize="small", frameon=False)
    (across, _), (up, _) = diagram.axes.items()
    figure.supxlabel(plot_text(f"{visible(str(across))}{_constant(responses, moving)}"), fontsize="medium")
    figure.supylabel(plot_text(visible(str(up))), fontsize="medium")
    return figure


def _is_played(action: str, responses: dict[str, Array]) -> bool:
    return any((each == action).any() for each in responses.values())


def _constant(responses: dict[str, Array], moving: dict[str, Array]) -> str:
    """Return a line on the states that do the same everywhere, empty where there are none."""
    by_action: dict[str, list[str]] = {}
    for player, each in responses.items():
        if player not in moving:
            by_action.setdefault(str(each.flat[0]), []).append(player)
    told = "; ".join(f"{doing(action)}: {listed(who)}" for action, who in by_action.items())
    return f"\nThe same everywhere: {visible(told)}" if told else ""


def _grid(count: int) -> tuple[Any, Sequence[Any]]:
    """Return a figure with so many panels that share their axes."""
    pyplot = require("matplotlib.pyplot", extra="plot")
    across = count if count <= _MOST_COLUMNS else min(_MOST_COLUMNS, -(-count // -(-count // _MOST_COLUMNS)))
    down = -(-count // across)
    size = (_SIDE * across + 0.6, _SIDE * down + 1.2)
    figure, axes = pyplot.subplots(
        down, across, squeeze=False, sharex=True, sharey=True, figsize=size, layout="constrained"
    )
    for ax in axes.flat[count:]:
        ax.remove()
    return figure, list(axes.flat[:count])


def _draw(ax: Any, diagram: PhaseDiagram, masks: Sequence[tuple[Array, tuple[str, ...]]], now: Any) -> None:
    (_, x), (_, y) = diagram.axes.items()
    paint(ax, x, y, [mask for mask, _ in masks], [(look[0], look[1]) for _, look in masks])
    scale_axes(ax, x, y)
    ax.set(xlim=(x.min(), x.max()), ylim=(y.min(), y.max()))
    ax.tick_params(labelsize="small")
    if now is not None:
        ax.plot(*now, marker="o", markersize=7, markerfacecolor="white", markeredgecolor="black", gid="now")
