import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.derivatives import against_others, centre, fill_slopes, move
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search.cells import jacobian

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")

SHAPE = (3, 2, 4)


def test_each_player_against_the_others_at_a_point():
    rng = np.random.default_rng(2)
    rows, layout = rng.uniform(-1, 1, (4, *SHAPE)), layout_of(np.array(SHAPE))
    point = [rng.dirichlet(np.ones(size)) for size in SHAPE]
    sums, slopes = np.empty((4, 9)), np.empty((4, 6))
    against_others(rows.reshape(4, -1), layout, np.concatenate(point), np.empty((2, 24)), sums)
    x, y, z = point
    expected = [np.einsum("rabc,b,c->ra", rows, y, z), np.einsum("rabc,a,c->rb", rows, x, z)]
    np.testing.assert_allclose(sums, np.hstack([*expected, np.einsum("rabc,a,b->rc", rows, x, y)]), atol=1e-14)
    fill_slopes(sums, layout, slopes)
    np.testing.assert_allclose(slopes, jacobian(rows[None], [own[None] for own in point])[0], atol=1e-14)


def test_a_step_from_the_centre_leaves_each_player_a_probability_of_one():
    layout = layout_of(np.array(SHAPE))
    point, step = centre(layout), np.array([0.125, -0.25, 0.25, 0.5, 0.0, -0.125])
    move(point, layout, step)
    expected = [1 / 3 - 0.125, 1 / 3 - 0.125, 1 / 3 + 0.25, 0.75, 0.25, 0.625, -0.25, 0.25, 0.375]
    np.testing.assert_allclose(point, expected, atol=1e-15)
