from fractions import Fraction

import pytest

from alignment_games.cases.rubric import OBSERVABLES, intent_by_rubric
from alignment_games.errors import InvalidModelError


@pytest.mark.parametrize(
    ("observed", "tenths"),
    [
        ([], 2),  # a stranger
        (["claim"], 4),
        (["dispute", "doctrine", "rivalry"], 7),
        (["attack", "doctrine", "alliance"], 6),
        (["ultimatum", "occupation", "claim"], Fraction("9.5")),  # 11 tenths, and nobody is certain
        (["alliance", "protector"], Fraction("0.5")),  # -2 tenths
    ],
)
def test_points_by_hand(observed, tenths):
    assert intent_by_rubric(observed) == Fraction(tenths) / 10
    assert intent_by_rubric(observed[::-1]) == intent_by_rubric(observed)


def test_hostile_observables_raise_intent_and_ties_lower_it():
    for name, observable in OBSERVABLES.items():
        before, after = (
            intent_by_rubric(["dispute"] if name != "dispute" else []),
            intent_by_rubric(sorted({"dispute", name})),
        )
        assert (after > before) == (observable.points > 0), name


def test_what_is_not_in_the_rubric_is_refused():
    with pytest.raises(InvalidModelError, match="unknown observable 'ultimatums'; did you mean 'ultimatum'"):
        intent_by_rubric(["ultimatums"])
    with pytest.raises(InvalidModelError, match="counts once"):
        intent_by_rubric(["claim", "claim"])
