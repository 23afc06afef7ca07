"""The payoffs of the bundled cases beside a formula written independently, in floats and in fractions.

In floats the table of payoffs of each case is compared, at as many profiles as it has, at most `MOST`; in fractions
what each response pays against `EXACT` drawn profiles, as a table of fractions would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod

import numpy as np

from alignment_games.cases import Case
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from tests.oracles.second_form import payoff
from tests.oracles.situations import situation

MOST, EXACT = 1000, 5


def profiles(model: ResponseModel, most: int) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Yield profiles of a model, by position and by name: all of them, or so many drawn ones."""
    counts = [len(own) for own in model.actions]
    total = prod(counts)
    for number in range(total) if total <= most else np.random.default_rng(1).integers(0, total, most):
        index = tuple(int(k) for k in np.unravel_index(number, counts))
        yield index, tuple(own[k] for own, k in zip(model.actions, index, strict=True))


def largest_difference(cases: Sequence[Case]) -> tuple[float, int]:
    """Return by how much payoffs in floats differ at most, and how many were compared."""
    found = []
    for case in cases:
        of, table = situation(case.model), case.game().payoffs
        for index, profile in profiles(case.model, MOST):
            found += [abs(table[(i, *index)] - payoff(of, profile, i)) for i in range(len(index))]
    return float(max(found)), len(found)


def unequal_fractions(cases: Sequence[Case]) -> tuple[int, int]:
    """Return how many payoffs in fractions are not equal, and how many were compared."""
    found = []
    for case in cases:
        of = situation(case.model)
        for index, profile in profiles(case.model, EXACT):
            for i, actions in enumerate(case.model.actions):
                at = [(*profile[:i], action, *profile[i + 1 :]) for action in actions]
                pays = payoffs_against(case.model, i, index)
                found += [(one, payoff(of, each, i)) for one, each in zip(pays, at, strict=True)]
    if not all(isinstance(one, Fraction) for one, _ in found):
        raise TypeError("payoffs of exact figures are no fractions")
    return sum(one != other for one, other in found), len(found)
