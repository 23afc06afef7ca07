r"""All isolated complex solutions of equations of indifference, in floats: a proposal, which nothing relies on.

Each equation is linear in every other player's probabilities. A product of linear forms, one for each of those
players, is an equation of the same kind, and a system G of such products is solved by choosing for each equation the
form that vanishes, so that every player is determined: the number of ways is the largest number of isolated solutions
that equations of this kind have (McKelvey & McLennan 1997; the multihomogeneous Bézout number). The solutions are
followed from s = 0 to s = 1 through

.. math:: H(x, s) = (1 - s) \gamma G(x) + s F(x), \qquad v_j \cdot x_j = 1,

with random complex forms, :math:`\gamma` and v_j (Sommese & Wampler 2005, chapter 8). Probabilities are not made to
sum to one on the way, so that solutions at infinity stay within reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.arrays import Array

#: Steps of a path, the first, the largest and the smallest.
_FIRST, _LARGEST, _SMALLEST = 0.02, 0.1, 1e-9
#: Rounds of steps after which paths that are still under way are given up.
_ROUNDS = 3000
#: A step holds if Newton's first correction is at most the first of these, and the last at most the second.
_NEAR, _ARRIVED = 1e-3, 1e-9
#: A solution whose weights sum to less than this is at infinity.
_FINITE = 1e-9
#: Solutions nearer than this are one.
_SAME = 1e-8


def assignments(groups: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the ways to give each equation a player to determine, not its own; ``sizes``: unknowns of each player.

    >>> len(list(assignments([0, 1, 2], [1, 1, 1]))), len(list(assignments([0, 0, 0, 1, 1, 1, 2, 2, 2], [3, 3, 3])))
    (2, 56)
    """
    if not groups:
        yield ()
        return
    for player, size in enumerate(sizes):
        if player != groups[0] and size:
            left = [n - (k == player) for k, n in enumerate(sizes)]
            for rest in assignments(groups[1:], left):
                yield (player, *rest)


def n_solutions(groups: Sequence[int], sizes: Sequence[int]) -> int:
    """Return the number of `assignments`, without going through them."""
    ways = {tuple(sizes): 1}
    for own in groups:
        after: dict[tuple[int, ...], int] = {}
        for left, count in ways.items():
            for player in range(len(sizes)):
                if player != own and left[player]:
                    key = (*left[:player], left[player] - 1, *left[player + 1 :])
                    after[key] = after.get(key, 0) + count
        ways = after
    return sum(ways.values())


def regular_solutions(tensor: Array, groups: Sequence[int], rng: np.random.Generator) -> Array:
    """Return the finite solutions at which the equations are regular, one in a row, each player's summing to one.

    ``tensor`` (d, *shape): whole numbers. ``groups``: the player (axis) of whom each equation is.
    """
    shape = tensor.shape[1:]
    family = _family(tensor, groups, rng)
    ways = assignments(groups, [k - 1 for k in shape])
    ends = _follow(family, np.array([family.start(way) for way in ways]))
    ends, regular = family.newton(ends, np.ones(len(ends)), rounds=4)
    parts = np.split(ends[regular], np.cumsum(shape)[:-1], axis=1)
    weights = [x.sum(axis=1) for x in parts]
    finite = np.all([abs(w) > _FINITE * abs(x).max(axis=1) for w, x in zip(weights, parts, strict=True)], axis=0)
    found = [x[finite] / w[finite, None] for x, w in zip(parts, weights, strict=True)]
    return distinct(np.concatenate(found, axis=1))


def distinct(points: Array) -> Array:
    """Return the rows without those that are, but for rounding, rows above them."""
    kept: list[Any] = []
    for point in points:
        if not any(abs(point - other).max() <= _SAME * (1 + abs(other).max()) for other in kept):
            kept.append(point)
    return np.array(kept, dtype=complex).reshape(-1, points.shape[1])


@dataclass(frozen=True, eq=False)
class _Family:
    """The equations from G to F. ``forms[e][j]``: the linear form of equation e in player j's weights."""

    start_tensor: Array
    tensor: Array
    forms: list[list[Array]]
    patches: list[Array]

    @property
    def ends(self) -> list[int]:
        return [sum(map(len, self.patches[:k])) for k in range(1, len(self.patches))]

    def start(self, way: Sequence[int]) -> Array:
        """Return the solution of G at which each equation's form of the player chosen vanishes."""
        found = []
        for j, patch in enumerate(self.patches):
            rows = [self.forms[e][j] for e, chosen in enumerate(way) if chosen == j]
            found.append(np.linalg.solve(np.array([*rows, patch]), np.eye(len(patch))[-1]))
        return np.concatenate(found)

    def linearised(self, points: Array, s: Array) -> tuple[Array, Array, Array]:
        """Return values, their slopes in x and their slopes in s, for each point and its s."""
        parts = np.split(points, self.ends, axis=1)
        both = np.concatenate([self.start_tensor, self.tensor])
        d, n = len(self.tensor), len(self.patches)
        gradients = _gradients(both, parts)
        values = np.einsum("pek,pk->pe", gradients[0], parts[0])
        slopes = np.concatenate(gradients, axis=2)
        weight = s[:, None]
        at = (1 - weight) * values[:, :d] + weight * values[:, d:]
        jacobian = (1 - weight)[..., None] * slopes[:, :d] + weight[..., None] * slopes[:, d:]
        rows = np.zeros((n, points.shape[1]), dtype=complex)
        for k, (start, patch) in enumerate(zip([0, *self.ends], self.patches, strict=True)):
            rows[k, start : start + len(patch)] = patch
        off = points @ rows.T - 1
        return (
            np.concatenate([at, off], axis=1),
            np.concatenate([jacobian, np.broadcast_to(rows, (len(points), *rows.shape))], axis=1),
            np.concatenate([values[:, d:] - values[:, :d], np.zeros((len(points), n))], axis=1),
        )

    def newton(self, points: Array, s: Array, rounds: int = 3) -> tuple[Array, Array]:
        """Return the points corrected, and which of them have arrived at regular solutions."""
        good = np.ones(len(points), dtype=bool)
        size = np.zeros(len(points))
        for k in range(rounds):
            values, slopes, _ = self.linearised(points, s)
            step = _solved(slopes, -values)
            size = abs(step).max(axis=1) / (1 + abs(points).max(axis=1))
            good &= np.isfinite(size) & ((size <= _NEAR) | (k > 0))
            points = np.where(good[:, None], points + step, points)
        return points, good & (size <= _ARRIVED)

    def direction(self, points: Array, s: Array) -> Array:
        """Return how the solutions move with s."""
        _, slopes, change = self.linearised(points, s)
        return _solved(slopes, -change)


def _family(tensor: Array, groups: Sequence[int], rng: np.random.Generator) -> _Family:
    shape = tensor.shape[1:]
    patches = [_random(rng, k) for k in shape]
    forms = [[_random(rng, k) for k in shape] for _ in groups]
    starts, targets = [], []
    for own, values, rows in zip(groups, tensor, forms, strict=True):
        largest = int(abs(values).max())
        floats = np.array([float(Fraction(int(v), largest)) for v in values.ravel()]).reshape(shape)
        along = [patches[own] if j == own else np.ones(k) for j, k in enumerate(shape)]
        targets.append(floats * _outer(along))
        product = _outer([patches[own] if j == own else row for j, row in enumerate(rows)])
        starts.append(product * np.exp(2j * np.pi * rng.random()))
    return _Family(np.array(starts), np.array(targets), forms, patches)


def _random(rng: np.random.Generator, size: int) -> Array:
    found: Array = np.exp(2j * np.pi * rng.random(size)) * rng.uniform(0.5, 1.5, size)
    return found


def _outer(vectors: Sequence[Array]) -> Array:
    """Return the product of vectors, one for each axis."""
    flat = np.ones(1)
    for vector in vectors:
        flat = np.multiply.outer(flat, vector).ravel()
    return flat.reshape([len(v) for v in vectors])


def _gradients(tensor: Array, parts: Sequence[Array]) -> list[Array]:
    """Return, for each axis, the tensor summed over all others by the points' weights: (points, equations, k)."""
    found = []
    right = np.broadcast_to(tensor, (len(parts[0]), *tensor.shape))
    for j in reversed(range(len(parts))):
        left = right
        for x in parts[:j]:
            left = np.einsum("pea...,pa->pe...", left, x)
        found.append(left)
        right = np.einsum("pe...a,pa->pe...", right, parts[j])
    return found[::-1]


def _solved(matrices: Array, values: Array) -> Array:
    """Return the solutions of linear equations, not a number where there is none."""
    try:
        return np.linalg.solve(matrices, values[..., None])[..., 0]
    except np.linalg.LinAlgError:
        found = np.full(values.shape, np.nan, dtype=complex)
        for k, (matrix, value) in enumerate(zip(matrices, values, strict=True)):
            if np.linalg.matrix_rank(matrix) == len(matrix):
                found[k] = np.linalg.solve(matrix, value)
        return found


def _follow(family: _Family, points: Array) -> Array:
    """Return where the paths from solutions of G end; those that do not arrive are left out."""
    s, step = np.zeros(len(points)), np.full(len(points), _FIRST)
    for _ in range(_ROUNDS):
        going = np.flatnonzero((s < 1) & (step > _SMALLEST))
        if not len(going):
            break
        width = np.minimum(step[going], 1 - s[going])
        ahead = np.where(width >= 1 - s[going], 1.0, s[going] + width)
        near = _predicted(family, points[going], s[going], width)
        near, held = family.newton(near, ahead)
        points[going[held]], s[going[held]] = near[held], ahead[held]
        step[going] = np.where(held, np.minimum(step[going] * 1.5, _LARGEST), step[going] / 2)
    return points[s >= 1]


def _predicted(family: _Family, points: Array, s: Array, width: Array) -> Array:
    """Return a step of Runge and Kutta's method of order four."""
    h = width[:, None]
    one = family.direction(points, s)
    two = family.direction(points + h / 2 * one, s + width / 2)
    three = family.direction(points + h / 2 * two, s + width / 2)
    four = family.direction(points + h * three, s + width)
    found: Array = points + h / 6 * (one + 2 * two + 2 * three + four)
    return found
