"""Supports whose equations are singular at some solution, but have finitely many: all of them, by exact algebra.

Cells cannot close in on such a solution, since a little change of payoffs may make none of it, or two. Often it lies
where some action is not used, and is no equilibrium of this support at all. See `alignment_games.algebra.finite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.algebra.finite import all_solutions
from alignment_games.algebra.proof import Proven
from alignment_games.algebra.quadratic import plain, square_root
from alignment_games.arrays import Array
from alignment_games.solvers._search.algebraic import value_at
from alignment_games.solvers._search.irrational import as_indifference, is_meant, probabilities
from alignment_games.solvers._search.roots import Root
from alignment_games.solvers._search.supports import ExactSystem
from alignment_games.solvers._search.verdict import RootVerdict
from alignment_games.solvers.control import Tick

#: In floats a probability, or a gain in units of its row, that is smaller than this but not zero is not certain.
_ROUNDING = 2.0**-44


def verdicts_beside(system: ExactSystem, roots: Sequence[Root], tick: Tick) -> list[RootVerdict] | None:
    """Return verdicts on all solutions that use every action but the certified roots; None where not all are found."""
    solutions = all_solutions(as_indifference(system), tick)
    if solutions is None:
        return None
    return [_verdict(system, one) for one in solutions if not any(is_meant(one, root) for root in roots)]


def _verdict(system: ExactSystem, solution: Proven) -> RootVerdict:
    """Return whether a solution uses every action and meets the conditions, with its point."""
    floats = [float((low + high) / 2) for low, high in probabilities(solution)]
    if system.slack is not None and not _certain(system, solution, floats):
        return RootVerdict(None, certain=False)
    if solution.negative or solution.gaining:
        return RootVerdict(None, tied=bool(solution.absent))
    numbers = floats if system.slack is not None else _exact(solution) or floats
    return RootVerdict(_by_player(numbers, system.rows.shape[1:]), tied=bool(solution.tied))


def _certain(system: ExactSystem, solution: Proven, floats: Sequence[float]) -> bool:
    """Return whether what is not zero is larger than what rounding of payoffs may make of nothing."""
    away = [abs(x) for k, x in enumerate(floats) if k not in solution.absent]
    point = _by_player(floats, system.rows.shape[1:])
    gains = value_at(system.rows[system.n_equations :].astype(float), point)
    tied = {gain.action - system.n_equations for gain in solution.tied}
    away += [abs(gain) for k, gain in enumerate(gains.tolist()) if k not in tied]
    return min(away) > _ROUNDING


def _by_player(numbers: Sequence[Any], shape: Sequence[int]) -> tuple[Array, ...]:
    kind = float if all(isinstance(x, float) for x in numbers) else object
    return tuple(np.split(np.array([*numbers, None], dtype=object)[:-1].astype(kind), np.cumsum(shape)[:-1]))


def _exact(solution: Proven) -> list[Any] | None:
    """Return the probabilities as fractions or SymPy numbers, None where the root is of a higher degree than two."""
    found = solution.representation
    *high, linear, constant = (Fraction(int(c)) for c in found.polynomial.all_coeffs())
    if len(high) > 1:
        return None
    root: Any = -constant / linear if not high else None
    if high:
        middle = -linear / (2 * high[0])
        distance = square_root(middle**2 - constant / high[0])
        root = middle + distance if found.near > middle else middle - distance
    return [plain(_at(top, root) / _at(found.bottom, root)) for top in found.tops]


def _at(polynomial: Any, number: Any) -> Any:
    """Return the value of a polynomial with whole coefficients."""
    value: Any = Fraction(0)
    for coefficient in polynomial.all_coeffs():
        value = value * number + Fraction(int(coefficient))
    return value
