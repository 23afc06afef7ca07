"""Exact roots beside certified ones: fractions and square roots.

Where two players mix the equations are linear in each one's probabilities, and one Newton step in fractions
from anywhere ends on the root. Rational roots of other systems with small denominators are recognised and
checked. Where one player's probability determines the others' it is the root of a polynomial (`elimination`);
a quadratic one gives SymPy numbers (Nau, Gomez Canovas & Hansen 2004, section 4, have such a game).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._search.elimination import parametrised

Array = NDArray[Any]
Point = tuple[Array, ...]

#: Denominators tried when a float is read as a fraction.
_DENOMINATOR = 10_000
#: How far a certified root may lie from the exact one.
_CLOSE = 1e-6


def exact_root(equations: Array, near: Sequence[Array]) -> Point | None:
    """Return the exact root next to a certified one, or None where it is of no kind treated here.

    ``equations`` (d, *shape): fractions. ``near``: floats, one array of probabilities for each player.
    """
    guess = [_simplex_point([Fraction(float(p)).limit_denominator(_DENOMINATOR) for p in x]) for x in near]
    if _is_root(equations, guess):
        return tuple(guess)
    step = _newton_step(equations, guess)
    if step is not None and _is_root(equations, step):
        return tuple(step)
    found = parametrised(list(equations), [])
    exact = [point for point in (found.points if found else []) if all(x.dtype == object for x in point)]
    return next((point for point in exact if _distance(point, near) < _CLOSE), None)


def value_at(rows: Array, point: Sequence[Any]) -> Array:
    """Return rows (r, *shape) at one point, exactly."""
    for x in reversed(point):
        rows = np.tensordot(rows, x, axes=(rows.ndim - 1, 0))
    return settled(rows)


def settled(numbers: Array) -> Array:
    """Return exact numbers multiplied out, so that equal ones look equal."""
    flat = [number.expand() if hasattr(number, "expand") else number for number in numbers.ravel().tolist()]
    table = np.empty(len(flat), dtype=object)
    table[:] = flat
    return table.reshape(numbers.shape)


def _distance(point: Point, near: Sequence[Array]) -> float:
    return max(float(abs(x.astype(float) - y).max()) for x, y in zip(point, near, strict=True))


def _simplex_point(probabilities: Sequence[Fraction]) -> Array:
    return np.array([1 - sum(probabilities[1:]), *probabilities[1:]], dtype=object)


def _is_root(equations: Array, point: Sequence[Array]) -> bool:
    return all(value == 0 for value in value_at(equations, point).tolist())


def _newton_step(equations: Array, point: Sequence[Array]) -> list[Array] | None:
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix
    from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

    columns = []
    for j in range(len(point)):
        rows = equations
        for i in reversed(range(len(point))):
            if i != j:
                rows = np.tensordot(rows, point[i], axes=(1 + i, 0))
        columns.append(rows[:, 1:] - rows[:, :1])
    slopes = np.concatenate(columns, axis=1)
    value = value_at(equations, point)
    to_domain = [[QQ(Fraction(e).numerator, Fraction(e).denominator) for e in row] for row in slopes.tolist()]
    right = [[QQ(Fraction(v).numerator, Fraction(v).denominator)] for v in value.tolist()]
    size = len(value)
    try:
        solved = DomainMatrix(to_domain, (size, size), QQ).lu_solve(DomainMatrix(right, (size, 1), QQ))
    except DMNonInvertibleMatrixError:
        return None
    steps = iter([Fraction(int(v[0].numerator), int(v[0].denominator)) for v in solved.to_list()])
    return [_simplex_point([x[0], *(p - next(steps) for p in x[1:])]) for x in point]
