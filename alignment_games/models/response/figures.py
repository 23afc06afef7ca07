"""The figures of a response game: who faces whom, with what utility, which responses and which guarantors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.states.arguments import checked, is_exact, of_state, per_state, to_exact
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.guarantor import Guarantor, checked_guarantors
from alignment_games.states.security import Response, SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import PerceivedThreat, can_attack

#: The largest exponent of the contest in exact arithmetic.
_MOST_DECISIVE = 1000
#: The highest root of a strength that exact arithmetic is asked for.
_HIGHEST_ROOT = 100
#: Two states: the receiver of help and its giver.
Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class ResponseFigures:
    """States, the threat that they face, their utility, the responses on offer, and who stands behind them.

    ``actions``: for each state, the names of its responses. ``table``: rows that extend or replace the utility's
    standard ones. ``guarantors``: states outside the game. ``reliability``: for pairs of states, the share of
    promised help that passes between them, where it is not the utility's; a pair given one way holds both ways.
    ``about``: what its file said beside the figures, by field, and by table and name; no game depends on it.
    """

    states: tuple[State, ...]
    against: State
    threat: PerceivedThreat | GivenThreat
    utility: SecurityUtility
    actions: tuple[tuple[str, ...], ...]
    table: Mapping[str, Response] = field(default_factory=dict)
    guarantors: tuple[Guarantor, ...] = ()
    reliability: Mapping[Pair, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the figures; let one fraction or symbol make the whole model exact: no float may dilute it."""
        object.__setattr__(self, "actions", _checked_actions(self.actions, self.names))
        for name, value in self.utility.figures().items():
            per_state(value, self.names, name)
        can_attack(self.against)
        object.__setattr__(self, "guarantors", checked_guarantors(self.guarantors, self.names, self.against.name))
        _checked_pairs(self.reliability, self.names)
        if self.is_exact:
            _affordable_powers(self.utility.decisiveness)
            for name, value in self.as_exact().items():
                object.__setattr__(self, name, value)

    @property
    def is_exact(self) -> bool:
        """Whether a fraction or a symbol is among the figures."""
        powers = [figure for state in (*self.states, self.against) for figure in (state.power, state.offence)]
        others = [*powers, *(each.power for each in self.guarantors), *self.reliability.values()]
        parts = (self.threat, self.utility, *self.table.values())
        return is_exact(*others) or any(part.is_exact for part in parts)

    def as_exact(self) -> dict[str, Any]:
        """Return every figure with its floats read as the decimals that they print as."""
        return {
            "states": tuple(state.exact() for state in self.states),
            "against": self.against.exact(),
            "threat": self.threat.exact(),
            "utility": self.utility.exact(),
            "table": {name: row.exact() for name, row in self.table.items()},
            "guarantors": tuple(each.exact() for each in self.guarantors),
            "reliability": {pair: to_exact(value) for pair, value in self.reliability.items()},
        }

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the states."""
        return tuple(state.name for state in self.states)

    @cached_property
    def rows(self) -> dict[str, Response]:
        """The table of responses: the utility's standard rows, extended or replaced by the model's own."""
        return {**self.utility.responses(), **self.table}

    def entries(self, column: str, i: int) -> Array:
        """Return one column of the table for state i's actions, ``(m_i, *batch)``, the batch as far as it matters."""
        only_known("action", self.actions[i], self.rows)
        entries = [of_state(getattr(self.rows[action], column), i) for action in self.actions[i]]
        if all(isinstance(entry, (float, int)) for entry in entries):
            return np.array(entries)
        return np.stack(np.broadcast_arrays(*entries))

    @cached_property
    def batch_shape(self) -> tuple[int, ...]:
        """The leading axes of all parameters together."""
        single = [figure for state in (*self.states, self.against) for figure in (state.power, state.offence)]
        single += [*(each.power for each in self.guarantors), *self.reliability.values()]
        rows = [getattr(row, each.name) for row in self.table.values() for each in fields(Response)]
        threat = self.threat
        seen = [threat.values, threat.closeness, threat.hostility, threat.balance]
        shared = [*self.utility.figures().values(), *rows, *seen]
        return np.broadcast_shapes(*map(np.shape, single), *(np.shape(value)[:-1] for value in shared))

    def parameter(self, name: str, i: int) -> Any:
        """Return what a parameter of the utility is for one state."""
        return of_state(getattr(self.utility, name), i)

    def relative_power(self, i: int) -> Any:
        """Return the threat's share of the power of the pair, as the costs and benefits of one state see it."""
        return self.against.power / (self.states[i].power + self.against.power)

    def backing(self, i: int | None) -> Any:
        """Return the power of the guarantors that back one state (None: of all guarantors)."""
        backs = (each for each in self.guarantors if i is None or self.names[i] in each.backs)
        return sum(each.power for each in backs)

    def arrives(self, i: int, k: int) -> Any:
        """Return the share of the help that k promises which reaches i."""
        to, by = self.names[i], self.names[k]
        for pair in ((to, by), (by, to)):
            if pair in self.reliability:
                return self.reliability[pair]
        return self.parameter("reliability", k)


def _checked_actions(actions: Sequence[Sequence[str]], names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Raise InvalidModelError for anything but a sequence of names for each state, such as one for them all."""
    sequences = not isinstance(actions, str) and isinstance(actions, Sequence)
    if not sequences or not all(own and isinstance(own, Sequence) and not isinstance(own, str) for own in actions):
        raise InvalidModelError(
            f"expected a sequence of responses for each state, got {shown(actions)}; "
            "response_model and response_game take one sequence for them all"
        )
    if len(actions) != len(names):
        raise InvalidModelError(f"expected the responses of {len(names)} states, got {len(actions)}")
    return tuple(map(tuple, actions))


def _affordable_powers(decisiveness: Any) -> None:
    """Raise InvalidModelError for an exponent at which fractions would have more digits than memory holds."""
    for value in np.ravel(np.asarray(decisiveness, dtype=object)).tolist():
        if isinstance(value, Real) and float(value) > _MOST_DECISIVE:
            raise InvalidModelError(
                f"decisiveness may be up to {_MOST_DECISIVE} in exact arithmetic, got {shown(value)}; "
                "take a smaller one, or floats"
            )
        if isinstance(value, Fraction) and value.denominator > _HIGHEST_ROOT:
            raise InvalidModelError(
                f"decisiveness {float(value):.6g} needs roots of degree {value.denominator:,} in exact arithmetic; "
                f"take a fraction with a denominator of at most {_HIGHEST_ROOT}, or floats"
            )


def _checked_pairs(reliability: Mapping[Pair, Any], names: tuple[str, ...]) -> None:
    for pair, value in reliability.items():
        if isinstance(pair, str) or len(pair) != 2 or pair[0] == pair[1]:
            raise InvalidModelError(f"reliability is given for two different states, got {pair!r}")
        only_known("state", pair, names)
        checked(value, f"reliability between {pair[0]} and {pair[1]}", low=0, high=1)
