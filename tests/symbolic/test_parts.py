from fractions import Fraction

import numpy as np
import pytest

from alignment_games.symbolic._parts import MOST_PARTS, between, parted


def sums_of(*rows):
    array = np.empty((len(rows), len(rows[0])), dtype=object)
    array[:] = rows
    return array


def holds(value, bounds):
    low, high = bounds
    return (low is None or value >= low) and (high is None or value < high)


def test_parts_hold_every_point_once_and_say_its_value():
    rng = np.random.default_rng(1)
    points = sums_of(*[(Fraction(int(a), 7), Fraction(int(b), 9)) for a, b in rng.integers(0, 30, (200, 2))])
    values = np.array([[float(a) ** 2 - float(b)] for a, b in points])
    found = parted(points, ["below"] * 200, values)
    assert len(found) == MOST_PARTS
    assert sum(part.answers[0].points for part in found) == 200
    for point, value in zip(points, values, strict=True):
        inside = [part for part in found if all(map(holds, point, part.ranges))]
        assert len(inside) == 1
        assert inside[0].answers[0].low[0] <= value[0] <= inside[0].answers[0].high[0]


def test_kinds_are_parted_first():
    points = sums_of(*[(k,) for k in range(10)])
    found = parted(points, ["never"] * 5 + ["below"] * 5, np.array([[0.0]] * 5 + [[float(k)] for k in range(5)]))
    assert found[0].ranges == ((None, 5),)
    assert all(len(part.answers) == 1 for part in found)


def test_one_value_is_one_part():
    points = sums_of(*[(k,) for k in range(10)])
    (part,) = parted(points, ["below"] * 10, np.full((10, 1), 0.3))
    assert part.ranges == ((None, None),)


@pytest.mark.parametrize(
    "figures", ["0.12 0.15 0.15", "0.1234 0.1236 0.1236", "1 7 7", "0.9 1.2 1", "0.1234 0.1261 0.126"]
)
def test_a_bound_has_as_few_decimals_as_tell_the_two_apart(figures):
    low, high, expected = map(Fraction, figures.split())
    assert low < expected <= high
    assert between(low, high) == expected
