"""What the kernel says of a cell, beside roots that were planted there and maps that can be written down."""

import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.contraction import CONTRACTS, FAR, fixed_point_map, possible, shrink_to, stretch
from alignment_games.solvers._kernel.systems import ROUNDING, layout_of
from tests.oracles.containment_kernel import COMPILED

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("bound", COMPILED)
def test_no_point_contradicts_the_bound(bound):
    tried, wrong = COMPILED[bound](np.random.default_rng(0), 40)
    assert tried >= 40
    assert wrong == 0


def test_ranges_exclude_beyond_rounding_alone():
    rounding = np.array([0.5, 0.25])
    for low, high, condition, left in [
        (-1.0, 1.0, -1.0, True),
        (0.5, 1.0, -1.0, True),
        (0.75, 1.0, -1.0, False),
        (-1.0, -0.5, -1.0, True),
        (-1.0, -0.75, -1.0, False),
        (-1.0, 1.0, 0.25, True),
        (-1.0, 1.0, 0.5, False),
    ]:
        values = np.array([[low, high], [condition, condition + 1]])
        assert possible(values, rounding, 1) == left


def test_the_map_takes_one_step_of_newton_and_its_margin_is_what_rounding_moves():
    """Two players with two actions: f_0 = 1 - 4 y_1 and f_1 = 2 y_0 - 1, with y the chances of the second vertices."""
    layout = layout_of(np.array([2, 2]))
    values = np.array([[1.0, -3.0, 1.0, -3.0], [-1.0, -1.0, 1.0, 1.0]])
    inverse, h = np.array([[0.0, 0.5], [-0.25, 0.0]]), np.empty((4, 4))
    margin = np.empty(4)
    fixed_point_map(values, np.array([0.125, 0.5]), layout, inverse, h, margin)
    assert h.tolist() == [[0.5] * 4, [0.5] * 4, [0.75] * 4, [0.25] * 4]
    assert margin.tolist() == [ROUNDING + 0.25] * 2 + [ROUNDING + 0.03125] * 2
    low = np.zeros(4)
    assert shrink_to(h, margin, layout, low)
    expected = [0.5 - 0.25 - ROUNDING] * 2 + [0.75 - 0.03125 - ROUNDING, 0.25 - 0.03125 - ROUNDING]
    assert low == pytest.approx(expected, abs=1e-16)
    assert not shrink_to(h + 0.875, margin, layout, low)
    assert stretch(h, np.zeros(4), layout) == 0


@pytest.mark.parametrize(
    ("change", "margin", "contracted"), [(0.99, 0.0, True), (1.0, 0.0, False), (0.9, 0.025, False)]
)
def test_a_map_contracts_where_its_changes_and_rounding_stay_below_one(change, margin, contracted):
    layout = layout_of(np.array([2, 2]))
    h = np.array([[0.0, 0.0, 0.0, 0.0]] * 4)
    h[1] = [0.0, change / 2, change / 2, change]
    assert (stretch(h, np.full(4, margin), layout) < CONTRACTS) == contracted


def test_rounding_counts_for_both_ends_of_each_equation_s_edge():
    assert stretch(np.zeros((5, 6)), np.full(5, 0.125), layout_of(np.array([3, 2]))) == 2 * 3 * 0.125


@pytest.mark.parametrize("margin", [np.nan, np.inf])
def test_no_map_contracts_whose_rounding_is_no_number(margin):
    assert stretch(np.zeros((4, 4)), np.full(4, margin), layout_of(np.array([2, 2]))) == FAR > CONTRACTS
