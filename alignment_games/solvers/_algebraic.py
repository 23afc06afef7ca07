r"""Exact roots beside certified ones: fractions, and the quadratic numbers of three players with two actions.

Where two players mix the equations are linear in each one's probabilities, and one Newton step in fractions
from anywhere ends on the root. Rational roots of other systems with small denominators are recognised and
checked. Three players with two actions each, x, y, z the probabilities of their second ones, have equations

.. math:: f_1(y, z) = 0, \quad f_2(x, z) = 0, \quad f_3(x, y) = 0

linear in each argument; the first two give y and x as fractions of linear functions of z, and the third then
is a quadratic equation in z (Nau, Gomez Canovas & Hansen 2004, section 4, have such a game). Its roots are
SymPy numbers :math:`p + q \sqrt{r}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Point = tuple[Array, ...]

#: Denominators tried when a float is read as a fraction.
_DENOMINATOR = 10_000


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
    if equations.shape[1:] == (2, 2, 2):
        return _quadratic_root(equations, near)
    return None


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


def _quadratic_root(equations: Array, near: Sequence[Array]) -> Point | None:
    coefficients = eliminated(equations)
    if coefficients is None:
        return None
    (a, b, c), of_x, of_y = coefficients
    z = _nearest_quadratic(a, b, c, float(near[2][1]))
    if z is None:
        return None
    found = []
    for top, bottom, close in ((of_x[0], of_x[1], near[0][1]), (of_y[0], of_y[1], near[1][1])):
        below = _plain(bottom[0] + bottom[1] * z)
        if below == 0:
            return None
        found.append(_plain((top[0] + top[1] * z) / below))
        if abs(float(found[-1]) - close) > 1e-6:
            return None
    point = tuple(np.array([_plain(1 - p), p], dtype=object) for p in (*found, z))
    return point if _is_root(equations, point) else None


def eliminated(equations: Array) -> tuple[tuple[Any, Any, Any], tuple[Any, Any], tuple[Any, Any]] | None:
    """Return the quadratic in z that three 2-action players leave, and x and y as fractions of functions of z.

    Each fraction is ((p, q), (r, s)) for (p + q z) / (r + s z). None when the rows are not one for each pair.
    """
    pairs: dict[int, Array] = {}
    for row in equations:
        still = [j for j in range(3) if (np.take(row, 0, axis=j) == np.take(row, 1, axis=j)).all()]
        if len(still) != 1 or still[0] in pairs:
            return None
        pairs[still[0]] = np.take(row, 0, axis=still[0])
    if len(pairs) < 3:
        return None
    (a1, c1, b1, d1), (a2, c2, b2, d2), (a3, c3, b3, d3) = (_bilinear(pairs[j]) for j in range(3))
    y_top, y_bottom = (-a1, -c1), (b1, d1)  # f1 = a1 + b1 y + c1 z + d1 y z
    x_top, x_bottom = (-a2, -c2), (b2, d2)  # f2 = a2 + b2 x + c2 z + d2 x z
    parts = [(a3, x_bottom, y_bottom), (b3, x_top, y_bottom), (c3, x_bottom, y_top), (d3, x_top, y_top)]
    constant = sum(k * p[0] * q[0] for k, p, q in parts)
    linear = sum(k * (p[0] * q[1] + p[1] * q[0]) for k, p, q in parts)
    square = sum(k * p[1] * q[1] for k, p, q in parts)
    return (square, linear, constant), (x_top, x_bottom), (y_top, y_bottom)


def _bilinear(values: Array) -> tuple[Any, Any, Any, Any]:
    """Return a, c, b, d of a + b s + c t + d s t from its values at the four corners."""
    a, at_t, at_s, both = values[0, 0], values[0, 1], values[1, 0], values[1, 1]
    return a, at_t - a, at_s - a, both - at_t - at_s + a


def _nearest_quadratic(a: Any, b: Any, c: Any, near: float) -> Any:
    """Return the root of a z^2 + b z + c nearest to a float, as a fraction or a SymPy number."""
    if a == 0:
        return None if b == 0 else Fraction(-c) / b
    discriminant = Fraction(b * b - 4 * a * c)
    if discriminant < 0:
        return None
    root = _square_root(discriminant)
    both = [_plain((-b + sign * root) / (2 * a)) for sign in (1, -1)]
    return min(both, key=lambda z: abs(float(z) - near))


def _square_root(number: Fraction) -> Any:
    top, bottom = isqrt(number.numerator), isqrt(number.denominator)
    if top * top == number.numerator and bottom * bottom == number.denominator:
        return Fraction(top, bottom)
    import sympy

    return sympy.sqrt(sympy.Rational(number.numerator, number.denominator))


def _plain(number: Any) -> Any:
    """Return p + q sqrt(r) with a rational denominator; a fraction where it is one."""
    if not hasattr(number, "free_symbols"):
        return number
    import sympy

    plain = sympy.radsimp(number).expand()
    return Fraction(int(plain.p), int(plain.q)) if plain.is_Rational else plain
