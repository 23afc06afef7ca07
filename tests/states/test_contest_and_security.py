import math
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games import InvalidModelError, SecurityUtility
from alignment_games.states import FirstForm, difference_contest, ratio_contest


def test_equals_hold_half_of_the_time_and_sides_sum_to_one():
    for contest in (ratio_contest, difference_contest):
        for m in (0.5, 1, 2, 7):
            assert contest(0.3, 0.3, m) == pytest.approx(0.5)
            assert contest(0.2, 0.7, m) + contest(0.7, 0.2, m) == pytest.approx(1)
            assert contest(0.8, 0.7, m) > contest(0.7, 0.7, m)


def test_closed_values():
    assert ratio_contest(Fraction(3), Fraction(1), 2) == Fraction(9, 10)
    assert difference_contest(1.0, 0.0, 2) == pytest.approx(1 / (1 + math.exp(-2)))
    assert ratio_contest(0.0, 1.0, 3) == 0
    d, a = sympy.symbols("d a", positive=True)
    assert ratio_contest(d, a, 1) == d / (a + d)
    assert difference_contest(d, a, 1, base=sympy.E) == 1 / (1 + sympy.exp(a - d))


def test_high_decisiveness_is_all_or_nothing():
    defence = np.array([0.9, 1.1])
    np.testing.assert_allclose(ratio_contest(defence, 1.0, 400), [0, 1], atol=1e-15)


@pytest.mark.parametrize(
    ("contest", "figures"),
    [
        (ratio_contest, (0.0, 1.0, -1)),
        (ratio_contest, (np.ones(3), np.ones(2))),
        (ratio_contest, (np.array([1.0, "a"], dtype=object), 1.0)),
        (difference_contest, (1.0, 1e308)),
        (difference_contest, (1.0, 10**400)),
        (difference_contest, (np.ones(3), np.ones(2))),
    ],
)
def test_figures_that_do_not_go_together_are_told_in_one_line(contest, figures):
    with pytest.raises(InvalidModelError, match=r"a contest needs figures of fitting shapes and sizes.*got defence"):
        contest(*figures)


@pytest.mark.parametrize(
    ("name", "value"),
    [("burden", -1), ("spillover", 1.1), ("appeasement", 2), ("decisiveness", 0), ("autonomy", float("inf"))],
)
def test_parameters_out_of_range_are_named(name, value):
    with pytest.raises(InvalidModelError, match=f"{name} must be"):
        SecurityUtility(**{name: value})


def test_the_standard_rows():
    rows = SecurityUtility(burden=0.3, punishment=0.2, appeasement=0.4, autonomy=0.1, softness=0.5).responses()
    assert rows["balance"].exposure == 1.2
    assert (rows["balance"].cost, rows["balance"].effort) == (0, 0.3)
    assert (rows["bandwagon"].exposure, rows["bandwagon"].appeasement, rows["bandwagon"].benefit) == (1, 0.4, 0.3)
    assert rows["soft_balance"].effort == 0.15
    assert list(rows) == ["balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align"]


def test_the_rows_of_the_first_form_depend_on_nothing_that_a_state_perceives():
    rows = FirstForm(burden=0.3, appeasement=0.4).responses()
    assert (rows["balance"].cost, rows["balance"].effort) == (0.3, 0)
    assert (rows["bandwagon"].exposure, rows["bandwagon"].appeasement, rows["bandwagon"].benefit) == (0.6, 0, 0)
