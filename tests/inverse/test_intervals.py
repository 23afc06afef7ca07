"""Enclosures hold what exact arithmetic says at points of the boxes, and are tight where formulas are monotone."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Symbol, exp, sin, sqrt

from alignment_games.errors import UnsupportedGameError
from alignment_games.inverse.intervals import BoxEvaluation, NumberRange, contest_in, enclosed, inverse, power, times

x, y = (Symbol(name, nonnegative=True) for name in "xy")
FORMULAS = [
    x * y - y**3 / 7 + 1,
    x**2 / (x**2 + y**2) - y,
    3 * x * (x + 1) ** 2 / (2 * (x + 1) ** 2 + y * x),
    (x - y) ** 4 - 3 * x,
    1 / (1 + exp(-x)) * y,
    sqrt(x + 2) * y - x ** Fraction(5, 2),
    x / (x + y + 1) - x / (x + 2),
    2 ** (x - y) - y,
    x**y,
]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_the_enclosure_holds_the_formula_and_its_slopes_at_random_points(formula):
    rng = np.random.default_rng(0)
    low = rng.uniform(0.1, 2, (25, 2))
    high = low + rng.uniform(0, 0.8, (25, 2))
    value, slope = enclosed(formula, [x, y], low, high)
    slopes = [formula.diff(x), formula.diff(y)]
    for k in range(25):
        for _ in range(4):
            point = low[k] + rng.uniform(size=2) * (high[k] - low[k])
            at = {x: point[0], y: point[1]}
            exact = float(formula.evalf(30, subs=at))
            assert value.low[k] <= exact <= value.high[k]
            for j in range(2):
                assert slope.low[j, k] - 1e-12 <= float(slopes[j].evalf(30, subs=at)) <= slope.high[j, k] + 1e-12


def test_a_monotone_formula_is_enclosed_to_a_few_floats():
    low, high = np.array([[0.3, 0.2]]), np.array([[0.9, 0.7]])
    value, _ = enclosed(x**2 / (x**2 + y**2), [x, y], low, high)
    assert value.low[0] == pytest.approx(0.09 / (0.09 + 0.49), rel=1e-13)
    assert value.high[0] == pytest.approx(0.81 / (0.81 + 0.04), rel=1e-13)


def test_a_contest_of_nothing_with_nothing_may_come_to_anything():
    value, _ = enclosed(x**2 / (x**2 + y**2), [x, y], np.zeros((1, 2)), np.array([[1.0, 1.0]]))
    assert (value.low[0], value.high[0]) == pytest.approx((0, 1))
    still, _ = enclosed(x**2 / (x**2 + y**2), [x, y], np.zeros((1, 2)), np.zeros((1, 2)))
    assert (still.low[0], still.high[0]) == pytest.approx((0, 1))


def test_a_contest_is_seen_only_where_signs_are_known():
    a = Symbol("a", real=True)
    assert contest_in(x * (x + a) ** -1) is None
    assert contest_in(x * (x + y + 2) ** -1) == (1, x, y + 2)
    assert contest_in(x * (x - y) ** -1) is None


def test_at_a_point_rounding_never_leaves_out_the_exact_value():
    rng = np.random.default_rng(1)
    formula = (x * Fraction(1, 3) - y) * (x + Fraction(1, 7)) / (x**2 + 1)
    points = rng.uniform(0, 1, (50, 2))
    value, _ = enclosed(formula, [x, y], points, points)
    for k, (a, b) in enumerate(points):
        exact = formula.subs({x: Fraction(a), y: Fraction(b)})
        assert Fraction(value.low[k]) <= Fraction(int(exact.p), int(exact.q)) <= Fraction(value.high[k])
    assert (value.high - value.low < 1e-14).all()


def test_division_by_an_interval_around_zero_says_nothing():
    with np.errstate(divide="ignore"):
        one = inverse(NumberRange(np.array([-1.0, 0.0, -2.0]), np.array([1.0, 2.0, 0.0])))
    assert one.low.tolist()[0] == -np.inf
    assert one.high[0] == np.inf
    assert one.low[1] <= 0.5 < one.high[1] == np.inf
    assert one.low[2] == -np.inf < one.high[2]
    value, _ = enclosed(x / y, [x, y], np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]))
    assert not (value.low[0] > 0)
    assert value.high[0] == np.inf


def test_zero_times_infinity_is_zero_and_even_powers_are_never_negative():
    nothing = NumberRange(np.array([0.0]), np.array([0.0]))
    everything = NumberRange(np.array([-np.inf]), np.array([np.inf]))
    with np.errstate(invalid="ignore"):
        assert abs(times(nothing, everything).high[0]) < 1e-300
    assert power(NumberRange(np.array([-3.0]), np.array([2.0])), 4).low[0] == 0
    assert power(NumberRange(np.array([-3.0]), np.array([2.0])), 4).high[0] == pytest.approx(81)


def test_constants_and_unknown_functions():
    value, slope = enclosed(x - x + 3, [x], np.zeros((2, 1)), np.ones((2, 1)))
    assert value.low.tolist() == [3, 3]
    assert slope.high.tolist() == [[0, 0]]
    with pytest.raises(UnsupportedGameError, match="no enclosure is known"):
        BoxEvaluation([x], np.zeros((1, 1)), np.ones((1, 1)), slopes=False).of(sin(x))
