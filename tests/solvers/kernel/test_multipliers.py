import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.multipliers import first_multipliers, halve_multipliers, shrink_multipliers
from alignment_games.solvers._kernel.systems import layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

LAYOUT = layout_of(np.array([3, 2])) if not COMPILES else None


def values_at(y, x, z):
    """Return the three equations' multipliers at a point in the cell's own coordinates."""
    return [y[:3] @ x, y[3:6] @ x, y[6:] @ z]


def test_each_equation_has_one_for_each_vertex_of_its_player():
    np.testing.assert_array_equal(first_multipliers(LAYOUT), [0, 3, 6, 8])


def test_on_a_part_of_the_cell_they_are_the_same_functions():
    rng = np.random.default_rng(4)
    y = rng.normal(size=9)  # the last one is a condition's
    x, z = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(2))
    low = np.array([0.1, 0.0, 0.3, 0.0, 0.5])
    shrunk = y.copy()
    shrink_multipliers(shrunk, LAYOUT, low)
    inside = [0.6 * x + low[:3], 0.5 * z + low[3:]]
    np.testing.assert_allclose(values_at(shrunk[:8], x, z), values_at(y[:8], *inside))
    halved = y.copy()
    halve_multipliers(halved, LAYOUT, 0, 2, 1)
    inside = x + x[2] / 2 * np.array([0, 1, -1])
    np.testing.assert_allclose(values_at(halved[:8], x, z), values_at(y[:8], inside, z))
    assert shrunk[8] == halved[8] == y[8]
