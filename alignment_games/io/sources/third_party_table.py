"""The table of third states beside disputes, made from the files of the field.

For each dispute with originators on both sides: the states of that year that did not originate it and lie within 400
miles of water of an originator, are major powers, or owe an originator defence. A side is its originators: their powers
are summed, and the nearest border, the shortest distance, a pact with or rivalry against any of them count.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.left_out import LeftOut
from alignment_games.io.results.outputs import write_output
from alignment_games.io.sources.capabilities import Capabilities
from alignment_games.io.sources.contiguity import Contiguity
from alignment_games.io.sources.distances import Distances
from alignment_games.io.sources.pacts import Pacts
from alignment_games.io.sources.participants import Participant, Participants
from alignment_games.io.sources.spells import Spells
from alignment_games.io.sources.third_parties import OUTCOMES, SIDES, ThirdParties, columns_of_table, read_third_parties
from alignment_games.signatures import as_annotated


@dataclass(frozen=True, eq=False)
class DisputeFiles:
    """What a table is made from; ``distances`` may be None, and all are then unknown."""

    participants: Participants
    capabilities: Capabilities
    contiguity: Contiguity
    pacts: Pacts
    rivalries: Spells
    majors: Spells
    distances: Distances | None = None


@as_annotated()
def make_third_parties(files: DisputeFiles) -> ThirdParties:
    """Return the decisions of third states in all disputes that the files cover.

    Left out, and listed: disputes without originators on both sides, or of a year that capabilities or contiguity do
    not cover; originators' sides without power; states that joined from outside the circle of those that could be
    expected to. Raises InvalidModelError where no dispute is left.
    """
    disputes: dict[int, list[Participant]] = {}
    for each in files.participants.rows:
        disputes.setdefault(each.dispute, []).append(each)
    rows: list[dict[str, Any]] = []
    left_out = list(files.participants.left_out)
    worlds: dict[tuple[int, int], _World] = {}
    for dispute, members in sorted(disputes.items()):
        sides = [[each for each in members if each.originator and each.side_a == first] for first in (True, False)]
        if not all(sides):
            left_out.append(LeftOut(f"dispute {dispute}", "no originator on one of its sides"))
            continue
        year, month = min((each.year, each.month or 0) for side in sides for each in side)
        world = worlds.get((year, month)) or _World.of(files, year, month or None)
        worlds[year, month] = world
        if reason := world.lacking([each.state for side in sides for each in side]):
            left_out.append(LeftOut(f"dispute {dispute}", reason))
            continue
        found = _decisions(dispute, members, sides, world)
        rows += found
        here = {row["state"] for row in found}
        left_out += [
            LeftOut(f"state {each.state} in dispute {dispute}", "joined, but is far, no major power, and no ally")
            for each in members
            if not each.originator and each.state not in here
        ]
    if not rows:
        raise InvalidModelError("no dispute can be used: do the files cover the same years?")
    record = read_third_parties({name: [row[name] for row in rows] for name in columns_of_table()})
    return record.with_left_out(left_out)


@dataclass(frozen=True)
class _World:
    """What the files say of one month, or of a year where the month is unknown.

    Powers by state, contiguity and distance by pair, pacts, rivals, major powers.
    """

    year: int
    power: Mapping[int, float]
    touching: Mapping[tuple[int, int], int] | None
    distances: Mapping[tuple[int, int, int], float]
    pacts: Pacts
    rivals: set[tuple[int, ...]]
    majors: set[tuple[int, ...]]

    @classmethod
    def of(cls, files: DisputeFiles, year: int, month: int | None) -> _World:
        own = files.capabilities.years == year
        power = dict(zip(files.capabilities.codes[own].tolist(), files.capabilities.cinc[own].tolist(), strict=True))
        return cls(
            year,
            power,
            files.contiguity.pairs_touching(year, month),
            files.distances.table if files.distances else {},
            files.pacts,
            files.rivalries.during(year),
            files.majors.during(year),
        )

    def lacking(self, originators: Iterable[int]) -> str:
        """Return why a dispute of these states cannot be used, nothing where it can."""
        if not self.power:
            return f"no capabilities for {self.year}"
        if self.touching is None:
            return f"no contiguity for {self.year}"
        without = [str(state) for state in originators if not self.power.get(state, 0) > 0]
        return f"no power of state {', '.join(without)} in {self.year}" if without else ""

    def contiguity(self, one: int, other: int) -> int:
        """Return the code of contiguity, 0 where the two do not touch."""
        return (self.touching or {}).get((min(one, other), max(one, other)), 0)

    def distance(self, one: int, other: int) -> float:
        return self.distances.get((min(one, other), max(one, other), self.year), np.nan)

    def toward(self, state: int, side: list[Participant]) -> dict[str, Any]:
        """Return what a table tells of a state and a side, by names of columns without the side's letter."""
        codes = [each.state for each in side]
        touch = [code for code in (self.contiguity(state, other) for other in codes) if code]
        km = [d for d in (self.distance(state, other) for other in codes) if not np.isnan(d)]
        owed = [(state, other, self.year) for other in codes]
        return {
            "power": sum(self.power[other] for other in codes),
            "states": len(codes),
            "revisionist": int(any(each.revisionist for each in side)),
            "contiguity": min(touch, default=0),
            "border_km": min(km, default=None),
            "defence_pact": int(any(each in self.pacts.defence for each in owed)),
            "other_pact": int(any(each in self.pacts.other for each in owed)),
            "rival": int(any((min(state, other), max(state, other)) in self.rivals for other in codes)),
        }


def _decisions(
    dispute: int, members: list[Participant], sides: list[list[Participant]], world: _World
) -> list[dict[str, Any]]:
    """Return a row for each third state of a dispute."""
    joined = {each.state: 1 if each.side_a else 2 for each in members if not each.originator}
    originators = {each.state for side in sides for each in side}
    rows = []
    for state in sorted(set(world.power) - originators):
        toward = [world.toward(state, side) for side in sides]
        major = (state,) in world.majors
        if not (major or any(each["contiguity"] or each["defence_pact"] for each in toward)):
            continue
        row = {
            "dispute": dispute,
            "year": world.year,
            "hostility": max(each.hostility for each in members),
            "state": state,
            "cinc": world.power[state],
            "major": int(major),
            "outcome": OUTCOMES[joined.get(state, 0)],
        }
        for side, told in zip(SIDES, toward, strict=True):
            row |= {f"{name}_{side}": value for name, value in told.items()}
        rows.append(row)
    return rows


@as_annotated()
def write_third_parties(record: ThirdParties, path: str | PathLike[str]) -> None:
    """Write the decisions as the CSV file that `read_third_parties` reads. Raises UnwrittenError."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    table = record.to_columns()
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    write_output(str(path), text.getvalue())
