import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.pruning import surviving
from alignment_games.solvers._search.pruning import surviving_supports

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2), (1, 3, 2), (2, 3, 2, 2), (4, 3)], ids=str)
@pytest.mark.parametrize("values", [2, 4, 100])
def test_the_same_supports_are_left_as_by_tables(shape, values):
    payoffs = np.random.default_rng([*shape, values]).integers(0, values, (len(shape), *shape)).astype(float)
    own = [np.moveaxis(table, i, 0) for i, table in enumerate(payoffs)]
    gaps = [rows[:, None] - rows[None] for rows in own]
    expected = np.concatenate(list(surviving_supports(gaps)))
    found = surviving(np.concatenate([table.ravel() for table in gaps]), np.array(shape))
    np.testing.assert_array_equal(found, expected)
