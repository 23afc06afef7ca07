"""Results with tidy rows, for spreadsheets and data frames."""

from __future__ import annotations

from typing import Any, Protocol

from alignment_games.errors import require


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
