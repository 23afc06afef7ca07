"""The regions of a phase diagram, hatched, named and exactly bounded."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.report.pictures.looks import axes_of, box, capital, in_lines, ink, lay_out, legend, neutral
from alignment_games.report.pictures.planes import axis_name, fill_region, scale_axes, selection_in_words
from alignment_games.report.pictures.region_looks import RegionLook, region_looks
from alignment_games.report.region_names import MOST_IN_FULL, NamedRegion, named_regions
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.grids.phase_regions import Region
from alignment_games.sweeps.planes.crossings import crossings
from alignment_games.sweeps.planes.outlines import outlines
from alignment_games.text.lists import listed
from alignment_games.text.play import doing
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: Regions below this share of the grid, such as single points, are left out of the legend.
_LEAST_LISTED = 0.001
#: Points along each side at which room for a name is looked for, and which share of the most room is as good.
_FINE, _NEARLY = 200, 0.9
#: The height of a picture in inches, that of one over one input, and that of a line of the legend.
_HIGH, _LOW, _LINE = 4.6, 2.0, 0.17
_LINE_LETTERS = 90


def phase_diagram(
    diagram: PhaseDiagram, ax: Any = None, *, by: str = "selected", exact: bool = True, named: bool = True
) -> Any:
    """Return the axes with the regions of a diagram over one or two inputs, hatched and named.

    A region in which all do the same has the colour of that response; others have shades and letters. ``by``: as in
    `PhaseDiagram.regions`. ``exact``: find boundaries between the points of the grid, see `sweeps.planes.crossings`;
    else they run half-way. ``named``: write names into the regions. Raises InvalidModelError for a diagram of more than
    two inputs.
    """
    if len(diagram.axes) > 2:
        raise InvalidModelError(
            f"a picture has two axes, this diagram has {len(diagram.axes)}: {listed(map(str, diagram.axes))}; "
            "sweep two of them and fix the others"
        )
    is_own, many, (across, *rest) = ax is None, len(diagram.players) > MOST_IN_FULL, diagram.axes
    ax = axes_of(ax, height=_HIGH if rest else _LOW, rows=not rest)
    found = named_regions(diagram, by=by)
    looks = [_painted(look) for look in region_looks(found)]
    x, y = diagram.axes[across], diagram.axes[rest[0]] if rest else np.array([0.5])
    _paint(ax, diagram, found, looks, by=by, exact=exact)
    scale_axes(ax, x, y)
    told = selection_in_words(diagram) if by == "selected" else ""
    ax.set_xlabel(in_lines(axis_name(diagram, across) + (f"\n({told})" if told else ""), ax))
    if rest:
        ax.set_ylabel(axis_name(diagram, rest[0]))
    else:
        ax.set_yticks([])
    regions, rows, names = diagram.regions(by=by), [], []
    for k, (region, look) in enumerate(zip(found, looks, strict=True)):
        by_letter = many or bool(region.others)
        name = visible(capital(region.name)) if by_letter else _region_name(diagram, regions[k])
        names.append([] if region.others else [region.letter] if by_letter else [name, region.letter])
        if region.share >= _LEAST_LISTED:
            text = f"{region.letter}: {name}".replace("\n", "; ")
            # In lines first, as matplotlib's text is cut at the width of a picture.
            rows.append((plot_text(fill(text, _LINE_LETTERS)) if by_letter else text, look))
    lines = legend(ax, rows)
    if is_own:  # the plane keeps its room, however long the legend is
        ax.figure.set_figheight(ax.figure.get_figheight() + _LINE * lines)
        lay_out(ax.figure)
    for region, wished in zip(found if named else [], names, strict=False):
        _name(ax, region, x, y, wished)
    return ax


def _painted(look: RegionLook) -> tuple[Any, str]:
    """Return the fill and the hatch of a region in the style that is in force."""
    return look.colour or neutral(look.shade), look.hatch


def _paint(
    ax: Any, diagram: PhaseDiagram, found: Sequence[NamedRegion], looks: Sequence[Any], *, by: str, exact: bool
) -> None:
    """Fill each region up to its boundary."""
    crossed = crossings(diagram, by=by, exact=exact)
    labels = np.zeros(crossed.labels.shape, dtype=int)
    for k, region in enumerate(found):
        labels[region.mask.reshape(labels.shape)] = k
    x, y = (*diagram.axes.values(), np.array([0.5]))[:2]
    for k, loops in outlines(crossed, labels, x, y).items():
        fill_region(ax, loops, *looks[k])


def _name(ax: Any, region: NamedRegion, x: Array, y: Array, names: Sequence[str]) -> None:
    """Write the name into the region where it fits, or else a letter.

    A rectangle of the size of the text fits around a point when all points under it belong to the region. Of the
    points with most room around them it stands at the one nearest to the middle of the region.
    """
    from scipy.ndimage import distance_transform_edt, minimum_filter

    mask = region.mask if region.mask.ndim == 2 else region.mask[:, None]
    places = (np.arange(_FINE) + 0.5) / _FINE
    mask = mask[np.ix_(*(_nearest(ax, places, values, k) for k, values in enumerate((x, y))))]
    frame = ax.get_window_extent()
    points = [_FINE * ax.figure.dpi / 72 / side for side in (frame.width, frame.height)]
    depth = distance_transform_edt(np.pad(mask, 1), sampling=1 / np.array(points))[1:-1, 1:-1]
    middle = np.argwhere(mask).mean(axis=0)
    for name in names:
        lines = name.split("\n")
        size = np.ceil([(4.7 * max(map(len, lines)) + 10) * points[0], (12 * len(lines) + 3) * points[1]]).astype(int)
        room = minimum_filter(mask.astype(np.uint8), size, mode="constant", cval=0) * depth
        if room.max() > 0:
            wide = np.argwhere(room >= _NEARLY * room.max())
            i, j = wide[np.argmin((((wide - middle) / points) ** 2).sum(axis=1))]
            ax.text(
                places[i], places[j], name, transform=ax.transAxes, ha="center", va="center", fontsize="small",
                color=ink(), bbox=box(), clip_on=True, zorder=5,
            )  # fmt: skip
            return


def _nearest(ax: Any, places: Array, values: Array, axis: int) -> Array:
    """Return which value of the grid lies nearest to each place, a share of the length of an axis."""
    points = np.full((len(values), 2), [ax.get_xlim()[0], ax.get_ylim()[0]])
    points[:, axis] = values
    shares = (ax.transData + ax.transAxes.inverted()).transform(points)[:, axis]
    return np.asarray(np.abs(places[:, None] - shares).argmin(axis=1))


def _region_name(diagram: PhaseDiagram, region: Region) -> str:
    """Return what happens in a region, one line for each action; several equilibria are parted by 'or'."""
    told = [plot_text(diagram.names.get(profile) or _told(diagram.players, profile)) for profile in region.profiles]
    return "\nor ".join(told[:3]) + (f"\nor {len(told) - 3} more" if len(told) > 3 else "") or capital(NO_EQUILIBRIUM)


def _told(players: Sequence[str], profile: Labels) -> str:
    by_action: dict[str, list[str]] = {}
    for player, action in zip(players, profile, strict=True):
        by_action.setdefault(action, []).append(player)
    if len(by_action) == 1:
        return visible(f"All {doing(profile[0])}")
    ordered = sorted(by_action, key=lambda action: (action == "buck_pass", len(by_action[action])))
    lines = (capital(f"{doing(action)}: {', '.join(by_action[action])}") for action in ordered)
    return "\n".join(map(visible, lines))
