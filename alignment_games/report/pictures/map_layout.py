"""Where everything stands on one alignment map, found before anything is drawn; then the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.report.pictures.ground import SharedPlane
from alignment_games.report.pictures.looks import box, hatching, ink, ink_on, looks_of, neutral, smallest
from alignment_games.report.pictures.map_key import ARROW, Key
from alignment_games.report.pictures.scene import Scene
from alignment_games.report.pictures.spacing import apart, label_spots
from alignment_games.text.plots import plot_text
from alignment_games.text.visible import visible

#: The radius of the smallest disc, in points: it holds a letter and a digit, and of one that holds two digits.
_LEAST_RADIUS, _LEAST_OF_TWO_DIGITS = 6.5, 8.5
#: The first number of two digits.
_TWO_DIGITS = 10
#: Beyond so many states the figure of the threat is left to the arrow's width.
_MOST_FIGURES = 12
#: A ring and the gap before it, in points.
_RING = 2.6
#: Points on an arrow at which it is asked whether a label would lie on it: nearer to each other than a line is high.
_SAMPLES = 120


class MapLayout:
    """One map, laid out in points of its figure.

    ``crowded``: the states for whose names there is no room, beside those that are ``numbered`` already.
    """

    def __init__(self, ax: Any, scene: Scene, ground: SharedPlane, key: Key, numbered: Mapping[str, int]) -> None:
        self.ax, self.scene, self.key, self.numbered = ax, scene, key, numbered
        self.everybody = (*scene.names, scene.centre)
        self.scale = ax.figure.dpi / 72
        box = ax.get_window_extent()
        frame = tuple(np.array([box.x0, box.y0, box.x1, box.y1]) / self.scale + [2, 2, -2, -2])
        self.true = ax.transData.transform(ground.points(scene)) / self.scale
        self.radii = self._radii(min(frame[2] - frame[0], frame[3] - frame[1]))
        rings = np.array([len(scene.backed.get(name, ())) for name in self.everybody])
        outer = self.radii + _RING * rings
        self.centres = apart(self.true, outer, frame)
        self.texts = [self._text(name) for name in self.everybody]
        named = [i for i, name in enumerate(self.everybody) if name not in numbered]
        sizes = np.array([self._size(self.texts[i], bold=self._bold(self.everybody[i])) for i in named])
        found = label_spots(self.centres, outer, named, sizes, frame, self._arrow_lines())
        self.spots = dict(zip(named, found, strict=True))
        self.crowded = tuple(self.everybody[i] for i, spot in self.spots.items() if spot is None)

    def _radii(self, room: float) -> Array:
        """Return the radius of each disc: area grows with power, from the least that holds a letter."""
        most = float(np.clip(0.17 * room / np.sqrt(len(self.everybody) / 4), 1.5 * _LEAST_RADIUS, 0.06 * room))
        share = np.array([self.scene.powers[name] for name in self.everybody]) / self.key.strongest
        digits = np.array([self.numbered.get(name, 0) >= _TWO_DIGITS for name in self.everybody])
        return np.asarray(np.maximum(np.where(digits, _LEAST_OF_TWO_DIGITS, _LEAST_RADIUS), most * np.sqrt(share)))

    def _text(self, name: str) -> str:
        lines = [visible(name)]
        if name != self.scene.centre and len(self.scene.names) <= _MOST_FIGURES:
            lines.append(f"{self.scene.threats[name]:.2f}")
        used = self.scene.responses.get(name, {})
        if len(used) > 1:
            lines.append(" ".join(f"{self.key.letters[action]} {share:.0%}" for action, share in used.items()))
        return plot_text("\n".join(lines))

    def _bold(self, name: str) -> bool:
        return name == self.scene.centre or name in self.key.different

    def _size(self, text: str, *, bold: bool) -> tuple[float, float]:
        drawn = self.ax.figure.text(0, 0, text, fontsize=self._fontsize, fontweight="bold" if bold else "normal")
        box = drawn.get_window_extent()
        drawn.remove()
        return box.width / self.scale + 2, box.height / self.scale + 1

    @property
    def _fontsize(self) -> float:
        return 8.5 if len(self.scene.names) <= _MOST_FIGURES else 7.0

    def _arrow_lines(self) -> list[Array]:
        along = np.linspace(0, 1, _SAMPLES)[:, None]
        return [self.centres[-1] * (1 - along) + end * along for end in self.centres[:-1]]

    def draw(self) -> None:
        """Draw the map."""
        limits = self.ax.get_xlim(), self.ax.get_ylim()
        at = self.ax.transData.inverted().transform(self.centres * self.scale)
        for i in np.argsort(-self.radii, kind="stable").tolist():
            name = self.everybody[i]
            self._draw_displacement(i, at[i])
            if name != self.scene.centre:
                self._draw_arrow(i, at)
            self._draw_rings(i, at[i])
            self._draw_disc(i, at[i])
            self._draw_label(i, at[i])
        self.ax.set(xlim=limits[0], ylim=limits[1])

    def _draw_displacement(self, i: int, at: Array) -> None:
        """Draw a dot on the true place of a disc that lies beside it, and a line to it."""
        if np.linalg.norm(self.true[i] - self.centres[i]) > self.radii[i]:
            true = self.ax.transData.inverted().transform(self.true[i] * self.scale)
            self.ax.plot(*zip(at, true, strict=True), color=ink(), linewidth=0.7, zorder=2.5)
            self.ax.plot(*true, marker=".", markersize=4, color=ink(), zorder=2.5)

    def _draw_arrow(self, i: int, at: Array) -> None:
        from matplotlib.patches import FancyArrowPatch

        name = self.everybody[i]
        wide = self.key.width(self.scene.threats[name])
        length = float(np.linalg.norm(self.centres[i] - self.centres[-1]))
        outer = self.radii[i] + _RING * len(self.scene.backed[name]) + 1
        room = max(length - self.radii[-1] - outer, 0.5)
        head = min(2 * wide + 4, room)
        style = f"Simple,tail_width={wide:.2f},head_width={2 * wide + 3:.2f},head_length={head:.2f}"
        arrow = FancyArrowPatch(
            tuple(at[-1]), tuple(at[i]), arrowstyle=style, mutation_scale=1, shrinkA=self.radii[-1], shrinkB=outer,
            facecolor=neutral(ARROW), edgecolor="none", alpha=0.45, zorder=2, gid=f"threat:{name}",
        )  # fmt: skip
        self.ax.add_patch(arrow)

    def _draw_rings(self, i: int, at: Array) -> None:
        for order, guarantor in enumerate(self.scene.backed.get(self.everybody[i], ()), start=1):
            size = (2 * (self.radii[i] + _RING * order)) ** 2
            self.ax.scatter(
                *at, s=size, facecolor="none", edgecolor=ink(), linewidth=1.6, linestyle=self.key.rings[guarantor],
                zorder=3, gid=f"ring:{self.everybody[i]}",
            )  # fmt: skip

    def _draw_disc(self, i: int, at: Array) -> None:
        name, diameter = self.everybody[i], 2 * self.radii[i]
        edge = 2.4 if name in self.key.different else 0.9
        used = self.scene.responses.get(name, {})
        colour = self.key.colours[next(iter(used))] if used else ink()
        self.ax.scatter(
            *at, s=diameter**2, facecolor=colour, edgecolor=ink(), linewidth=edge, zorder=4, gid=f"state:{name}"
        )
        if len(used) > 1:
            self._draw_slices(used, diameter, at)
        letters = "" if len(used) > 1 else "".join(self.key.letters[action] for action in used)
        inside = f"{letters}{self.numbered.get(name, '')}"
        size = max(float(np.clip(0.62 * diameter, 6, 12)) * 0.85 ** max(len(inside) - 1, 0), smallest())
        written = "black" if len(used) > 1 else ink_on(colour)
        self.ax.annotate(
            inside, at, ha="center", va="center_baseline", fontsize=size, fontweight="bold", color=written, zorder=5,
            gid=f"letter:{name}",
        ).set_in_layout(False)  # fmt: skip

    def _draw_slices(self, used: Mapping[str, float], diameter: float, at: Array) -> None:
        """Draw the probabilities of a mixed response as slices of its disc."""
        start, looks = 0.25, looks_of(self.key.colours)
        for action, share in used.items():
            colour, hatch, _ = looks[action]
            turn = 2 * np.pi * np.linspace(start, start - share, 40)
            rim = np.column_stack([np.cos(turn), np.sin(turn)])
            slice_ = np.concatenate([[[0.0, 0.0]], rim, [[0.0, 0.0]]])
            # Matplotlib scales a marker by its farthest coordinate.
            size = (diameter * np.abs(slice_).max()) ** 2
            self.ax.scatter(
                *at, s=size, marker=slice_, facecolor=colour, edgecolor=hatching(colour), hatch=hatch, linewidth=0.5,
                zorder=4.5,
            )  # fmt: skip
            start -= share

    def _draw_label(self, i: int, at: Array) -> None:
        spot = self.spots.get(i)
        if spot is None:
            return
        offset = np.array(spot.centre) - self.centres[i]
        line = {"arrowstyle": "-", "color": neutral(0.85), "linewidth": 0.7, "shrinkA": 0, "shrinkB": self.radii[i]}
        name = self.everybody[i]
        self.ax.annotate(
            self.texts[i], at, tuple(offset), textcoords="offset points", ha="center", va="center",
            fontsize=self._fontsize, fontweight="bold" if self._bold(name) else "normal", zorder=6,
            linespacing=1.0, color=ink(), bbox={**box(), "boxstyle": "round,pad=0.05", "alpha": 0.7},
            arrowprops=line if spot.led else None, gid=f"label:{name}",
        ).set_in_layout(False)  # fmt: skip
