r"""A second method for all equilibria: paths from a start system with as many roots, for every support.

On a support the indifference conditions are multilinear. With player i's e-th condition replaced by a product of
random linear forms, one for each other player, the roots are known: each condition is charged to one other player,
k_j - 1 conditions to a player with k_j actions, who is fixed by them (McKelvey & McLennan 1997 count the ways). The
roots are followed from there to the game along a random arc, in projective coordinates, so that paths to infinity end
like any other. No support is pruned and nothing is certified: the method shares no idea and no line with the one that
it is to check. Of a game with ties it finds the isolated equilibria, and points of continua by chance.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

_LEAST_STEP, _FIRST_STEP, _MOST_STEPS = 1e-7, 0.02, 3000
_ON_PATH, _REAL, _GAIN, _SAME = 1e-8, 1e-7, 1e-8, 1e-6

#: Paths stop short of the game by this, since the conditions of a game with ties may be singular as matrices.
_SHORT = 1e-12


def equilibria(payoffs, seed=0):
    """Return the equilibria of each of a stack of games of one shape ``(games, n, *actions)``, as flat rows."""
    shape = payoffs.shape[2:]
    found = [[] for _ in payoffs]
    for size in product(*(range(1, m + 1) for m in shape)):
        if 2 * (max(size) - 1) > sum(k - 1 for k in size):
            continue  # more conditions than the others have unknowns: no isolated roots
        supports = list(product(*(combinations(range(m), k) for m, k in zip(shape, size, strict=True))))
        systems = product(supports, range(len(payoffs)))
        for (support, game), *blocks in zip(systems, *_roots(payoffs, supports, size, seed), strict=True):
            for profile in _positive(blocks):
                full = [np.zeros(m) for m in shape]
                for own, used, p in zip(full, support, profile, strict=True):
                    own[list(used)] = p
                if regrets(payoffs[game], full).max() <= _GAIN:
                    found[game].append(np.concatenate(full))
    return [_distinct(rows, sum(shape)) for rows in found]


def regrets(payoffs, profile):
    """Return each player's largest gain from a deviation, in units of the own payoff range."""
    gains = []
    for i, own in enumerate(payoffs):
        values = np.moveaxis(own, i, 0)
        for p in [*profile[:i], *profile[i + 1 :]][::-1]:
            values = values @ p
        gains.append((values.max() - values @ profile[i]) / max(np.ptp(own), 1e-300))
    return np.array(gains)


def ways_to_charge(size):
    """Return every way to charge the players' conditions to others, k_j - 1 of them to each j; one path each."""
    owners = [i for i, k in enumerate(size) for _ in range(k - 1)]

    def ways(position, room):
        if position == len(owners):
            return [()]
        return [
            (j, *way)
            for j, left in enumerate(room)
            if left and j != owners[position]
            for way in ways(position + 1, (*room[:j], left - 1, *room[j + 1 :]))
        ]

    return ways(0, tuple(k - 1 for k in size))


def _distinct(rows, width):
    kept = []
    for row in rows:
        if all(np.abs(row - other).max() > _SAME for other in kept):
            kept.append(row)
    return np.array(kept).reshape(len(kept), width)


def _positive(blocks):
    """Yield the real nonnegative ones of the roots of one system, as probabilities; blocks (paths, k) complex."""
    for rows in zip(*blocks, strict=True):
        scaled = [x / x.sum() for x in rows if abs(x.sum()) > 1e-9 * abs(x).max()]
        if len(scaled) == len(rows) and all(abs(p.imag).max() <= _REAL and p.real.min() >= -_REAL for p in scaled):
            shares = [p.real.clip(0) for p in scaled]
            yield [p / p.sum() for p in shares]


def _roots(payoffs, supports, size, seed):
    """Return all roots of the conditions of supports of one size, for each player ``(supports * games, paths, k)``."""
    count = len(supports) * len(payoffs)
    if max(size) == 1:
        return [np.ones((count, 1, 1))] * len(size)
    conditions = [np.concatenate(own) for own in zip(*(_conditions(payoffs, each) for each in supports), strict=True)]
    problem = _Problem(size, conditions, np.random.default_rng(seed))
    ends = problem.tracked()  # projective
    return [x.reshape(count, -1, k) for x, k in zip(problem.blocks(ends), size, strict=True)]


def _conditions(payoffs, support):
    """Return for each player the gains over the first used action ``(games, k_i - 1, *size with 1 for i)``."""
    conditions = []
    for i in range(payoffs.shape[1]):
        own = payoffs[:, i]
        unit = np.ptp(own, axis=tuple(range(1, own.ndim)), keepdims=True).clip(1e-300)
        rows = np.moveaxis((own / unit)[np.ix_(range(len(own)), *support)], i + 1, 1)
        conditions.append(np.expand_dims(rows[:, 1:] - rows[:, :1], i + 2))
    return conditions


class _Problem:
    """``(1 - t) gamma start + t target`` with one patch for each player; vectorised over systems and paths."""

    def __init__(self, size, targets, rng):
        self.size, self.targets = size, targets
        self.cuts = np.cumsum(size)[:-1]
        self.columns = [slice(end - k, end) for end, k in zip(np.cumsum(size), size, strict=True)]
        self.owners = [i for i, k in enumerate(size) for _ in range(k - 1)]
        self.forms = [[_complex(rng, k) for k in size] for _ in self.owners]
        self.patches = [_complex(rng, k) for k in size]
        gamma = np.exp(2j * np.pi * rng.uniform())
        self.first = [gamma * self._products(i) for i in range(len(size))]

    def blocks(self, points):
        """Return each player's part of points given as rows."""
        return np.split(points, self.cuts, axis=-1)

    def _products(self, i):
        """Return one player's part of the start system, in the format of the conditions."""
        rows = [np.ones(1)] * (self.size[i] - 1)
        mine = [forms for forms, owner in zip(self.forms, self.owners, strict=True) if owner == i]
        for j in range(len(self.size)):
            rows = [np.multiply.outer(row, [1] if j == i else own[j]) for row, own in zip(rows, mine, strict=True)]
        width = [1 if j == i else k for j, k in enumerate(self.size)]
        return np.array(rows, dtype=complex).reshape(self.size[i] - 1, *width)

    def _starts(self):
        """Return the roots of the start system, one row for each way to charge the conditions."""
        points = []
        for way in ways_to_charge(self.size):
            zero = [
                [f[j] for f, charged in zip(self.forms, way, strict=True) if charged == j]
                for j in range(len(self.size))
            ]
            systems = [np.array([*rows, patch]) for rows, patch in zip(zero, self.patches, strict=True)]
            points.append(np.concatenate([np.linalg.solve(a, np.eye(len(a))[-1]) for a in systems]))
        return np.array(points).reshape(len(points), sum(self.size))

    def tracked(self):
        """Return the ends of all paths, game by game; a path that fails ends as nan."""
        starts = self._starts()
        points = np.tile(starts, (len(self.targets[0]), 1))
        game = np.repeat(np.arange(len(self.targets[0])), len(starts))
        t, step, streak = np.zeros(len(points)), np.full(len(points), _FIRST_STEP), np.zeros(len(points), dtype=int)
        active = np.arange(len(points))
        for _ in range(_MOST_STEPS):
            ahead = np.minimum(t[active] + step[active], 1 - _SHORT)
            moved, good = self._moved(points[active], game[active], t[active], ahead)
            won, lost = active[good], active[~good]
            points[won], t[won] = moved[good], ahead[good]
            streak[won] += 1
            step[won[streak[won] % 4 == 0]] *= 2
            step[lost] /= 2
            streak[lost] = 0
            points[lost[step[lost] < _LEAST_STEP]] = np.nan
            active = active[(t[active] < 1 - _SHORT) & (step[active] >= _LEAST_STEP)]
            if not active.size:
                break
        points[active] = np.nan
        return points

    def _moved(self, x, game, t, ahead):
        """Return points one step further, by the midpoint rule and Newton's, and which are on their path."""
        h = (ahead - t)[:, None]
        middle = x + h / 2 * self._slope(x, game, t)
        y = x + h * self._slope(middle, game, (t + ahead) / 2)
        for _ in range(3):
            value, jacobian, _ = self._value(y, game, ahead)
            change = np.linalg.solve(jacobian, value[..., None])[..., 0]
            y = y - change
        return y, abs(change).max(axis=1) <= _ON_PATH * abs(y).max(axis=1)

    def _slope(self, x, game, t):
        _, jacobian, by_t = self._value(x, game, t)
        return -np.linalg.solve(jacobian, by_t[..., None])[..., 0]

    def _value(self, x, game, t):
        """Return the system, its Jacobian and its derivative by t at each row of x."""
        blocks, n = self.blocks(x), len(self.size)
        value, by_t, jacobian = np.zeros_like(x), np.zeros_like(x), np.zeros((*x.shape, x.shape[1]), dtype=complex)
        share = t.reshape(-1, *[1] * (n + 1))
        row = 0
        for i, k in enumerate(self.size):
            rows, target = slice(row, row + k - 1), self.targets[i][game]
            mix = (1 - share) * self.first[i] + share * target
            value[:, rows] = _contracted(mix, blocks, i)
            by_t[:, rows] = _contracted(target - self.first[i], blocks, i)
            for j in (j for j in range(n) if j != i):
                jacobian[:, rows, self.columns[j]] = _contracted(mix, blocks, i, kept=j)
            row += k - 1
        for j, patch in enumerate(self.patches):
            value[:, row + j] = blocks[j] @ patch - 1
            jacobian[:, row + j, self.columns[j]] = patch
        return value, jacobian, by_t


def _complex(rng, k):
    return rng.normal(size=k) + 1j * rng.normal(size=k)


def _contracted(tensor, blocks, own, kept=None):
    """Return ``(rows, conditions, *size)`` summed against every block but ``own``, an axis of one, and ``kept``."""
    for j in reversed(range(len(blocks))):
        if j == own:
            tensor = tensor.squeeze(j + 2)
        elif j != kept:
            weights = blocks[j].reshape(
                len(tensor), *(blocks[j].shape[1] if axis == j + 2 else 1 for axis in range(1, tensor.ndim))
            )
            tensor = (tensor * weights).sum(axis=j + 2)
    return tensor
