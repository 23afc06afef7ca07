"""The payoffs of the bundled cases beside a formula written independently, in floats and in fractions.

Of each case as many profiles as it has, at most `MOST`, are gone through, and every state's payoffs at them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod

import numpy as np

from alignment_games.cases import Case
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.states.arguments import of_state
from tests.oracles.second_form import Situation, payoff

MOST = 200


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


def compared(case: Case) -> Iterator[tuple[object, object]]:
    """Yield payoffs of the package beside those of the formula."""
    model, of = case.model, situation(case.model)
    counts = [len(own) for own in model.actions]
    rng, total = np.random.default_rng(1), prod(counts)
    chosen = range(total) if total <= MOST else rng.integers(0, total, MOST)
    for number in chosen:
        index = np.unravel_index(number, counts)
        profile = tuple(own[k] for own, k in zip(model.actions, index, strict=True))
        for i, own in enumerate(index):
            yield payoffs_against(model, i, index)[own], payoff(of, profile, i)


def largest_difference(cases: Sequence[Case]) -> tuple[float, int]:
    """Return by how much payoffs in floats differ at most, and how many were compared."""
    found = [abs(float(one) - float(other)) for case in cases for one, other in compared(case)]
    return max(found), len(found)


def unequal_fractions(cases: Sequence[Case]) -> tuple[int, int]:
    """Return how many payoffs in fractions are not equal, and how many were compared."""
    found = [(one, other) for case in cases for one, other in compared(case)]
    assert all(isinstance(one, Fraction) for one, _ in found)
    return sum(one != other for one, other in found), len(found)
