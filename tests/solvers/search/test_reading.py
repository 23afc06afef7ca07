from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.solvers._search.gaps import as_fractions
from alignment_games.solvers._search.reading import read_simply


def read(values, slack):
    rows, left = read_simply(as_fractions(np.array([values])), np.full((1, len(values)), slack))
    return rows[0].tolist(), left[0]


def test_decimals_are_read_in_units_of_the_largest():
    rows, slack = read([0.1 + 0.2, -0.7, 0.0], 1e-15)
    assert rows == [Fraction(3, 7), -1, 0]
    assert np.allclose(slack, 1e-15 / 0.7)


def test_numbers_further_off_than_their_slack_stay_as_they_are():
    values = [0.1 + 0.2, 0.7]
    assert read(values, 1e-18)[0] == [Fraction(value) for value in values]
    irrational = [float(np.sqrt(2)), 1.0, float(np.pi)]
    assert read(irrational, 1e-15)[0] == [Fraction(value) for value in irrational]


def test_a_slack_that_allows_everything_proves_nothing():
    values = [float(np.sqrt(2)), 1.0]
    assert read(values, 1e-3)[0] == [Fraction(value) for value in values]
