r"""From a point near an equilibrium to the equilibrium itself.

For supports read off the point, from the smallest up, the indifference equations

.. math::  u_i(a, x_{-i}) = u_i(s_i, x_{-i}) \ (a \text{ used}), \qquad \sum_a x_i(a) = 1

are solved by Newton's method in least squares, which converges on continua too; what comes out is taken when
it is a profile from which nobody gains more than the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, pure
from alignment_games.game.tolerance import judge
from alignment_games.solvers.control import Tick, unhurried
from alignment_games.solvers.numeric import PayoffTables, own_unit_payoffs

#: Probabilities below these are taken for zero, one after another until an equilibrium comes out.
THRESHOLDS = (0.3, 0.1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8)
#: How far, in probability, an equilibrium may lie from the point that it is to be the limit of.
FARTHEST = 0.05


def polish(game: NormalFormGame, near: Sequence[Array], tick: Tick = unhurried) -> Profile | None:
    """Return the equilibrium next to a point, its regret zero within tolerance, or None.

    Exact games get fractions where the equilibrium has any with denominators up to a million. ``tick`` is called
    before each pass over the payoffs.
    """
    payoffs = own_unit_payoffs(game)
    tables = PayoffTables(payoffs)

    def derivatives(profile: Sequence[Array]) -> tuple[Array, Array]:
        tick()
        return tables.derivatives(profile)

    found = nearest_equilibrium(derivatives, near, lambda x: judge(game.payoffs, x).passed)
    return _exact(game, found) if found is not None and game.arithmetic == "exact" else found


def nearest_equilibrium(
    derivatives: Callable[[Sequence[Array]], tuple[Array, Array]],
    near: Sequence[Array],
    accept: Callable[[Profile], bool],
    farthest: float = FARTHEST,
) -> Profile | None:
    """Return the first profile next to a point, on supports from the smallest up, that is accepted, or None.

    ``derivatives`` of a profile: the expected payoffs of all actions (N,) and their derivatives (N, N); of the
    latter an approximation will do. ``farthest``: how far from the point it may lie, in probability.
    """
    tried: set[tuple[tuple[int, ...], ...]] = set()
    for threshold in THRESHOLDS:
        support = tuple(tuple(np.flatnonzero(x > min(threshold, x.max() / 2)).tolist()) for x in near)
        if support in tried:
            continue
        tried.add(support)
        found = _indifferent(derivatives, near, support)
        if found is None or max(np.abs(x - y).max() for x, y in zip(found, near, strict=True)) > farthest:
            continue
        if accept(found):
            return found
    return None


def _indifferent(
    derivatives: Callable[[Sequence[Array]], tuple[Array, Array]],
    near: Sequence[Array],
    support: tuple[tuple[int, ...], ...],
) -> Profile | None:
    """Solve the indifference equations on a support, from the nearest profile that has it."""
    sizes = [len(x) for x in near]
    if all(len(own) == 1 for own in support):
        return pure([own[0] for own in support], sizes)
    starts = np.cumsum([0, *sizes])
    live = np.array([starts[i] + k for i, own in enumerate(support) for k in own])
    x = np.zeros(starts[-1])
    x[live] = np.concatenate(list(near))[live]
    for _ in range(30):
        values, slopes = derivatives(np.split(x, starts[1:-1]))
        gaps, rows = [], []
        for i, own in enumerate(support):
            first, rest = starts[i] + own[0], [starts[i] + k for k in own[1:]]
            gaps += [x[starts[i] : starts[i + 1]].sum() - 1, *(values[rest] - values[first])]
            total = np.zeros(starts[-1])
            total[starts[i] : starts[i + 1]] = 1
            rows += [total, *(slopes[rest] - slopes[first])]
        step = np.linalg.lstsq(np.array(rows)[:, live], np.array(gaps), rcond=1e-10)[0]
        x[live] -= step
        if np.abs(step).max() < 1e-15:
            break
    if np.abs(gaps).max() > 1e-9 or x.min() < -1e-12:
        return None
    each = [np.maximum(part, 0.0) for part in np.split(x, starts[1:-1])]
    return tuple(part / part.sum() for part in each)


def _exact(game: NormalFormGame, found: Profile) -> Profile:
    """Return the same equilibrium in fractions when simple ones leave no regret, and unchanged otherwise."""
    candidate = tuple(nearest_fractions(x) for x in found)
    return candidate if max(best_reply.regrets(game.payoffs, candidate)) == 0 else found


def nearest_fractions(probabilities: Array) -> Array:
    """Return the nearest fractions with denominators up to a million, summing to one.

    >>> [str(p) for p in nearest_fractions(np.array([2 / 3, 1 / 3]))]
    ['2/3', '1/3']
    """
    simple = [Fraction(float(p)).limit_denominator(10**6) for p in probabilities]
    exact = np.empty(len(simple), dtype=object)
    exact[:] = [p / sum(simple) for p in simple]
    return exact
