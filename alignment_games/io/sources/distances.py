r"""Distances between states: between capitals, or the least between borders.

Between two places by the haversine formula on the sphere of radius 6378.137 km (the equator of WGS 84),
the field's usual figure:

.. math::

   d = 2 r \arcsin \sqrt{\sin^2 \tfrac{\phi_2 - \phi_1}{2}
       + \cos \phi_1 \cos \phi_2 \sin^2 \tfrac{\lambda_2 - \lambda_1}{2}}

Capital distance hides borders: Berlin to Moscow is 1,610 km, Germany to the USSR in 1938 278 km.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import numbers, whole_number, whole_numbers
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked
from alignment_games.text.display import Displayed

EARTH_RADIUS_KM = 6378.137

#: Distance columns that are recognised without being named.
_KNOWN = ("capdist", "capdist_km", "mindist", "mindist_km", "distance_km")


def great_circle_km(latitude1: Any, longitude1: Any, latitude2: Any, longitude2: Any) -> Any:
    """Return the distance in km between places given in degrees; arrays broadcast.

    Raises InvalidModelError for a latitude beyond 90 degrees.

    >>> round(float(great_circle_km(0, 0, 0, 90)), 3)  # a quarter of the equator
    10018.754
    """
    for name, latitude in (("latitude1", latitude1), ("latitude2", latitude2)):
        checked(latitude, f"{name}, in degrees,", low=-90, high=90)
    for name, longitude in (("longitude1", longitude1), ("longitude2", longitude2)):
        checked(longitude, f"{name}, in degrees,")
    try:
        places = [np.radians(np.asarray(each, float)) for each in (latitude1, longitude1, latitude2, longitude2)]
    except TypeError:
        raise InvalidModelError("places are told by numbers of degrees, and one of these holds a symbol") from None
    a, east, b, west = places
    across = west - east
    haversine = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(haversine, 1)))


@dataclass(frozen=True, eq=False, repr=False)
class Distances(Displayed):
    """Distances in km by (lower code, higher code, year); ``column`` names what was measured."""

    table: Mapping[tuple[int, int, int], float]
    column: str
    left_out: tuple[LeftOut, ...] = ()

    def km(self, one: int, other: int, year: int) -> float:
        """Return the distance between two states in a year, in km.

        Raises InvalidModelError for a pair or a year that the file does not have, and says which it has.
        """
        year = whole_number(year, "year")
        low, high = sorted((whole_number(one, "code"), whole_number(other, "code")))
        if (low, high, year) in self.table:
            return self.table[low, high, year]
        years = sorted(when for a, b, when in self.table if (a, b) == (low, high))
        has = f"the file has this pair in {', '.join(map(str, years))}" if years else "the file has no such pair"
        raise InvalidModelError(f"no {self.column} between states {one} and {other} in {year}; {has}")

    def __str__(self) -> str:
        return f"{self.column}: {len(self.table):,} pairs and years; {left_out_in_words(self.left_out)}"


@as_annotated()
def read_distances(path: str | Path, column: str | None = None) -> Distances:
    r"""Return the distances in a user's CSV file with ccode1, ccode2, year and a column of km.

    ``column``: which one; None takes the first of capdist, capdist_km, mindist, mindist_km, distance_km.
    Rows without a distance are left out and listed. Raises InvalidModelError for negative distances and
    for two rows that disagree on a pair.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "distances.csv"
    ...     _ = path.write_text("ccode1,ccode2,year,capdist\n200,255,1938,932")
    ...     read_distances(path).km(255, 200, 1938)
    932.0
    """
    columns = read_columns(path)
    if column is None:
        column = next((name for name in _KNOWN if name in columns), None)
        if column is None:
            raise InvalidModelError(f"{path}: {unknown_name('column', 'capdist', columns)}; name it with column=")
    require_columns(columns, ("ccode1", "ccode2", "year", column), str(path))
    one, other, years = (whole_numbers(columns[name], f"{path}: {name}") for name in ("ccode1", "ccode2", "year"))
    km = numbers(columns[column], f"{path}: {column}")
    table: dict[tuple[int, int, int], float] = {}
    left_out = []
    for a, b, year, distance in zip(one.tolist(), other.tolist(), years.tolist(), km.tolist(), strict=True):
        key = (min(a, b), max(a, b), year)
        if distance != distance:  # NaN  # noqa: PLR0124 - faster than a call for each of many rows
            left_out.append(LeftOut(f"states {a} and {b} in {year}", f"no {column}"))
        elif distance < 0 or abs(table.setdefault(key, distance) - distance) > 0.5:
            was = f", elsewhere {table[key]}" if key in table else ""
            raise InvalidModelError(f"{path}: {column} of states {a} and {b} in {year} is {distance}{was}")
    return Distances(table, column, tuple(left_out))
