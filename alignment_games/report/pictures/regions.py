"""The regions of a phase diagram, hatched, named and exactly bounded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import cycle
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.words import listed, plot_text
from alignment_games.report.pictures.looks import (
    BLUE,
    BOX,
    GREEN,
    GREY,
    LOOKS,
    ORANGE,
    OTHER_LOOKS,
    PURPLE,
    SKY,
    VERMILLION,
    YELLOW,
    axes_of,
    capital,
    legend,
    pale,
)
from alignment_games.report.region_names import MOST_IN_FULL, NamedRegion, named_regions
from alignment_games.states.words import doing
from alignment_games.sweeps.curves import boundaries
from alignment_games.sweeps.grid_answers import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.phase_diagram import PhaseDiagram
from alignment_games.sweeps.phase_regions import Region
from alignment_games.text.visible import visible

Array = NDArray[Any]

#: The looks of further regions.
_REGIONS = (
    (GREEN, "\\\\\\"), (YELLOW, "..."), (PURPLE, "---"), (BLUE, "+++"), (GREY, "ooo"),
    (SKY, ""), (ORANGE, "///"), (VERMILLION, "xxx"),
)  # fmt: skip
#: The look of all regions that are not listed.
_REST = ("#EEEEEE", "")
#: Regions below this share of the grid, such as single points, are left out of the legend.
_LEAST_LISTED = 0.001
#: Games with more profiles than this are drawn without exact boundaries, which would take long to derive.
_MOST_PROFILES = 81
_FINE = 400
#: The height of a picture in inches, and that of one with a long legend; letters on a line of the legend.
_USUAL, _HIGH, _LEGEND_WIDTH = 5.2, 6.8, 75


def phase_diagram(
    diagram: PhaseDiagram, ax: Any = None, *, by: str = "selected", exact: bool = True, named: bool = True
) -> Any:
    """Return the axes with the regions of a diagram over one or two inputs, hatched and named.

    ``by``: as in `PhaseDiagram.regions`. ``exact``: lay the exact boundaries over the pixels, where the payoffs are
    fractions of polynomials and the game is small enough to derive them. ``named``: write names into the regions.
    Raises InvalidModelError for a diagram of more than two inputs.
    """
    if len(diagram.axes) > 2:
        raise InvalidModelError(
            f"a picture has two axes, this diagram has {len(diagram.axes)}: {listed(map(str, diagram.axes))}; "
            "sweep two of them and fix the others"
        )
    many = len(diagram.players) > MOST_IN_FULL
    ax = axes_of(ax, height=_HIGH if many else _USUAL)
    (across, x), *rest = diagram.axes.items()
    (up, y) = rest[0] if rest else (None, np.array([0.0, 1.0]))
    regions = diagram.regions(by=by)
    listed_regions = named_regions(diagram, by=by)
    looks = _region_looks(regions, listed_regions)
    masks = [region.mask for region in listed_regions]
    paint(ax, x, y, [mask if rest else np.repeat(mask[:, None], 2, axis=1) for mask in masks], looks)
    if exact and rest:
        _draw_boundaries(ax, diagram)
    ax.set(
        xlim=_ends(x),
        ylim=_ends(y) if rest else (0, 1),
        xlabel=plot_text(visible(str(across))),
        ylabel=plot_text(visible(str(up))) if rest else "",
    )
    scale_axes(ax, x, y)
    if not rest:
        ax.set_yticks([])
    rows = []
    for k, (region, look) in enumerate(zip(listed_regions, looks, strict=True)):
        by_letter = many or region.others
        name = visible(capital(region.name)) if by_letter else _region_name(diagram, regions[k])
        names = [region.letter] if by_letter else [name, region.letter]
        key = _name(ax, region, x, y, names) if named and not region.others else ""
        if by_letter and not region.others:
            key = f"{region.letter}: "
        if region.share >= _LEAST_LISTED:
            text = textwrap.fill(key + name.replace("\n", "; "), _LEGEND_WIDTH)
            rows.append((plot_text(text) if by_letter else text, look))
    legend(ax, rows)
    return ax


def _region_looks(regions: Sequence[Region], listed_regions: Sequence[NamedRegion]) -> list[tuple[str, str]]:
    """Return a look for each region: that of its leading action, or one still free where an earlier region has it.

    All that are not listed share one.
    """
    looks: list[tuple[str, str] | None] = []
    for region in regions[: sum(not each.others for each in listed_regions)]:
        leading = LOOKS.get(_leading(region.profiles[0]), OTHER_LOOKS[0])[:2] if region.profiles else ("white", "")
        looks.append(None if leading in looks else leading)
    free = cycle([look for look in _REGIONS if look not in looks] or _REGIONS)
    rest = [_REST] * sum(bool(each.others) for each in listed_regions)
    return [*(next(free) if look is None else look for look in looks), *rest]


def _leading(profile: Labels) -> str:
    """Return the action that a profile is named after: what is done by some, rather than left to others."""
    return min(dict.fromkeys(profile), key=lambda action: (action == "buck_pass", action == "neutral"))


def paint(ax: Any, x: Array, y: Array, masks: Sequence[Array], looks: Sequence[tuple[str, str]]) -> None:
    """Paint the pixels of all masks, and hatch each."""
    picture = np.zeros((len(y), len(x), 3))
    for mask, (colour, _) in zip(masks, looks, strict=True):
        picture[mask.T] = pale(colour)
    steps = [np.diff(values) for values in (x, y)]
    if all(len(step) and np.allclose(step, step[0]) for step in steps):
        half = [step[0] / 2 for step in steps]
        extent = (x[0] - half[0], x[-1] + half[0], y[0] - half[1], y[-1] + half[1])
        ax.imshow(picture, origin="lower", extent=extent, aspect="auto", interpolation="nearest")
    else:
        ax.pcolormesh(x, y, picture, shading="nearest", rasterized=True)
    for mask, (colour, hatch) in zip(masks, looks, strict=True):
        if hatch and min(mask.shape) > 1:
            hatched = ax.contourf(x, y, mask.T.astype(float), levels=[0.5, 1.5], colors="none", hatches=[hatch])
            hatched.set_edgecolor(colour)
            hatched.set_linewidth(0)


def _draw_boundaries(ax: Any, diagram: PhaseDiagram) -> None:
    """Draw the exact boundaries of the profiles that are selected somewhere."""
    if diagram.family.n_profiles > _MOST_PROFILES:
        return
    chosen = [diagram.profiles[k] for k in np.unique(diagram.selected) if k >= 0]
    wide = [profile for profile in chosen if diagram.is_equilibrium(profile).mean() > 1e-3]
    try:
        found = boundaries(diagram, wide)
    except (UnsupportedGameError, InvalidModelError):
        return  # a builder that does not take symbols, or payoffs that are no fractions of polynomials
    fine = {name: np.linspace(values.min(), values.max(), _FINE) for name, values in diagram.axes.items()}
    x, y = fine.values()
    for boundary in found:
        try:
            curves = list(boundary.curves(fine))
        except OverflowError:
            continue  # coefficients beyond the floats: the pixels stand alone
        for _, value in curves:
            if np.nanmin(value) < 0 < np.nanmax(value):
                ax.contour(x, y, value.T, levels=[0], colors="black", linewidths=1.3)


def _name(ax: Any, region: NamedRegion, x: Array, y: Array, names: Sequence[str]) -> str:
    """Write the name into the region where it fits, or else a letter; return the letter as a key for the legend.

    A rectangle of the size of the text fits around a pixel when all pixels under it belong to the region.
    """
    from scipy.ndimage import distance_transform_edt, minimum_filter

    if not region.share:
        return ""
    # A region over one input is as high as the picture.
    mask = region.mask if region.mask.ndim == 2 else np.repeat(region.mask[:, None], _FINE, axis=1)
    y = y if region.mask.ndim == 2 else np.linspace(0, 1, _FINE)
    depth = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    box = ax.get_window_extent()
    point = ax.figure.dpi / 72
    for name in names:
        lines = name.split("\n")
        wide, high = 4.7 * max(map(len, lines)) + 10, 12 * len(lines) + 8
        size = [ceil(wide * point / box.width * len(x)), ceil(high * point / box.height * len(y))]
        room = minimum_filter(mask.astype(np.uint8), size, mode="constant", cval=0) * depth
        if room.max() > 0:
            i, j = np.unravel_index(np.argmax(room), room.shape)
            height = y[j] if region.mask.ndim == 2 else 0.5
            ax.text(x[i], height, name, ha="center", va="center", fontsize="small", bbox=BOX, clip_on=True)
            return "" if name == names[0] else f"{name}: "
    return ""


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


def scale_axes(ax: Any, x: Array, y: Array) -> None:
    """Give each axis the scale on which its grid's values are equally far apart, such as a logarithmic one."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    for axis, set_scale, values in ((ax.xaxis, ax.set_xscale, x), (ax.yaxis, ax.set_yscale, y)):
        if _has_constant_ratios(values):
            set_scale("log")
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _has_constant_ratios(values: Array) -> bool:
    if len(values) < 3 or values.min() <= 0 or np.allclose(np.diff(values), values[1] - values[0]):
        return False
    return bool(np.allclose(values[1:] / values[:-1], values[1] / values[0]))


def _ends(values: Array) -> tuple[float, float]:
    """Return the ends of an axis, apart even when it has one value."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)
