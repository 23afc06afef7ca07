"""The linear program behind a certificate: found in floats, solved again in exact fractions, verified by signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.rings import PolyElement

from alignment_games.symbolic._domain import Domain, Hypothesis, Sign
from alignment_games.symbolic._evaluation import as_float

Array = NDArray[Any]
Monomial = tuple[int, ...]
#: The position of a hypothesis, and the monomial that multiplies it.
Column = tuple[int, Monomial]


class Program:
    """The linear program in the multipliers: remainder >= 0 row by row, where a row is a monomial."""

    def __init__(
        self, goal: PolyElement, used: Sequence[Hypothesis], columns: list[Column], domain: Domain, *, strict: bool
    ) -> None:
        self.goal, self.used, self.columns, self.domain, self.strict = goal, used, columns, domain, strict
        rows: dict[Monomial, int] = {m: i for i, m in enumerate(goal.monoms())} if goal else {}
        entries: dict[tuple[int, int], Any] = defaultdict(lambda: QQ(0))
        terms = [hypothesis.polynomial.terms() for hypothesis in used]  # in order, which takes a sort each time
        for j, (k, multiplier) in enumerate(columns):
            for m, c in terms[k]:
                shifted = tuple(a + b for a, b in zip(m, multiplier, strict=True))
                entries[rows.setdefault(shifted, len(rows)), j] += c
        self.rows = list(rows)
        # A row counts by the sign of its monomial: -1 flips it, 0 (of either sign) must vanish.
        signs = [domain.monomial_sign(m) for m in self.rows]
        self.flip = [_direction(s) for s in signs]
        self.entries = {(i, j): c * (self.flip[i] or 1) for (i, j), c in entries.items()}
        self.right = [goal.get(m, QQ(0)) * (f or 1) for m, f in zip(self.rows, self.flip, strict=True)]
        self.strict_rows = [i for i, s in enumerate(signs) if s.strict]
        self.strict_columns = [
            j for j, (k, m) in enumerate(columns) if used[k].strict and domain.monomial_sign(m) is Sign.POSITIVE
        ]

    def solve(self) -> list[Any] | None:
        """Return exact multipliers, one for each column, or None."""
        from scipy.optimize import linprog
        from scipy.sparse import coo_array, diags_array

        if not self.rows:
            return None
        matrix, right, kinds = self._system()
        size = (len(right), len(self.columns))
        i, j = zip(*matrix, strict=True) if matrix else ((), ())
        a = coo_array((_floats(matrix.values()), (i, j)), size).tocsr()
        b = _floats(right)
        # Coefficients may differ by a hundred orders of magnitude: columns, the goal and rows are brought to one.
        columns = abs(a).max(axis=0).toarray().ravel()
        a = a @ diags_array(1 / np.where(columns > 0, columns, 1))
        b = b / (np.abs(b).max() or 1)
        rows = np.maximum(abs(a).max(axis=1).toarray().ravel(), np.abs(b))
        a, b = diags_array(1 / np.where(rows > 0, rows, 1)) @ a, b / np.where(rows > 0, rows, 1)
        equal = np.array([kind == "=" for kind in kinds])
        result = linprog(
            np.ones(len(self.columns)),
            A_ub=a[~equal] if not equal.all() else None,
            b_ub=b[~equal] if not equal.all() else None,
            A_eq=a[equal] if equal.any() else None,
            b_eq=b[equal] if equal.any() else None,
            method="highs-ds",
        )
        if result.status != 0:
            return None
        slack = b - a @ result.x
        return self._exact(matrix, right, result.x, np.abs(slack) < 1e-7 * (1 + np.abs(b)))

    def _system(self) -> tuple[dict[tuple[int, int], Any], list[Any], list[str]]:
        """Rows ``a @ multipliers <= b`` (or ``=``), with one more row that makes the proof strict."""
        matrix, right = dict(self.entries), list(self.right)
        kinds = ["<" if f else "=" for f in self.flip]
        if self.strict:
            row = len(right)
            strict: dict[int, Any] = defaultdict(lambda: QQ(0))
            for j in self.strict_columns:
                strict[j] -= 1
            strict_rows = set(self.strict_rows)
            for (i, j), c in self.entries.items():
                if i in strict_rows:
                    strict[j] += c
            matrix |= {(row, j): c for j, c in strict.items() if c}
            total = sum((self.right[i] for i in self.strict_rows), QQ(0))
            # The strict part must reach one where the scale is free, else some small share of the goal.
            floor = QQ(1) if not self.goal else QQ(1, 1000) * min(abs(c) for c in self.goal.coeffs())
            right.append(total - floor)
            kinds.append("=" if not self.goal else "<")
        return matrix, right, kinds

    def _exact(self, matrix: Any, right: list[Any], found: Array, tight: Array) -> list[Any] | None:
        """Solve the rows that hold with equality for the multipliers in use, in fractions."""
        used = [j for j, x in enumerate(found) if x > 1e-9]
        rows = [i for i, is_tight in enumerate(tight) if is_tight]
        position = {j: k for k, j in enumerate(used)}
        dense = [[QQ(0)] * len(used) + [right[i]] for i in rows]
        place = {i: k for k, i in enumerate(rows)}
        for (i, j), c in matrix.items():
            if i in place and j in position:
                dense[place[i]][position[j]] = c
        weights = [QQ(0)] * len(found)
        if used:
            solved = _solve(dense, len(used)) or _solve(_consistent(dense, len(used)), len(used))
            if solved is None:
                return None
            for j, value in zip(used, solved, strict=True):
                weights[j] = value
        return weights

    def proof(self, weights: list[Any]) -> tuple[dict[int, PolyElement], PolyElement, bool] | None:
        """Return multipliers by hypothesis, remainder and strictness after verifying every sign exactly, or None."""
        if min(weights, default=QQ(0)) < 0:
            return None
        ring, remainder = self.domain.ring, self.goal
        multipliers: dict[int, PolyElement] = defaultdict(lambda: ring.zero)
        for (k, monomial), weight in zip(self.columns, weights, strict=True):
            if weight:
                multipliers[k] += ring({monomial: weight})
        for k, multiplier in multipliers.items():
            remainder = remainder - multiplier * self.used[k].polynomial
        sign = self.domain.sign_by_terms(remainder)
        strict = sign is Sign.POSITIVE or any(weights[j] for j in self.strict_columns)
        if sign not in (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO) or (self.strict and not strict):
            return None
        return multipliers, remainder, strict


def _floats(numbers: Iterable[Any]) -> Array:
    """Return fractions as floats, those beyond the largest as that."""
    return np.asarray(np.nan_to_num([as_float(c) for c in numbers]))


def _direction(sign: Sign) -> int:
    if sign in (Sign.POSITIVE, Sign.NONNEGATIVE):
        return 1
    return -1 if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE) else 0


def _consistent(augmented: list[list[Any]], unknowns: int) -> list[list[Any]]:
    """Return the rows, first come first served, that have a common solution: rounding may call too many tight."""
    kept: list[list[Any]] = []
    for row in augmented:
        if _solve([*kept, row], unknowns) is not None:
            kept.append(row)
    return kept


def _solve(augmented: list[list[Any]], unknowns: int) -> list[Any] | None:
    """Return one exact solution of the linear system, free unknowns at zero, or None."""
    if not augmented:
        return None
    reduced, pivots = DomainMatrix(augmented, (len(augmented), unknowns + 1), QQ).rref()
    if unknowns in pivots:
        return None
    rows = reduced.to_list()
    solution = [QQ(0)] * unknowns
    for row, pivot in enumerate(pivots):
        solution[pivot] = rows[row][unknowns]
    return solution
