"""Solutions in as many digits as are asked for, by Newton's method: with FLINT where it is installed, else mpmath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.algebra.indifference import Indifference
from alignment_games.arrays import Array

#: The method is given up when after so many rounds it has not arrived.
_ROUNDS = 12


@dataclass(frozen=True)
class Arithmetic:
    """Complex numbers of any precision. ``precision(bits)`` is a context; numbers are made and rounded within it."""

    precision: Callable[[int], AbstractContextManager[Any]]
    number: Callable[..., Any]
    rounded: Callable[[Any], Any]

    def array(self, values: Array) -> Array:
        """Return complex floats as such numbers."""
        found = np.empty(values.shape, dtype=object)
        found.ravel()[:] = [self.number(complex(v)) for v in values.ravel()]
        return found


def arithmetic() -> Arithmetic:
    """Return FLINT's numbers where it is installed, mpmath's where not."""
    try:
        import flint
    except ImportError:
        import mpmath

        return Arithmetic(mpmath.workprec, mpmath.mpc, lambda z: z)
    return Arithmetic(flint.ctx.workprec, flint.acb, lambda z: z.mid())


def real_fraction(number: Any) -> Fraction:
    """Return the real part as the fraction that it is.

    >>> numbers = arithmetic()
    >>> real_fraction(numbers.number(0.75, 2.0))
    Fraction(3, 4)
    """
    sign, mantissa, exponent, _ = number.real._mpf_
    size = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -size if sign else size


def refined(system: Indifference, points: Array, bits: int, numbers: Arithmetic) -> list[Array]:
    """Return the solutions next to the points, in so many bits; those at which the method fails are left out.

    ``points``: one in a row, numbers of this arithmetic. Each player's last probability follows from the others.
    """
    found = []
    with numbers.precision(bits):
        for point in points:
            solution = _newton(system, point, bits, numbers)
            if solution is not None:
                found.append(solution)
    return found


def _newton(system: Indifference, point: Array, bits: int, numbers: Arithmetic) -> Array | None:
    parts = [_completed(part[1:], numbers) for part in np.split(point, system.ends)]
    last = 0.0
    for _ in range(_ROUNDS):
        values, slopes = _linearised(system.tensor, parts)
        step = _solved(slopes, values)
        if step is None:
            return None
        moves = np.split(step, np.cumsum([k - 1 for k in system.shape])[:-1])
        parts = [_completed(x[1:] - move, numbers) for x, move in zip(parts, moves, strict=True)]
        last = max(_log_size(s) for s in step)
        # Twice as many digits are right after a step: half of them before it are enough.
        if last < -(bits // 2 + 8):
            return np.concatenate(parts)
    return None


def _completed(free: Array, numbers: Arithmetic) -> Array:
    """Return a player's probabilities, the first of them what the others leave of one."""
    rounded = [numbers.rounded(x) for x in free]
    return np.array([numbers.rounded(1 - sum(rounded)), *rounded, None], dtype=object)[:-1]


def _linearised(tensor: Array, parts: Sequence[Array]) -> tuple[Array, Array]:
    """Return the values of all equations and their slopes in the probabilities after each player's first."""
    slopes, right = [], tensor
    for j in reversed(range(len(parts))):
        left = right
        for x in parts[:j]:
            left = np.tensordot(left, x, axes=(1, 0))
        slopes.append(left[:, 1:] - left[:, :1])
        right = np.tensordot(right, parts[j], axes=(right.ndim - 1, 0))
    return right, np.concatenate(slopes[::-1], axis=1)


def _solved(matrix: Array, values: Array) -> Array | None:
    """Return the solution of linear equations by elimination, None where the matrix is singular in floats' range."""
    rows = np.concatenate([matrix, values[:, None]], axis=1)
    n = len(rows)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: _log_size(rows[i, k]))
        if _log_size(rows[pivot, k]) == -np.inf:
            return None
        rows[[k, pivot]] = rows[[pivot, k]]
        rows[k, k:] = rows[k, k:] / rows[k, k]
        for i in range(n):
            if i != k:
                rows[i, k:] = rows[i, k:] - rows[i, k] * rows[k, k:]
    return rows[:, n]


def _log_size(number: Any) -> float:
    """Return the logarithm of the size to base two, but for a bit, also beyond the floats."""
    parts = [part._mpf_ for part in (number.real, number.imag)]
    return max(float(exponent + bits) if mantissa else -np.inf for _, mantissa, exponent, bits in parts)
