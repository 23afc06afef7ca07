"""The states of a table by their keys: codes such as 255, or text such as UKG or Germany, and the names for them.

A table has keys of one kind. Codes come as numbers or as text that reads as one, with or without ``.0``, as R, pandas
and spreadsheets write them; wherever a user names a state, any of these forms serves, and so does its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.figures import NO_FIGURES, is_blank, whole_number

#: A code, or text where the table has text.
Key = int | str
#: The place of a state that a row does not name.
NOBODY = -1


@dataclass(frozen=True)
class StateKeys:
    """The distinct keys of a table, sorted, and names for some of them; a state's place is its position here.

    >>> keys = StateKeys((200, 255), {200: "Britain"})
    >>> keys.place(255.0), keys.place("200"), keys.place("Britain"), keys.label(1)
    (1, 0, 0, '255')
    """

    keys: tuple[Key, ...]
    names: Mapping[Key, str] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[Any]], names: Mapping[Any, str] | None) -> tuple[StateKeys, list[Array]]:
        """Return the keys in some columns, given by name, and the place of each entry, `NOBODY` where it is missing.

        Raises InvalidModelError where some entries are codes and others text, and for names that are no text.
        """
        entries = {name: _entries(column, name) for name, column in columns.items()}
        kinds = {type(key): name for name, column in entries.items() for key in column if key is not None}
        if len(kinds) > 1:
            raise InvalidModelError(f"{kinds[int]} holds codes and {kinds[str]} text; give the states one kind of key")
        distinct = sorted({key for column in entries.values() for key in column if key is not None})
        named = _named({} if names is None else names)
        if named and not named.keys() & set(distinct):
            raise InvalidModelError(
                f"names: the table has no state {shown(next(iter(named)))}; a name comes after its code, as in "
                "{255: 'Germany'} (--names 255=Germany)"
            )
        at: dict[Key | None, int] = {key: place for place, key in enumerate(distinct)}
        at[None] = NOBODY
        places = [np.array([at[key] for key in column]) for column in entries.values()]
        return cls(tuple(distinct), named), places

    def __len__(self) -> int:
        return len(self.keys)

    def called(self, names: Mapping[Any, str]) -> StateKeys:
        """Return the same states under other names."""
        return StateKeys(self.keys, _named(names))

    def label(self, place: int) -> str:
        """Return what a state is called: its name where there is one, else its key."""
        return self.names.get(self.keys[place], str(self.keys[place]))

    def by_code(self, places: Iterable[int]) -> dict[int, str]:
        """Return what some states are called, by code. Raises InvalidModelError where the table has no codes."""
        keys = {key: self.label(int(place)) for place in places if isinstance(key := self.keys[place], int)}
        if not keys:
            raise InvalidModelError("pacts are told by codes, which the table of dyads has not; take one with codes")
        return keys

    def place(self, given: Any, what: str = "state") -> int:
        """Return the place of the state that a user means. Raises InvalidModelError for a state not in the table."""
        found = self._find(given)
        if found is not None:
            return found
        if isinstance(given, NO_FIGURES) or not isinstance(given, (str, int, float, np.integer, np.floating)):
            raise InvalidModelError(f"{what} must be a state's code or name, got {shown(given)}")
        known = [*map(str, self.keys), *(self.names[key] for key in self.keys if key in self.names)]
        raise InvalidModelError(f"{what}: {unknown_name('state', given, known)}{self._way_to_names(given)}")

    def _way_to_names(self, given: Any) -> str:
        """Return how states of which the table has codes alone are called by name."""
        if self.names or not isinstance(given, str) or not self.keys or not all(isinstance(k, int) for k in self.keys):
            return ""
        return "" if isinstance(_key(given), int) else f"; say which code it is with names (--names CODE={given[:60]})"

    def _find(self, given: Any) -> int | None:
        key = _key(given)
        if key in self.keys:
            return self.keys.index(key)
        if not isinstance(given, str):
            return None
        return next((k for k, own in enumerate(self.keys) if self.names.get(own) == given), None)

    def places(self, given: Iterable[Any], what: str) -> list[int]:
        """Return the places of several states, none of which may be named twice."""
        found = [self.place(each, what) for each in given]
        for each in found:
            if found.count(each) > 1:
                raise InvalidModelError(f"{what}: {self.label(each)} is named twice; name each state once")
        return found

    def by_place(self, given: Mapping[Any, Any], what: str) -> dict[int, Any]:
        """Return what a mapping from states says, by place."""
        return dict(zip(self.places(given, what), given.values(), strict=True))


def _named(names: Mapping[Any, str]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    if not isinstance(names, Mapping):
        raise InvalidModelError(f"names must be like {{255: 'Germany'}}, got {shown(names)}")
    for given, name in names.items():
        key = _key(given)
        if key is None or not isinstance(name, str) or not name.strip():
            raise InvalidModelError(f"names must be like {{255: 'Germany'}}, got {shown(given)}: {shown(name)}")
        found[key] = name
    return found


def _entries(column: Sequence[Any], name: str) -> list[Key | None]:
    """Return the keys of a column, None where one is missing. Raises InvalidModelError with the row."""
    known: dict[Any, Key | None] = {}
    found: list[Key | None] = []
    for row, entry in enumerate(column, start=1):
        try:
            if entry not in known:
                known[entry] = None if is_blank(entry) else _key(entry)
            key = known[entry]
        except TypeError:  # a list, or another thing that no table holds
            key = None
        if key is None and not is_blank(entry):
            raise InvalidModelError(f"{name}, row {row}: expected a state's code or name, got {shown(entry)}")
        found.append(key)
    kinds = {type(key) for key in found if key is not None}
    if len(kinds) > 1:
        text = next(row for row, key in enumerate(found, start=1) if isinstance(key, str))
        raise InvalidModelError(
            f"{name}, row {text}: expected a code as in other rows, got {shown(found[text - 1])}; "
            "give the states one kind of key"
        )
    return found


def _key(given: Any) -> Key | None:
    """Return a word for a state as a key: a code where it reads as one, else text; None for what is neither.

    >>> _key("255.0"), _key(" UKG "), _key(2.5)
    (255, 'UKG', None)
    """
    if isinstance(given, str) and not given.strip().replace(".", "", 1).isdigit():
        return given.strip()
    try:
        return whole_number(given, "code")
    except InvalidModelError:
        return None
