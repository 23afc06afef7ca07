"""Floats read as the simple fractions that they round.

Decimals whose sums are equal differ as floats in their last bits, and with them every tie that is one of sums rather
than of single payoffs. Where all values of a row are, within their slack (see `gaps`), simple fractions of the largest,
the row is read so. Numbers that were not meant so are hardly ever: of fractions with such small denominators there is
one within the slack of a random number in ten million.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array

#: Largest denominator of a simple fraction.
_DENOMINATOR = 10_000
#: With a slack beyond this too many numbers are simple fractions.
_FINE = 1e-10


def read_simply(rows: Array, slack: Array) -> Array:
    """Return rows ``(R, *shape)`` of fractions, their largest value 1, as simple fractions where they are some.

    ``slack``: how far off each value may be.
    """
    rows = rows.copy()
    for number, (row, allowed) in enumerate(zip(rows, slack, strict=True)):
        if float(allowed.max()) > _FINE:
            continue
        simple = np.empty(row.size, dtype=object)
        simple[:] = [Fraction(float(x)).limit_denominator(_DENOMINATOR) for x in row.ravel().tolist()]
        simple = simple.reshape(row.shape)
        if (abs(row - simple) <= allowed).all():
            rows[number] = simple
    return rows
