import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.moments import fill_corner_by_corner, fill_moments
from alignment_games.solvers._kernel.systems import layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize(("shape", "few"), [((2, 3, 2), True), ((3, 3), True), ((2,) * 7, False)])
def test_means_of_conditional_rows_and_of_their_products(shape, few):
    rng = np.random.default_rng(6)
    layout = layout_of(np.array(shape))
    digits, owner = layout[3], layout[4]
    values, p = rng.normal(size=(len(owner) + 2, digits.shape[1])), rng.uniform(size=digits.shape[1])
    conditional = [values[r] * (digits[j] == v) for r, j in enumerate(owner) for v in range(shape[j])]
    rows = np.array([*conditional, *values[len(owner) :]])
    mean, covariance = np.empty(len(rows)), np.empty((len(rows), len(rows)))
    table = desk_of(layout, len(values))[3]
    assert len(table) == (len(p) if few else 0)
    fill_corner_by_corner(values, table)
    fill_moments(values, table, layout, p, np.empty((2, len(p))), mean, covariance)
    np.testing.assert_allclose(mean, rows @ p, atol=1e-12)
    np.testing.assert_allclose(np.tril(covariance), np.tril((rows * p) @ rows.T), atol=1e-12)
