"""A phase diagram as an SVG picture with its legend: regions of equal equilibria, the present point marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.report.region_names import NamedRegion
from alignment_games.text.html import html_text

Array = NDArray[Any]

#: The same colours as on the classroom page, largest region first.
PALETTE = ("#8ecae6", "#ffb703", "#a3b18a", "#e5989b", "#cdb4db", "#fb8500", "#52b69a", "#d4a373")
#: The colour of all that is not listed.
_REST = "#ececea"
_LEFT, _BOTTOM, _WIDE, _HIGH = 62, 386, 446, 372
#: The reach of the ring at the present point, as a share of the picture.
_RING = 0.05
#: Regions smaller than this share of the picture get no letter in it.
_LETTERED = 0.012


@dataclass(frozen=True, eq=False)
class Axis:
    """One axis: its title, the values at the centres of the cells, where the case stands, and the ticks' labels."""

    title: str
    values: Array
    now: float
    ticks: Sequence[tuple[float, str]]

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies, from 0 to 1."""
        return float((value - self.values[0]) / (self.values[-1] - self.values[0]))


def phase_svg(x: Axis, y: Axis, regions: Sequence[NamedRegion]) -> str:
    """Return the picture and its legend as HTML.

    ``regions``: their masks have shape (len(x.values), len(y.values)); they come largest first, and all that are not
    listed as the last.
    """
    colours = [_REST if region.others else PALETTE[k % len(PALETTE)] for k, region in enumerate(regions)]
    areas = "".join(_region(region.mask, colour) for region, colour in zip(regions, colours, strict=True))
    letters = "".join(_letter(region, x, y) for region in regions if region.share >= _LETTERED)
    legend = "".join(
        f'<li><span class="swatch" style="background:{colour}">{region.letter}</span>'
        f"<span>{html_text(region.name)} ({region.share:.1%})</span></li>"
        for region, colour in zip(regions, colours, strict=True)
    )
    label = html_text(f"Phase diagram: {x.title} across, {y.title} upwards")
    picture = f'<g shape-rendering="crispEdges">{areas}</g>{letters}{_frame(x, y)}{_point(x, y)}'
    svg = f'<svg viewBox="0 0 520 432" role="img" aria-label="{label}">{picture}</svg>'
    return f'<div class="phase">{svg}<ul>{legend}</ul></div>'


def _place(mask: Array, column: float, row: float) -> tuple[float, float]:
    return _LEFT + column / mask.shape[0] * _WIDE, _BOTTOM - row / mask.shape[1] * _HIGH


def _region(mask: Array, colour: str) -> str:
    """Return one path that covers the cells of the region, run by run."""
    height = _HIGH / mask.shape[1]
    path = []
    for row in range(mask.shape[1]):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], mask[:, row].astype(int), [0]])))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            left, top = _place(mask, start, row + 1)
            path.append(
                f"M{left:.2f} {top:.2f}h{(end - start) / mask.shape[0] * _WIDE:.2f}v{height + 0.3:.2f}H{left:.2f}z"
            )
    return f'<path fill="{colour}" d="{"".join(path)}"/>'


def _letter(region: NamedRegion, x: Axis, y: Axis) -> str:
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
    column, row = np.unravel_index(int(np.argmax(room)), room.shape)
    left, top = _place(mask, column + 0.5, row + 0.5)
    return f'<text class="letter" x="{left:.1f}" y="{top:.1f}">{region.letter}</text>'


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
