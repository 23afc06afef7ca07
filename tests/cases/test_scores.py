import math

import pytest

from alignment_games.cases.prediction import ALIGNMENTS, Prediction, alignment
from alignment_games.cases.scores import macro_f1, score
from alignment_games.errors import InvalidModelError
from alignment_games.states.security import SecurityUtility


def said(case, recorded, balance, passing, bandwagon, regret=0.0):
    chances = {"balance": balance, "buck_pass": passing, "bandwagon": bandwagon}
    return Prediction(case, "X", recorded, chances, regret)


PREDICTIONS = [
    said("one", "balance", 0.5, 0.3, 0.2),
    said("one", "neutral", 0.5, 0.25, 0.25, 0.2),
    said("two", "bandwagon", 0.1, 0.1, 0.8),
    said("two", "arm", 0.2, 0.6, 0.2),
]


def test_every_standard_response_amounts_to_something():
    assert set(ALIGNMENTS) == set(SecurityUtility().responses())
    assert alignment("hedge") == "hedge"


def test_scores_by_hand():
    found = score("by hand", PREDICTIONS)
    assert (found.states, found.cases) == (4, 2)
    assert found.accuracy == 0.5
    assert found.log_score == pytest.approx((math.log(0.5) + math.log(0.25) + math.log(0.8) + math.log(0.2)) / 4)
    assert found.regret == pytest.approx(0.05)
    # balance: 1 hit of 2 recorded and 2 predicted; stay out: none; bandwagon: 1 of 1
    assert found.macro_f1 == pytest.approx((0.5 + 0 + 1) / 3)
    # the second and the fourth are wrong on balancing: it stayed out, and it armed
    assert found.balance_or_not == 0.5


def test_macro_f1_is_one_only_for_all_right():
    assert macro_f1(["a", "b", "b"], ["a", "b", "b"]) == 1
    assert macro_f1(["a", "b", "b"], ["b", "b", "b"]) == pytest.approx((0 + 4 / 5) / 2)


def test_actions_recalls_and_best_replies_by_hand():
    found = score("by hand", PREDICTIONS)
    # balance and bandwagon were the likeliest actions; neutral and arm are not the actions that were foretold
    assert found.action == 0.5
    assert found.recall == {"balance": (1, 2), "stay out": (0, 1), "bandwagon": (1, 1)}
    assert found.recalls() == ["by hand", "1 of 2", "0 of 1", "1 of 1", "-"]
    assert found.best_replies == 0.75  # one of the four would have gained


def test_what_has_no_payoffs_has_no_best_replies():
    without = score("estimated", [said("one", "balance", 0.5, 0.3, 0.2, math.nan)])
    assert math.isnan(without.best_replies)
    assert without.row()[-2:] == ["-", "-"]


def test_the_states_of_one_case_tell_no_standard_error():
    one, two = (score("told", PREDICTIONS[:count]).row() for count in (2, 4))
    assert (one[2], one[5]) == ("0.50", f"{math.log(0.125) / 2:.2f}")
    assert two[2] == "0.50 (0.00)"  # each case has one hit of two: no deviations


def test_nothing_to_score_is_refused():
    with pytest.raises(InvalidModelError, match="no predictions"):
        score("empty", [])
