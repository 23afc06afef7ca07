"""The parameters that an inverse question leaves open: one for all states, or of one state, and where they may lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.models.model import Input, as_input
from alignment_games.models.response import ResponseModel
from alignment_games.states.arguments import of_state
from alignment_games.states.threat import PerceivedThreat

#: Where each parameter may lie unless the user says otherwise: round numbers around what the literature takes.
BOXES: Mapping[str, tuple[float, float]] = {
    "burden": (0, 0.3),
    "punishment": (0, 0.5),
    "appeasement": (0, 1),
    "autonomy": (0, 0.5),
    "benefit": (0, 1),
    "spoils": (0, 1),
    "spillover": (0, 1),
    "own_defence": (0, 1),
    "arming": (0, 0.3),
    "softness": (0, 1),
    "hiding": (0, 0.5),
    "neutrality": (0, 0.3),
    "reliability": (0, 1),
    "buffer": (0, 1),
    "nearness": (0, 1),
    "milieu": (0, 1),
    "stake": (0, 2),
    "affinity": (0, 1),
    "decisiveness": (1, 4),
    "intent": (0, 1),
    "securitization": (0.25, 4),
    "offence_balance": (0.5, 2),
    "threat_offence": (0.5, 2),
}
#: Figures in units of their own, which may lie between half and twice what the case says.
_MEASURED = ("distance_km", "threat_power", "power", "guarantors")
_OF_THREAT = ("distance_km", "intent", "securitization", "offence_balance")
#: Figures that belong to a state, or to a guarantor, each to its own.
_OWN = ("power", "guarantors")
_WHOLE = ("threat_power", "threat_offence")
NAMES = (*BOXES, *_MEASURED)


#: As users name a parameter: "burden", "intent.Britain" or ("intent", "Britain").
ParameterLike = Input | str | tuple[str, str]


def as_parameter(given: ParameterLike) -> Input:
    """Return the parameter that a user names. Raises InvalidModelError for one that there is not.

    >>> as_parameter("intent.Britain") == as_parameter(("intent", "Britain"))
    True
    """
    found = as_input(given)
    if found.name not in NAMES:
        raise unknown_name("parameter", found.name, sorted(NAMES))
    if found.name in _OWN and not found.state:
        raise InvalidModelError(f"{found.name} belongs to a state; name one, such as {found.name}.Britain")
    if found.name in _WHOLE and found.state:
        raise InvalidModelError(f"{found.name} is the same for all states; leave out .{found.state[:60]}")
    return found


def belongs(parameter: Input, model: ResponseModel) -> bool:
    """Return whether the model has the parameter: its state, its guarantor, and a threat that is made of sources."""
    if parameter.name in _OF_THREAT and not isinstance(model.threat, PerceivedThreat):
        return False
    owners = [each.name for each in model.guarantors] if parameter.name == "guarantors" else model.names
    return not parameter.state or parameter.state in owners


def value_of(parameter: Input, model: ResponseModel) -> Any:
    """Return what the model says of a parameter; of one for all states, its mean where they differ."""
    if parameter.name == "threat_power":
        return model.against.power
    if parameter.name == "threat_offence":
        return model.against.offence
    if parameter.name == "guarantors":
        return next(each.power for each in model.guarantors if each.name == parameter.state)
    values = _by_state(parameter.name, model)
    if parameter.state:
        return values[model.names.index(parameter.state)]
    same = all(value == values[0] for value in values)
    return values[0] if same else sum(values) / len(values)


def _by_state(name: str, model: ResponseModel) -> list[Any]:
    """Return a parameter's value for each state of a model."""
    if name == "power":
        return [state.power for state in model.states]
    held = getattr(model.threat if name in _OF_THREAT else model.utility, name)
    if isinstance(held, Mapping):
        return [held[state] for state in model.names]
    return [of_state(held, i) for i in range(len(model.names))]


def with_values(model: ResponseModel, values: Mapping[Input, Any]) -> ResponseModel:
    """Return the model with parameters put in; what is said of one state goes before what is said of all.

    >>> from alignment_games.cases import load_case
    >>> model = load_case("europe-1938").model
    >>> with_values(model, {Input("burden"): 0.1, Input("burden", "USSR"): 0.2}).utility.burden.tolist()
    [0.1, 0.1, 0.2]
    """
    given: dict[str, Any] = {}
    for name in {parameter.name: None for parameter in values}:
        shared = values.get(Input(name))
        own = {
            parameter.state: value
            for parameter, value in values.items()
            if parameter == Input(name, parameter.state) and parameter.state
        }
        if not own:
            given[name] = shared
        elif name in _OWN:
            given[name] = own
        else:
            before = _by_state(name, model) if shared is None else [shared] * len(model.names)
            mixed = [own.get(state, old) for state, old in zip(model.names, before, strict=True)]
            given[name] = dict(zip(model.names, mixed, strict=True)) if name in _OF_THREAT else np.array(mixed)
    return model.with_parameters(**given)


def box_of(
    parameters: Iterable[Input], given: Mapping[Any, Sequence[Any]] | None, models: Sequence[ResponseModel]
) -> dict[Input, tuple[float, float]]:
    """Return where each parameter may lie: as given, or by default.

    Raises InvalidModelError for a range of a parameter that is not open, that is no range, or out of what the
    parameter may be.
    """
    told = {as_parameter(name): ends for name, ends in (given or {}).items()}
    found = {parameter: _default(parameter, models) for parameter in parameters}
    for parameter, ends in told.items():
        if parameter not in found:
            raise unknown_name("parameter", parameter.key, [each.key for each in found])
        found[parameter] = _checked(parameter, ends)
    return found


def _default(parameter: Input, models: Sequence[ResponseModel]) -> tuple[float, float]:
    if parameter.name not in _MEASURED:
        return BOXES[parameter.name]
    values = [float(value_of(parameter, model)) for model in models if belongs(parameter, model)]
    return (min(values) / 2, max(values) * 2)


def _checked(parameter: Input, ends: Any) -> tuple[float, float]:
    try:
        low, high = (float(end) for end in ends)
    except (TypeError, ValueError):
        raise InvalidModelError(f"{parameter}: expected its lowest and highest value, got {shown(ends)}") from None
    share = parameter.name in SHARES
    if not (0 <= low < high < float("inf")) or (share and high > 1):
        within = "0 <= low < high <= 1" if share else "0 <= low < high"
        raise InvalidModelError(f"{parameter}: expected {within}, got {low:g} to {high:g}")
    return low, high


SHARES = (
    *("appeasement", "spillover", "own_defence", "softness", "hiding", "reliability"),
    *("buffer", "milieu", "affinity", "intent"),
)
