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

from alignment_games.algebra.quadratic import in_one_field, in_plain_numbers
from alignment_games.arrays import Array
from alignment_games.solvers._search.elimination import parametrised
from alignment_games.solvers._search.enclosure import inverted, slopes
from alignment_games.solvers.control import Tick, unhurried

Point = tuple[Array, ...]

#: Denominators tried when a float is read as a fraction.
_DENOMINATOR = 10_000


def exact_root(equations: Array, near: Sequence[Array], alone: float, tick: Tick = unhurried) -> Point | None:
    """Return the exact root next to a certified one, or None where it is of no kind treated here.

    ``equations`` (d, *shape): fractions. ``near``: floats, one array of probabilities for each player, ``alone``: how
    far around them there is no other root.
    """
    guess = [_simplex_point([Fraction(float(p)).limit_denominator(_DENOMINATOR) for p in x]) for x in near]
    for point in (guess, _newton_step(equations, guess)):
        if point is not None and _distance(point, near) < alone and _is_root(equations, point):
            return tuple(point)
    tick()
    found = parametrised(list(equations), [], tick=tick)
    exact = [point for point in (found.points if found else []) if all(x.dtype == object for x in point)]
    return next((point for point in exact if _distance(point, near) < alone), None)


def value_at(rows: Array, point: Sequence[Any]) -> Array:
    """Return rows (r, *shape) at one point, exactly."""
    for x in reversed(in_one_field(point)):
        rows = np.tensordot(rows, x, axes=(rows.ndim - 1, 0))
    return in_plain_numbers(rows)


def _distance(point: Sequence[Array], near: Sequence[Array]) -> float:
    return max(float(abs(x.astype(float) - y).max()) for x, y in zip(point, near, strict=True))


def _simplex_point(probabilities: Sequence[Fraction]) -> Array:
    return np.array([1 - sum(probabilities[1:]), *probabilities[1:]], dtype=object)


def _is_root(equations: Array, point: Sequence[Array]) -> bool:
    return all(value == 0 for value in value_at(equations, point).tolist())


def _newton_step(equations: Array, point: Sequence[Array]) -> list[Array] | None:
    inverse = inverted(slopes(equations, point))
    if inverse is None:
        return None
    steps = iter((inverse @ value_at(equations, point)).tolist())
    return [_simplex_point([x[0], *(p - next(steps) for p in x[1:])]) for x in point]
