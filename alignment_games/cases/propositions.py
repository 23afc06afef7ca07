"""Walt's propositions (1987, pp. 22-33), each as one sign: which responses gain on which others when a figure rises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from alignment_games.models.response import ResponseModel


@dataclass(frozen=True)
class Proposition:
    """That the best of some actions gains on the best of others when a figure rises; ``raised`` gives that model.

    ``figure``: its name in `models.response.marginal`. ``raised`` takes the model and a state's position, and returns
    None where the figure has no meaning there.
    """

    words: str
    actions: tuple[str, ...]
    alternatives: tuple[str, ...]
    figure: str
    raised: Callable[[ResponseModel, int], ResponseModel | None]


def _of_state(name: str, change: Callable[[float], float]) -> Callable[[ResponseModel, int], ResponseModel | None]:
    def raised(model: ResponseModel, i: int) -> ResponseModel:
        given = np.broadcast_to(getattr(model.threat, name), len(model.names))
        return model.with_parameters(**{name: {model.names[i]: change(float(given[i]))}})

    return raised


def _nearer(model: ResponseModel, i: int) -> ResponseModel | None:
    """Return the model with a state a fifth nearer to the threat; across a border it cannot come nearer."""
    if float(np.broadcast_to(model.threat.closeness, len(model.names))[i]) == 1:
        return None
    return _of_state("distance_km", lambda distance: 0.8 * distance)(model, i)


def _stronger(model: ResponseModel, i: int) -> ResponseModel:
    return model.with_parameters(power={model.names[i]: 1.1 * model.states[i].power})


def _with_stronger_threat(model: ResponseModel, _: int) -> ResponseModel:
    return model.with_parameters(threat_power=1.1 * model.against.power)


def _with_more_offence(model: ResponseModel, _: int) -> ResponseModel:
    return model.with_parameters(threat_offence=1.1 * model.against.offence)


def _more_reliable(model: ResponseModel, _: int) -> ResponseModel:
    held = 1 - 0.9 * (1 - model.utility.reliability)
    pairs = {pair: 1 - 0.9 * (1 - value) for pair, value in model.reliability.items()}
    return replace(model.with_parameters(reliability=held), reliability=pairs)


_intent = _of_state("intent", lambda intent: intent + 0.1 * (1 - intent))
#: What a state may do that is neither to give way to the threat nor to align with it.
_ELSE = ("balance", "arm", "soft_balance", "buck_pass", "neutral")
#: Walt's propositions, each as one sign.
PROPOSITIONS = (
    Proposition(
        "more hostile intent: balancing gains on passing the buck", ("balance",), ("buck_pass",), "intent", _intent
    ),
    Proposition(
        "more hostile intent: bandwagoning loses to balancing", ("balance",), ("bandwagon",), "intent", _intent
    ),
    Proposition(
        "more hostile intent: bandwagoning loses to passing the buck", ("buck_pass",), ("bandwagon",), "intent", _intent
    ),
    Proposition(
        "more hostile intent: giving way or aligning loses to all else",
        _ELSE,
        ("bandwagon", "align"),
        "intent",
        _intent,
    ),
    Proposition(
        "a stronger threat: balancing gains on passing the buck",
        ("balance",),
        ("buck_pass",),
        "threat_power",
        _with_stronger_threat,
    ),
    Proposition(
        "more offensive capability: balancing gains on passing the buck",
        ("balance",),
        ("buck_pass",),
        "threat_offence",
        _with_more_offence,
    ),
    Proposition("nearer: balancing gains on passing the buck", ("balance",), ("buck_pass",), "nearness", _nearer),
    Proposition("a stronger state: balancing gains on bandwagoning", ("balance",), ("bandwagon",), "power", _stronger),
    Proposition(
        "more reliable allies: balancing gains on bandwagoning",
        ("balance",),
        ("bandwagon",),
        "reliability",
        _more_reliable,
    ),
)
