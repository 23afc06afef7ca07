r"""Lemke-Howson paths in floats: from the pair of zero vectors along complementary edges to an equilibrium.

Two tableaux hold :math:`B^\top x + s = 1` and :math:`A y + r = 1`, payoffs in [1, 2]. A label is dropped: its
variable enters one tableau; the variable that leaves carries a label that is there twice, and its partner enters
the other tableau, until the dropped label leaves. A pivot is one rank-one update of a whole tableau. Ties in the
ratio test are broken lexicographically, by the columns of the inverse basis, so that no path can return to where it
was; rounding can still spoil one, and its end is a candidate for `solve` to verify.

Source: C. E. Lemke & J. T. Howson (1964), Journal of the SIAM 12; B. von Stengel (2007) in Nisan et al., Algorithmic
Game Theory, sections 3.4 and 3.6.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alignment_games.arrays import Array

#: Entries of a tableau, and ratios among each other, that differ from nothing by rounding.
_ROUNDING = 1e-12


class _Tableau:
    """One polytope ``{z >= 0: matrix z <= 1}`` in units of a basis: basic labels have a row, the others a column.

    ``own``: labels of z, which are not basic at first; ``slack``: labels of the rows, which are. The last column is the
    right side.
    """

    def __init__(self, matrix: Array, own: Array, slack: Array) -> None:
        self.table = np.column_stack([matrix, np.ones(len(matrix))])
        self.change = np.empty_like(self.table)
        self.columns, self.rows, self.slack = own.copy(), slack.copy(), slack

    def pivot(self, label: int) -> int | None:
        """Let the variable of this label enter; return the label of the one that leaves, None where rounding rules."""
        entering = int(np.flatnonzero(self.columns == label)[0])
        leaving = self._leaving(entering)
        if leaving is None:
            return None
        column, row = self.table[:, entering].copy(), self.table[leaving] / self.table[leaving, entering]
        row[entering] = 1 / column[leaving]
        column[leaving], self.table[:, entering] = 0, 0
        self.table -= np.multiply.outer(column, row, out=self.change)
        self.table[leaving] = row
        left = int(self.rows[leaving])
        self.rows[leaving], self.columns[entering] = label, left
        return left

    def _leaving(self, entering: int) -> int | None:
        """Return the row of the smallest ratio: of right sides, then of columns of the inverse basis."""
        column = self.table[:, entering]
        candidates = np.flatnonzero(column > _ROUNDING * np.abs(column).max())
        for label in (None, *self.slack.tolist()):
            if len(candidates) <= 1:
                break
            side = self.table[:, -1] if label is None else self._inverse_column(label)
            ratios = side[candidates] / column[candidates]
            candidates = candidates[ratios <= ratios.min() + _ROUNDING * np.abs(ratios).max()]
        return int(candidates[0]) if len(candidates) else None

    def _inverse_column(self, label: int) -> Array:
        """Return a slack's column: one of the table, or that of its own row."""
        at = np.flatnonzero(self.columns == label)
        return self.table[:, at[0]] if len(at) else (self.rows == label).astype(float)

    def weights(self, own: Array) -> Array:
        """Return z, scaled to sum one."""
        z = np.zeros(max(self.rows.max(), self.columns.max()) + 1)
        z[self.rows] = np.maximum(self.table[:, -1], 0)
        return np.asarray(z[own] / z[own].sum())


def path_end(
    row: Array, column: Array, label: int, most_steps: int, tick: Callable[[], None] = lambda: None
) -> tuple[Array, Array] | None:
    """Return the strategies at the end of the path that drops ``label``, None if it does not end in ``most_steps``.

    ``row``, ``column``: payoffs in [1, 2], shape ``(m, n)``. Labels count the row player's actions first. ``tick`` is
    called once for each pivot.

    >>> x, y = path_end(np.array([[2.0, 1.0], [1.75, 1.5]]), np.array([[2.0, 1.75], [1.0, 1.5]]), 0, 100)
    >>> x.tolist(), y.tolist()
    ([1.0, 0.0], [1.0, 0.0])
    """
    m, n = row.shape
    rows, columns = np.arange(m), np.arange(m, m + n)
    tableaux = [_Tableau(column.T, rows, columns), _Tableau(row, columns, rows)]
    turn, entering = int(label >= m), label
    with np.errstate(all="ignore"):
        for _ in range(most_steps):
            tick()
            left = tableaux[turn].pivot(entering)
            if left is None:
                return None
            if left == label:
                x, y = tableaux[0].weights(rows), tableaux[1].weights(columns)
                return (x, y) if np.isfinite(x).all() and np.isfinite(y).all() else None
            turn, entering = 1 - turn, left
    return None
