"""Tables of dyads, one row for each pair of states and year: read once, asked for any threat in any year.

Either direction of a pair serves. Where both are there, each figure has to be the same in both, or missing in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import as_columns, as_list, column_names
from alignment_games.io.doors.figures import numbers, whole_number
from alignment_games.io.dyads.reading import Reading, reading_of
from alignment_games.io.dyads.roles import KEYS, PERCEIVED, Covariates, columns_of, covariate_columns
from alignment_games.io.dyads.state_keys import NOBODY, StateKeys
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed

#: Types of direct contiguity: 0 none, 1 by land, 2 to 5 across up to 12, 24, 150 and 400 miles of water.
_MOST_CONTIGUITY = 5


@dataclass(frozen=True, eq=False)
class Facing:
    """The states that have a dyad with one state in one year, by place and sorted, and their figures.

    ``figures``, one entry for each state, NaN where it is missing: own, threat, offence (of the threat), distance,
    contiguity, and what the state perceives.
    """

    threat: int
    year: int
    places: Array
    figures: Mapping[str, Array]

    def only(self, chosen: Array) -> Facing:
        """Return some of the states, by position or as a mask."""
        figures = {name: values[chosen] for name, values in self.figures.items()}
        return replace(self, places=self.places[chosen], figures=figures)


@dataclass(frozen=True, eq=False, repr=False)
class DyadTable(Displayed):
    """A table of dyads: ``one`` and ``other`` are places in ``states``; ``figures`` by role, NaN where missing.

    ``covariates``: by name, those of the one and of the other state. ``columns``: what each role is called in the
    table. ``reading``: what was read of it, and what was not.
    """

    states: StateKeys
    one: Array
    other: Array
    years: Array
    figures: Mapping[str, Array]
    covariates: Mapping[str, tuple[Array, Array]]
    columns: Mapping[str, str]
    reading: Reading

    def __str__(self) -> str:
        return str(self.reading)

    def __repr__(self) -> str:
        return f"<DyadTable: {len(self.one):,} rows, {len(self.states)} states>"

    def in_year(self, year: int) -> Array:
        """Return the rows of a year."""
        at = self._years_at.get(year)
        return np.arange(0) if at is None else self._by_year[at[0] : at[1]]

    @cached_property
    def _by_year(self) -> Array:
        return np.argsort(self.years, kind="stable")

    @cached_property
    def _years_at(self) -> dict[int, tuple[int, int]]:
        years, starts = np.unique(self.years[self._by_year], return_index=True)
        ends = [*starts[1:].tolist(), len(self.years)]
        return {year: pair for year, *pair in zip(years.tolist(), starts.tolist(), ends, strict=True)}  # type: ignore[misc]

    def of_years(self, years: Sequence[int]) -> DyadTable:
        """Return the table of some years, without covariates: as much as games need."""
        kept = np.isin(self.years, years)
        figures = {role: values[kept] for role, values in self.figures.items()}
        return replace(
            self, one=self.one[kept], other=self.other[kept], years=self.years[kept], figures=figures, covariates={}
        )

    def year(self, given: Any) -> int:
        """Return a year as a whole number. Raises InvalidModelError for what is none, and where no row is of it."""
        year = whole_number(given, "year")
        if year not in self._years_at:
            raise InvalidModelError(
                f"no dyads for the year {year}; the table covers {self.years.min()}-{self.years.max()}"
            )
        return year

    def places(self, given: Any, what: str) -> list[int]:
        """Return the places of states, of one alone too. Raises InvalidModelError for unknown states, and no states."""
        alone = isinstance(given, str) or not hasattr(given, "__len__")  # R has no value that is not a vector
        return self.states.places([given] if alone else as_list(given, what), what)

    def facing(self, threat: int, year: int) -> Facing:
        """Return the states that have a dyad with a state in a year, by place, with or without all figures.

        Raises InvalidModelError for two rows of one pair that disagree.
        """
        rows = self.in_year(year)
        rows = rows[(self.one[rows] == threat) != (self.other[rows] == threat)]
        first = self.one[rows] == threat
        places = np.where(first, self.other[rows], self.one[rows])
        figures = {
            "own": self._of_end("power", rows, first),
            "threat": self._of_end("power", rows, ~first),
            "offence": self._of_end("offence", rows, ~first),
            "distance": self._of_pair("distance", rows),
            "contiguity": self._of_pair("contiguity", rows),
            **{role: self._perceived(role, rows, first) for role in PERCEIVED},
        }
        return self._merged(Facing(threat, year, places, figures))

    def _of_pair(self, role: str, rows: Array) -> Array:
        return self.figures[role][rows] if role in self.figures else np.full(len(rows), np.nan)

    def _of_end(self, role: str, rows: Array, first: Array) -> Array:
        """Return the figures of the other state where ``first``, else of the one."""
        return np.where(first, self._of_pair(f"{role}_other", rows), self._of_pair(f"{role}_one", rows))

    def _perceived(self, role: str, rows: Array, first: Array) -> Array:
        own = self._of_end(role, rows, first)
        return np.where(np.isnan(own), self._of_pair(role, rows), own)

    def _merged(self, facing: Facing) -> Facing:
        """Return one entry for each state: what its rows say, which must not differ."""
        order = np.argsort(facing.places, kind="stable")
        places, starts = np.unique(facing.places[order], return_index=True)
        if not len(places):
            return facing
        figures = {}
        for name, values in facing.figures.items():
            low, high = (which.reduceat(values[order], starts) for which in (np.fmin, np.fmax))
            if (low < high).any():
                k = int(np.flatnonzero(low < high)[0])
                threat, state = (self.states.label(each) for each in (facing.threat, int(places[k])))
                what = {"own": f"the power of {state}", "threat": f"the power of {threat}"}.get(name, name)
                hint = f"; where it is directed, name {name}_one and {name}_other" if name in PERCEIVED else ""
                raise InvalidModelError(
                    f"two rows of {threat} and {state} in {facing.year} disagree on {what}: "
                    f"{low[k]:g} and {high[k]:g}{hint}"
                )
            figures[name] = low
        return replace(facing, places=places, figures=figures)

    def reliability(self, places: Sequence[int], year: int) -> dict[tuple[int, int], float]:
        """Return the reliability of promises between pairs of some states in a year, where the table says it."""
        if "reliability" not in self.figures:
            return {}
        rows = self.in_year(year)
        rows = rows[np.isin(self.one[rows], places) & np.isin(self.other[rows], places)]
        found: dict[tuple[int, int], float] = {}
        for row in rows[~np.isnan(self.figures["reliability"][rows])].tolist():
            pair = (int(self.one[row]), int(self.other[row]))
            value = float(self.figures["reliability"][row])
            if found.setdefault(pair, value) != value:
                one, other = map(self.states.label, pair)
                raise InvalidModelError(f"two rows of {one} and {other} in {year} disagree on reliability")
        return found

    def covariates_of(self, facing: Facing) -> dict[str, list[float]]:
        """Return each covariate of the states that face the threat, NaN where it is missing."""
        rows = self.in_year(facing.year)
        ends = {True: self.other[rows], False: self.one[rows]}
        found = {name: dict.fromkeys(facing.places.tolist(), float("nan")) for name in self.covariates}
        for first, own in ends.items():
            threat = ends[not first]
            for row, place in zip(
                rows[threat == facing.threat].tolist(), own[threat == facing.threat].tolist(), strict=True
            ):
                for name, values in self.covariates.items():
                    value = float(values[int(first)][row])
                    if place in found[name] and value == value:  # noqa: PLR0124 - not NaN
                        found[name][place] = value
        return {name: list(by_place.values()) for name, by_place in found.items()}


@as_annotated()
def read_dyads(
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[Any, str] | None = None,
    covariates: Covariates = (),
) -> DyadTable:
    """Return a table of dyads, checked: the path of a CSV file, a pandas frame, or a mapping of columns.

    ``columns``: our roles (see `io.dyads.roles`) to your names. ``names``: what to call the states, by key.
    ``covariates``: columns of numbers to carry along, by name; or a mapping from a name to one column, or to that of
    the one and that of the other state. Rows without a state or a year are left out and listed.
    Raises InvalidModelError for what cannot be read, with the column and the row.

    >>> rows = {"ccode1": ["255.0", "255.0"], "ccode2": [200, 220], "year": [1938, 1938], "cinc1": [0.154, 0.154],
    ...         "cinc2": [0.078, "NA"], "capdist": [932, 880], "note": ["", ""]}
    >>> print(read_dyads(rows))
    the table: 2 rows, 3 states, 1938-1938
      role         column   figures  missing
      one          ccode1         2        0
      other        ccode2         2        0
      year         year           2        0
      power_one    cinc1          2        0
      power_other  cinc2          1        1
      distance     capdist        2        0
    not used: note
    nothing left out
    """
    if isinstance(frame, DyadTable):
        return _again(frame, columns, names, covariates)
    available = column_names(frame)
    named, carried = columns_of(available, columns), covariate_columns(covariates, available)
    wanted = {*named.values(), *(name for pair in carried.values() for name in pair)}
    raw = as_columns(frame, wanted)
    states, (one, other) = StateKeys.of({named[role]: raw[named[role]] for role in ("one", "other")}, names)
    years = numbers(raw[named["year"]], named["year"])
    kept = (one != NOBODY) & (other != NOBODY) & ~np.isnan(years)
    table = {name: numbers(raw[name], name)[kept] for pair in carried.values() for name in pair}
    return DyadTable(
        states,
        one[kept],
        other[kept],
        _whole_years(years[kept], named["year"]),
        _figures(raw, named, kept),
        {name: (table[pair[0]], table[pair[1]]) for name, pair in carried.items()},
        named,
        reading_of(frame, raw, named, carried, available, kept, years, len(states)),
    )


def _again(
    table: DyadTable, columns: Mapping[str, str] | None, names: Mapping[Any, str] | None, covariates: Covariates
) -> DyadTable:
    if columns or covariates:
        raise InvalidModelError("this table is read already; give columns and covariates to read_dyads")
    return table if names is None else replace(table, states=table.states.called(names))


def _whole_years(years: Array, name: str) -> Array:
    bad = np.flatnonzero(years != np.round(years))
    if bad.size:
        raise InvalidModelError(f"{name}: expected whole years, got {years[bad[0]]}")
    if not len(years):
        raise InvalidModelError(f"no row names two states and a year ({name}); check the columns of the table")
    return years.astype(int)


def _figures(raw: Mapping[str, Sequence[Any]], named: Mapping[str, str], kept: Array) -> dict[str, Array]:
    """Return the figures of each role in the rows kept. Raises InvalidModelError where a type of contiguity is none."""
    figures = {
        role: numbers(raw[name], name, flags=role == "contiguity")[kept]
        for role, name in named.items()
        if role not in KEYS
    }
    types = figures.get("contiguity", np.zeros(0))
    wrong = np.flatnonzero((types < 0) | (types > _MOST_CONTIGUITY) | (types != np.round(types)) & ~np.isnan(types))
    if wrong.size:
        raise InvalidModelError(f"{named['contiguity']}: types of contiguity are 0 to 5, got {types[wrong[0]]:g}")
    return figures
