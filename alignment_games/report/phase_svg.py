"""A phase diagram as an SVG picture with its legend: regions of equal equilibria, the present point marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.report.pictures.looks import ink_on
from alignment_games.report.pictures.region_looks import region_looks
from alignment_games.report.region_names import NamedRegion
from alignment_games.sweeps.planes.crossings import Crossings
from alignment_games.sweeps.planes.outlines import outlines
from alignment_games.text.html import html_text

_LEFT, _BOTTOM, _WIDE, _HIGH = 62, 386, 446, 372
#: The reach of the ring at the present point, as a share of the picture.
_RING = 0.05
#: Regions smaller than this share of the picture get no letter in it.
_LETTERED = 0.012


def phase_svg(x: Axis, y: Axis, regions: Sequence[NamedRegion], crossed: Crossings) -> str:
    """Return the picture and its legend as HTML.

    ``regions``: their masks have shape (len(x.values), len(y.values)); they come largest first, and all that are not
    listed as the last. ``crossed``: where between the values the answer changes.
    """
    colours = [look.on_white for look in region_looks(regions)]
    labels = np.zeros(crossed.labels.shape, dtype=int)
    for k, region in enumerate(regions):
        labels[region.mask] = k
    outlined = outlines(crossed, labels, x.values, y.values)
    areas = "".join(_region(outlined.get(k, []), colour, x, y) for k, colour in enumerate(colours))
    letters = "".join(
        _letter(region, x, y, ink_on(colour))
        for region, colour in zip(regions, colours, strict=True)
        if region.share >= _LETTERED
    )
    legend = "".join(
        f'<li><span class="swatch" style="background:{colour};color:{ink_on(colour)}">{region.letter}</span>'
        f"<span>{html_text(region.name)} ({region.share:.1%})</span></li>"
        for region, colour in zip(regions, colours, strict=True)
    )
    label = html_text(f"Phase diagram: {x.title} across, {y.title} upwards")
    picture = f'<g stroke="#1c2430" stroke-linejoin="round">{areas}</g>{letters}{_frame(x, y)}{_point(x, y)}'
    svg = f'<svg viewBox="0 0 520 432" role="img" aria-label="{label}">{picture}</svg>'
    return f'<div class="phase">{svg}<ul>{legend}</ul></div>'


@dataclass(frozen=True, eq=False)
class Axis:
    """One axis: its title, the values of the grid, where the case stands, the ticks' labels; ``log``: its scale."""

    title: str
    values: Array
    now: float
    ticks: Sequence[tuple[float, str]]
    log: bool = False

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies, from 0 to 1."""
        low, at, high = (math.log(v) if self.log else v for v in (self.values[0], value, self.values[-1]))
        return float((at - low) / (high - low))


def _place(mask: Array, column: float, row: float) -> tuple[float, float]:
    """Return where a value of the grid lies, given by its position on each axis."""
    return _LEFT + column / (mask.shape[0] - 1) * _WIDE, _BOTTOM - row / (mask.shape[1] - 1) * _HIGH


def _region(loops: Sequence[Array], colour: str, x: Axis, y: Axis) -> str:
    """Return one path around the region."""
    path = []
    for loop in loops:
        points = [(_LEFT + x.share(a) * _WIDE, _BOTTOM - y.share(b) * _HIGH) for a, b in loop.tolist()]
        path.append("M" + "L".join(f"{left:.2f} {top:.2f}" for left, top in points) + "z")
    return f'<path fill="{colour}" d="{"".join(path)}"/>' if path else ""


def _letter(region: NamedRegion, x: Axis, y: Axis, ink: str) -> str:
    """Return the region's letter where the region is thickest, beside the ring at the present point."""
    mask = region.mask
    room, inside = np.zeros(mask.shape), mask.copy()
    while inside.any():
        room += inside
        padded = np.pad(inside, 1)
        inside = inside & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    across, up = (
        np.abs(np.arange(n) / (n - 1) - axis.share(axis.now)) for n, axis in zip(mask.shape, (x, y), strict=True)
    )
    ringed = (across[:, None] < _RING) & (up[None, :] < _RING)
    room = np.where(ringed, np.minimum(room, 0.5), room)  # on the ring only where there is no other place
    column, row = map(int, np.unravel_index(int(np.argmax(room)), room.shape))
    left, top = _place(mask, column, row)
    return f'<text class="letter" style="fill:{ink}" x="{left:.1f}" y="{top:.1f}">{region.letter}</text>'


def _frame(x: Axis, y: Axis) -> str:
    top = _BOTTOM - _HIGH
    parts = [f'<rect x="{_LEFT}" y="{top}" width="{_WIDE}" height="{_HIGH}" fill="none" class="frame"/>']
    for value, label in x.ticks:
        at = _LEFT + x.share(value) * _WIDE
        parts.append(f'<text x="{at:.1f}" y="{_BOTTOM + 17}" text-anchor="middle">{html_text(label)}</text>')
    for value, label in y.ticks:
        at = _BOTTOM - y.share(value) * _HIGH
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{html_text(label)}</text>')
    middle = _LEFT + _WIDE / 2
    parts.append(
        f'<text x="{middle}" y="{_BOTTOM + 38}" text-anchor="middle" font-weight="600">{html_text(x.title)}</text>'
    )
    turn = f"translate(14 {_BOTTOM - _HIGH / 2}) rotate(-90)"
    parts.append(f'<text transform="{turn}" text-anchor="middle" font-weight="600">{html_text(y.title)}</text>')
    return "".join(parts)


def _point(x: Axis, y: Axis) -> str:
    left, top = _LEFT + x.share(x.now) * _WIDE, _BOTTOM - y.share(y.now) * _HIGH
    ring = f'<circle cx="{left:.1f}" cy="{top:.1f}" r="8" fill="none"'
    return (
        f'{ring} stroke="#fff" stroke-width="4"/>{ring} stroke="#1c2430" stroke-width="2"/>'
        f'<circle cx="{left:.1f}" cy="{top:.1f}" r="2" fill="#1c2430"/>'
    )
