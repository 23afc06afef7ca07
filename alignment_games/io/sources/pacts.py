"""Pacts between states: the dyad-years of ATOP (Alliance Treaty Obligations and Provisions; Leeds and others).

Directed dyads (stateA, stateB: what A owes to B) and undirected ones (mem1, mem2: each owes the other) are told by
their columns. Obligations: defense, offense, neutral, nonagg, consul, 1 where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import as_columns
from alignment_games.io.doors.figures import numbers, whole_numbers
from alignment_games.io.doors.headers import columns_by_role
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed

COLUMNS: Mapping[str, Sequence[str]] = {
    "one": ("statea", "mem1", "ccode1", "state1"),
    "other": ("stateb", "mem2", "ccode2", "state2"),
    "year": ("year",),
    "defence": ("defense", "defence", "atop_defense"),
    "offence": ("offense", "offence", "atop_offense"),
    "neutrality": ("neutral", "neutrality", "atop_neutral"),
    "non_aggression": ("nonagg", "atop_nonagg"),
    "consultation": ("consul", "atop_consul"),
}
_OTHERS = ("offence", "neutrality", "non_aggression", "consultation")
_UNDIRECTED = ("mem1", "mem2")


@dataclass(frozen=True, eq=False, repr=False)
class Pacts(Displayed):
    """Which state owes which what: ``defence`` and ``other`` hold (who owes, to whom, year).

    ``unknown``: obligations that the file does not tell, which count as none.
    """

    defence: frozenset[tuple[int, int, int]]
    other: frozenset[tuple[int, int, int]]
    years: tuple[int, int]
    directed: bool
    unknown: int = 0

    def owed(self, year: int, names: Mapping[int, str]) -> list[tuple[str, str]]:
        """Return who owes whom defence in a year, by name, among the states whose codes are given.

        So `models.promised_by_pacts` takes them. Raises InvalidModelError for a year that the file does not cover: no
        line is no pact only where pacts are told.

        >>> pacts = read_pacts({"mem1": [200], "mem2": [220], "year": [1939], "defense": [1], "offense": [0],
        ...                     "neutral": [0], "nonagg": [0], "consul": [1]})
        >>> pacts.owed(1939, {200: "Britain", 220: "France", 365: "USSR"})
        [('Britain', 'France'), ('France', 'Britain')]
        """
        if not self.years[0] <= year <= self.years[1]:
            raise InvalidModelError(f"pacts are told of {self.years[0]}-{self.years[1]}, not of {year}")
        then = sorted((one, other) for one, other, when in self.defence if when == year)
        return [(names[one], names[other]) for one, other in then if one in names and other in names]

    def __str__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        return (
            f"pacts of {self.years[0]}-{self.years[1]} ({kind} dyads): {len(self.defence):,} of defence, "
            f"{len(self.other):,} of other kinds; {self.unknown:,} obligations not known, counted as none"
        )


@as_annotated()
def read_pacts(frame: Any, *, columns: Mapping[str, str] | None = None) -> Pacts:
    """Return the pacts of a user's file (the path of a CSV file, a frame, a mapping of columns).

    ``columns``: your own names for roles of `COLUMNS`. Raises InvalidModelError for missing columns.

    >>> pacts = read_pacts({"stateA": [220], "stateB": [365], "year": [1894], "defense": [1], "offense": [0],
    ...                     "neutral": [0], "nonagg": [0], "consul": [1]})
    >>> (220, 365, 1894) in pacts.defence, (365, 220, 1894) in pacts.defence
    (True, False)
    """
    table = as_columns(frame)
    place = f"{frame}" if isinstance(frame, (str, PathLike)) else "pacts"
    found = columns_by_role(table, COLUMNS, columns, place)
    one, other, years = (whole_numbers(found[role], f"{place}: {role}") for role in ("one", "other", "year"))
    owed = {role: numbers(found[role], f"{place}: {role}", flags=True) for role in ("defence", *_OTHERS)}
    directed = not {name.lower() for name in table}.issuperset(_UNDIRECTED)

    def those(rows: Any) -> frozenset[tuple[int, int, int]]:
        pairs = list(zip(one[rows].tolist(), other[rows].tolist(), years[rows].tolist(), strict=True))
        return frozenset(pairs if directed else [*pairs, *((b, a, year) for a, b, year in pairs)])

    return Pacts(
        those(owed["defence"] == 1),
        those(np.any([owed[role] == 1 for role in _OTHERS], axis=0)),
        (int(years.min()), int(years.max())),
        directed,
        int(sum(np.isnan(column).sum() for column in owed.values())),
    )
