"""The set behind one face: where it is, how large, and its middle, beside a grid of games."""

import numpy as np
import pytest
from sympy import Symbol

from alignment_games.inverse.identified import BoxedSet, ExactSet, identified
from alignment_games.inverse.inequalities import affine

x, y = Symbol("x"), Symbol("y")


def _set(slacks, ends, **options):
    exact = [affine(slack, [x, y]) for slack in slacks]
    return identified(slacks, exact, [x, y], ends, **{"undecided": 0.02, "most": 20_000, **options})


def test_affine_inequalities_make_an_exact_set_and_curved_ones_boxes():
    assert isinstance(_set([1 - x - y], [(0, 1), (0, 1)]), ExactSet)
    assert isinstance(_set([1 - x - y, 1 - x * y], [(0, 1), (0, 1)]), BoxedSet)


def test_boxes_of_a_triangle_agree_with_the_triangle():
    ends = [(0, 1), (0, 2)]
    exact = _set([2 - 2 * x - y], ends)
    boxed = _set([(2 - 2 * x - y) * (1 + x * y)], ends)
    assert exact.share == (0.5, 0.5)
    assert boxed.share[0] <= 0.5 <= boxed.share[1]
    assert boxed.binding == exact.binding == (0,)
    assert boxed.ranges == exact.ranges == ((0, 1), (0, 2))
    assert exact.centre.room == pytest.approx(0.25)
    assert 0.235 < boxed.centre.room <= 0.25
    points = np.random.default_rng(0).uniform((0, 0), (1, 2), (500, 2))
    assert (boxed.contains(points) == exact.contains(points)).all()


def test_the_room_around_a_middle_is_really_there():
    found = _set([1 - x**2 - y**2, x - y / 2], [(0, 1), (0, 1)])
    room, point = found.centre.room, np.array(found.centre.point)
    for shift in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        a, b = point + room * np.array(shift)
        assert a * a + b * b <= 1 + 1e-12
        assert a >= b / 2 - 1e-12
    # The largest square: its upper corners on the circle and on the line; found beside it within a hundredth.
    best = max(
        min(u, 1 - u, v, 1 - v, (u - v / 2) / 1.5, _to_circle(u, v))
        for u in np.linspace(0, 1, 31)
        for v in np.linspace(0, 1, 31)
    )
    assert room == pytest.approx(best, abs=0.02)


def _to_circle(u, v):
    """Return the largest r with (u + r, v + r) in the unit circle."""
    return (-(u + v) + np.sqrt(max(0.0, (u + v) ** 2 - 2 * (u * u + v * v - 1)))) / 2


def test_empty_and_undecided_sets_say_so():
    empty = _set([-1 - x * y], [(0, 1), (0, 1)])
    assert (empty.empty, empty.share, empty.centre, empty.ranges) == (True, (0, 0), None, ())
    touched = _set([-((x - 1 / 3) ** 2) - y**2], [(0, 1), (0, 1)], most=200)
    assert touched.empty is None
    assert touched.share[0] == 0 < touched.share[1]
    never = _set([-1 - x], [(0, 1), (0, 1)])
    assert (never.empty, never.share, never.centre, never.ranges, never.binding) == (True, (0, 0), None, (), (0,))


def test_a_volume_in_many_inputs_is_not_told():
    from sympy import symbols

    several = symbols("a:6")
    slack = 3 - sum(several)
    found = identified([slack], [affine(slack, several)], several, [(0, 1)] * 6, undecided=0.1, most=100)
    assert found.share == (0, 1)
    assert found.centre.room > 0
