from __future__ import annotations

import numpy as np
from sympy import ZZ, Poly

from alignment_games.algebra.newton import arithmetic
from alignment_games.algebra.reconstruction import T, factor_at
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import solve


def test_zero_is_a_root_of_its_own_factor():
    polynomial = Poly(T * (T - 2) * (T**2 - 3), T, domain=ZZ)
    number = arithmetic().number
    assert factor_at(polynomial, number(0.0, 0.0)) == Poly(T, T, domain=ZZ)
    assert factor_at(polynomial, number(2.0, 0.0)) == Poly(T - 2, T, domain=ZZ)


def test_a_tie_at_irrational_play_where_a_number_is_zero():
    rng = np.random.default_rng(1)
    payoffs = [rng.integers(0, 3, (4, 2, 2, 2, 2)).astype(object) for _ in range(36)][-1]
    assert solve(NormalFormGame(payoffs)).complete
