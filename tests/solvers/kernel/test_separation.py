import numpy as np
import pytest
from scipy.optimize import linprog

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.contraction import _WORTHWHILE, least_shares
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.separation import parted
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search.separation import least_shares as beside

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

LAYOUT = layout_of(np.array([2, 2, 2])) if not COMPILES else None
CORNERS = np.indices((2, 2, 2)).reshape(3, 8)


def rows_of(rng, n_conditions):
    """Return an equation of each player, which does not depend on its own play, and conditions."""
    tables = [np.broadcast_to(np.expand_dims(rng.normal(size=(2, 2)), j), (2, 2, 2)).ravel() for j in range(3)]
    return np.stack([*tables, *rng.normal(size=(n_conditions, 8))])


def feasible(values):
    """Return whether some weights meet each equation at each vertex of its player, and the conditions."""
    conditional = [values[j] * (CORNERS[j] == a) for j in range(3) for a in range(2)]
    found = linprog(
        np.zeros(8),
        A_ub=values[3:] if len(values) > 3 else None,
        b_ub=np.zeros(len(values) - 3) if len(values) > 3 else None,
        A_eq=np.vstack([*conditional, np.ones(8)]),
        b_eq=[0.0] * 6 + [1.0],
    )
    return found.status == 0


def told_apart(values, rounding, y, weights, sums=None):
    """Return whether no weights meet the rows, by multipliers from y on."""
    sums = np.empty(8) if sums is None else sums
    return parted(values, rounding, LAYOUT, desk_of(LAYOUT, len(values)), y, weights, sums)


@pytest.mark.parametrize("n_conditions", [0, 2])
def test_what_is_parted_is_infeasible_and_most_that_is_infeasible_is_parted(n_conditions):
    rng = np.random.default_rng(n_conditions)
    told, true = [], []
    for _ in range(25):
        values, weights = rows_of(rng, n_conditions), np.zeros(8)
        told.append(told_apart(values, np.full(len(values), 1e-13), np.zeros(6 + n_conditions), weights))
        true.append(not feasible(values))
        assert told[-1] or ((weights >= 0).all() and 0 < weights.sum() <= 1 + 1e-12)
    assert sum(told) >= 5
    assert not any(apart and not empty for apart, empty in zip(told, true, strict=True))
    assert sum(told) >= 0.8 * sum(true)


def test_multipliers_to_begin_with_prove_by_themselves_and_bad_ones_do_no_harm():
    values = np.stack([np.ones(8), np.tile([1.0, -1.0], 4), np.tile([1.0, 1.0, -1.0, -1.0], 2)])
    rounding, weights = np.full(3, 1e-13), np.full(8, 7.0)
    y = np.array([1.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    assert told_apart(values, rounding, y, weights)
    assert (weights == 7).all()
    assert told_apart(values, rounding, -1e6 * y, weights)


def test_rounding_that_may_undo_a_proof_prevents_it():
    values = np.stack([np.full(8, 1e-3), np.tile([1.0, -1.0], 4), np.tile([1.0, 1.0, -1.0, -1.0], 2)])
    assert told_apart(values, np.array([1e-4, 1e-13, 1e-13]), np.zeros(6), np.zeros(8))
    assert not told_apart(values, np.array([2e-3, 1e-13, 1e-13]), np.zeros(6), np.zeros(8))


def test_a_conditions_negative_multiplier_proves_nothing():
    values = np.stack([*np.zeros((3, 8)), -np.ones(8)])
    y = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -5.0])
    assert not told_apart(values, np.full(4, 1e-13), y, np.zeros(8))


def test_a_solution_keeps_the_shares_that_multipliers_leave_it():
    rng, tight = np.random.default_rng(5), 0
    for _ in range(60):
        point = [rng.dirichlet([0.4, 0.4]) for _ in range(3)]
        values = rows_of(rng, 2) + rng.normal(size=(5, 1))
        values -= np.einsum("rabc,a,b,c->r", values.reshape(5, 2, 2, 2), *point)[:, None]  # solved at the point
        sums, low = np.empty(8), np.empty(6)
        assert not told_apart(values, np.full(5, 1e-13), np.zeros(8), np.zeros(8), sums)
        least_shares(sums, LAYOUT, low)
        assert (low <= np.concatenate(point)).all()
        shares = beside(sums[None], (2, 2, 2))[0]
        assert low == pytest.approx(np.where(shares > _WORTHWHILE, shares, 0), abs=1e-12)
        tight += (low > 0).any()
    assert tight > 10
