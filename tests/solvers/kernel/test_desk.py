import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.systems import layout_of

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2, 4), (2,) * 7])
def test_a_desk_has_room_for_all_that_a_search_writes_on_it(sizes):
    """Rows as long as corners and conditions, multipliers and coordinates; tables as wide as multipliers, equations."""
    corners, coordinates, equations, conditions = np.prod(sizes), sum(sizes), sum(sizes) - len(sizes), 3
    multipliers = sum((size - 1) * size for size in sizes) + conditions
    lines, shorts, products, table, squares, sums = desk_of(layout_of(np.array(sizes)), equations + conditions)
    assert lines.shape == (5, corners + conditions)
    assert shorts.shape[1] == multipliers >= coordinates
    assert products.shape == (multipliers, multipliers)
    assert table.shape[1] == sums.shape[0] == equations + conditions
    assert squares.shape[1:] == (equations, equations)
    assert sums.shape[1] == coordinates
