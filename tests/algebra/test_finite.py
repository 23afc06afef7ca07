"""All solutions of singular equations, against closed forms and against the numbers that homotopy finds."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from alignment_games.algebra.finite import all_solutions
from alignment_games.algebra.homotopy import regular_solutions
from alignment_games.algebra.indifference import indifference


def equations(n, gains):
    """Players of two actions, of whom each gains so much by the second, at pure play of all."""
    payoffs = np.zeros((n, *[2] * n), dtype=object)
    for at in product(range(2), repeat=n):
        for player, gain in enumerate(gains(*at)):
            payoffs[(player, *at)] = Fraction(at[player] * gain)
    return indifference(payoffs, [range(2)] * n)


def solutions(system):
    """Enclosures of the second probabilities, in the order of the first player's."""
    found = all_solutions(system, lambda: None)
    return sorted(
        [[p.root.ratio(top, p.representation.bottom, 200) for top in p.representation.tops[1::2]] for p in found]
    )


def on_a_line(square):
    """Where the first two play 1 - t, t and the third t: solved by 4 t (1 - t) = 1 - square, t = (1 +- root) / 2."""
    return equations(3, lambda x, y, z: (z - y, x + z - 1, 4 * x * y - 1 + square))


def test_a_double_root_is_one_solution():
    assert solutions(on_a_line(0)) == [[(Fraction(1, 2),) * 2] * 3]


@pytest.mark.parametrize("digits", [4, 8, 14])
def test_two_close_roots_are_told_apart_and_from_none(digits):
    gap = Fraction(1, 10**digits)
    low, high = (1 - gap) / 2, (1 + gap) / 2
    assert solutions(on_a_line(gap**2)) == [[(x, x) for x in point] for point in ((low, high, high), (high, low, low))]
    assert solutions(on_a_line(-(gap**2))) == []


def test_irrational_roots_are_enclosed():
    """(1 +- 1 / sqrt(2)) / 2: twice it less one has the square 1/2."""
    found = solutions(on_a_line(Fraction(1, 2)))
    assert len(found) == 2
    for point in found:
        for low, high in point:
            assert sorted([(2 * low - 1) ** 2, (2 * high - 1) ** 2]) == pytest.approx([0.5, 0.5], abs=1e-15)
            assert (2 * (low + high) - 2) ** 2 != 2
            assert 0 < high - low < Fraction(1, 10**50)


def test_a_triple_root_of_four_players_is_one_solution():
    """Where all play t, the last gains (t - 1/2)^3."""
    half = Fraction(1, 2)
    cube = Fraction(1, 8)
    system = equations(4, lambda x, y, z, w: (y - z, x - z, w - x, x * y * z - 12 * cube * x * y + 6 * cube * x - cube))
    assert solutions(system) == [[(half, half)] * 4]


def test_infinitely_many_solutions_are_left_to_others():
    nothing = equations(3, lambda x, y, z: (z - y, 0, x + y - 1))
    assert all_solutions(nothing, lambda: None) is None


def test_a_line_of_solutions_that_leave_an_action_out_is_no_obstacle():
    """Where x = 1 and y = 1 the third may do anything; inside, z = 1/2 and x = y = 2/3 alone is left."""
    system = equations(
        4, lambda x, y, z, w: ((1 - y) * (2 * z - 1), (1 - x) * (2 * w - 1), x - y, (1 - x) * (3 * y - 2))
    )
    third = Fraction(2, 3)
    assert solutions(system) == [[(third,) * 2, (third,) * 2, (Fraction(1, 2),) * 2, (Fraction(1, 2),) * 2]]


def test_time_limits_are_let_through():
    calls = []

    def tick():
        calls.append(1)
        if len(calls) > 20:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        all_solutions(on_a_line(0), tick)


def test_the_real_solutions_are_those_of_homotopy():
    payoffs = np.vectorize(Fraction, otypes=[object])(np.random.default_rng(0).integers(0, 50, (4, 2, 2, 2, 2)))
    system = indifference(payoffs, [range(2)] * 4)
    followed = regular_solutions(system.tensor, range(4), np.random.default_rng(1))
    assert len(followed) == 9
    real = sorted(point.real[1::2].tolist() for point in followed if abs(point.imag).max() < 1e-9)
    assert np.array(solutions(system), dtype=float)[..., 0] == pytest.approx(np.array(real), abs=1e-9)
