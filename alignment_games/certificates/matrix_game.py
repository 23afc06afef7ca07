"""Optimal weights on a few rows against many columns: a small dense simplex method in floats.

`scipy.optimize.linprog` finds the same some ten times slower at the sizes of a cell (ten rows, eighty columns), where
it is called thousands of times; what comes back is only a proposal and is checked exactly.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array

#: Reduced costs and pivots below this are rounding.
_ROUNDING = 1e-11
#: Pivots after which the method may be going round in a circle.
_MOST_PIVOTS = 300


def best_weights(rows: Array) -> tuple[float, Array]:
    """Return the largest that the least column of a weighted mean of rows can be, and weights that add up to one.

    ``rows``: (k, columns), of size about one. Of Dantzig 1951: with all entries made positive, maximise the sum of q
    for ``rows @ q <= 1``; the prices of the constraints, over their sum, are the weights.

    >>> value, weights = best_weights(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    >>> abs(round(value, 12)), weights.round(12).tolist()
    (0.0, [0.5, 0.5])
    """
    k, columns = rows.shape
    shift = 1 - float(rows.min())
    table = np.zeros((k + 1, columns + k + 1))
    table[:k, :columns], table[:k, columns:-1], table[:k, -1] = rows + shift, np.eye(k), 1
    table[k, :columns] = -1
    for _ in range(_MOST_PIVOTS):
        entering = int(table[k, :-1].argmin())
        if table[k, entering] >= -_ROUNDING:
            break
        column = table[:k, entering]
        ratios = np.divide(table[:k, -1], column, out=np.full(k, np.inf), where=column > _ROUNDING)
        leaving = int(ratios.argmin())
        pivot_row = table[leaving] / table[leaving, entering]
        table -= np.outer(table[:, entering], pivot_row)
        table[leaving] = pivot_row
    prices = np.maximum(table[k, columns:-1], 0)
    weights = prices / prices.sum()
    return float((weights @ rows).min()), weights
