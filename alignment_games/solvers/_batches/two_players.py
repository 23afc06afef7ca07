r"""Every equilibrium of many small two-player games at once, one vector operation for the whole batch.

In a game without ties every equilibrium has supports I, J of one size k; y solves
:math:`(A_{i_0 J} - A_{iJ})\, y = 0` for i in I, and x likewise. These k - 1 equations leave one solution up to
scale: the vector c of their signed minors. Nothing is divided before the end, so each condition is the sign of
a polynomial in the payoffs: c positive inside the support, and :math:`(A_{i_0 J} - A_{rJ})\, c > 0` for every row r
outside.

A sign is decided when the polynomial is farther from zero than rounding can carry it. If every sign that
matters is decided, nothing is missing. Let an extreme equilibrium have supports I, J and best replies S, T.
Its strategies are vertices, so :math:`\max(|I|, |J|) \le \min(|S|, |T|)`, and there are I', J' of one size
between them. It solves the system of I', J', so that this pair is not ruled out; and a pair that passes does so
with strict inequalities, hence is an isolated equilibrium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, product

import numpy as np

from alignment_games.arrays import Array

#: Above this, a polynomial is positive. Payoffs of a player against the same play differ by at most one and supports
#: have at most five actions, so the largest sums 5 * 24 products of five differences, each product within 12 roundings:
#: 5 * 24 * 12 * 2.2e-16 < 4e-13.
POSITIVE = 1e-12
#: Below this, an entry of c is negative while another is positive, because their sum is not negative.
NEGATIVE = -1e-11
#: Below this, an action does better. The weights then sum to 1e-10 - 2 * 4e-11 at least: c points the right way.
BETTER = -1e-10
#: Below this sum, weights from products that cancel may miss nine digits of a probability.
ACCURATE = 1e-5
#: The largest support for which these bounds hold.
MOST_SUPPORT = 5


@dataclass(frozen=True)
class FoundInBatch:
    """Equilibria by game index, each player's unnormalised probabilities ``(m_i, found)``, and who is undecided."""

    game: Array
    weights: tuple[Array, ...]
    undecided: Array


def two_player_equilibria(payoffs: Array) -> FoundInBatch:
    """Return the equilibria of all games. ``payoffs``: a player's differ by at most one, shape ``(2, m, n, games)``."""
    row, turned = payoffs[0], payoffs[1].swapaxes(0, 1)
    parts = [_pure(row, turned), *(_mixed(row, turned, k) for k in range(2, min(row.shape[:2]) + 1))]
    game = np.concatenate([part.game for part in parts])
    weights = tuple(np.concatenate([part.weights[i] for part in parts], axis=-1) for i in range(2))
    undecided: Array = reduce(np.bitwise_or, [part.undecided for part in parts])
    return FoundInBatch(game, weights, undecided)


def _pure(row: Array, turned: Array) -> FoundInBatch:
    """Return the pure equilibria of all games: both actions lead all others of their player."""
    m, n, _ = row.shape
    slack = np.minimum(_lead(row), _lead(turned).swapaxes(0, 1))
    undecided = np.asarray(((slack >= BETTER) & (slack <= POSITIVE)).any(axis=(0, 1)))
    rows, columns, game = np.nonzero(slack > POSITIVE)
    return FoundInBatch(game, (np.eye(m).take(rows, axis=1), np.eye(n).take(columns, axis=1)), undecided)


def _lead(own: Array) -> Array:
    """Return by how much each action does better than the best other one."""
    if len(own) == 1:
        return np.full(own.shape, np.inf)
    others = [reduce(np.maximum, [own[r] for r in range(len(own)) if r != i]) for i in range(len(own))]
    return np.asarray(own - np.stack(others))


def _mixed(row: Array, turned: Array, k: int) -> FoundInBatch:
    """Return the equilibria of all games in which both players use k actions."""
    m, n, games = row.shape
    undecided = np.zeros(games, dtype=bool)
    found: list[tuple[Array, Array, Array]] = []
    row_gaps, column_gaps = _gaps(row, k), _gaps(turned, k)
    for rows, columns in product(row_gaps, column_gaps):
        y, x = _weights(row_gaps[rows], columns), _weights(column_gaps[columns], rows)
        lowest = reduce(np.minimum, [*y, *x])
        some = np.flatnonzero(lowest >= NEGATIVE)
        x, y = [c[some] for c in x], [c[some] for c in y]
        worse = [*_slacks(row, some, y, rows, columns), *_slacks(turned, some, x, columns, rows)]
        slack = reduce(np.minimum, worse, np.full(len(some), np.inf))
        positive = (lowest[some] > POSITIVE) & (slack > POSITIVE)
        if k > 2:
            positive &= np.minimum(reduce(np.add, x), reduce(np.add, y)) > ACCURATE
        undecided[some[~positive & (slack >= BETTER)]] = True
        passed = np.flatnonzero(positive)
        found.append((some[passed], _spread(x, passed, rows, m), _spread(y, passed, columns, n)))
    game, first, second = (np.concatenate(parts, axis=-1) for parts in zip(*found, strict=True))
    return FoundInBatch(game, (first, second), undecided)


def _gaps(own: Array, k: int) -> dict[tuple[int, ...], list[Array]]:
    """Return, for each k actions, the payoffs of the first less those of each other: what has to vanish."""
    return {equal: [own[equal[0]] - own[i] for i in equal[1:]] for equal in combinations(range(len(own)), k)}


def _weights(gaps: Sequence[Array], support: Sequence[int]) -> list[Array]:
    """Return weights on ``support`` that make the gaps vanish, oriented so that their sum is not negative."""
    minors = [_minor(gaps, [q for q in support if q != p]) for p in support]
    minors[1::2] = [-minor for minor in minors[1::2]]
    sign = np.copysign(1.0, reduce(np.add, minors))
    return [minor * sign for minor in minors]


def _minor(gaps: Sequence[Array], places: Sequence[int]) -> Array:
    """Return the determinant of these columns of the gaps, by expansion along the first."""
    head, *rest = gaps
    if not rest:
        return np.asarray(head[places[0]])
    terms = [head[place] * _minor(rest, [q for q in places if q != place]) for place in places]
    return np.asarray(reduce(np.add, terms[::2]) - reduce(np.add, terms[1::2]))


def _slacks(
    own: Array, some: Array, weights: Sequence[Array], equal: Sequence[int], support: Sequence[int]
) -> list[Array]:
    """Return, for each action that is not to be played, how much worse it does."""
    used = [own[equal[0], j][some] for j in support]
    unused = [r for r in range(len(own)) if r not in equal]
    worse = [[(u - own[r, j][some]) * c for u, j, c in zip(used, support, weights, strict=True)] for r in unused]
    return [reduce(np.add, terms) for terms in worse]


def _spread(weights: Sequence[Array], passed: Array, support: Sequence[int], size: int) -> Array:
    table = np.zeros((size, len(passed)))
    for c, k in zip(weights, support, strict=True):
        table[k] = c[passed]
    return table
