import numpy as np
import pytest

from alignment_games.algebra.homotopy import assignments, distinct, n_solutions, regular_solutions
from alignment_games.algebra.indifference import indifference


@pytest.mark.parametrize(
    ("shape", "count"),
    # McKelvey & McLennan (1997): the most regular totally mixed equilibria of so many players and actions.
    [((2, 2, 2), 2), ((2,) * 4, 9), ((2,) * 5, 44), ((2,) * 6, 265), ((3, 3, 3), 10), ((4, 4, 4), 56), ((3, 3), 1)],
)
def test_the_published_numbers_of_solutions(shape, count):
    groups = [i for i, k in enumerate(shape) for _ in range(k - 1)]
    sizes = [k - 1 for k in shape]
    assert n_solutions(groups, sizes) == count
    assert len(set(assignments(groups, sizes))) == count


def test_supports_that_no_regular_equilibrium_has():
    assert n_solutions([0, 0, 1], [2, 1]) == 0
    assert n_solutions([], []) == 1


@pytest.mark.parametrize(("shape", "count"), [((2, 2, 2), 2), ((2, 2, 2, 2), 9), ((3, 2, 2), 2)])
def test_all_solutions_of_random_games_are_found_and_solve_them(shape, count):
    payoffs = np.random.default_rng(0).integers(-50, 50, size=(len(shape), *shape)).astype(object)
    system = indifference(payoffs, [range(k) for k in shape])
    groups = [e.player for e in system.equations]
    found = regular_solutions(system.tensor, groups, np.random.default_rng(1))
    assert len(found) == count == n_solutions(groups, [k - 1 for k in shape])
    for point in found:
        parts = np.split(point, system.ends)
        assert all(abs(part.sum() - 1) < 1e-12 for part in parts)
        scale = np.prod([1 + abs(part).max() for part in parts])
        assert all(abs(e.at(system.players, parts)) < 1e-8 * scale for e in system.equations)


def test_solutions_at_infinity_are_left_out():
    # Three volunteers: q_j q_k = c for all pairs has two solutions, of nine for four players three (q**3 = c).
    payoffs = np.zeros((4, 2, 2, 2, 2), dtype=object)
    for at in np.ndindex(2, 2, 2, 2):
        for i in range(4):
            payoffs[(i, *at)] = 2 * (0 in at) - (at[i] == 0)
    system = indifference(payoffs, [range(2)] * 4)
    found = regular_solutions(system.tensor, range(4), np.random.default_rng(0))
    np.testing.assert_allclose((found[:, 1::2] ** 3), 0.5, atol=1e-9)
    assert len(found) == 3


def test_what_differs_by_rounding_is_one():
    points = np.array([[0.5, 0.5], [0.5 + 1e-12, 0.5], [0.5, 0.6]], dtype=complex)
    assert distinct(points).tolist() == [[0.5, 0.5], [0.5, 0.6]]
