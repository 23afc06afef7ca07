"""A representation that is off by one anywhere is rejected."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from sympy import Poly

from alignment_games.algebra import newton
from alignment_games.algebra.homotopy import regular_solutions
from alignment_games.algebra.indifference import indifference
from alignment_games.algebra.proof import prove
from alignment_games.algebra.reconstruction import T, representation
from alignment_games.catalogue.known_games import known_game


@pytest.fixture(scope="module")
def published():
    """Nau, Gomez Canovas & Hansen (2004), section 4: the equations and a representation of the equilibrium."""
    game = known_game("irrational").game
    system = indifference(np.vectorize(Fraction, otypes=[object])(game.payoffs), [range(2)] * 3)
    numbers = newton.arithmetic()
    floats = regular_solutions(system.tensor, range(3), np.random.default_rng(0))
    inside = [k for k, point in enumerate(floats) if abs(point.imag).max() < 1e-9 and point.real.min() > 0]
    points = newton.refined(system, numbers.array(floats[[*inside, 1 - inside[0]]]), 192, numbers)
    return system, representation(points, (1, 0, 0, 0, 0, 0), 192, numbers)


def test_the_right_one_is_proven(published):
    system, proposed = published
    proven = prove(system, proposed)
    assert (proven.negative, proven.gaining, proven.tied) == ((), (), ())
    assert proven.root.low < Fraction(53, 46) - Fraction(24515301, 46 * 10**6) < proven.root.high


@pytest.mark.parametrize("k", range(6))
def test_another_numerator_is_rejected(published, k):
    system, proposed = published
    for change in (Poly(1, T), Poly(T, T)):
        tops = [top + change if j == k else top for j, top in enumerate(proposed.tops)]
        assert prove(system, replace(proposed, tops=tuple(tops))) is None


def test_another_polynomial_or_denominator_or_form_is_rejected(published):
    system, proposed = published
    assert prove(system, replace(proposed, polynomial=proposed.polynomial + 1)) is None
    assert prove(system, replace(proposed, bottom=proposed.bottom + 1)) is None
    assert prove(system, replace(proposed, bottom=proposed.polynomial)) is None
    assert prove(system, replace(proposed, form=(0, 1, 0, 0, 0, 0))) is None


def test_at_the_conjugate_root_the_signs_are_wrong(published):
    system, proposed = published
    conjugate = replace(proposed, near=Fraction(53, 46) + Fraction(24515301, 46 * 10**6))
    assert prove(system, conjugate).negative
