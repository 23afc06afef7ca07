from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy

from alignment_games.algebra.quadratic import plain, square_root
from alignment_games.algebra.real_roots import as_fraction, polynomials
from alignment_games.solvers._search.signs import Signs, value_at

RING = polynomials()
Z = RING.gens[0]


def test_cells_run_from_zero_to_one_and_keep_their_signs():
    every = [(3 * Z - 1) * (2 * Z**2 - 1), (3 * Z - 1) ** 2, Z - 2]
    signs = Signs(every)
    assert signs.certain
    assert [plain(cell.number()) for cell in signs.cells[::2]] == [0, Fraction(1, 3), sympy.sqrt(2) / 2, 1]
    assert [signs.at(every[0], cell) for cell in signs.cells] == [1, 1, 0, -1, 0, 1, 1]
    assert [signs.at(every[1], cell) for cell in signs.cells] == [1, 1, 0, 1, 1, 1, 1]
    assert {signs.at(every[2], cell) for cell in signs.cells} == {-1}


def test_roots_outside_the_interval_make_no_cell():
    assert len(Signs([Z**2 - 2, Z + 1, Z**2 + 1]).cells) == 3


def test_signs_agree_with_numpy_on_random_polynomials():
    rng = np.random.default_rng(1)
    for coefficients in rng.integers(-9, 10, size=(20, 5)).tolist():
        polynomial = sum((RING(c) * Z**k for k, c in enumerate(coefficients)), RING(0))
        roots = np.polynomial.Polynomial(coefficients).roots() if any(coefficients[1:]) else []
        inside = {round(r.real, 9) for r in roots if abs(r.imag) < 1e-9 and 0 < round(r.real, 9) < 1}
        signs = Signs([polynomial])
        points = list(signs.cells[2:-1:2])
        assert {round(float(as_fraction(cell.near)), 9) for cell in points} == inside
        for cell in signs.cells[1::2]:
            at = float(as_fraction(cell.near))
            assert signs.at(polynomial, cell) == np.sign(np.polynomial.Polynomial(coefficients)(at))


def test_the_root_of_a_quadratic_is_found_on_either_side_of_its_middle():
    low, high = (cell.number() for cell in Signs([20 * Z**2 - 20 * Z + 3]).cells[2:-2:2])
    assert plain(low) == sympy.Rational(1, 2) - sympy.sqrt(10) / 10
    assert plain(high) == sympy.Rational(1, 2) + sympy.sqrt(10) / 10


def test_values_at_square_roots_are_exact():
    root = square_root(Fraction(2))
    assert value_at(Z**3 - 2 * Z + 5, root) == 5


def test_roots_of_higher_degree_have_no_number_but_any_number_of_digits():
    (cell,) = Signs([2 * Z**3 - 1]).cells[2:-2:2]
    assert cell.number() is None
    assert not cell.rational
    assert abs(2 * cell.precisely() ** 3 - 1) < Fraction(1, 10**500)
    assert Signs([3 * Z - 1]).cells[2].precisely() == Fraction(1, 3)


def test_values_that_rounding_may_make_of_zero_are_seen():
    """At 1/2 the second polynomial is a millionth of what its terms make together, less a little."""
    apart = Fraction(1, 10**6)
    signs = Signs([2 * Z - 1, (Z - RING.domain(1, 2) - RING.domain(1, 10**6)) * RING.domain(1, 8)])
    assert signs.near_zero(Fraction(11, 10) * apart)
    assert not signs.near_zero(Fraction(3, 4) * apart)
    assert not Signs([2 * Z - 1, 4 * Z - 3]).near_zero(apart)


def test_roots_that_forty_digits_do_not_part_are_parted_by_more_and_beyond_that_are_in_doubt():
    first = Z**2 - 2 * Z + Fraction(1, 2)
    for digits, certain in ((50, True), (90, True), (200, False)):
        signs = Signs([first, first + RING.domain(1, 10**digits)])
        assert signs.certain == certain
        if certain:  # the second one's root comes later, and it is positive before that
            before, after = signs.cells[2:5:2]
            assert (before.factor, after.factor) == (first, first + RING.domain(1, 10**digits))
            assert [signs.at(first + RING.domain(1, 10**digits), cell) for cell in (before, after)] == [1, 0]
