"""A state and its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from alignment_games.errors import InvalidModelError, shown
from alignment_games.states.arguments import checked, to_exact


@dataclass(frozen=True, eq=False)
class State:
    """A state: its name, its aggregate power, and how well it turns power into offence.

    ``power``: any non-negative measure, the same for all states, such as the share of world capabilities
    (CINC). ``offence``: the conversion of power into offensive capability, 1 is par; a threat's is above 0. Both
    may be numbers, fractions, symbols, or arrays of parameter values. Raises InvalidModelError for a nameless
    state, a negative or missing figure.

    >>> State("Germany", power=0.154, offence=1.2)
    State(name='Germany', power=0.154, offence=1.2)
    """

    name: str
    power: Any
    offence: Any = 1

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise InvalidModelError(f"a state needs a name, got {shown(self.name)}")
        checked(self.power, f"power of {self.name}", low=0)
        checked(self.offence, f"offence of {self.name}", low=0)

    def exact(self) -> State:
        """Return the state with its floats read as the decimals that they print as."""
        return replace(self, power=to_exact(self.power), offence=to_exact(self.offence))


def distinct(states: tuple[State, ...]) -> tuple[State, ...]:
    """Return the states, or raise InvalidModelError when two share a name or one is no State."""
    names: list[str] = []
    for state in states:
        if not isinstance(state, State):
            raise InvalidModelError(f"expected a State, got {shown(state)}")
        if state.name in names:
            raise InvalidModelError(f"the state {shown(state.name)} is listed twice; names must differ")
        names.append(state.name)
    return states
