"""What encodings share: names, axes, one arithmetic, sizes."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models import _tables


def test_figures_lie_along_the_axis_of_their_player():
    assert _tables.along([1, 2, 3], 1, 3).tolist() == [[[1], [2], [3]]]
    grid = _tables.along([np.array([0.1, 0.2]), 1.0], 0, 2)
    assert grid.shape == (2, 2, 1)
    assert grid[:, 0, 0].tolist() == [0.1, 0.2]


def test_whole_numbers_and_fractions_stay_exact():
    assert _tables.along([1, Fraction(1, 3)], 0, 1).tolist() == [1, Fraction(1, 3)]
    assert _tables.one_arithmetic((0.1, 2), {"A": Fraction(1, 2)}) == ((Fraction(1, 10), 2), {"A": Fraction(1, 2)})
    assert _tables.one_arithmetic(0.1, 2) == (0.1, 2)


def test_a_truth_value_counts_as_a_figure():
    assert (-_tables.on_profiles(np.array([True, False]), 1)).tolist() == [[-1], [0]]


def test_lists_of_figures_hold_no_lists():
    with pytest.raises(InvalidModelError, match="levels must be a list of numbers, got one of lists"):
        _tables.listed(np.zeros((2, 3)), "levels")


def test_names_and_sizes_are_checked():
    with pytest.raises(InvalidModelError, match="power needs at least 2 states, got A"):
        _tables.named({"A": 1}, "power", least=2)
    with pytest.raises(InvalidModelError, match="power of A must be a finite number above 0, got -1"):
        _tables.named({"A": -1}, "power")
    with pytest.raises(InvalidModelError, match=r"the table would hold .* payoffs, .*; take fewer"):
        _tables.refuse_too_large((10,) * 8, "take fewer")
