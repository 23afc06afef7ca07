from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve
from alignment_games.solvers._search.full_supports import no_full_solution
from tests.brute_force import regret


def fractions(values) -> np.ndarray:
    array = np.array(values, dtype=object)
    return np.vectorize(Fraction, otypes=[object])(array)


def test_a_row_that_only_vanishes_on_the_boundary_leaves_nothing_inside():
    # x(1) y(1) = 0 for one player, a row of both signs for the other: solutions lie on the boundary only.
    rows = fractions([[[0, 1], [0, 1]], [[1, 1], [-1, -1]]])
    assert no_full_solution(rows, (0, 1))


def test_a_solution_inside_is_never_denied():
    rng = np.random.default_rng(2)
    for _ in range(40):
        first, second = rng.integers(-2, 3, size=2), rng.integers(-2, 3, size=2)
        rows = fractions([np.tile(first, (2, 1)), np.tile(second[:, None], (1, 2))])
        # The first is zero inside iff it has both signs or vanishes, and so is the second.
        solvable = all(own.min() < 0 < own.max() or not own.any() for own in (first, second))
        assert no_full_solution(rows, (0, 1)) == (not solvable)


def test_a_condition_counts_with_one_sign_only():
    indifferent = [[0, 0], [0, 0]]
    assert no_full_solution(fractions([indifferent, indifferent, [[1, 0], [0, 0]]]), (0, 1))
    assert not no_full_solution(fractions([indifferent, indifferent, [[-1, 0], [0, 0]]]), (0, 1))


@pytest.mark.slow
def test_singular_roots_on_the_boundary_leave_games_complete():
    # Games full of ties with equations that are singular at a vertex of a support; their status was undecided.
    for shape, seed in (((2, 2, 2, 2), 0), ((2, 2, 2, 2), 24), ((3, 3, 3), 18), ((3, 3, 3), 38)):
        payoffs = np.random.default_rng(seed).integers(0, 3, size=(len(shape), *shape))
        for game in (NormalFormGame(payoffs.tolist()), NormalFormGame(payoffs.astype(float))):
            solution = solve(game, SupportEnumeration())
            assert solution.complete
            assert all(regret(payoffs.astype(float), e.profile).max() <= 1e-9 for e in solution)


def test_a_condition_weighs_in_one_direction_alone(monkeypatch):
    """What proposes multipliers is not believed: a condition that always holds is no reason."""
    proposed = "alignment_games.solvers._search.full_supports._multipliers"
    monkeypatch.setattr(proposed, lambda _, n: np.array([0.0] * n + [1.0, -1.0]))
    rows = fractions([[[0, 0], [0, 0]], [[0, 0], [0, 0]], [[0, 0], [0, 0]], [[-1, -1], [-1, -1]]])
    assert not no_full_solution(rows, (0, 1))
