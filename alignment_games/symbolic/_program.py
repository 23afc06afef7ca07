"""The linear program behind a certificate: found in floats, solved again in exact fractions, verified by signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from sympy import QQ
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign
from alignment_games.symbolic._evaluation import as_float, terms

Monomial = tuple[int, ...]
#: The position of a hypothesis, and the monomial that multiplies it.
Column = tuple[int, Monomial]
#: Multipliers by the position of the hypothesis, the remainder, and whether the proof is strict.
Proof = tuple[dict[int, PolyElement], PolyElement, bool]

#: A multiplier is in use above this size; a row holds with equality up to one of these. In the program's units.
_IN_USE, _TIGHT = 1e-9, (1e-14, 1e-12, 1e-10, 1e-7)
#: How far HiGHS may break a row, the least that it takes: what is broken is no proof in fractions.
_FEASIBILITY = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
#: A row depends on others where no more than this share of it is left beside their span.
_DEPENDENT = 1e-8


class Program:
    """The linear program in the multipliers: remainder >= 0 row by row, where a row is a monomial.

    Only its floats are laid out; the exact coefficients are looked up of the rows and columns that decide.
    """

    def __init__(
        self, goal: PolyElement, used: Sequence[Hypothesis], columns: list[Column], domain: Domain, *, strict: bool
    ) -> None:
        self.goal, self.used, self.columns, self.domain, self.strict = goal, used, columns, domain, strict
        layout = _Layout(goal, used, columns)
        self.places, self.floats, self.row_of_goal = layout.places, layout.floats, layout.row_of_goal
        # A row counts by the sign of its monomial: -1 flips it, 0 (of either sign) must vanish.
        self.flip, strict_rows = domain.monomial_signs(layout.monomials)
        self.strict_rows = np.flatnonzero(strict_rows)
        multipliers = np.array([m for _, m in columns]).reshape(len(columns), domain.ring.ngens)
        direction, strict_multiplier = domain.monomial_signs(multipliers)
        positive = (direction > 0) & strict_multiplier
        self.strict_columns = [j for j, (k, _) in enumerate(columns) if used[k].strict and positive[j]]

    def solve(self, tried: int = 0) -> Proof | None:
        """Return a proof with multipliers of these columns, or None.

        ``tried``: with so many of the first columns alone there is none.
        """
        from scipy.sparse import csr_array

        if not len(self.flip):
            return None
        entries, b, equal = self._system()
        usable = _usable(entries, len(self.columns), b, equal)
        if usable is None or (tried and not usable[tried:].any()):
            return None
        if not usable.any():
            return self.proof([QQ(0)] * len(self.columns))
        scaled, b = entries.some(usable[entries.column]).scaled(b)
        places = scaled.row, (np.cumsum(usable) - 1)[scaled.column]
        a = csr_array((scaled.share, places), (len(b), np.count_nonzero(usable)))
        least = _least_sum(a, b, equal)
        if least is None:
            return None
        slack, in_use = np.abs(b - a @ least) / (1 + np.abs(b)), least > _IN_USE
        return self._first_proof(np.flatnonzero(usable)[in_use], slack, a[:, in_use])

    def _first_proof(self, used: Array, slack: Array, floats: Any) -> Proof | None:
        """Return a proof in exact multipliers, by the rows within the narrowest of several bounds that gives one.

        ``floats``: the columns used, as they were solved.
        """
        tried = -1
        for bound in _TIGHT:
            tight = np.flatnonzero(slack < bound)
            weights = self._exact(used, tight, floats) if len(tight) > tried else None
            proof = None if weights is None else self.proof(weights)
            if proof is not None:
                return proof
            tried = len(tight)
        return None

    def _system(self) -> tuple[_Entries, Array, Array]:
        """Rows ``a @ multipliers <= b``, or ``=`` where the last says so, with one more that makes the proof strict."""
        (row, column), equal = self.places, self.flip == 0
        share = self.floats * np.where(equal, 1, self.flip)[row]
        b = _floats(self._right(i) for i in range(len(equal)))
        if self.strict:
            counted = np.isin(row, self.strict_rows)
            total = np.bincount(column[counted], share[counted], minlength=len(self.columns))
            total[self.strict_columns] -= 1
            (more,) = np.nonzero(total)
            row = np.append(row, np.full(len(more), len(equal)))
            column, share = np.append(column, more), np.append(share, total[more])
            b, equal = np.append(b, _floats([self._floor()])), np.append(equal, not self.goal)
        return _Entries(row, column, share).some(share != 0), b, equal

    def _right(self, row: int) -> Any:
        """Return what the goal leaves for a row, exactly."""
        goal = self.row_of_goal.get(row, QQ(0))
        return -goal if self.flip[row] < 0 else goal

    def _floor(self) -> Any:
        """Return the right side of the row that makes a proof strict, exactly."""
        total = sum((self._right(i) for i in self.strict_rows.tolist()), QQ(0))
        # The strict part must reach one where the scale is free, else some small share of the goal.
        return total - (QQ(1) if not self.goal else QQ(1, 1000) * min(abs(c) for c in self.goal.coeffs()))

    def _exact(self, found: Array, tight: Array, floats: Any) -> list[Any] | None:
        """Solve for the multipliers in use, in fractions, as many of the rows that hold with equality."""
        weights = [QQ(0)] * len(self.columns)
        used = found.tolist()
        if not used:
            return weights
        dense = floats[tight].toarray()
        rows = _independent(dense)
        if len(rows) < len(used):  # of columns that depend on one another some are not needed
            kept = _independent(dense.T)
            used = [used[k] for k in kept]
            rows = _independent(dense[:, kept])
        rows = tight[rows].tolist()
        if len(rows) != len(used):
            return None
        matrix = DomainMatrix(self._square(rows, used), (len(rows), len(used)), QQ)
        right = [[self._floor() if i == len(self.flip) else self._right(i)] for i in rows]
        try:
            solved = matrix.lu_solve(DomainMatrix(right, (len(rows), 1), QQ)).to_list_flat()
        except DMNonInvertibleMatrixError:
            return None
        for j, value in zip(used, solved, strict=True):
            weights[j] = value
        return weights

    def _square(self, rows: list[int], columns: list[int]) -> list[list[Any]]:
        """Return the exact coefficients of these rows and columns."""
        strict, strict_columns = set(self.strict_rows.tolist()), set(self.strict_columns)
        found = [[QQ(0)] * len(columns) for _ in rows]
        place = {row: k for k, row in enumerate(rows)}
        starts = np.searchsorted(self.places[1], [*columns, *(j + 1 for j in columns)]).reshape(2, -1)
        for k, (j, start, stop) in enumerate(zip(columns, *starts.tolist(), strict=True)):
            exact = self.used[self.columns[j][0]].polynomial.coeffs()
            total = QQ(-1) if j in strict_columns else QQ(0)
            for i, c in zip(self.places[0][start:stop].tolist(), exact, strict=True):
                value = -c if self.flip[i] < 0 else c
                total += value if i in strict else 0
                if i in place:
                    found[place[i]][k] = value
            if len(self.flip) in place:  # the row that makes the proof strict
                found[place[len(self.flip)]][k] = total
        return found

    def proof(self, weights: list[Any]) -> Proof | None:
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


def _least_sum(a: Any, b: Array, equal: Array) -> Array | None:
    """Return what is at least zero, of the least sum, with a x <= b, or a x = b where ``equal`` says so, or None."""
    from scipy.optimize import linprog

    result = linprog(
        np.ones(a.shape[1]),
        A_ub=a[~equal] if not equal.all() else None,
        b_ub=b[~equal] if not equal.all() else None,
        A_eq=a[equal] if equal.any() else None,
        b_eq=b[equal] if equal.any() else None,
        method="highs-ds",
        options=_FEASIBILITY,
    )
    return np.asarray(result.x) if result.status == 0 else None


class _Entries(NamedTuple):
    """The entries of a matrix that are not zero."""

    row: Array
    column: Array
    share: Array

    def some(self, chosen: Array) -> _Entries:
        """Return those chosen."""
        return _Entries(self.row[chosen], self.column[chosen], self.share[chosen])

    def scaled(self, b: Array) -> tuple[_Entries, Array]:
        """Return the entries and right sides with columns, the right side and rows brought to one.

        Coefficients may differ by a hundred orders of magnitude.
        """
        share, b = self.share / _largest(self.share, self.column)[self.column], b / (np.abs(b).max() or 1)
        rows = np.maximum(_largest(share, self.row, len(b)), np.abs(b))
        rows[rows == 0] = 1
        return _Entries(self.row, self.column, share / rows[self.row]), b / rows


def _largest(share: Array, place: Array, size: int = 0) -> Array:
    """Return the largest size at each place, zero where there is none."""
    found = np.zeros(max(size, int(place.max(initial=-1)) + 1))
    np.maximum.at(found, place, np.abs(share))
    return found


def _usable(entries: _Entries, columns: int, b: Array, equal: Array) -> Array | None:
    """Return which columns of ``a @ x <= b`` (``=`` where ``equal``), x >= 0, need not be zero; None where no x fits.

    A row whose entries are all of one sign, with nothing to balance them, leaves zero to its columns; without these
    others may stand so. Of products of polynomials it is mostly the rows at the corners, and often all that is left
    are the numbers: then no program need be solved.
    """
    row, column, positive = entries.row, entries.column, entries.share > 0
    usable = np.ones(columns, dtype=bool)
    while True:
        below, above = (np.bincount(row[side], minlength=len(b)) == 0 for side in (~positive, positive))
        if (below & (b < 0)).any() or (above & equal & (b > 0)).any():
            return None
        forced = np.where(positive, (below & (b <= 0))[row], (above & equal & (b >= 0))[row])
        if not forced.any():
            return usable
        usable[column[forced]] = False
        left = usable[column]
        row, column, positive = row[left], column[left], positive[left]


class _Layout:
    """Which monomials occur in the goal and in the columns, and where.

    ``monomials``: one for each row. ``places``: row and column of each entry, column by column, each as the terms of
    its hypothesis stand; ``floats``: the coefficients. ``row_of_goal``: the goal's, exactly, by row.
    """

    def __init__(self, goal: PolyElement, used: Sequence[Hypothesis], columns: list[Column]) -> None:
        each = [terms(hypothesis.polynomial) for hypothesis in used]
        runs = [(k, np.array([m for _, m in run])) for k, run in groupby(columns, key=itemgetter(0))]
        shifted = [(each[k][0] + many[:, None]).reshape(-1, many.shape[1]) for k, many in runs]
        every = np.concatenate([terms(goal)[0], *shifted])
        _, first, inverse = np.unique(codes(every), return_index=True, return_inverse=True)
        self.monomials = every[first]
        self.row_of_goal = dict(zip(inverse[: len(goal)].tolist(), goal.coeffs() if goal else (), strict=True))
        rounded = [np.nan_to_num(shares * scale) for _, shares, scale in each]
        floats = [np.tile(rounded[k], len(many)) for k, many in runs]
        self.floats = np.concatenate([np.empty(0), *floats])
        lengths = [len(each[k][0]) for k, _ in columns]
        self.places = inverse[len(goal) :], np.repeat(np.arange(len(columns)), np.array(lengths, dtype=int))


def codes(monomials: Array) -> Array:
    """Return a whole number for each monomial, its exponents as digits.

    Beyond 64 bits the numbers of two may agree by rare chance; then a proof is lost, as every sign is verified.
    """
    radices = 2 * monomials.max(axis=0, initial=0) + 3
    weights = np.cumprod(np.append(1, radices[:-1]).astype(np.uint64))
    return np.asarray((monomials.astype(np.uint64) * weights).sum(axis=1))


def _floats(numbers: Iterable[Any]) -> Array:
    """Return fractions as floats, those beyond the largest as that."""
    return np.asarray(np.nan_to_num([as_float(c) for c in numbers]))


def _independent(rows: Array) -> list[int]:
    """Return which rows do not depend on those before them, as far as floats tell."""
    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(sizes > 0, sizes, 1)
    basis, kept = np.empty((0, rows.shape[1])), list[int]()
    for k, row in enumerate(rows):
        if len(kept) == rows.shape[1]:
            break
        for _ in range(2):  # once is not enough where little is left
            row = row - basis.T @ (basis @ row)  # noqa: PLW2901
        size = np.linalg.norm(row)
        if size > _DEPENDENT:
            kept.append(k)
            basis = np.vstack([basis, row / size])
    return kept
