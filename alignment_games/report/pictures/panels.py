"""A phase diagram state by state: one panel for each whose response changes, on the same plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, require
from alignment_games.report.pictures.looks import capital, ink, legend, letters_across, looks_of, paper
from alignment_games.report.pictures.planes import axis_name, fill_region, scale_axes, selection_in_words
from alignment_games.report.pictures.small import left_out, small_multiples
from alignment_games.signatures import as_annotated
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.planes.crossings import Crossings, response_crossings
from alignment_games.sweeps.planes.outlines import outlines
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible


@as_annotated()
def response_panels(diagram: PhaseDiagram, *, now: tuple[float, float] | None = None, exact: bool = True) -> Any:
    """Return a figure with the response of each state in the selected equilibrium over the plane of two inputs.

    States that do the same everywhere have no panel; below the panels it is said what they do. ``now``: a point to
    mark. ``exact``: as in `plot` of a diagram. Raises InvalidModelError for a diagram that is not over two inputs.
    """
    require("matplotlib.pyplot", extra="plot")
    if len(diagram.axes) != 2:
        raise InvalidModelError(f"panels are drawn over two inputs, this diagram has {len(diagram.axes)}")
    responses = {player: diagram.response(player) for player in diagram.players}
    moving = {player: each for player, each in responses.items() if len(np.unique(each)) > 1} or responses
    actions = [a for a in dict.fromkeys(label for own in diagram.actions for label in own) if _is_played(a, moving)]
    looks: dict[str, tuple[Any, str]] = {action: look[:2] for action, look in looks_of(actions).items()}
    if _is_played(NO_EQUILIBRIUM, moving):
        looks[NO_EQUILIBRIUM] = (paper(), "")
    figure, axes = small_multiples([plot_text(visible(player)) for player in moving])
    crossed = response_crossings(diagram, list(moving), exact=exact)
    for ax, each, found in zip(axes, moving.values(), crossed, strict=True):
        _draw(ax, diagram, {action: look for action, look in looks.items() if (each == action).any()}, each, found, now)
    legend(figure, [(plot_text(visible(capital(doing(a) if a in actions else a))), look) for a, look in looks.items()])
    across, up = diagram.axes
    constant = {player: str(each.flat[0]) for player, each in responses.items() if player not in moving}
    room = letters_across(figure.get_figwidth())
    below = [axis_name(diagram, across), selection_in_words(diagram), left_out("everywhere", constant, room)]
    figure.supxlabel("\n".join(filter(None, below)), fontsize="medium")
    figure.supylabel(axis_name(diagram, up), fontsize="medium")
    return figure


def _is_played(action: str, responses: dict[str, Array]) -> bool:
    return any((each == action).any() for each in responses.values())


def _draw(
    ax: Any, diagram: PhaseDiagram, looks: Mapping[str, tuple[Any, str]], response: Array, found: Crossings, now: Any
) -> None:
    x, y = diagram.axes.values()
    by_label = {int(found.labels[response == action][0]): look for action, look in looks.items()}
    for label, loops in outlines(found, found.labels, x, y).items():
        fill_region(ax, loops, *by_label[label])
    scale_axes(ax, x, y)
    ax.tick_params(labelsize="small")
    if now is not None:
        ax.plot(*now, marker="o", markersize=7, markerfacecolor=paper(), markeredgecolor=ink(), gid="now", zorder=4)
