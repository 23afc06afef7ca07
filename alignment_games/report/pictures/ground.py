"""The ground of a map: the axes on which states lie at their capitals, or, without places, around the threat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.report.pictures.looks import neutral, smallest
from alignment_games.report.pictures.projection import Projection
from alignment_games.report.pictures.scene import Scene

#: The least extent of a map in degrees, and how much is left free around the outermost states.
_LEAST, _MARGIN = 6.0, 0.14


class SharedPlane:
    """Where the states of some scenes lie on a plane that the scenes share."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        places = {name: place for scene in scenes for name, place in scene.places.items()}
        self.projection = Projection.around(places.values()) if all(scene.places for scene in scenes) else None
        each = np.concatenate([self.points(scene) for scene in scenes])
        low, high = each.min(axis=0), each.max(axis=0)
        middle, half = (low + high) / 2, (high - low) / 2
        half = np.maximum(half, _LEAST / 2 if self.projection else 0.5)
        half = half + 2 * _MARGIN * half.mean()
        self.low, self.high = middle - half, middle + half

    @property
    def shape(self) -> float:
        """Return the height of a picture of the ground as a share of its width, within bounds."""
        across, up = self.high - self.low
        return float(np.clip(up / across, 0.55, 1.1))

    def points(self, scene: Scene) -> Array:
        """Return where each state lies, shape (n + 1, 2), the threat last."""
        if self.projection is not None:
            return np.array([self.projection(scene.places[name]) for name in (*scene.names, scene.centre)])
        return _around(scene)

    def prepare(self, ax: Any) -> None:
        """Give the axes the look of a map, and ticks for as much room as its graticule will need."""
        ax.tick_params(length=0, labelsize=smallest(), labelcolor=neutral(0.55), pad=1)
        for spine in ax.spines.values():
            spine.set_color(neutral(0.27))
        self._graticule(ax)

    def spread_over(self, ax: Any) -> None:
        """Show the ground on the room that the axes have now, as large on both axes, with its graticule."""
        room = np.array(ax.get_window_extent().size)
        half = (self.high - self.low) / 2
        shown = room * float((half / room).max())
        middle = (self.low + self.high) / 2
        ax.set(xlim=(middle[0] - shown[0], middle[0] + shown[0]), ylim=(middle[1] - shown[1], middle[1] + shown[1]))
        self._graticule(ax)

    def _graticule(self, ax: Any) -> None:
        meridians: list[tuple[float, str]] = []
        parallels: list[tuple[float, str]] = []
        if self.projection is not None:
            limits = ax.get_xlim(), ax.get_ylim()
            meridians, parallels = self.projection.meridians(*limits[0]), self.projection.parallels(*limits[1])
            ax.grid(color=neutral(0.13), linewidth=0.6)
            ax.set_axisbelow(True)
        ax.set_xticks(*_ticks(meridians))
        ax.set_yticks(*_ticks(parallels))


def _ticks(lines: list[tuple[float, str]]) -> tuple[list[float], list[str]]:
    return [at for at, _ in lines], [name for _, name in lines]


def _around(scene: Scene) -> Array:
    """Return a layout without places: the threat in the middle, states all round, the nearer ones closer to it."""
    near = np.array([scene.closeness[name] for name in scene.names])
    radius = 0.55 + 0.45 * (near.max() - near) / max(float(np.ptp(near)), 1e-9)
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(near)) / len(near)
    points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return np.concatenate([points, np.zeros((1, 2))])
