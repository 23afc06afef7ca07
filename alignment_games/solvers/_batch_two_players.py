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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: Above this, a polynomial is positive. Payoffs are scaled to [0, 1] and supports have at most five actions, so the
#: largest sums 5 * 24 products of five differences, each product within 12 roundings: 5 * 24 * 12 * 2.2e-16 < 4e-13.
POSITIVE = 1e-12
#: Below this, an entry of c is negative while another is positive, because their sum is not negative.
NEGATIVE = -1e-11
#: Below this, an action does better. The weights then sum to 1e-10 - 2 * 4e-11 at least: c points the right way.
BETTER = -1e-10
#: The largest support for which these bounds hold.
MOST_SUPPORT = 5


@dataclass(frozen=True)
class Found:
    """Equilibria by game index, each player's unnormalised probabilities ``(m_i, found)``, and who is undecided."""

    game: Array
    weights: tuple[Array, ...]
    undecided: Array


def two_player_equilibria(payoffs: Array) -> Found:
    """Return the equilibria of all games. ``payoffs``: in [0, 1], shape ``(2, m, n, games)``."""
    row, turned = payoffs[0], payoffs[1].swapaxes(0, 1)
    m, n, games = row.shape
    undecided = np.zeros(games, dtype=bool)
    found: list[tuple[Array, Array, Array]] = []
    for rows, columns in _supports(m, n):
        y, x = _weights(row, rows, columns), _weights(turned, columns, rows)
        lowest = np.minimum(_lowest(y), _lowest(x))
        some = np.flatnonzero(lowest >= NEGATIVE)
        x, y = [c[some] for c in x], [c[some] for c in y]
        worse = [*_slacks(row, some, y, rows, columns), *_slacks(turned, some, x, columns, rows)]
        slack = np.minimum.reduce(worse) if worse else np.ones(len(some))
        positive = (lowest[some] > POSITIVE) & (slack > POSITIVE)
        undecided[some[~positive & (slack >= BETTER)]] = True
        passed = np.flatnonzero(positive)
        found.append((some[passed], _spread(x, passed, rows, m), _spread(y, passed, columns, n)))
    game, first, second = (np.concatenate(parts, axis=-1) for parts in zip(*found, strict=True))
    return Found(game, (first, second), undecided)


def _supports(m: int, n: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield every pair of supports of one size, the smallest first."""
    for k in range(1, min(m, n) + 1):
        for rows in combinations(range(m), k):
            for columns in combinations(range(n), k):
                yield rows, columns


def _weights(own: Array, equal: Sequence[int], support: Sequence[int]) -> list[Array]:
    """Return weights on ``support`` that give the actions ``equal`` of ``own`` one payoff, their sum not negative."""
    first = own[equal[0]]
    gaps = [[first[j] - own[i, j] for j in support] for i in equal[1:]]
    if not gaps:
        return [np.ones(own.shape[-1])]
    places = range(len(support))
    minors = [_minor(gaps, [q for q in places if q != p]) * (-1) ** p for p in places]
    sign = np.where(sum(minors) < 0, -1.0, 1.0)
    return [minor * sign for minor in minors]


def _minor(gaps: Sequence[Sequence[Array]], places: Sequence[int]) -> Array:
    """Return the determinant of these columns of the rows, by expansion along the first row."""
    head, *rest = gaps
    if not rest:
        return head[places[0]]
    terms = [
        head[place] * _minor(rest, [q for q in places if q != place]) * (-1) ** p for p, place in enumerate(places)
    ]
    return np.asarray(np.sum(terms, axis=0))


def _lowest(weights: Sequence[Array]) -> Array:
    return np.minimum.reduce(weights) if len(weights) > 1 else weights[0]


def _slacks(
    own: Array, some: Array, weights: Sequence[Array], equal: Sequence[int], support: Sequence[int]
) -> list[Array]:
    """Return, for each action that is not to be played, how much worse it does."""
    unused = [r for r in range(len(own)) if r not in equal]
    used = [own[equal[0], j, some] for j in support]
    return [sum((u - own[r, j, some]) * c for u, j, c in zip(used, support, weights, strict=True)) for r in unused]


def _spread(weights: Sequence[Array], passed: Array, support: Sequence[int], size: int) -> Array:
    table = np.zeros((size, len(passed)))
    for c, k in zip(weights, support, strict=True):
        table[k] = c[passed]
    return table
