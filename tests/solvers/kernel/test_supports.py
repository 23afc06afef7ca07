import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.roots import ALONE, HOLDS, RADIUS, SIGN
from alignment_games.solvers._kernel.supports import DEPTH, find_roots
from alignment_games.solvers._kernel.systems import ROUNDING, layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

LAYOUT = layout_of(np.array([2, 2, 2, 2])) if not COMPILES else None
#: The second actions' probabilities at the corners.
W, X, Y, Z = np.indices((2, 2, 2, 2)).astype(float)


def searched(system, budget):
    rounding, desk = np.full(len(system), ROUNDING), desk_of(LAYOUT, len(system))
    return find_roots(system, rounding, LAYOUT, desk, budget, np.empty(DEPTH * system.size))


def roots_of(*rows):
    """Search four equations; a player's own probability is in none of his."""
    system = np.stack([row.ravel() for row in rows])
    settled, roots, _ = searched(system, 10_000)
    return settled, roots


@pytest.mark.parametrize("gap", [0.2, 1e-2, 1e-4, 1e-7, 0.0])
def test_both_roots_are_found_however_close_they_are_or_none_is_claimed(gap):
    # w = x = z, y = 1 - z and w y = 1/4 - e^2: z = 1/2 + e and 1/2 - e.
    settled, roots = roots_of(X - Z, Y + Z - 1, W - Z, W * Y - 0.25 + gap**2)
    if gap >= 1e-2:
        assert settled
        assert sorted(roots[:, 7]) == pytest.approx([0.5 - gap, 0.5 + gap], abs=1e-12)
        assert roots[:, 8 + SIGN].sum() == 0
        assert (roots[:, 8 + RADIUS] < 1e-9).all()
        assert (roots[:, 8 + ALONE] < 2 * gap).all()
    else:
        assert not settled or len(roots) == 2


@pytest.mark.parametrize(("bound", "holds"), [(0.4, 0), (0.6, 1)])
def test_conditions_are_judged_at_the_root(bound, holds):
    settled, roots = roots_of(X - 0.5, W - 0.5, Z - 0.5, Y - 0.5, (X + Y) / 2 - bound)
    assert settled
    assert (roots[:, 8 + HOLDS] == 1).sum() == holds
    assert not np.isnan(roots[:, 8 + HOLDS]).any()


@pytest.mark.parametrize("edge", [0.0, 1e-14, 1e-12])
def test_a_root_on_the_boundary_or_a_condition_that_is_tied_is_left_open(edge):
    assert not roots_of(X - 0.5, W - 0.5, Z - 0.5, Y - edge)[0]
    assert not roots_of(X - 0.5, W - 0.5, Z - 0.5, Y - 0.5, (X + Y) / 2 - 0.5 - edge * 0.01)[0]


def test_a_continuum_is_left_open_and_a_support_without_solutions_is_settled():
    assert not roots_of(X - 0.5, W - Z, X - 0.5, X - 0.5)[0]
    settled, roots = roots_of(X - 0.5, Y + Z - 1, W - Z, W * Y - 0.9)
    assert settled
    assert len(roots) == 0


def test_a_support_whose_cells_are_too_many_is_not_settled():
    system = np.stack([row.ravel() for row in (X - 0.5, Y + Z - 1, W - Z, W * Y - 0.21)])
    for budget, settled in ((0, False), (1, False), (10_000, True)):
        told, roots, used = searched(system, budget)
        assert told == settled
        assert settled or (len(roots) == 0 and used == budget + 1)
