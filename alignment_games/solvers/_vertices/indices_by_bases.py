r"""The index of each extreme equilibrium of a two-player game: proven, whatever the ties.

Row r of a best-reply polytope :math:`\{z \ge 0 : M z \le 1\}` relaxed to :math:`1 + \varepsilon_r` is the same row of
payoffs divided by :math:`1 + \varepsilon_r`. So the polytopes whose vertices the lexicographic walk lists are those of
a nearby *game*, one without ties for every small :math:`\varepsilon > 0`. Its equilibria are the pairs of bases that
have every label once; each converges to the pair of vertices that its bases stand for, and has the index

.. math:: (-1)^{k+1}\, \mathrm{sign} \det A_{IJ}\, \mathrm{sign} \det B_{IJ}

with k actions I of the first and J of the second player in use, and payoffs A, B of which every mixture is worth more
than zero. Rows divided by positive numbers leave these signs alone: they are those of the game itself. A component's
index is the sum over the equilibria near it of any game without ties that is near enough, and so the sum over the pairs
that lie on it. Over all components the sum is one.

Of equal rows only the first is relaxed least, and never the others: these are then worse replies, by however little.

Source: L. S. Shapley (1974), A note on the Lemke-Howson algorithm, Mathematical Programming Study 1; K. Ritzberger
(1994), International Journal of Game Theory 23, theorem 3; S. Govindan & R. Wilson (1997), Games and Economic
Behavior 21, for the sum near a component.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._vertices.exact_algebra import determinant_sign, echelon

#: The labels of a perturbed vertex as bits: m rows, then n columns.
Basis = int


def regular_index(payoffs: Sequence[Array], supports: Sequence[Sequence[int]]) -> int:
    """Return the index of an equilibrium without ties on these supports, which are of one size.

    Floats stand for the fractions that they are.

    >>> dove = np.array([[0, 2], [1, 1]])
    >>> regular_index((dove, dove.T), ((0, 1), (0, 1))), regular_index((dove, dove.T), ((0,), (1,)))
    (-1, 1)
    """
    (rows, columns), (row, column) = supports, payoffs
    if len(rows) == 1:  # both payoffs are positive
        return 1
    inner = np.ix_(list(rows), list(columns))
    signs = _orientation(row[inner]) * _orientation(column[inner].T)
    return signs if len(rows) % 2 else -signs


def _orientation(payoffs: Array) -> int:
    r"""Return the sign of det A for payoffs A of one player, moved so far that all are positive.

    The conditions on mixtures that make all rows worth the same have the matrix D of ones, then differences of rows.
    With v the value of that mixture, :math:`\det A = v \det D`, whatever is added to the payoffs.
    """
    exact = np.array([[Fraction(entry) for entry in line] for line in payoffs.tolist()], dtype=object)
    return determinant_sign([[1] * len(exact), *(exact[1:] - exact[:1]).tolist()])


def indices_near(
    payoffs: Sequence[Array], first: Sequence[Sequence[Basis]], second: Sequence[Sequence[Basis]]
) -> dict[tuple[int, int], int]:
    """Return the sum of the indices of the perturbed game's equilibria that converge to each pair of vertices.

    ``first``, ``second``: the bases of each vertex of either polytope, labelled alike. Pairs to which none converges
    are left out.
    """
    m, n = payoffs[0].shape
    every = (1 << (m + n)) - 1
    partner = {basis: q for q, own in enumerate(second) for basis in own}
    found: dict[tuple[int, int], int] = {}
    for p, own in enumerate(first):
        for basis in own:
            q = partner.get(every ^ basis)
            if q is None:
                continue
            rows = [i for i in range(m) if not basis >> i & 1]
            columns = [j for j in range(n) if basis >> (m + j) & 1]
            found[p, q] = found.get((p, q), 0) + regular_index(payoffs, (rows, columns))
    return found


def firsts(matrix: Array) -> list[int]:
    """Return the rows that no earlier row equals.

    >>> firsts(np.array([[1, 2], [1, 2], [0, 2]]))
    [0, 2]
    """
    lines = [tuple(line) for line in matrix.tolist()]
    return sorted({lines.index(line) for line in lines})


def index_near(payoffs: Sequence[Array], bases: Sequence[Basis], vertex: Array, rows: Sequence[int]) -> int:
    """Return the sum of the indices of the perturbed game's equilibria that converge to one pair of vertices.

    ``bases``: those of the first polytope's vertex. ``vertex``: the second's, of which no basis is known; ``rows``: the
    first of equal ones. One with every label that a basis lacks is solved for.
    """
    m, n = payoffs[0].shape
    total = 0
    for basis in bases:
        used = [i for i in range(m) if not basis >> i & 1]
        columns = [j for j in range(n) if basis >> (m + j) & 1]
        if _is_near(payoffs[0], used, columns, vertex, rows):
            total += regular_index(payoffs, (used, columns))
    return total


def _is_near(matrix: Array, tight: Sequence[int], columns: Sequence[int], vertex: Array, rows: Sequence[int]) -> bool:
    """Return whether these labels are those of a vertex of the perturbed polytope that converges to ``vertex``.

    A number that moves with the perturbation is a line: its limit, then what each row's relaxation makes of it, the
    first row's the largest by far. It is positive iff its first entry that is not zero is.
    """
    if not set(tight) <= set(rows) or np.any(np.delete(vertex, list(columns))):
        return False
    k, place = len(tight), {row: 1 + position for position, row in enumerate(rows)}
    relaxed = np.array([[Fraction(0)] * (1 + len(rows))] * len(matrix), dtype=object)
    relaxed[:, 0] = Fraction(1)
    for row in rows:
        relaxed[row, place[row]] = Fraction(1)
    table, pivots = echelon(np.hstack([matrix[np.ix_(list(tight), list(columns))], relaxed[list(tight)]]))
    weights = table[:, k:]
    if pivots != list(range(k)) or (weights[:, 0] != vertex[list(columns)]).any():
        return False
    others = [row for row in rows if row not in tight]
    slacks = relaxed[others] - matrix[np.ix_(others, list(columns))] @ weights
    return all(next(filter(None, line)) > 0 for line in [*weights.tolist(), *slacks.tolist()])
