"""Roots that the kernel certifies, beside the certificate that arrays give them."""

import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.roots import ALONE, COLUMNS, RADIUS, SIGN, certify
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search import certified

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("scale", [1.0, 4.0])
@pytest.mark.parametrize("n", [2, 3, 4])
def test_both_certify_as_long_as_rounding_is_small_beside_the_derivatives(n, scale):
    """Of 2 x - 1 of the next player, or a multiple, x may be off by half of what rounding is: up to a 400th over n."""
    rows = np.array([np.indices((2,) * n)[(i + 1) % n] * 2.0 - 1 for i in range(n)])
    rows *= scale ** np.arange(n).reshape(-1, *[1] * n)  # the first one's root moves most
    layout, root = layout_of(np.full(n, 2)), np.empty(2 * n + COLUMNS)
    point = [np.full(2, 0.5)] * n
    for share in (1e-9, 0.9, 0.999, 1.001, 1.1):
        # Alone within 1 / (8 n^2), which is wider than 2.1 times what rounding moves for all of these.
        rounding = np.full(n, share * 1e-2 / (2 * n))
        beside = certified.certify(rows, point, rounding)
        assert certify(rows.reshape(n, -1), rounding, layout, np.concatenate(point), root) == (beside is not None)
        assert (beside is not None) == (share < 1)
        if beside:
            expected = [beside.radius, beside.alone, beside.sign]
            assert root[[2 * n + RADIUS, 2 * n + ALONE, 2 * n + SIGN]] == pytest.approx(expected)
