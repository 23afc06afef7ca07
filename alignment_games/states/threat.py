r"""Perceived threat: how strongly state i feels threatened by state j.

Walt's four sources (The Origins of Alliances, 1987, pp. 22-26), each positive: aggregate *power*,
*proximity*, *offence* (offensive capability), *intent* (offensive intentions as i perceives them).

.. math::

   T_i &= P_i^{a}\, N_i^{b}\, O_i^{c}\, I_i^{d} && \text{multiplicative (capability x intent: Singer 1958)} \\
   T_i &= (a P_i + b N_i + c O_i + d I_i) / (a + b + c + d) && \text{additive: Walt's list read as a sum} \\
   T_i &= P_i && \text{power only: balance of power}

Power enters as i sees it: relative, :math:`P_i = p_j / (p_i + p_j)`, or absolute, :math:`P_i = p_j`.
Proximity from the distance d in km: :math:`1 / (1 + d / l)`, or :math:`e^{-d/l}`; 1 across a land border.
Offence is the threat's conversion of power into offensive capability times the offence-defence balance as i
perceives it: below 1 where i takes defence to have the advantage (Jervis 1978; Christensen & Snyder 1990).
Securitization (Buzan, Waever & de Wilde 1998) multiplies the odds of intent by sigma:
:math:`I' = I\sigma / (1 - I + I\sigma)`; 1 is neutral, above 1 securitized, below 1 de-securitized.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked, is_exact, per_state, stacked, to_exact
from alignment_games.states.given_threat import ByState
from alignment_games.states.proximity import Proximity, RationalProximity
from alignment_games.states.state import State, distinct
from alignment_games.states.threat_form import MultiplicativeThreat, ThreatForm

#: What the figures of perception may be: the least, the most, and whether the least itself is out.
_RANGES: dict[str, tuple[int, int | None, bool]] = {
    "distance_km": (0, None, False),
    "intent": (0, 1, False),
    "contiguous": (0, 1, False),
    "securitization": (0, None, True),
    "offence_balance": (0, None, True),
}


@as_annotated(intent=Quantity, sigma=Quantity)
def securitize(intent: Any, sigma: Any) -> Any:
    """Return the intent after its odds have been multiplied by sigma.

    >>> securitize(0.5, 3)
    0.75
    """
    for name, value in (("intent", intent), ("sigma", sigma)):
        checked(value, name)
    return intent * sigma / (1 - intent + intent * sigma)


@as_annotated(own=Quantity, threat=Quantity)
def relative_power(own: Any, threat: Any) -> Any:
    """Return the threat's share of the power of the pair, between 0 and 1."""
    return threat / (own + threat)


@as_annotated(own=Quantity, threat=Quantity)
def absolute_power(own: Any, threat: Any) -> Any:
    """Return the threat's power as given, the same in every state's eyes."""
    return threat + 0 * own


@dataclass(frozen=True, eq=False, repr=False)
class PerceivedThreat(ByState):
    """The threat that each of ``states`` perceives from ``of``, with the inputs it is made from.

    Make it with `perceived_threat`. Indexing by name or position gives one state's threat; ``values`` all;
    ``sources`` the four sources, each of shape ``(*batch, n)``.

    >>> germany, france = State("Germany", power=0.15), State("France", power=0.05)
    >>> threat = perceived_threat([france], of=germany, contiguous=True, intent=0.8)
    >>> {name: round(float(source[0]), 4) for name, source in threat.sources.items()}
    {'power': 0.75, 'proximity': 1.0, 'offence': 1.0, 'intent': 0.8}
    >>> round(float(threat["France"]), 4)
    0.6
    """

    states: tuple[State, ...]
    of: State
    distance_km: Any
    intent: Any
    contiguous: Any = False
    securitization: Any = 1
    offence_balance: Any = 1
    form: ThreatForm = field(default_factory=MultiplicativeThreat)
    proximity: Proximity = field(default_factory=RationalProximity)
    capability: Callable[[Any, Any], Any] = relative_power

    @property
    def names(self) -> tuple[str, ...]:  # type: ignore[override] # derived here, stored in the sibling class
        """The names of the states that perceive the threat."""
        return tuple(state.name for state in self.states)

    @cached_property
    def sources(self) -> dict[str, Array]:
        """Power, proximity, offence and (securitized) intent as each state sees them."""
        own = stacked([state.power for state in self.states])
        power = np.asarray(self.capability(own, np.asarray(self.of.power)[..., None]))
        each = {
            "power": power,
            "proximity": self.closeness,
            "offence": np.asarray(self.of.offence)[..., None] * self.balance,
            "intent": self.hostility,
        }
        return dict(zip(each, np.broadcast_arrays(*each.values()), strict=True))

    @cached_property
    def closeness(self) -> Array:
        """The proximity of each state to the threat: 1 across a land border, else by distance."""
        border = per_state(self.contiguous, self.names, "contiguous") * 1
        distance = per_state(self.distance_km, self.names, "distance_km")
        return np.asarray(border + (1 - border) * self.proximity(distance))

    @cached_property
    def hostility(self) -> Array:
        """The hostile intent that each state perceives, securitized, shape ``(*batch, n or 1)``."""
        sigma = per_state(self.securitization, self.names, "securitization")
        return np.asarray(securitize(per_state(self.intent, self.names, "intent"), sigma))

    @cached_property
    def balance(self) -> Array:
        """The offence-defence balance that each state perceives, shape ``(*batch, n or 1)``."""
        return per_state(self.offence_balance, self.names, "offence_balance")

    @cached_property
    def values(self) -> Array:  # type: ignore[override] # a cached property serves where the base names an attribute
        """The threat that each state perceives, shape ``(*batch, n)``."""
        return np.asarray(self.form(*self.sources.values()))

    def weight(self, nearness: Any) -> Array:
        """Return the weight of the threat in the utility, shape ``(*batch, n)``: its form at proximity ** nearness.

        0 sets nearness aside, as if every state lay at the threat's border; 1 counts it as in `values`.
        """
        sources = self.sources
        near = sources["proximity"] ** per_state(nearness, self.names, "nearness")
        return np.asarray(self.form(sources["power"], near, sources["offence"], sources["intent"]))

    @property
    def is_exact(self) -> bool:
        """Whether a fraction or a symbol is among the figures."""
        return is_exact(self.values, self.closeness)

    def exact(self) -> PerceivedThreat:
        """Return the threat with its floats read as the decimals that they print as."""
        inputs = {
            name: to_exact(per_state(getattr(self, name), self.names, name))
            for name in ("distance_km", "intent", "contiguous", "securitization", "offence_balance")
        }
        return replace(self, states=tuple(s.exact() for s in self.states), of=self.of.exact(), **inputs)

    def _columns(self) -> dict[str, Array]:
        return {"threat": self.values, **self.sources}

    def _title(self) -> str:
        return f"threat from {self.of.name} as perceived by"


def can_attack(of: State) -> None:
    """Raise InvalidModelError where a threat's power or offence is zero: no contest is defined against no attack."""
    for name in ("power", "offence"):
        checked(getattr(of, name), f"{name} of {of.name}, the threat,", low=0, strictly=True)


def perceived_threat(
    states: Sequence[State],
    of: State,
    *,
    distance_km: Any = None,
    intent: Any = 1,
    contiguous: Any = False,
    securitization: Any = 1,
    offence_balance: Any = 1,
    form: ThreatForm | None = None,
    proximity: Proximity | None = None,
    capability: Callable[[Any, Any], Any] = relative_power,
) -> PerceivedThreat:
    """Return the threat that each state perceives from one other state.

    Each of ``distance_km``, ``intent`` (0 to 1), ``contiguous`` (land border: proximity 1), ``securitization``
    and ``offence_balance`` (below 1: defence is perceived to have the advantage) is one value for all, one for
    each state in order, a mapping by name, or an array of shape ``(*batch, n or 1)``. The formulas and their
    sources are at the head of this module. Where one figure is a fraction or a symbol, floats are read as the
    decimals that they print as.
    Raises InvalidModelError for values out of range, unknown states, or a missing distance.

    >>> germany = State("Germany", power=0.154, offence=1.2)
    >>> states = [State("Britain", power=0.078), State("France", power=0.046)]
    >>> threat = perceived_threat(states, of=germany, distance_km=[932, 880], intent=0.9, contiguous=[False, True])
    >>> [round(float(value), 4) for value in threat.values]
    [0.3711, 0.8316]
    """
    facing = _facing(states, of)
    given = {
        "distance_km": _distance(distance_km, contiguous, facing, of),
        "intent": intent,
        "contiguous": contiguous,
        "securitization": securitization,
        "offence_balance": offence_balance,
    }
    figures = {name: per_state(value, [state.name for state in facing], name) for name, value in given.items()}
    for name, (low, high, strictly) in _RANGES.items():
        checked(figures[name], name, low=low, high=high, strictly=strictly)
    chosen = MultiplicativeThreat() if form is None else form
    near = RationalProximity() if proximity is None else proximity
    threat = PerceivedThreat(facing, of, **given, form=chosen, proximity=near, capability=capability)
    of_states = [figure for state in (of, *facing) for figure in (state.power, state.offence)]
    seen = [values for name, values in figures.items() if name != "contiguous"]
    return threat.exact() if is_exact(*of_states, *seen) else threat


def _facing(states: Sequence[State], of: State) -> tuple[State, ...]:
    """Return the states that perceive the threat, or refuse them: there is one, and none of them is the threat."""
    if not isinstance(states, Iterable):
        raise InvalidModelError(f"states: expected a list of State, got {shown(states)}")
    if not isinstance(of, State):
        raise InvalidModelError(f"of: expected the State that threatens, got {shown(of)}")
    facing = distinct(tuple(states))
    if not facing:
        raise InvalidModelError("no states to perceive the threat; give at least one")
    if of.name in [state.name for state in facing]:
        raise InvalidModelError(f"{of.name} is both the threat and one of the states that face it; take it out of one")
    can_attack(of)
    return facing


def _distance(given: Any, contiguous: Any, facing: Sequence[State], of: State) -> Any:
    """Return the distance, which may be missing where all states border on the threat."""
    if given is not None:
        return given
    if not (isinstance(contiguous, (bool, np.bool_)) and contiguous):
        names = ", ".join(state.name for state in facing)
        raise InvalidModelError(f"distance_km is missing; give the km from {of.name} to {names}")
    return 0
