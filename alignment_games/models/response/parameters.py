"""The parameters of a response model: what each means, what it may be, and where a model file sets it.

This is the one place that describes them; tables of figures, help and the ``parameters`` command read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from alignment_games.models.entries import plain
from alignment_games.models.model import Parameter
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.states.arguments import of_state, per_state
from alignment_games.states.given_threat import GivenThreat

THREAT = "units of threat"
SHARE = "share"
FACTOR = "1 is neutral"
#: Where a figure stands that a state may have one of its own for.
OWN = "[utility] or [[states]]"


class _Note(NamedTuple):
    """What is written down of a parameter. ``most``: its upper bound. ``above``: zero is left out."""

    meaning: str
    unit: str
    most: float | None = None
    above: bool = False
    place: str = "[utility]"


#: The fields of the utility, in its order. One number for all states, or one for each.
UTILITY = {
    "burden": _Note("cost of balancing against a threat that has all the power of the pair", THREAT),
    "punishment": _Note("extra exposure of a balancer whose coalition fails", "1 is par"),
    "appeasement": _Note("exposure that a bandwagoner sheds before a threat of no ill intent", SHARE, 1),
    "autonomy": _Note("cost of bandwagoning", THREAT, place=OWN),
    "benefit": _Note("of aligning with a threat of no ill intent and all the power of the pair", THREAT),
    "spoils": _Note("value that the threat's side shares if the coalition fails", THREAT, place=OWN),
    "spillover": _Note("how much of the coalition's strength defends an outsider that is attacked", SHARE, 1),
    "own_defence": _Note("power with which a state defends itself without any effort", SHARE, 1),
    "arming": _Note("cost of arming alone, as the burden", THREAT),
    "softness": _Note("how much of a balancer a soft balancer is", SHARE, 1),
    "hiding": _Note("exposure that a neutral sheds", SHARE, 1),
    "neutrality": _Note("lost benefits of a neutral", THREAT),
    "reliability": _Note("promised help that arrives, by giver", SHARE, 1),
    "buffer": _Note("how far the others' stand shields an outsider that is not the first target", SHARE, 1),
    "nearness": _Note("power of proximity in the weight of the threat", "exponent"),
    "milieu": _Note("how much of what is at stake is the common outcome rather than the state itself", SHARE, 1),
    "stake": _Note("how much the common outcome matters to the state", "1 is par", place=OWN),
    "affinity": _Note(
        "how far shared institutions spare an aligned state the loss of autonomy",
        SHARE,
        1,
        place=OWN,
    ),
    "decisiveness": _Note("how much a margin of strength decides", "exponent of the contest", above=True),
}
#: The inputs of the threat, one for each state.
THREATS = {
    "distance_km": _Note("distance to the threat", "km", place="[[states]]"),
    "intent": _Note("aggressive intent that the state perceives in the threat", SHARE, 1, place="[[states]]"),
    "contiguous": _Note("whether there is a land border with the threat", "0 or 1", 1, place="[[states]]"),
    "securitization": _Note("factor on the odds of intent", FACTOR, above=True, place="[[states]]"),
    "offence_balance": _Note(
        "advantage of the offence as the state sees it", FACTOR, above=True, place="[threat] or [[states]]"
    ),
}
POWER = _Note("power of the state", "shares of one whole, or any one unit", above=True, place="[[states]] power")
#: Figures of whoever is not among the players, and threats that are stated outright.
THREAT_POWER = _Note("power of the threat", "that of the states", above=True, place="[threat] power")
THREAT_OFFENCE = _Note("how well the threat turns power into offence", "1 is par", above=True, place="[threat] offence")
GUARANTORS = _Note("power of a guarantor", "that of the states", place="[[guarantors]] power")
STATED = _Note("the threat that the state perceives, stated outright", THREAT, place="")


def response_parameters(model: ResponseFigures) -> dict[str, Parameter]:
    """Return the parameters of a response model by name, as `ResponseModel.with_parameters` takes them."""
    return dict(_described(model))


def _described(model: ResponseFigures) -> Iterator[tuple[str, Parameter]]:
    names, defaults = model.names, {each.name: each.default for each in fields(type(model.utility))}
    for name, note in UTILITY.items():
        values = _each(getattr(model.utility, name), names)
        if name == "reliability":
            values |= {".".join(pair): value for pair, value in model.reliability.items()}
        yield name, _parameter(values, note, name, defaults[name])
    if not isinstance(model.threat, GivenThreat):
        for name, note in THREATS.items():
            yield name, _parameter(_each(getattr(model.threat, name), names), note, name)
    else:
        yield "threat", _parameter(_each(model.threat.values, names), STATED, "")
    yield "power", _parameter({state.name: state.power for state in model.states}, POWER, "")
    yield "threat_power", _parameter(model.against.power, THREAT_POWER, "")
    yield "threat_offence", _parameter(model.against.offence, THREAT_OFFENCE, "", 1)
    if model.guarantors:
        yield "guarantors", _parameter({each.name: each.power for each in model.guarantors}, GUARANTORS, "")


def _parameter(value: Any, note: _Note, name: str, default: Any = None) -> Parameter:
    place = f"{note.place} {name}".strip()
    return Parameter(
        value,
        0,
        note.most,
        note.unit,
        note.meaning,
        isinstance(value, dict),
        above=note.above,
        default=default,
        place=place,
    )


def _each(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    spread = per_state(value, names, "figure")
    return {name: plain(of_state(spread, i)) for i, name in enumerate(names)}
