r"""The National Material Capabilities file of the Correlates of War project (Singer, Bremer & Stuckey 1972).

Six components for each state and year: military expenditure, military personnel, iron and steel, primary
energy, total and urban population. The composite index is the mean of the state's *non-missing* shares,

.. math::

   \text{CINC}_{it} = \frac{1}{|K_{it}|} \sum_{k \in K_{it}} \frac{x_{kit}}{\sum_j x_{kjt}}

with :math:`K_{it}` the components that are not missing (-9 or empty). Reading recomputes it in every row.
Nothing is downloaded: bring the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.io.doors.columns import read_columns, require_columns
from alignment_games.io.doors.figures import numbers, whole_number, whole_numbers
from alignment_games.io.doors.left_out import LeftOut, left_out_in_words
from alignment_games.text.display import Displayed

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")

#: How far the file's index may be from the recomputed one.
TOLERANCE = 1e-6

#: The last year that each release covers, where the file itself names no version.
_RELEASES = {2001: "3.0", 2007: "4.0", 2012: "5.0", 2016: "6.0", 2022: "7.0"}


@dataclass(frozen=True, eq=False, repr=False)
class Capabilities(Displayed):
    """The rows of the file: ``codes``, ``years``, ``components`` (rows x 6, NaN where missing), ``cinc``.

    ``version`` as told by the content; ``left_out``: rows that could not be used, and why.
    """

    codes: Array
    years: Array
    components: Array
    cinc: Array
    version: str
    left_out: tuple[LeftOut, ...] = ()

    def power(self, code: int, year: int) -> float:
        """Return a state's index in a year. Raises InvalidModelError for an unknown code or year."""
        return float(self.cinc[self._row(code, year)])

    def component(self, name: str, code: int, year: int) -> float:
        """Return one component of a state in a year. Raises InvalidModelError where it is missing."""
        if name not in COMPONENTS:
            raise unknown_name("component", name, COMPONENTS)
        value = float(self.components[self._row(code, year), COMPONENTS.index(name)])
        if np.isnan(value):
            raise InvalidModelError(f"{name} of state {code} in {year} is missing in the file")
        return value

    def states(self, year: int) -> list[int]:
        """Return the codes of the states in a year, sorted."""
        return sorted(self.codes[self.years == year].tolist())

    def recomputed(self) -> Array:
        """Return the index recomputed from the components, one value for each row."""
        return composite_index(self.years, self.components)

    def _row(self, code: int, year: int) -> int:
        code, year = whole_number(code, "code"), whole_number(year, "year")
        if year not in self.years:
            span = f"{self.years.min()}-{self.years.max()}"
            raise InvalidModelError(f"no rows for the year {year}; the file covers {span}")
        if code not in self.codes:
            raise InvalidModelError(f"unknown state code {code}; the file has no such state in any year")
        found = np.flatnonzero((self.codes == code) & (self.years == year))
        if not found.size:
            own = self.years[self.codes == code]
            raise InvalidModelError(f"state {code} has no capabilities in {year}; the file has it in {_spans(own)}")
        return int(found[0])

    def __str__(self) -> str:
        span = f"{self.years.min()}-{self.years.max()}"
        words = left_out_in_words(self.left_out)
        return f"National Material Capabilities v{self.version}: {len(self.codes):,} rows, {span}; {words}"


def composite_index(years: Array, components: Array) -> Array:
    """Return the mean of each row's non-missing shares in its year's totals, shape ``(rows,)``.

    A component of which the whole world has none in a year counts as missing.

    >>> composite_index(np.array([1900, 1900]), np.array([[1.0, 5.0], [3.0, np.nan]])).tolist()
    [0.625, 0.75]
    """
    _, year = np.unique(years, return_inverse=True)
    known = np.where(np.isnan(components), 0, components)
    totals = np.stack([np.bincount(year, weights=column) for column in known.T], axis=-1)[year]
    counted = ~np.isnan(components) & (totals > 0)
    shares = np.divide(known, totals, out=np.zeros_like(known), where=counted)
    how_many = counted.sum(axis=1)
    mean = np.full(len(years), np.nan)
    np.divide(shares.sum(axis=1), how_many, out=mean, where=how_many > 0)
    return mean


def read_capabilities(path: str | Path) -> Capabilities:
    r"""Return the National Material Capabilities in a user's CSV file, checked.

    Needs the columns ccode, year, the six components and cinc. Rows without any component are left out
    and listed. Raises InvalidModelError for a missing column, a repeated state-year, a negative component,
    and where the index differs from the recomputed one by more than 1e-6, as it does when rows are missing.

    >>> from tempfile import TemporaryDirectory
    >>> header = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc"
    >>> rows = [header, "200,1938,1,1,1,1,1,1,0.25", "255,1938,3,3,3,3,3,3,0.75"]
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "capabilities.csv"
    ...     _ = path.write_text("\n".join(rows))
    ...     read_capabilities(path).power(255, 1938)
    0.75
    """
    columns = read_columns(path)
    require_columns(columns, ("ccode", "year", *COMPONENTS, "cinc"), str(path))
    codes, years = (whole_numbers(columns[name], f"{path}: {name}") for name in ("ccode", "year"))
    components = np.stack([numbers(columns[name], f"{path}: {name}") for name in COMPONENTS], axis=-1)
    cinc = numbers(columns["cinc"], f"{path}: cinc")
    _refuse_repeats(codes, years, path)
    for k, name in enumerate(COMPONENTS):
        _refuse_first(components[:, k] < 0, codes, years, f"{path}: {name} is negative")
    recomputed = composite_index(years, components)
    with np.errstate(invalid="ignore"):
        off = abs(recomputed - cinc) > TOLERANCE
    _refuse_first(
        off | (np.isnan(cinc) & ~np.isnan(recomputed)),
        codes,
        years,
        f"{path}: cinc is not the mean of the shares (within {TOLERANCE}); the file may be cut short or altered",
    )
    usable = ~np.isnan(recomputed)
    if not usable.any():
        raise InvalidModelError(f"{path}: every component is missing in all {len(usable)} rows; give the whole file")
    left_out = tuple(
        LeftOut(f"state {codes[k]} in {years[k]}", "every component is missing") for k in np.flatnonzero(~usable)
    )
    version = _version(columns, years)
    return Capabilities(codes[usable], years[usable], components[usable], cinc[usable], version, left_out)


def _version(columns: dict[str, list[str]], years: Array) -> str:
    if "version" in columns:
        return columns["version"][0]
    last = int(years.max())
    return _RELEASES.get(last, f"? (no release known to end in {last})")


def _refuse_repeats(codes: Array, years: Array, path: str | Path) -> None:
    pairs = np.stack([codes, years], axis=-1)
    _, first, count = np.unique(pairs, axis=0, return_index=True, return_counts=True)
    repeated = first[count > 1]
    if repeated.size:
        code, year = pairs[repeated[0]]
        raise InvalidModelError(f"{path}: state {code} in {year} is listed {count.max()} times; give one row each")


def _refuse_first(wrong: Array, codes: Array, years: Array, message: str) -> None:
    rows = np.flatnonzero(wrong)
    if rows.size:
        places = ", ".join(f"state {codes[k]} in {years[k]}" for k in rows[:3])
        raise InvalidModelError(f"{message}: {rows.size} rows, first {places}")


def _spans(years: Array) -> str:
    """Return '1816-1942, 1944-2022'."""
    ordered = np.sort(years)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1)
    return ", ".join(f"{g[0]}-{g[-1]}" if len(g) > 1 else str(g[0]) for g in groups)
