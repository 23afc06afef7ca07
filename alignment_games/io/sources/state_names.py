"""The states of the world by code, from a user's list of members, such as that of the Correlates of War project.

One row for each spell of membership: a code (ccode), a name (statenme), mostly an abbreviation (stateabb) and the
years of the spell (styear, endyear).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import is_blank, whole_number, whole_numbers
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import so_many


@dataclass(frozen=True, eq=False, repr=False)
class StateNames(Displayed, Mapping[int, str]):
    """Names by code, ready to be given as ``names=``; ``abbreviations`` by code; ``spells``: years of membership.

    Iterates over codes.
    """

    names: Mapping[int, str]
    abbreviations: Mapping[int, str]
    spells: Mapping[int, tuple[tuple[int, int], ...]]

    def __getitem__(self, code: int) -> str:
        return self.names[code]

    def __iter__(self) -> Iterator[int]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def members(self, year: int) -> list[int]:
        """Return the codes of the states of a year, sorted."""
        year = whole_number(year, "year")
        return sorted(code for code, spells in self.spells.items() if any(a <= year <= b for a, b in spells))

    def __str__(self) -> str:
        years = [year for spells in self.spells.values() for spell in spells for year in spell]
        span = f", {min(years)}-{max(years)}" if years else ""
        return f"{so_many(len(self), 'state')}{span}"


def read_states(path: str | Path) -> StateNames:
    r"""Return the states in a user's CSV file with columns ccode and statenme, and mostly stateabb, styear, endyear.

    Where a state has several spells, its last name holds. Raises InvalidModelError for missing columns and for codes
    or years that are none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "states.csv"
    ...     _ = path.write_text("ccode,statenme,styear,endyear\n2.0,United States of America,1816,2016\n")
    ...     states = read_states(path)
    >>> states[2], states.members(1945), states
    ('United States of America', [2], <StateNames: 1 state, 1816-2016>)
    """
    columns = read_columns(path)
    require_columns(columns, ("ccode", "statenme"), str(path))
    codes = whole_numbers(columns["ccode"], f"{path}: ccode").tolist()
    spells: dict[int, tuple[tuple[int, int], ...]] = {}
    if "styear" in columns and "endyear" in columns:
        first, last = (whole_numbers(columns[name], f"{path}: {name}").tolist() for name in ("styear", "endyear"))
        for code, begin, end in zip(codes, first, last, strict=True):
            spells[code] = (*spells.get(code, ()), (begin, end))
    short = columns.get("stateabb", [""] * len(codes))
    return StateNames(
        {code: name for code, name in zip(codes, columns["statenme"], strict=True) if not is_blank(name)},
        {code: name for code, name in zip(codes, short, strict=True) if not is_blank(name)},
        spells,
    )
