"""What a user says on top of a table of dyads: intents, offence, responses, utility; and the model that this makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.doors.figures import whole_number
from alignment_games.io.doors.kinds import number
from alignment_games.io.dyads.state_keys import StateKeys
from alignment_games.io.dyads.table import DyadTable, Facing
from alignment_games.models.response import DEFAULT_ACTIONS, ResponseModel, response_model
from alignment_games.states.security import SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

#: A figure for all states, or by place with one for the others under `REST`.
ByPlace = Mapping[int, Any]
#: Stands for the states that a mapping does not name.
REST = -1


@dataclass(frozen=True, eq=False)
class DyadChoices:
    """Figures by place, `REST` for the other states; columns of the table go before them."""

    intent: ByPlace
    securitization: ByPlace
    threat_offence: ByPlace
    border: int
    actions: ByPlace
    utility: SecurityUtility | None

    @classmethod
    def of(
        cls,
        states: StateKeys,
        intent: Any,
        securitization: Any,
        threat_offence: Any,
        border: int,
        actions: Any,
        utility: SecurityUtility | None,
    ) -> DyadChoices:
        """Return the choices of a user, who names states by key or name. Raises InvalidModelError for unknown ones."""
        border = whole_number(border, "border")
        if not 1 <= border <= 5:
            raise InvalidModelError(f"border must be a type of contiguity, 1 (by land) to 5, got {border}")
        return cls(
            _by_place(states, intent, 0.5, "intent"),
            _by_place(states, securitization, 1, "securitization"),
            _by_place(states, threat_offence, 1, "threat_offence"),
            border,
            _by_place(states, actions, DEFAULT_ACTIONS, "actions", figures=False),
            utility,
        )

    @property
    def responses(self) -> tuple[str, ...]:
        """The actions of all states, each once."""
        return tuple(dict.fromkeys(action for own in self.actions.values() for action in own))

    def require_facing(self, states: StateKeys, facing: Facing) -> None:
        """Raise InvalidModelError where something is said of a state that does not face the threat in the year."""
        for what in ("intent", "securitization", "actions"):
            for place in getattr(self, what):
                if place != REST and place not in facing.places:
                    threat = states.label(facing.threat)
                    raise InvalidModelError(
                        f"{what} is given for {states.label(place)}, which has no dyad with {threat} in {facing.year}; "
                        "leave it out"
                    )

    def model(self, table: DyadTable, facing: Facing) -> ResponseModel:
        """Return the model of states that face a threat, all of whose figures are there."""
        places, figures = facing.places.tolist(), facing.figures
        label = {place: table.states.label(place) for place in (*places, facing.threat)}
        power = _single(figures["threat"], f"the power of {label[facing.threat]} in {facing.year}")
        against = State(label[facing.threat], power, self._offence(facing, label[facing.threat]))
        states = [State(label[place], own) for place, own in zip(places, figures["own"].tolist(), strict=True)]
        border = at_border(figures["contiguity"], self.border)
        balance = np.where(np.isnan(figures["offence_balance"]), 1.0, figures["offence_balance"])
        threat = perceived_threat(
            states,
            against,
            distance_km=np.where(border, 0.0, figures["distance"]),
            contiguous=border.tolist(),
            intent=self._perceived("intent", facing),
            securitization=self._perceived("securitization", facing),
            offence_balance=balance,
        )
        pairs = table.reliability(places, facing.year)
        return response_model(
            states,
            against,
            threat,
            self.utility,
            actions={label[place]: _said(self.actions, place) for place in places},
            reliability={(label[one], label[other]): value for (one, other), value in pairs.items()},
        )

    def _offence(self, facing: Facing, threat: str) -> Any:
        """Return the offence of the threat: the table's, else what the user says."""
        known = facing.figures["offence"][~np.isnan(facing.figures["offence"])]
        if len(known):
            return _single(known, f"the offence of {threat} in {facing.year}")
        return _said(self.threat_offence, facing.threat)

    def _perceived(self, what: str, facing: Facing) -> list[Any]:
        chosen = getattr(self, what)
        rows = zip(facing.places.tolist(), facing.figures[what].tolist(), strict=True)
        return [_said(chosen, place) if np.isnan(own) else own for place, own in rows]


def at_border(contiguity: Array, border: int) -> Array:
    """Return which states touch the threat closely enough to count as at its border."""
    return np.asarray((contiguity >= 1) & (contiguity <= border))


def _by_place(states: StateKeys, given: Any, rest: Any, what: str, *, figures: bool = True) -> dict[int, Any]:
    if isinstance(given, Mapping):
        values = {REST: rest, **states.by_place(given, what)}
    elif isinstance(given, (list, tuple)) and figures:
        raise InvalidModelError(f"{what} must be one number, or a mapping by state, got {shown(given)}")
    else:
        values = {REST: given}
    if figures:
        for value in values.values():
            if not isinstance(value, np.ndarray):  # a family of games
                number(value, what)
    return values


def _said(chosen: ByPlace, place: int) -> Any:
    return chosen.get(place, chosen[REST])


def _single(values: Array, what: str) -> float:
    """Return the one value of all. Raises InvalidModelError where they differ."""
    distinct = np.unique(values).tolist()
    if len(distinct) > 1:
        raise InvalidModelError(f"{what} differs between its dyads: {shown(distinct)}")
    return float(distinct[0])
