"""From degrees to a plane: the equirectangular projection, true along the middle parallel, and its graticule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from alignment_games.report.pictures.capitals import Place

#: Degrees between the lines of the graticule; the first that leaves no more than ``_MOST_LINES`` of them.
_SPACINGS = (1, 2, 5, 10, 20, 30, 60)
_MOST_LINES = 7


@dataclass(frozen=True)
class Projection:
    """A plane around a middle meridian and parallel; lengths on it are in degrees of latitude."""

    longitude: float
    latitude: float

    @classmethod
    def around(cls, places: Iterable[Place]) -> Projection:
        """Return the projection with the places in the middle: opposite the widest gap between their meridians.

        >>> Projection.around([(0, 170), (0, -170)]).longitude
        180.0
        """
        latitudes, longitudes = np.array(list(places), dtype=float).T
        east = np.unique(longitudes % 360)
        gaps = np.diff(np.append(east, east[0] + 360))
        widest = int(gaps.argmax())
        middle = float((east[widest] + gaps[widest] / 2 + 180) % 360)
        return cls(middle - 360 if middle > 180 else middle, float(latitudes.min() + latitudes.max()) / 2)

    def __call__(self, place: Place) -> tuple[float, float]:
        """Return where a place, in degrees north and east, lies on the plane."""
        from_middle = (place[1] - self.longitude + 180) % 360 - 180
        return from_middle * float(np.cos(np.radians(self.latitude))), place[0] - self.latitude

    def meridians(self, left: float, right: float) -> list[tuple[float, str]]:
        """Return where the meridians of the graticule cross the picture, and their names."""
        scale = float(np.cos(np.radians(self.latitude)))
        low, high = self.longitude + left / scale, self.longitude + right / scale
        return [((at - self.longitude) * scale, _name(at, "E", "W")) for at in _lines(low, high)]

    def parallels(self, bottom: float, top: float) -> list[tuple[float, str]]:
        """Return where the parallels of the graticule lie in the picture, and their names."""
        low, high = max(self.latitude + bottom, -90), min(self.latitude + top, 90)
        return [(at - self.latitude, _name(at, "N", "S")) for at in _lines(low, high)]


def _lines(low: float, high: float) -> list[int]:
    spacing = next((s for s in _SPACINGS if (high - low) / s <= _MOST_LINES), _SPACINGS[-1])
    return list(range(int(np.ceil(low / spacing)) * spacing, int(np.floor(high)) + 1, spacing))


def _name(degrees: int, above: str, below: str) -> str:
    folded = (degrees + 180) % 360 - 180
    return f"{abs(folded)}°{above if folded > 0 else below if folded < 0 else ''}"
