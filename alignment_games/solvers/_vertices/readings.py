"""What payoffs in floats may mean: the fractions that they are, or the simple ones that they are closest to."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array

#: Payoffs that differ by less than this share of their size differ by rounding: four units in the last place.
_ROUNDING = Fraction(1, 2**50)
#: Largest denominator of a fraction that is taken to be meant: payoffs typed with six decimals, or ratios of such.
_SIMPLE = 10**6


def as_given(own: Array) -> Array:
    """Return one player's payoffs as the fractions that they are.

    >>> as_given(np.array([[0.5, 0.1]])).tolist()
    [[Fraction(1, 2), Fraction(3602879701896397, 36028797018963968)]]
    """
    return np.array([[Fraction(entry) for entry in line] for line in own.tolist()], dtype=object)


def as_meant(own: Array) -> Array:
    """Return one player's payoffs in floats as simple fractions where one is within rounding.

    A fraction with a denominator of at most a million is simple, and so is such a part of the payoffs' range, which
    undoes a change of units. Other payoffs within rounding of each other become one; the rest is as given.

    >>> as_meant(np.array([[0.1 + 0.2, 0.3], [1 / 3, 2.0**-40]])).tolist()
    [[Fraction(3, 10), Fraction(3, 10)], [Fraction(1, 3), Fraction(1, 1099511627776)]]
    """
    values, places = np.unique(own, return_inverse=True)
    exact = [Fraction(value) for value in values.tolist()]
    spread = exact[-1] - exact[0] or Fraction(1)
    meant: list[Fraction] = []
    for value in exact:
        simple = _simple(value, spread)
        near = bool(meant) and abs(simple - meant[-1]) <= _ROUNDING * abs(value)
        meant.append(meant[-1] if near else simple)
    return np.array(meant, dtype=object)[places].reshape(own.shape)


def _simple(value: Fraction, spread: Fraction) -> Fraction:
    for unit in (Fraction(1), spread):
        simple = (value / unit).limit_denominator(_SIMPLE) * unit
        if abs(simple - value) <= _ROUNDING * abs(value):
            return simple
    return value
