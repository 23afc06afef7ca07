from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.solvers._search.gaps import as_fractions
from alignment_games.solvers._search.reading import read_simply


def read(values, slack):
    unit = max(map(abs, values))
    rows = as_fractions(np.array([values])) / Fraction(unit)
    return read_simply(rows, np.full((1, len(values)), slack / unit))[0].tolist()


def test_decimals_are_read_in_units_of_the_largest():
    assert read([0.1 + 0.2, -0.7, 0.0], 1e-15) == [Fraction(3, 7), -1, 0]


def test_numbers_further_off_than_their_slack_stay_as_they_are():
    third = Fraction(0.1 + 0.2) / Fraction(0.7)
    assert read([0.1 + 0.2, 0.7], 1e-18) == [third, 1]
    root = Fraction(float(np.sqrt(0.5)))
    assert read([float(np.sqrt(0.5)), 1.0], 1e-15) == [root, 1]


def test_a_slack_that_allows_everything_proves_nothing():
    root = Fraction(float(np.sqrt(0.5)))
    assert read([float(np.sqrt(0.5)), 1.0], 1e-3) == [root, 1]
