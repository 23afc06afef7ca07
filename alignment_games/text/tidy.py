"""Results with tidy rows, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from alignment_games.errors import require, unknown_name

T = TypeVar("T")


class HasRecords(Protocol):
    """What gives tidy rows, one mapping from columns to values for each."""

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows."""


class Tidy:
    """A result whose tidy rows make a data frame.

    >>> class Shares(Tidy):
    ...     def to_records(self):
    ...         return [{"state": "France", "share": 0.046}]
    >>> list(Shares().to_frame().columns)
    ['state', 'share']
    """

    __slots__ = ()

    def to_frame(self: HasRecords) -> Any:
        """Return `to_records` as a pandas data frame. Raises MissingExtraError without the ``data`` extra."""
        return require("pandas", extra="data").DataFrame(self.to_records())


def tidy_row(record: Any, **intervals: str) -> dict[str, Any]:
    """Return the fields of a dataclass as columns; of those that are intervals the ends, under the name given.

    >>> from dataclasses import make_dataclass
    >>> Change = make_dataclass("Change", ["term", "change", "band"])
    >>> tidy_row(Change("threat", 0.1, (-0.5, 0.25)), band="change")
    {'term': 'threat', 'change': 0.1, 'change_low': -0.5, 'change_high': 0.25}
    """
    row = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in intervals}
    for name, column in intervals.items():
        row[f"{column}_low"], row[f"{column}_high"] = getattr(record, name)
    return row


def row_of(rows: Iterable[T], key: object, *columns: str) -> T:
    """Return the row that has the key in a column, or in several together. Raises InvalidModelError where none has.

    >>> from dataclasses import make_dataclass
    >>> Change = make_dataclass("Change", ["term", "change"])
    >>> row_of([Change("threat", 0.1), Change("pacts", 0.2)], "pacts", "term").change
    0.2
    """
    keyed = {attrgetter(*columns)(row): row for row in rows}
    if key not in keyed:
        raise unknown_name(" and ".join(columns), key, keyed)
    return keyed[key]
