"""Published configurations of a landscape: who is on which side, with the energy and the frustrations of each.

The table that goes with Axelrod and Bennett 1993, as its authors hand it on: below some lines of title a header with
the actors, ``Energy``, ``<actor>_Frustration`` for each, and ``Local Min``; sides are 1 and 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.text.display import Displayed

#: Columns by which the header of such a table is known, and what the names of others end with.
HEADER = ("Energy", "Local Min")
_FRUSTRATION = "_Frustration"
_FLAGS = {"TRUE": True, "FALSE": False}


@dataclass(frozen=True, eq=False, repr=False)
class Configurations(Displayed):
    """Configurations by number: ``second`` says who is on side 2, ``(configurations, actors)``.

    ``energy``: of each. ``frustrations``: of each actor, as published, weighted by its size. ``local_minimum``: whether
    no single move lowers the energy.
    """

    actors: tuple[str, ...]
    second: Array
    energy: Array
    frustrations: Array
    local_minimum: Array

    def __len__(self) -> int:
        return len(self.energy)

    def __str__(self) -> str:
        minima = int(self.local_minimum.sum())
        return f"{len(self):,} configurations of {len(self.actors)} actors, {minima:,} of them local minima"


def read_configurations(path: str | Path) -> Configurations:
    r"""Return the configurations of a landscape in a CSV file.

    Raises InvalidModelError for a file without such a header, a side other than 1 and 2, and figures that are missing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "table.csv"
    ...     _ = path.write_text("A landscape\n,A,B,Energy,A_Frustration,B_Frustration,Local Min\n1,1,2,-4,-2,-2,TRUE\n")
    ...     print(read_configurations(path))
    1 configurations of 2 actors, 1 of them local minima
    """
    columns = read_columns(path, header_with=HEADER)
    actors = tuple(name.removesuffix(_FRUSTRATION) for name in columns if name.endswith(_FRUSTRATION))
    require_columns(columns, actors, str(path))

    def figures(names: tuple[str, ...]) -> Array:
        found = np.array([numbers(columns[name], f"{path}: {name}") for name in names]).T.reshape(-1, len(names))
        if np.isnan(found).any():
            raise InvalidModelError(
                f"{path}: a figure of {names[int(np.isnan(found).any(axis=0).argmax())]} is missing"
            )
        return found

    sides = figures(actors)
    if not np.isin(sides, (1, 2)).all():
        raise InvalidModelError(f"{path}: sides must be 1 or 2")
    if not set(columns["Local Min"]) <= set(_FLAGS):
        raise InvalidModelError(f"{path}: Local Min must be TRUE or FALSE")
    flags = np.array([_FLAGS[entry] for entry in columns["Local Min"]])
    frustrations = figures(tuple(f"{name}{_FRUSTRATION}" for name in actors))
    return Configurations(actors, sides == 2, figures(("Energy",))[:, 0], frustrations, flags)
