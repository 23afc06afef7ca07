"""What conditions leave, in connected parts: by hand, and by grids that are flooded."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.algebra.polytope import Polytope
from alignment_games.solvers import with_indices
from alignment_games.solvers._search.connected import connected_parts
from alignment_games.solvers._search.factors import Flat

HALF = Fraction(1, 2)


def flat(condition, *, rounded=False):
    """All mixtures of two players as far as a condition, given at pure play, is at most zero."""
    row = np.vectorize(Fraction, otypes=[object])(np.array(condition, dtype=object))
    return Flat((0, 1), tuple(map(Polytope.simplex, row.shape)), (row,), rounded=rounded)


def points(part):
    return {tuple(tuple(x.tolist()) for x in point) for point in part.members()}


def test_a_corner_beside_a_region_is_a_part_of_its_own():
    """The condition holds below y + z + ... = 1 / 2 on both sides of one corner, and at the opposite corner."""
    region, corner = connected_parts(flat([[-1, 1], [1, 0]]))
    assert points(corner) == {((0, 1), (0, 1))}
    assert not corner.conditions
    assert points(region) == {((1, 0), (1, 0)), ((1, 0), (HALF, HALF)), ((HALF, HALF), (1, 0))}


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ([[-1, 1], [1, -1]], 1),  # two squares that meet in the middle
        ([[-1, 2], [1, -1]], 2),
        ([[-2, 1], [1, -1]], 1),
        ([[-1, 1], [1, 1]], 1),
        ([[-1, -1], [1, 1]], 1),
        ([[-1, 2, 5], [1, -1, -2]], 2),
        ([[-1, 2, -1], [1, -1, -2]], 1),  # with the third action the condition holds wherever the first is
        ([[-1, 2], [1, -1], [2, 3]], 2),
        ([[-1, 1, 2], [1, -3, -1]], 1),  # the longest of several intervals reaches those from the other end
        ([[-3, -1, 1], [1, 3, -1]], 1),
        ([[-1, 2], [3, 1], [2, -1]], 2),
    ],
)
def test_parts_are_counted_as_intervals_hang_together(condition, count):
    assert len(connected_parts(flat(condition))) == count


def flooded(row, steps=24):
    """Return how many parts a grid has, of a square where a bilinear condition holds with room to spare."""
    shares = np.linspace(0, 1, steps + 1)
    value = np.array([[np.array([1 - x, x]) @ row @ np.array([1 - y, y]) for y in shares] for x in shares])
    left, parts = {tuple(at) for at in np.argwhere(value <= 0).tolist()}, 0
    while left:
        stack, parts = [left.pop()], parts + 1
        while stack:
            a, b = stack.pop()
            for step in ((a + 1, b), (a - 1, b), (a, b + 1), (a, b - 1)):
                if step in left:
                    left.remove(step)
                    stack.append(step)
    return parts


@pytest.mark.slow
def test_a_flooded_grid_has_as_many_parts():
    """Whole numbers whose saddle, det / sum, is not close to zero: a grid of 24 steps sees what hangs together."""
    seen = set()
    for entries in product((-3, -1, 0, 1, 3), repeat=4):
        row = np.array(entries).reshape(2, 2)
        saddle = row[0, 0] * row[1, 1] - row[0, 1] * row[1, 0]
        if row.min() < 0 < row.max() and saddle:
            seen.add(count := len(connected_parts(flat(row))))
            assert count == flooded(row), row
    assert seen == {1, 2}


def test_parts_that_rounding_may_have_made_are_left_open():
    tiny = Fraction(1, 10**12)
    assert connected_parts(flat([[-1, 1 + tiny], [1, -1]], rounded=True)) is None
    assert len(connected_parts(flat([[-1, 1 + tiny], [1, -1]]))) == 2


@pytest.mark.parametrize("arithmetic", [float, object])
def test_an_equilibrium_beside_a_region_is_none_of_its_members(arithmetic):
    """Where the first plays its second action nobody else cares; it gains 2 y + 2 z - 3 y z - 1 by its first one.

    The gain is zero at y = z = 1, and positive all around.
    """
    payoffs = np.random.default_rng(16).integers(0, 3, (3, 2, 2, 2)).astype(arithmetic)
    solution = with_indices(ag.solve(ag.NormalFormGame(payoffs)))
    (component,) = solution.components
    apart = [e for k, e in enumerate(solution) if k not in component.members]
    assert sorted(tuple(float(own[0]) for own in e.profile) for e in apart) == [(0, 0, 0), (1, 0.5, 0.5)]
    assert solution.complete
