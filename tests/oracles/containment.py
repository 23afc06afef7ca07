"""Every bound that the search of supports relies on, at random rational points inside random cells.

Each function takes a generator and a number of points, and returns how many points it has tried and how many of them
contradict the bound: none may. Points and cells are dyadic fractions, values at them exact (in whole numbers, or in
floats that hold them to the last bit); what is bounded is computed by the package in floats as always.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from alignment_games.algebra.algebraic_number import horner, scaled
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search import binomial, contraction
from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.certified import certify
from alignment_games.solvers._search.double_roots import double_root
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.separation import conditional_rounding, conditional_rows, parted
from alignment_games.solvers._search.supports import ROUNDING
from alignment_games.solvers._search.touching import hulls_meet
from alignment_games.solvers.indices import near_games

SHAPES = ((2, 2, 2), (3, 3, 3), (3, 2, 2), (2, 2, 2, 2))
#: Cells of one shape at a time; unit of their vertices, and of points in their own coordinates.
MANY, UNIT = 2000, 16


def mixtures(rng, *size):
    """Random mixtures of the last axis in units of 1 / UNIT, exact in floats."""
    cuts = np.sort(rng.integers(0, UNIT + 1, (*size[:-1], size[-1] - 1)), axis=-1)
    ends = [np.zeros((*size[:-1], 1), int), cuts, np.full((*size[:-1], 1), UNIT)]
    return np.diff(np.concatenate(ends, axis=-1), axis=-1) / UNIT


def equations(rng, n, shape):
    """Random rows in eighths, one for each unknown, which do not vary along the own player's axis; and the players."""
    own = tuple(j for j, k in enumerate(shape) for _ in range(k - 1))
    rows = np.stack([np.take(rng.integers(-8, 9, (n, *shape)), np.zeros(shape[j], int), axis=1 + j) for j in own], 1)
    return rows / 8, own


def at(values, point):
    """Values of rows at one point of each cell: exact, as nothing is longer than 53 bits."""
    return _cells.evaluate(values, point)


def planted(rng, n, *, many=MANY, small=False):
    """Yield cells whose equations have a root at a known point of theirs, in own coordinates, with one condition.

    ``many``: of one shape at a time.
    ``small``: around the middle of their simplices, where what preconditioning says is worth something.
    """
    for start in range(0, n, many):
        count, shape = min(many, n - start), SHAPES[start // many % len(SHAPES)]
        rows, own = equations(rng, count, shape)
        vertices = [mixtures(rng, count, k, k) for k in shape]
        if small:
            vertices = [(v + 15 * np.ones_like(v) * v.mean(axis=1, keepdims=True).round(2)) / 16 for v in vertices]
            vertices = [np.round(v * 1024) / 1024 for v in vertices]
            vertices = [
                np.concatenate([v[..., :-1], 1 - v[..., :-1].sum(axis=-1, keepdims=True)], -1) for v in vertices
            ]
        condition = rng.integers(-8, 9, (count, 1, *shape)) / 8
        cells = Cells.whole(
            np.arange(count), np.concatenate([rows, condition], axis=1), np.zeros((count, len(own) + 1))
        )
        cells = cells.restricted(vertices)
        local = [mixtures(rng, count, k) for k in shape]
        value = at(cells.values, local)
        value[:, -1] += rng.integers(0, 3, count) / 8  # the condition is met
        values = cells.values - value.reshape(*value.shape, *[1] * len(shape))
        yield Cells(cells.owner, values, np.full(value.shape, ROUNDING), cells.vertices), own, local


def ranges(rng, n):
    """The least and the largest corner value of a row, after several cuts, hold its value at any point."""
    wrong = 0
    for cells, own, local in planted(rng, n):
        first = [np.broadcast_to(np.eye(k), (len(cells), k, k)) * 0.5 + 0.5 / k for k in cells.shape]
        cut = cells.restricted([np.round(own * 64) / 64 for own in first]) if 3 not in cells.shape else cells
        value, flat = at(cut.values, local), cut.corners
        wrong += int(((value < flat.min(axis=2) - ROUNDING) | (value > flat.max(axis=2) + ROUNDING)).any(axis=1).sum())
    return n, wrong


def exclusion(rng, n):
    """Cells that plain ranges exclude hold no solution."""
    return n, sum(int((~_cells.possible(cells, len(own))).sum()) for cells, own, _ in planted(rng, n))


def preconditioning(rng, n):
    """Cells that preconditioning excludes hold no solution, and its bounds on coordinates hold every root."""
    wrong = 0
    for small in (False, True):
        for cells, own, local in planted(rng, n // 2, small=small):
            kept, found = contraction.newton(cells, own)
            wrong += len(cells) - len(kept)
            below = [y[kept.owner] < low - 1e-12 for y, low in zip(local, found.low, strict=True)]
            wrong += int(np.any([b.any(axis=1) for b in below], axis=0).sum())
    return n, wrong


def separation(rng, n):
    """Where hyperplanes part the corner values from zero there is no solution."""
    wrong = 0
    for cells, own, _ in planted(rng, n):
        d = len(own)
        rows = conditional_rows(cells.corners[:, :d], own, cells.shape)
        rounding = conditional_rounding(cells.rounding, own, cells.shape)
        wrong += int(parted(rows, cells.corners[:, d:], rounding)[0].sum())
    return n, wrong


def _one_to_one(cells, own):
    return contraction.one_to_one(cells, len(own))


def uniqueness(rng, n, one_to_one=_one_to_one):
    """Where equations are called one to one, no two points of the cell have the same values."""
    wrong, tried, many = 0, 0, min(MANY, n)
    while tried < n:
        for cells, own, local in planted(rng, 4 * many, many=many, small=True):
            unique = one_to_one(cells, own)
            other = [mixtures(rng, len(cells), k) for k in cells.shape]
            apart = np.any([(a != b).any(axis=1) for a, b in zip(local, other, strict=True)], axis=0)
            same = (at(cells.values, local)[:, : len(own)] == at(cells.values, other)[:, : len(own)]).all(axis=1)
            tried += int((unique & apart).sum())
            wrong += int((unique & apart & same).sum())
    return tried, wrong


def certificates(rng, n):
    """The root next to which one is certified lies within the radius, and no other within the distance told."""
    wrong, tried, many = 0, 0, min(MANY, n // 2)
    while tried < n:
        for cells, own, local in planted(rng, 4 * many, many=many):
            for k in range(len(cells)):
                values = cells.values[k, : len(own)]
                root = certify(values, tuple(y[k] + 1e-3 for y in local), cells.rounding[k, : len(own)])
                if root is not None:
                    away = max(abs(x - y[k]).max() for x, y in zip(root.point, local, strict=True))
                    tried, wrong = tried + 1, wrong + bool(root.radius < away < root.alone)
    return tried, wrong


def nearby_games(rng, n):
    """Where an action is left out of a cell, another pays more by the margin at every point of it."""
    wrong = tried = 0
    while tried < n:
        shape = SHAPES[tried % len(SHAPES)]
        payoffs = rng.integers(0, 9, (len(shape), *shape)) / 8
        vertices = [mixtures(rng, MANY, k, k) for k in shape]
        point = [(mixtures(rng, MANY, k)[:, None] @ v)[:, 0] for k, v in zip(shape, vertices, strict=True)]
        for player in range(len(shape)):
            worse = near_games._worse(payoffs[player], player, vertices, 2.0**-4)
            rows = np.broadcast_to(
                np.moveaxis(payoffs[player], player, 0), (MANY, shape[player], *np.delete(shape, player))
            )
            pays = at(rows, [x for j, x in enumerate(point) if j != player])
            best = pays.max(axis=1, keepdims=True)
            tried += int(worse.sum())
            wrong += int((worse & (best - pays <= 2.0**-4)).sum())
    return tried, wrong


def intervals(rng, n):
    """The value of a polynomial at a fraction lies within its bounds on an interval around the fraction."""
    wrong = 0
    for _ in range(n):
        coefficients = rng.integers(-9, 10, rng.integers(2, 8)).tolist()
        ends = sorted(Fraction(int(a), 97) for a in rng.integers(-200, 200, 2))
        x = ends[0] + (ends[1] - ends[0]) * Fraction(int(rng.integers(0, 12)), 11)
        low, high = horner(coefficients, scaled(*ends, 20), 20)
        value = Fraction(0)
        for c in coefficients:
            value = value * x + c
        wrong += not low <= value * 2**20 <= high
    return n, wrong


def double_roots(rng, n):
    """Around a double root no other point of the box told is a root."""
    wrong = tried = 0
    while tried < n:
        a, b, c = (Fraction(int(k), 4) for k in rng.integers(1, 5, 3))
        rows = np.empty((3, 2, 2, 2), dtype=object)
        for x, y, z in np.ndindex(2, 2, 2):  # with y = z and x + z = 1 the last is 4 (y - 1/2)^2, whatever a, b and c
            on = a * (z - y), b * (x + z - 1), (4 * x * y - 1) + c * (x + y - 1)
            rows[:, x, y, z] = [Fraction(k) for k in on]
        root = double_root(rows, [np.array([0.5, 0.5])] * 3)
        if root is None:
            continue
        inverse, count = np.linalg.inv(root.coordinates), min(50, n - tried)
        for inner in rng.uniform(-root.radius, root.radius, (count, 3)):
            second = [Fraction(1, 2) + Fraction(float(step)) for step in inverse @ inner]
            value = rows
            for p in reversed(second):
                value = np.tensordot(value, np.array([1 - p, p], dtype=object), axes=(value.ndim - 1, 0))
            wrong += not any(value.tolist())
        tried += count
    return tried, wrong


def two_outcomes(rng, n):
    """The one root of equations that weigh two outcomes alone is the one that they were made for."""
    wrong = tried = 0
    while tried < n:
        shape = SHAPES[tried % len(SHAPES)]
        shares = [rng.integers(1, UNIT, k) for k in shape]
        rows = []
        for j in (j for j, k in enumerate(shape) for _ in range(k - 1)):
            corners = [[slice(None) if i == j else int(rng.integers(k)) for i, k in enumerate(shape)] for _ in range(2)]
            chances = [np.prod([shares[i][a] for i, a in enumerate(corner) if i != j]) for corner in corners]
            rows.append(np.zeros(shape))
            for corner, weight in zip(corners, (chances[1], -chances[0]), strict=True):
                rows[-1][tuple(corner)] += weight / 2**12
        rows, rounding = np.array(rows), np.full(len(rows), ROUNDING)
        point = binomial._only_point(rows, rounding)
        root = None if point is None else certify(rows, point, rounding)
        if root is not None:
            away = max(abs(x - own / own.sum()).max() for x, own in zip(root.point, shares, strict=True))
            tried, wrong = tried + 1, wrong + bool(away > root.radius + 1e-15)
    return tried, wrong


def fractions(rng, n, k):
    """Random mixtures of k actions as fractions."""
    whole = rng.integers(0, UNIT, (n, k)) + np.eye(k, dtype=int)[rng.integers(k, size=n)]
    return np.array([[Fraction(x, sum(row)) for x in row] for row in whole.tolist()], dtype=object)


def common_points(rng, n):
    """Polytopes about a point meet, and those on two sides of a plane do not."""
    wrong = 0
    for tried in range(n):
        k = 3 + tried % 2
        first, second = fractions(rng, k, k), fractions(rng, k, k)
        if tried // 2 % 2:
            point = fractions(rng, 1, k)[0] @ first
            steps = [p / (q - p) for p, q in zip(point, second[0], strict=True) if q > p]
            second[1] = point + min(steps, default=Fraction(0)) * Fraction(1, 2) * (point - second[0])
            wrong += not hulls_meet(first, second)
        else:
            plane = rng.integers(-9, 10, k)
            both = np.concatenate([first, second])
            side = np.array([sum(row * plane) > 0 for row in both])
            wrong += bool(side.any() and not side.all() and hulls_meet(both[side], both[~side]))
    return n, wrong


def payoff_differences(rng, n):
    """Differences of payoffs computed in floats are within their slack of the exact ones, and ties where these are."""
    wrong = tried = 0
    while tried < n:
        shape = SHAPES[tried % len(SHAPES)]
        factors = rng.integers(-30, 31, (2, len(shape), *shape))
        gaps = Gaps(NormalFormGame((factors[0] / 10) * (factors[1] / 7)))
        for i, (near, slack) in enumerate(zip(gaps.nearest, gaps.slack, strict=True)):
            exact = np.moveaxis(factors[0, i] * factors[1, i], i, 0)
            exact = exact[:, None] - exact[None, :]  # in units of 1 / 70
            for value, whole, allowed in zip(near.ravel(), exact.ravel(), slack.ravel(), strict=True):
                wrong += not abs(Fraction(value) - Fraction(int(whole), 70)) <= Fraction(allowed)
            tried += exact.size
    return tried, wrong


BOUNDS: dict[str, Callable] = {
    "ranges at corners": ranges,
    "exclusion by ranges": exclusion,
    "preconditioning": preconditioning,
    "separation": separation,
    "uniqueness": uniqueness,
    "certified roots": certificates,
    "double roots": double_roots,
    "nearby games": nearby_games,
    "polynomials on intervals": intervals,
    "roots of two outcomes": two_outcomes,
    "common points": common_points,
    "payoff differences": payoff_differences,
}
