r"""A second coding of intent: points for what could be observed before the decision, by a rule fixed beforehand.

The first coding (``intent`` in a case file) is a reading of what governments thought, by somebody who knew what
they did next. This one asks only which of the `OBSERVABLES` held, between the threat and the state, before the
state decided; none of them is what the state then did. With the points of those that held,

.. math:: \text{intent} = \min(0.95, \max(0.05, 0.2 + 0.1 \sum \text{points})),

so that a stranger of whom nothing is known scores 0.2, an ally 0, raised to 0.05, and nobody is read as certain.
Points and formula were written down before any case was scored with them, but by a coder who knew the history and the
first coding, and who looked at a few of its figures on the way: bound by rules, not blind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from alignment_games.errors import InvalidModelError, only_known


@dataclass(frozen=True)
class Observable:
    """One line of the rubric: its points, and what must have been the case before the decision."""

    points: int
    meaning: str


#: What may stand in the line ``rubric = [...]`` of a state. "Threat": the state that the game is about.
OBSERVABLES: Mapping[str, Observable] = {
    "attack": Observable(4, "the threat has attacked the state in this crisis, or massed its army to"),
    "ultimatum": Observable(4, "the threat has put an ultimatum to the state in this crisis"),
    "occupation": Observable(3, "the threat holds territory of the state that it took by force"),
    "claim": Observable(2, "the threat claims territory of the state, or denies that it should exist"),
    "dispute": Observable(2, "a militarised dispute or crisis within ten years in which the threat sought a revision"),
    "doctrine": Observable(2, "a declared doctrine of the threat is aimed at the state or at its kind of regime"),
    "aggression": Observable(1, "the threat has attacked or annexed a third state within ten years"),
    "rivalry": Observable(1, "the two are enduring rivals, or fought a war within a generation"),
    "alliance": Observable(-2, "a treaty of alliance or friendship between the two is in force"),
    "protector": Observable(-2, "the threat protects the state, or its government, against a third party"),
}


def intent_by_rubric(observed: Sequence[str]) -> Fraction:
    """Return the intent that the observables add up to; the formula is at the head of this module.

    Raises InvalidModelError for an observable that is not in the rubric, or named twice.

    >>> intent_by_rubric(["ultimatum", "claim"]), intent_by_rubric([]), intent_by_rubric(["alliance"])
    (Fraction(4, 5), Fraction(1, 5), Fraction(1, 20))
    """
    only_known("observable", observed, list(OBSERVABLES))
    if len(set(observed)) < len(observed):
        raise InvalidModelError(f"an observable counts once, got {', '.join(observed)}")
    points = sum(OBSERVABLES[each].points for each in observed)
    return min(Fraction(95, 100), max(Fraction(5, 100), Fraction(2 + points, 10)))
