import numpy as np
import pytest

from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._kernel.rows import dot, highest, largest, lowest, range_in, total

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("length", [1, 3, 4, 7, 12])
def test_wherever_a_number_stands_it_counts(length):
    for place in range(length):
        row = np.zeros(length)
        row[place] = -2.0
        assert (lowest(row), highest(-row), largest(row), total(row)) == (-2, 2, 2, -2)
        assert (range_in(row[None], 0), range_in(-row[None], 0)) == (
            (-2, 0 if length > 1 else -2),
            (0 if length > 1 else 2, 2),
        )
        assert dot(row, np.arange(1.0, length + 1)) == -2 * (place + 1)
