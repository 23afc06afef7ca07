"""Columns by role: files of one kind call the same column by other names from release to release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, unknown_name


def columns_by_role(
    columns: Mapping[str, Sequence[Any]],
    known: Mapping[str, Sequence[str]],
    given: Mapping[str, str] | None,
    place: str,
    optional: Sequence[str] = (),
) -> dict[str, Sequence[Any]]:
    """Return the columns by role, for names in any case.

    ``known``: the names that a role goes by, the preferred one first. ``given``: the user's own names by role.
    Raises InvalidModelError for unknown roles, and for a role without a column unless it is ``optional``.

    >>> columns_by_role({"CCode": [2]}, {"state": ("ccode", "cowcode")}, None, "file")
    {'state': [2]}
    """
    only_known("column role", given or {}, known)
    by_name = {name.lower(): column for name, column in columns.items()}
    found: dict[str, Sequence[Any]] = {}
    for role, names in known.items():
        wanted = [given[role].lower()] if given and role in given else list(names)
        name = next((each for each in wanted if each in by_name), None)
        if name is not None:
            found[role] = by_name[name]
        elif role not in optional or (given and role in given):
            unknown = unknown_name("column", wanted[0], columns)
            raise InvalidModelError(f"{place}: {unknown}; name yours with columns={{{role!r}: ...}}")
    return found
