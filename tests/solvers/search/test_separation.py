from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from alignment_games.solvers._search.separation import conditional_rows, least_shares, parted


def _weights_exist(rows: np.ndarray, conditions: np.ndarray) -> bool:
    """By linear programming: is there a p on the corners with rows zero and conditions not positive?"""
    corners = rows.shape[1]
    run = linprog(
        np.zeros(corners),
        A_ub=conditions if len(conditions) else None,
        b_ub=np.zeros(len(conditions)) if len(conditions) else None,
        A_eq=np.vstack([rows, np.ones(corners)]),
        b_eq=[*np.zeros(len(rows)), 1],
    )
    return run.status == 0


@pytest.mark.parametrize("n_conditions", [0, 3])
@pytest.mark.parametrize("shift", [0.0, 0.15, 0.4])
def test_what_is_parted_is_infeasible_by_linear_programming(n_conditions: int, shift: float):
    rng = np.random.default_rng(4)
    rows = rng.uniform(-1, 1, size=(40, 6, 27)) + shift
    conditions = rng.uniform(-1, 1, size=(40, n_conditions, 27)) + shift
    apart, weights, _ = parted(rows, conditions, np.full((40, 6 + n_conditions), 1e-13))
    exist = np.array([_weights_exist(r, c) for r, c in zip(rows, conditions, strict=True)])
    assert not (apart & exist).any()
    assert (apart | exist).mean() > 0.9  # few are left undecided
    assert ((weights >= 0) & (weights <= 1)).all()


def test_weights_bring_the_rows_nearer_to_zero_where_nothing_parts_them():
    rows = np.random.default_rng(1).uniform(-1, 1, size=(30, 3, 16))
    apart, weights, _ = parted(rows, np.zeros((30, 0, 16)), np.full((30, 3), 1e-13))
    left, even = np.abs(rows @ weights[..., None])[~apart, :, 0], np.abs(rows.mean(axis=2))[~apart]
    assert len(left) > 20
    assert (left**2).sum() < (even**2).sum() / 4


def test_rows_at_each_vertex_add_up_to_the_row():
    shape, own = (3, 2), (0, 0, 1)
    equations = np.random.default_rng(0).uniform(size=(2, 3, 6))
    rows = conditional_rows(equations, own, shape)
    assert rows.shape == (2, 3 + 3 + 2, 6)
    for part, equation in zip(np.split(rows, [3, 6], axis=1), equations.transpose(1, 0, 2), strict=True):
        assert np.array_equal(part.sum(axis=1), equation)
        assert ((part != 0).sum(axis=1) == 1).all()


def test_conditional_rows_see_what_single_rows_do_not():
    # The row changes sign with the first player's vertex only: some weights make it zero, none at each vertex.
    row = np.array([[[2.0, 1.0, -1.0, -2.0]]])
    nothing = np.zeros((1, 0, 4))
    assert not parted(row, nothing, np.zeros((1, 1)))[0][0]
    assert parted(conditional_rows(row, (0,), (2, 2)), nothing, np.zeros((1, 2)))[0][0]


def test_differences_within_rounding_part_nothing():
    rows, rounding = np.full((1, 1, 4), 1e-14), np.full((1, 1), 1e-13)
    assert not parted(rows, np.zeros((1, 0, 4)), rounding)[0][0]
    assert parted(rows * 1e3, np.zeros((1, 0, 4)), rounding)[0][0]


def test_conditions_count_with_all_that_they_may_be_off():
    row, condition = np.array([[[1.0, -1.0]]]), np.array([[[0.5, 0.25]]])
    for rounding, apart in ((0.1, True), (0.45, False)):
        assert parted(row, condition, np.array([[1e-13, rounding]]))[0][0] == apart


def test_a_conditions_negative_multiplier_parts_nothing():
    row, condition = np.array([[[1.0, -1.0]]]), np.array([[[-1.0, -1.0]]])
    assert not parted(row, condition, np.full((1, 2), 1e-13))[0][0]


def test_a_solution_keeps_the_shares_that_multipliers_leave_it():
    rng, shape, own, tight = np.random.default_rng(5), (3, 2, 2), (0, 0, 1, 2), 0
    for _ in range(60):
        point = [rng.dirichlet([0.4] * k) for k in shape]
        tables = np.broadcast_to(rng.normal(size=(4, 1, 1, 1)), (4, *shape)) + rng.normal(size=(4, *shape))
        for table, j in zip(tables, own, strict=True):
            table[:] = table.take([0], axis=j)
        condition = rng.normal(size=shape)
        rows = np.stack([*tables, condition])
        rows -= np.einsum("rabc,a,b,c->r", rows, *point)[:, None, None, None]  # solved at the point
        rows[-1] -= rng.choice([0.0, 0.1])
        flat = rows.reshape(1, 5, 12)
        rounding = np.full((1, 11), 1e-13)
        apart, _, sums = parted(conditional_rows(flat[:, :4], own, shape), flat[:, 4:], rounding)
        assert not apart[0]
        shares = least_shares(sums, shape)[0]
        assert (shares <= np.concatenate(point)).all()
        tight += (shares > 0.05).any()
    assert tight > 10
