r"""All equilibria of a game of two players with two actions each, on plain numbers, where no tie is near.

With :math:`r_b` what the first player gains by its second action where the other plays b, and :math:`c_a` the other
way round, actions (a, b) are an equilibrium iff :math:`r_b` and :math:`c_a` have the signs that a and b call for. Who
mixes is indifferent, so that without a tie the other mixes too: then :math:`r_0 r_1 < 0` and :math:`c_0 c_1 < 0`, and
the probabilities of each one's actions are as the other's gains, crosswise and without sign.

Payoffs in [1, 2], wrong by two roundings each, have differences that are wrong by less than 1e-15, and subtracting adds
nothing (Sterbenz 1974). So gains above 1e-4 have certain signs, and are right to 1e-11; a share of two is right to
twice that and two roundings more.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._vertices.simple_polytopes import LabelledPair

#: Gains below this may be ties, or lose digits; the relative error of probabilities that others give.
_EVEN, _ERROR = 1e-4, 3e-11


def two_by_two_equilibria(row: Array, column: Array) -> list[LabelledPair] | None:
    """Return every equilibrium, or None where a tie may be near, and for other numbers of actions than two or one each.

    ``row``, ``column``: payoffs in [1, 2], ``(2, 2)`` or ``(1, 1)``.

    >>> chicken = np.array([[1.0, 2.0], [1.5, 1.75]])
    >>> [each.supports for each in two_by_two_equilibria(chicken, chicken.T)]
    [((0,), (1,)), ((1,), (0,)), ((0, 1), (0, 1))]
    """
    if row.shape == (1, 1):
        return [LabelledPair(((0,), (0,)), (np.ones(1), np.ones(1)), 0.0)]
    if row.shape != (2, 2):
        return None
    first, second = row.tolist(), column.tolist()
    by_rows = [high - low for low, high in zip(*first, strict=True)]
    by_columns = [high - low for low, high in second]
    if min(map(abs, by_rows + by_columns)) < _EVEN:
        return None
    found = [
        LabelledPair(((a,), (b,)), (np.eye(2)[a], np.eye(2)[b]), 0.0)
        for a, b in product((0, 1), repeat=2)
        if (by_rows[b] > 0) == a and (by_columns[a] > 0) == b
    ]
    if by_rows[0] * by_rows[1] < 0 and by_columns[0] * by_columns[1] < 0:
        found.append(LabelledPair(((0, 1), (0, 1)), (_crosswise(by_columns), _crosswise(by_rows)), _ERROR))
    return found


def _crosswise(gains: list[float]) -> Array:
    low, high = map(abs, gains)
    return np.array([high / (low + high), low / (low + high)])
