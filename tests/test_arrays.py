"""A function of each entry keeps the shape and the kind of its numbers."""

from fractions import Fraction

import numpy as np

from alignment_games.arrays import map_objects


def test_functions_map_entry_by_entry_in_the_same_shape():
    mapped = map_objects(Fraction, np.array([[0.5], [0.25]]))
    assert mapped.tolist() == [[Fraction(1, 2)], [Fraction(1, 4)]]
