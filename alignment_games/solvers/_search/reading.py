"""Floats read as the simple fractions that they round.

Decimals whose sums are equal differ as floats in their last bits, and with them every tie that is one of sums rather
than of single payoffs. Where all values of a row are, within their slack (see `gaps`), simple fractions of the largest,
the row is read so. Numbers that were not meant so are hardly ever: of fractions with such small denominators there is
one within the slack of a random number in ten million.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Largest denominator of a simple fraction.
_DENOMINATOR = 10_000
#: A slack that is no larger than this share of the largest value; beyond it too many numbers are simple fractions.
_FINE = 1e-10


def read_simply(rows: Array, slack: Array) -> tuple[Array, Array]:
    """Return rows ``(R, *shape)`` of fractions and their slack in units of simple fractions, where they are some."""
    rows, slack = rows.copy(), slack.copy()
    for number, (row, allowed) in enumerate(zip(rows, slack, strict=True)):
        unit = abs(row).max()
        if unit == 0 or float(allowed.max()) > _FINE * float(unit):
            continue
        shares = row / unit
        simple = np.empty(row.size, dtype=object)
        simple[:] = [Fraction(float(x)).limit_denominator(_DENOMINATOR) for x in shares.ravel().tolist()]
        simple = simple.reshape(row.shape)
        if (abs(shares - simple) * unit <= allowed).all():
            rows[number], slack[number] = simple, allowed / float(unit)
    return rows, slack
