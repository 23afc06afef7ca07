"""Boxes of sets with known areas, of sets that are empty, thin, or touched at a point."""

import numpy as np
import pytest
from sympy import Integer, Symbol

from alignment_games.inverse.boxes import INSIDE, OUTSIDE, UNDECIDED, subdivided

x, y = Symbol("x"), Symbol("y")


def _points_agree(found, holds):
    rng = np.random.default_rng(0)
    for _ in range(300):
        k = rng.integers(len(found.low))
        point = found.low[k] + rng.uniform(size=found.low.shape[1]) * (found.high[k] - found.low[k])
        if found.kind[k] != UNDECIDED:
            assert holds(*point) == (found.kind[k] == INSIDE)


def test_the_area_of_a_ring_is_enclosed():
    found = subdivided([1 - x**2 - y**2, x**2 + y**2 - 0.25], [x, y], [-1, -1], [1, 1], undecided=0.01)
    area = np.pi * 0.75 / 4
    assert found.share_of(INSIDE) <= area <= 1 - found.share_of(OUTSIDE)
    assert found.share_of(UNDECIDED) <= 0.01 * (found.share_of(INSIDE) + found.share_of(UNDECIDED))
    assert found.share.sum() == 1
    _points_agree(found, lambda a, b: 0.25 <= a * a + b * b <= 1)


def test_the_boxes_cover_the_whole_and_do_not_overlap():
    found = subdivided([x - y**2], [x, y], [0, -1], [2, 1])
    assert np.prod(found.high - found.low, axis=1).sum() == pytest.approx(4)
    assert np.allclose(np.prod(found.high - found.low, axis=1) / 4, found.share)


def test_an_empty_set_is_proven_to_be_and_says_by_which_inequality():
    found = subdivided([x - 2, y], [x, y], [0, 0], [1, 1])
    assert found.share_of(OUTSIDE) == 1
    assert found.share_broken(0) == 1
    assert found.share_broken(1) == 0
    # Only both together rule all of it out.
    both = subdivided([x - y - 0.001, y - x], [x, y], [0, 0], [1, 1])
    assert both.share_of(OUTSIDE) == 1
    assert 0.4 < both.share_broken(0) < 0.6


def test_a_set_of_one_point_stays_undecided_and_small():
    found = subdivided([-((x - 1 / 3) ** 2) - (y - 1 / 3) ** 2], [x, y], [0, 0], [1, 1], most=500)
    assert not (found.kind == INSIDE).any()
    assert 0 < found.share_of(UNDECIDED) < 1e-6
    at = found.kind == UNDECIDED
    assert (found.low[at].min(axis=0) <= 1 / 3).all()
    assert (found.high[at].max(axis=0) >= 1 / 3).all()


def test_a_slack_that_is_zero_everywhere_is_met_and_all_of_a_box_may_be_inside():
    found = subdivided([Integer(0), x + 1], [x, y], [0, 0], [1, 1])
    assert found.kind.tolist() == [INSIDE]
    assert subdivided([], [x], [0], [1]).kind.tolist() == [INSIDE]
    assert subdivided([Integer(-1)], [x], [0], [1]).kind.tolist() == [OUTSIDE]


def test_the_limit_on_boxes_holds():
    found = subdivided([1 - x**2 - y**2], [x, y], [0, 0], [1, 1], undecided=0, most=300)
    assert (found.kind == UNDECIDED).sum() <= 300


def test_which_way_each_input_moves_what_is_undecided():
    found = subdivided([x - y**2], [x, y], [0, 0.1], [1, 1])
    assert found.rising.tolist() == [[True, False]]
    assert found.falling.tolist() == [[False, True]]


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_units_do_not_matter(unit):
    found = subdivided([unit**2 - x**2 - y**2], [x, y], [0, 0], [unit, unit], undecided=0.02)
    assert found.share_of(INSIDE) <= np.pi / 4 <= 1 - found.share_of(OUTSIDE)
    assert found.share_of(UNDECIDED) < 0.02
