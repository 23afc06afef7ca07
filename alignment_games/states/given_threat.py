"""Threats by state: how they are read, and those that are stated outright instead of made from their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import unknown_name
from alignment_games.states.arguments import checked, is_exact, per_state, to_exact

Array = NDArray[Any]


def positive(value: Any, names: Sequence[str], what: str) -> Array:
    """Return one positive figure for each state, or the one that all share."""
    figures = per_state(value, names, what)
    checked(figures, what, low=0, strictly=True)
    return figures


class ByState:
    """Reading an array by the name of a state."""

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


@dataclass(frozen=True, eq=False)
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
