"""A system of states: who they are, and what lies between each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.signatures import fields_as_annotated
from alignment_games.states.state import State, distinct
from alignment_games.states.threat import PerceivedThreat, perceived_threat

#: A pair of state names.
Dyad = tuple[str, str]


@fields_as_annotated()
@dataclass(frozen=True, eq=False)
class System:
    """States with their dyads.

    ``distance_km`` and ``contiguous`` (land border) are mutual: either order of the names serves.
    ``intent`` is directed: ``intent["Germany", "France"]`` is the aggressive intent that France perceives in
    Germany. Pairs that are not contiguous need a distance; intent that is not given is ``default_intent``.
    Raises InvalidModelError for unknown or repeated names.

    >>> system = System([State("Germany", 0.15), State("France", 0.05)], contiguous=[("France", "Germany")],
    ...                 intent={("Germany", "France"): 0.8})
    >>> round(float(system.perceived_threat(of="Germany")["France"]), 12)
    0.6
    """

    states: Sequence[State]
    distance_km: Mapping[Dyad, Any] = field(default_factory=dict)
    contiguous: Sequence[Dyad] = ()
    intent: Mapping[Dyad, Any] = field(default_factory=dict)
    default_intent: Any = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", distinct(tuple(self.states)))
        for pair in (*self.distance_km, *self.contiguous, *self.intent):
            if len(pair) != 2 or pair[0] == pair[1]:
                raise InvalidModelError(f"a dyad names two different states, got {pair}")
            for name in pair:
                self.state(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the states."""
        return tuple(state.name for state in self.states)

    def state(self, name: str) -> State:
        """Return a state by name. Raises InvalidModelError with the closest name."""
        for state in self.states:
            if state.name == name:
                return state
        raise unknown_name("state", name, self.names)

    def perceived_threat(self, of: str, to: Sequence[str] | None = None, **options: Any) -> PerceivedThreat:
        """Return the threat that the named states (all others by default) perceive from one state.

        ``options`` go to `perceived_threat`: securitization, form, proximity, capability, or an ``intent``
        that takes the place of the system's own.
        """
        source = self.state(of)
        facing = [self.state(name) for name in (to or [name for name in self.names if name != of])]
        border = {frozenset(pair) for pair in self.contiguous}
        contiguous = [frozenset((state.name, of)) in border for state in facing]
        distance = [
            0 if near else self._distance(of, state.name) for near, state in zip(contiguous, facing, strict=True)
        ]
        intent = [self.intent.get((of, state.name), self.default_intent) for state in facing]
        options = {"intent": intent, **options}
        return perceived_threat(facing, source, distance_km=distance, contiguous=contiguous, **options)

    def _distance(self, one: str, other: str) -> Any:
        for pair in ((one, other), (other, one)):
            if pair in self.distance_km:
                return self.distance_km[pair]
        raise InvalidModelError(f"no distance_km between {one} and {other}; give it, or list them as contiguous")
