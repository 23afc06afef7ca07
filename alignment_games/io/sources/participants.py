"""Who took part in militarized disputes: the participants file (MIDB) of the Correlates of War project.

One row for each spell of a state in a dispute. Releases 2 to 5 are told by their names of columns and, where there is
one, by a column of that name. A state is read by its first spell; what is doubtful about the others is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import as_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.io.doors.headers import columns_by_role
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed

#: Names of each role, the newest release first.
COLUMNS: Mapping[str, Sequence[str]] = {
    "dispute": ("dispnum", "dispnum4", "dispnum3", "dispnum2"),
    "state": ("ccode",),
    "year": ("styear",),
    "month": ("stmon", "stmonth"),
    "day": ("stday",),
    "end_year": ("endyear",),
    "end_month": ("endmon", "endmonth"),
    "end_day": ("endday",),
    "side_a": ("sidea",),
    "originator": ("orig",),
    "revisionist": ("revstate",),
    "hostility": ("hostlev", "hostlevel"),
    "version": ("version",),
}
_OPTIONAL = ("month", "day", "end_year", "end_month", "end_day", "version")
_RELEASES = {"dispnum": "5", "dispnum4": "4", "dispnum3": "3", "dispnum2": "2"}


@dataclass(frozen=True)
class Participant:
    """A state's first spell in a dispute; ``month`` and ``revisionist`` are None where not coded."""

    dispute: int
    state: int
    year: int
    month: int | None
    side_a: bool
    originator: bool
    revisionist: bool | None
    hostility: int


@dataclass(frozen=True, eq=False, repr=False)
class Participants(Displayed):
    """The participants of disputes; ``doubtful`` ones are among the rows, those ``left_out`` are not."""

    rows: tuple[Participant, ...]
    version: str
    left_out: tuple[LeftOut, ...] = ()
    doubtful: tuple[LeftOut, ...] = ()

    def __repr__(self) -> str:
        return f"<Participants: {len(self.rows):,} states in disputes, version {self.version}>"

    def __str__(self) -> str:
        disputes = len({each.dispute for each in self.rows})
        doubts = left_out_in_words(self.doubtful, 3).replace("left out", "doubtful")
        return (
            f"militarized disputes v{self.version}: {len(self.rows):,} states in {disputes:,} disputes; "
            f"{left_out_in_words(self.left_out, 3)}; {doubts}"
        )


@as_annotated()
def read_participants(frame: Any, *, columns: Mapping[str, str] | None = None) -> Participants:
    """Return the participants of a user's file (the path of a CSV file, a frame, a mapping of columns).

    ``columns``: your own names for roles of `COLUMNS`. Left out, and listed: rows without dispute, state, year, side,
    originator or level of force; spells that end before they begin; states that fight on both sides.
    Raises InvalidModelError for missing columns and figures of the wrong kind.
    """
    table = as_columns(frame)
    place = f"{frame}" if isinstance(frame, (str, PathLike)) else "participants"
    found = columns_by_role(table, COLUMNS, columns, place, _OPTIONAL)
    count = len(found["state"])
    figures = {
        role: numbers(found[role], f"{place}: {role}", flags=True) if role in found else np.full(count, np.nan)
        for role in COLUMNS
        if role != "version"
    }
    for role in ("side_a", "originator", "revisionist"):
        _refuse_outside(figures[role], (0, 1), f"{place}: {role}")
    _refuse_outside(figures["hostility"], (1, 5), f"{place}: hostility")
    spells: dict[tuple[int, int], list[int]] = {}
    left_out: list[LeftOut] = []
    for k in range(count):
        reason = _unusable(figures, k)
        if reason:
            who = (figures[role][k] for role in ("state", "dispute"))
            left_out.append(LeftOut("state {:g} in dispute {:g}, row {}".format(*who, k + 1), reason))
        else:
            spells.setdefault((int(figures["dispute"][k]), int(figures["state"][k])), []).append(k)
    rows, doubtful = [], []
    for (dispute, state), places in spells.items():
        what = f"state {state} in dispute {dispute}"
        first = min(places, key=lambda k: _date(figures, k, ("year", "month", "day"), 0))
        if len({figures["side_a"][k] for k in places}) > 1:
            left_out.append(LeftOut(what, "on both sides"))
            continue
        if len(places) > 1:
            doubtful.append(LeftOut(what, f"{len(places)} spells, read by the first"))
        rows.append(_participant(figures, first))
    if not rows:
        raise InvalidModelError(f"{place}: no spell can be used; {left_out_in_words(left_out, 3)}")
    return Participants(tuple(rows), _version(table, found), tuple(left_out), tuple(doubtful))


def _participant(figures: Mapping[str, Any], k: int) -> Participant:
    revisionist, month = figures["revisionist"][k], figures["month"][k]
    return Participant(
        int(figures["dispute"][k]),
        int(figures["state"][k]),
        int(figures["year"][k]),
        None if np.isnan(month) else int(month),
        bool(figures["side_a"][k]),
        bool(figures["originator"][k]),
        None if np.isnan(revisionist) else bool(revisionist),
        int(figures["hostility"][k]),
    )


def _unusable(figures: Mapping[str, Any], k: int) -> str:
    """Return why a row cannot be used, nothing where it can."""
    needed = ("dispute", "state", "year", "side_a", "originator", "hostility")
    lacking = [role for role in needed if np.isnan(figures[role][k])]
    if lacking:
        return f"no {', '.join(lacking)}"
    begin = _date(figures, k, ("year", "month", "day"), 0)
    end = _date(figures, k, ("end_year", "end_month", "end_day"), np.inf)
    return "ends before it begins" if end < begin else ""


def _date(figures: Mapping[str, Any], k: int, roles: Sequence[str], unknown: float) -> tuple[float, ...]:
    """Return year, month and day, ``unknown`` from the first part on that is missing."""
    parts = [float(figures[role][k]) for role in roles]
    known = next((n for n, part in enumerate(parts) if np.isnan(part)), len(parts))
    return (*parts[:known], *[unknown] * (len(parts) - known))


def _refuse_outside(column: Any, ends: tuple[int, int], what: str) -> None:
    bad = np.flatnonzero(~np.isnan(column) & ~np.isin(column, range(ends[0], ends[1] + 1)))
    if bad.size:
        raise InvalidModelError(
            f"{what}, row {bad[0] + 1}: expected a whole number from {ends[0]} to {ends[1]}, got {column[bad[0]]:g}"
        )


def _version(table: Mapping[str, Sequence[Any]], found: Mapping[str, Sequence[Any]]) -> str:
    told = [str(entry).strip() for entry in found.get("version", ())]
    names = {name.lower() for name in table}
    return max(told, key=told.count) if told else next((v for name, v in _RELEASES.items() if name in names), "?")
