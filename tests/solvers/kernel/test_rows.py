import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.rows import dot, highest, largest, lowest, range_in, square, total

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("length", [1, 3, 4, 6, 7, 12])
def test_wherever_a_number_stands_it_counts(length):
    for place in range(length):
        row = np.zeros(length)
        row[place] = -2.0
        assert (lowest(row), highest(-row), largest(row), total(row)) == (-2, 2, 2, -2)
        table = np.stack([np.full(length, 3.0), row, -row])
        end = 0 if length > 1 else -2
        assert (range_in(table, 1), range_in(table, 2)) == ((-2, end), (-end, 2))
        assert (range_in(table + 5, 1), range_in(table - 5, 2)) == ((3, end + 5), (-end - 5, -3))
        assert (square(table, 1), square(table, 0)) == (4, 9 * length)
        assert dot(row, np.arange(1.0, length + 1)) == -2 * (place + 1)
