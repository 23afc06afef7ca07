"""Certified roots: how far they are from others, of equations whose derivatives are the same everywhere."""

import numpy as np
import pytest

from alignment_games.solvers._search.certified import certify, certify_each


def in_a_circle(n):
    """Return 2 x - 1 of the next player's second action, for each of n players."""
    rows = [np.indices((2,) * n)[(i + 1) % n] * 2.0 - 1 for i in range(n)]
    return np.array(rows), [np.array([0.5, 0.5])] * n, np.full(n, 1e-15)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_where_a_root_is_alone_depends_on_the_number_of_unknowns(n):
    """The inverse of the derivatives is one half in each row: alone within 1 / 2 over 1 / 2 times 8 n^2."""
    equations, point, rounding = in_a_circle(n)
    root = certify(equations, point, rounding)
    assert root.alone == pytest.approx(1 / (8 * n**2))
    both = certify_each(np.stack([equations] * 4), [np.stack([p] * 4) for p in point], np.stack([rounding] * 4))
    assert [one.alone for one in both] == [root.alone] * 4
