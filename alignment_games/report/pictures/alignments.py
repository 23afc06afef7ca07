"""The alignment map: states at their capitals around the threat, what each does, how threatened it feels, who backs it.

Area is power, colour and letter the response (slices where it is mixed), the width of an arrow perceived threat, a ring
around a state a guarantor's promise. Labels never overlap: where there is no room for a name, the disc bears a number
and a key beside the map says whose. Without coastlines, a graticule says where one is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, require
from alignment_games.report.pictures.capitals import Place
from alignment_games.report.pictures.ground import SharedPlane
from alignment_games.report.pictures.looks import axes_of, lay_out
from alignment_games.report.pictures.map_key import LINE, MOST_LETTERS, Key
from alignment_games.report.pictures.map_layout import MapLayout
from alignment_games.report.pictures.scene import Alignment, Scene, scene_of
from alignment_games.report.pictures.styles import figure_size
from alignment_games.signatures import as_annotated
from alignment_games.solvers.solution import Solution
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: The width of a map, and what its legend needs below it, in inches.
_WIDTH, _LEGEND = 7.2, 0.9
#: The width of a map among others, and the least that holds names.
_PANEL, _LEAST_PANEL = 4.5, 2.2
_MOST_PANELS = 6
#: Beyond so many states maps stand two abreast, wider by half.
_MANY_STATES, _WIDER = 20, 1.5


@as_annotated()
def alignment_map(
    target: Any,
    ax: Any = None,
    *,
    alignment: Alignment | None = None,
    places: Mapping[str, Place] | None = None,
) -> Any:
    """Return the axes with the states around the threat at their capitals, and what each does.

    ``target``: a case, a response model, its game, or an equilibrium of it. ``alignment``: an action by state,
    probabilities by action by state, or an equilibrium, such as one of `solve` of a model's sums; None takes the
    equilibrium given, or what the case records. ``places``: (latitude, longitude) by state in degrees, beside the
    capitals known. Where some state has no place, states stand around the threat, the nearer ones closer to it. Raises
    InvalidModelError as `scene_of` says.
    """
    scene = scene_of(target, alignment, places)
    is_own = ax is None
    ax = axes_of(ax, width=_WIDTH, height=_WIDTH * SharedPlane([scene]).shape + _LEGEND)
    _draw([(ax, scene)], ax, grow=is_own)
    return ax


@as_annotated()
def alignment_maps(
    panels: Mapping[Any, Any], *, places: Mapping[str, Place] | None = None, columns: int | None = None
) -> Any:
    """Return a figure with one map for each panel, alike in ground and scale: two equilibria, or many years.

    ``panels``: by title a case (what it records), an equilibrium, or a pair of a case or model and an alignment.
    ``columns``: None takes up to three, of many states two. Raises InvalidModelError as `alignment_map` does.
    """
    pyplot = require("matplotlib.pyplot", extra="plot")
    panels = dict(panels)
    if not panels:
        raise InvalidModelError("no panels; give cases or equilibria by title")
    pairs = [panel if isinstance(panel, tuple) else (panel, None) for panel in panels.values()]
    scenes = [scene_of(target, alignment, places) for target, alignment in pairs]
    most = max(1, int(figure_size(3 * _PANEL, 1)[0] / _LEAST_PANEL))
    many = max(len(scene.names) for scene in scenes) > _MANY_STATES
    abreast = 2 if many or len(scenes) == 4 else 3
    across = columns or min(most, abreast, len(scenes))
    down = -(-len(scenes) // across)
    width = figure_size(_PANEL * (_WIDER if many else 1) * across, 1)[0] / across
    size = (width * across, (width * SharedPlane(scenes).shape + 0.3) * down + _LEGEND)
    figure, axes = pyplot.subplots(down, across, squeeze=False, figsize=size, layout="constrained")
    for ax in axes.flat[len(scenes) :]:
        ax.remove()
    shown = list(zip(axes.flat, scenes, strict=False))
    for (ax, _), title in zip(shown, panels, strict=True):
        ax.set_title(plot_text(str(title)), fontsize="medium")
    _draw(shown, figure, grow=True)
    return figure


def equilibrium_maps(solution: Solution, ax: Any = None, *, places: Mapping[str, Place] | None = None) -> Any:
    """Return the axes with a map of each equilibrium, side by side, as a list; of one alone, its axes.

    Up to six are drawn, and their titles say of how many. ``ax``: for the first alone. Raises InvalidModelError where
    there is none, and as `alignment_map` does.
    """
    if not len(solution):
        raise InvalidModelError("the solution has no equilibrium to draw")
    if ax is not None or len(solution) == 1:
        return alignment_map(solution[0], ax, places=places)
    shown = list(solution)[:_MOST_PANELS]
    titles = [f"Equilibrium {k} of {len(solution)}" for k in range(1, len(shown) + 1)]
    return list(alignment_maps(dict(zip(titles, shown, strict=True)), places=places).axes)


def _draw(shown: Sequence[tuple[Any, Scene]], host: Any, *, grow: bool) -> None:
    """Draw scenes on their axes, alike in ground and scale, and the legend of all on its host.

    What has too long a name, or no room for it, gets a number; the key of the numbers takes room in its turn, so once
    more. ``grow``: let the figure grow with the legend.
    """
    scenes = [scene for _, scene in shown]
    ground, figure = SharedPlane(scenes), shown[0][0].figure
    key = Key.of(scenes, shown[0][0].get_window_extent().width / figure.dpi)
    height = figure.get_figheight()
    long = dict.fromkeys(name for scene in scenes for name in scene.powers if len(visible(name)) > MOST_LETTERS)
    numbered = {name: k for k, name in enumerate(long, start=1)}
    legend = None
    while True:
        if legend is not None:
            legend.remove()
        legend = key.write(host, numbered)
        if grow:
            figure.set_figheight(max(height, height - _LEGEND + LINE * (2 + key.lines(host, numbered))))
        layouts = [MapLayout(ax, scene, ground, key, numbered) for ax, scene in _settled(shown, ground)]
        crowded = dict.fromkeys(name for layout in layouts for name in layout.crowded)
        if not crowded:
            break
        numbered |= {name: k for k, name in enumerate(crowded, start=len(numbered) + 1)}
    for layout in layouts:
        layout.draw()


def _settled(shown: Sequence[tuple[Any, Scene]], ground: SharedPlane) -> Sequence[tuple[Any, Scene]]:
    """Return the panels after their figure has given each its room."""
    figure = shown[0][0].figure
    for prepare in (ground.prepare, ground.spread_over, ground.spread_over):  # what the ticks need changes the room
        for ax, _ in shown:
            prepare(ax)
        lay_out(figure)
    return shown
