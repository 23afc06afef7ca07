import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.derivatives import against_others, fill_slopes
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
