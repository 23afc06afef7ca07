"""The figures of a response model in plain lists, as the formulas of the oracles take them."""

from __future__ import annotations

import numpy as np

from alignment_games.models.response import ResponseModel
from alignment_games.states.arguments import of_state
from tests.oracles.second_form import Situation


def situation(model: ResponseModel) -> Situation:
    """Return the figures of a model in plain lists, as the formula takes them."""
    n = len(model.names)
    threat, utility = model.threat, model.utility
    every = {name: [of_state(value, i) for i in range(n)] for name, value in utility.figures().items()}
    every = {name: [_plain(value) for value in values] for name, values in every.items()}
    return Situation(
        power=[state.power for state in model.states],
        proximity=[_plain(of_state(threat.closeness, i)) for i in range(n)],
        intent=[_plain(of_state(threat.hostility, i)) for i in range(n)],
        threat_power=model.against.power,
        conversion=model.against.offence,
        balance=[_plain(of_state(threat.balance, i)) for i in range(n)],
        reliability=[
            [
                model.reliability.get((a, b), model.reliability.get((b, a), every["reliability"][k]))
                for k, b in enumerate(model.names)
            ]
            for a in model.names
        ],
        backing=[sum(each.power for each in model.guarantors if name in each.backs) for name in model.names],
        all_backing=sum(each.power for each in model.guarantors),
        parameters=every,
    )


def _plain(value: object) -> object:
    return value.item() if isinstance(value, (np.ndarray, np.generic)) else value
