"""Threats by state: how they are read, and those that are stated outright instead of made from their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.signatures import fields_as_annotated
from alignment_games.states.arguments import checked, is_exact, per_state, to_exact
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.visible import in_lines, one_line, visible

#: Letters of a repr.
_REPR = 110


def positive(value: Any, names: Sequence[str], what: str) -> Array:
    """Return one positive figure for each state, or the one that all share."""
    figures = per_state(value, names, what)
    checked(figures, what, low=0, strictly=True)
    return figures


class ByState(Displayed):
    """Reading an array by the name of a state, and showing it beside what it is made of."""

    names: tuple[str, ...]
    values: Array

    def __len__(self) -> int:
        return len(self.names)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:  # noqa: FBT001 - NumPy's signature
        if copy is None:  # which NumPy 1 does not know as a value of copy
            return np.asarray(self.values, dtype=dtype)
        return np.array(self.values, dtype=dtype, copy=copy)

    def __getitem__(self, state: str | int) -> Any:
        """Return the threat that one state perceives, by name or position (an array over a batch)."""
        if isinstance(state, str):
            if state not in self.names:
                raise unknown_name("state", state, self.names)
            state = self.names.index(state)
        return self.values[..., state][()]

    def _columns(self) -> dict[str, Array]:
        """Return the columns of the table of threats, one entry for each state."""
        return {"threat": self.values}

    def _title(self) -> str:
        return "threat as stated, perceived by"

    def _rows(self) -> list[list[str]]:
        columns = [np.broadcast_to(each, (*np.shape(each)[:-1], len(self))) for each in self._columns().values()]
        return [[name, *(figure_text(each[..., i][()]) for each in columns)] for i, name in enumerate(self.names)]

    def display_parts(self) -> list[Table]:
        """Return what a notebook shows."""
        return [Table(["state", *self._columns()], self._rows(), self._title())]

    def __str__(self) -> str:
        lines = [list(map(visible, line)) for line in (["state", *self._columns()], *self._rows())]
        least = [16, 9, *[11] * (len(lines[0]) - 2)]
        longest = [max(map(len, column)) for column in zip(*lines, strict=True)]
        widths = [max(wide, 2 + length) for wide, length in zip(least, longest, strict=True)]
        rows = [
            name.ljust(widths[0]) + "".join(cell.rjust(w) for cell, w in zip(cells, widths[1:], strict=True))
            for name, *cells in lines
        ]
        return in_lines([self._title(), *rows])

    def __repr__(self) -> str:
        told = zip(self.names, map(figure_text, np.moveaxis(self.values, -1, 0)), strict=True)
        return one_line(f"<{type(self).__name__}: {', '.join(map(' '.join, told))}>", _REPR)


def figure_text(values: Any) -> str:
    """Return a figure in four digits, an exact one as it is, of a family the lowest and the highest.

    >>> figure_text(0.123456), figure_text(np.array([0.1, 0.3])), figure_text(np.array([2, 2]))
    ('0.1235', '0.1 to 0.3', '2')
    """
    if np.ndim(values):
        ends = [figure_text(end) for end in (np.min(values), np.max(values))]
        return " to ".join(dict.fromkeys(ends))
    return f"{float(values):.4g}" if isinstance(values, (float, np.floating)) else str(values)


@fields_as_annotated()
@dataclass(frozen=True, eq=False, repr=False)
class GivenThreat(ByState):
    """Threats stated outright, by number or symbol, with what the contest and the utility need beside them.

    ``proximity``, ``intent`` (0 to 1: the more hostile, the less appeasement helps) and ``offence_balance``: one
    value for all, or one for each state.

    >>> float(GivenThreat(("France", "USSR"), [0.6, 0.3])["USSR"])
    0.3
    """

    names: tuple[str, ...]
    threat: Any
    proximity: Any = 1
    intent: Any = 1
    offence_balance: Any = 1

    def __post_init__(self) -> None:
        if isinstance(self.names, str):
            raise InvalidModelError(f"names must be a list of states, got {shown(self.names)}")
        object.__setattr__(self, "names", tuple(self.names))  # lists are compared with tuples as something else

    @cached_property
    def values(self) -> Array:  # type: ignore[override] # a cached property serves where the base names an attribute
        """The threat that each state perceives, shape ``(*batch, n)``."""
        given = checked(per_state(self.threat, self.names, "threat"), "threat", low=0)
        return np.broadcast_to(given, (*given.shape[:-1], len(self.names)))

    @cached_property
    def closeness(self) -> Array:
        """The proximity of each state to the threat, shape ``(*batch, n or 1)``."""
        return positive(self.proximity, self.names, "proximity")

    @cached_property
    def hostility(self) -> Array:
        """The hostile intent that each state perceives, shape ``(*batch, n or 1)``."""
        figures = per_state(self.intent, self.names, "intent")
        checked(figures, "intent", low=0, high=1)
        return figures

    @cached_property
    def balance(self) -> Array:
        """The offence-defence balance that each state perceives, shape ``(*batch, n or 1)``."""
        return positive(self.offence_balance, self.names, "offence_balance")

    def weight(self, nearness: Any) -> Array:  # noqa: ARG002 - one signature; a stated threat has no parts
        """Return the weight of the threat in the utility: the threat as stated, shape ``(*batch, n)``."""
        return self.values

    @property
    def is_exact(self) -> bool:
        """Whether a fraction or a symbol is among the figures."""
        return is_exact(self.values, self.closeness, self.hostility, self.balance)

    def exact(self) -> GivenThreat:
        """Return the threat with its floats read as the decimals that they print as."""
        figures = (self.values, self.closeness, self.hostility, self.balance)
        return GivenThreat(self.names, *map(to_exact, figures))
