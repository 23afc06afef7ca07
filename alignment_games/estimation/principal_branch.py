r"""The principal branch of quantal response, followed from rate zero in many games at once.

In logits z, with :math:`x = \operatorname{softmax}(z)` and v the payoffs times the rate less the costs, play at
a share t of v solves

.. math:: F(z, t) = z - t\, v(\operatorname{softmax} z) = 0.

From (0, 0), where everybody mixes evenly, a curve of solutions leads to t = 1 (McKelvey & Palfrey 1995,
theorem 3). It is followed by pseudo-arclength: a step along the tangent, Newton's method back to the curve in
the hyperplane across it. Where the curve folds back in t it is followed round the fold; play is where it meets
t = 1 first. So play does not depend on the luck of an iteration, and jumps only where a fold passes t = 1.
Along one curve the determinant of F's derivatives with the tangent below them keeps its sign (Allgower & Georg
2003, chapter 2): a step that changes it has landed on another part of the curve, run the other way, and is halved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.logit.response import softmax

#: Steps of a curve at most, and the smallest one before the curve counts as lost.
STEPS, SMALLEST = 4000, 1e-9
#: Newton's steps at most; the relative size of one that ends them; the same where the curve is only passed by.
NEWTON, SETTLED, NEAR = 12, 1e-13, 1e-8
#: How much of a step may be corrected, how far play may move, how far the tangent may turn (a cosine).
CORRECTED, MOVED, TURNED = 0.25, 0.25, 0.85


@dataclass(frozen=True, eq=False)
class GameBlock:
    """Games of n states and m actions: payoffs times the rate, and costs.

    ``gains``: (games, n, m, m, ..., m), own action first, then one axis for each slot of others. ``cost``:
    (games, n, m). ``mixing``: (slots, games, n, n), whose play makes up whose slot; ``idle``: (slots, games, n).
    """

    gains: Array
    cost: Array
    mixing: Array
    idle: Array

    def take(self, games: Array) -> GameBlock:
        """Return some of the games."""
        return GameBlock(self.gains[games], self.cost[games], self.mixing[:, games], self.idle[:, games])

    @staticmethod
    def joined(blocks: Sequence[GameBlock]) -> GameBlock:
        """Return blocks of games of one size as one."""
        gains, cost = (np.concatenate([getattr(each, name) for each in blocks]) for name in ("gains", "cost"))
        mixing, idle = (np.concatenate([getattr(each, name) for each in blocks], axis=1) for name in ("mixing", "idle"))
        return GameBlock(gains, cost, mixing, idle)

    def others(self, play: Array) -> Array:
        """Return the probabilities of each slot's actions, (slots, games, n, m)."""
        return np.asarray(self.mixing @ play + self.idle[..., None] / play.shape[-1])

    def values(self, play: Array) -> Array:
        """Return v, (games, n, m), each state's mean taken off: logits matter by their differences alone."""
        return self._centred(expected(self.gains, self.others(play))[0])

    def values_and_slope(self, logits: Array) -> tuple[Array, Array]:
        """Return v, (games, n m), and its derivatives by the logits, (games, n m, n m)."""
        games, n, m = logits.shape
        play = softmax(logits)
        others = self.others(play)
        values, slopes = expected(self.gains, others)
        total = np.zeros((games, n, m, n, m))
        for slope, mixing in zip(slopes, self.mixing, strict=True):
            total += slope[:, :, :, None, :] * mixing[:, :, None, :, None]
        total -= (total * play[:, None, None]).sum(axis=-1, keepdims=True)
        total *= play[:, None, None]  # by the chain rule through softmax, row by row
        total -= total.mean(axis=2, keepdims=True)
        return self._centred(values).reshape(games, n * m), total.reshape(games, n * m, n * m)

    def _centred(self, values: Array) -> Array:
        values = values - self.cost
        return np.asarray(values - values.mean(axis=-1, keepdims=True))


def expected(payoffs: Array, others: Array) -> tuple[Array, list[Array]]:
    """Return the expectation over the slots of others, (games, n, m), and with each slot left open, (games, n, m, m).

    ``payoffs``: (games, n, m, m, ..., m); ``others``: (slots, games, n, m).
    """
    games, n, m = payoffs.shape[:3]
    slopes = []
    for slot in reversed(range(len(others))):
        kept = payoffs  # the later slots are summed out; now the earlier ones
        for probabilities in others[:slot]:
            kept = (probabilities[:, :, None, None, :] @ kept.reshape(games, n, m, m, -1))[..., 0, :]
        slopes.append(kept.reshape(games, n, m, m))
        payoffs = (payoffs.reshape(games, n, -1, m) @ others[slot][..., None])[..., 0]
    return payoffs.reshape(games, n, m), slopes[::-1]


def log_softmax(logits: Array) -> Array:
    """Return the logarithms of the probabilities along the last axis; finite where a probability underflows."""
    apart = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(apart - np.log(np.exp(apart).sum(axis=-1, keepdims=True)))


def polished(block: GameBlock, logits: Array) -> tuple[Array, Array]:
    """Return the play at t = 1 that Newton's method reaches from nearby logits, and which games it settled in."""
    now = logits.reshape(len(logits), -1).copy()
    settled = np.zeros(len(now), dtype=bool)
    for _ in range(NEWTON):
        values, slope = block.values_and_slope(now.reshape(logits.shape))
        change = _solve(np.eye(now.shape[1]) - slope, values - now)
        now += change
        settled = _small(change, now, SETTLED)
        if settled.all():
            break
    return now.reshape(logits.shape), settled | _small(change, now, NEAR * 1e-3)


def follow(block: GameBlock) -> Array:
    """Return the logits at t = 1, (games, n, m), where each game's principal branch first meets it.

    NaN in a game whose curve was lost.
    """
    shape = block.cost.shape
    size = shape[1] * shape[2]
    found = np.full(shape, np.nan)
    points, steps, going = np.zeros((shape[0], size + 1)), np.ones(shape[0]), np.arange(shape[0])
    values = block.values(softmax(np.zeros(shape))).reshape(shape[0], size)
    tangents = _unit(np.concatenate([values, np.ones((shape[0], 1))], axis=1))
    part = block
    for _ in range(STEPS):
        here, length = points[going], steps[going]
        there, turned, corrected, good = _step(part, shape[1:], here, tangents[going], length)
        over = np.flatnonzero(good & (there[:, -1] >= 1))
        if over.size:
            met, well = _meet(part.take(over), shape[1:], here[over], there[over])
            found[going[over[well]]] = met[well]
            good[over[~well]] = False
            over = over[well]
        points[going[good]], tangents[going[good]] = there[good], turned[good]
        steps[going] = length * np.where(good, np.where(corrected < CORRECTED / 4, 2.0, 1.0), 0.5)
        left = steps[going] >= SMALLEST
        left[over] = False
        if not left.all():
            going, part = going[left], part.take(np.flatnonzero(left))
        if not going.size:
            break
    return found


def _step(
    block: GameBlock, shape: tuple[int, ...], here: Array, along: Array, length: Array
) -> tuple[Array, Array, Array, Array]:
    """Return the next points, their tangents, the share of each step that was corrected, and which are good."""
    guess = here + length[:, None] * along
    now = guess.copy()
    corrected, good = np.zeros(len(here)), np.zeros(len(here), dtype=bool)
    across = np.zeros((len(here), here.shape[1], 1))
    across[:, -1] = 1
    for k in range(5):
        matrix, residual = _augmented(block, shape, now, along)
        residual[:, -1] = (along * (now - guess)).sum(axis=1)
        change = -_solve(matrix, residual)
        if k == 0:
            corrected = np.linalg.norm(change, axis=1) / length
        now += change
        good = _small(change, now, NEAR)
        if (good | (corrected > CORRECTED)).all():
            break
    matrix, _ = _augmented(block, shape, now, along)
    turned = _unit(_solve(matrix, across[:, :, 0]))
    matrix[:, -1] = turned
    good &= (np.linalg.slogdet(matrix)[0] > 0) & (now[:, -1] > 0)
    before, after = (softmax(each[:, :-1].reshape(-1, *shape)) for each in (here, now))
    good &= corrected <= CORRECTED
    good &= (turned * along).sum(axis=1) >= TURNED
    good &= abs(after - before).max(axis=(1, 2)) <= MOVED
    return now, turned, corrected, good


def _meet(block: GameBlock, shape: tuple[int, ...], here: Array, there: Array) -> tuple[Array, Array]:
    """Return where the curve between two points meets t = 1, and in which games that was found."""
    share = (1 - here[:, -1]) / (there[:, -1] - here[:, -1])
    between = here + share[:, None] * (there - here)
    met, settled = polished(block, between[:, :-1].reshape(-1, *shape))
    away = np.linalg.norm(met.reshape(len(met), -1) - between[:, :-1], axis=1)
    return met, settled & (away <= CORRECTED * np.linalg.norm(there - here, axis=1) + NEAR)


def _augmented(block: GameBlock, shape: tuple[int, ...], points: Array, along: Array) -> tuple[Array, Array]:
    """Return the derivatives of (F, position along the tangent) and F with a place for the latter."""
    logits, share = points[:, :-1], points[:, -1:]
    values, slope = block.values_and_slope(logits.reshape(-1, *shape))
    size = logits.shape[1]
    matrix = np.empty((len(points), size + 1, size + 1))
    matrix[:, :size, :size] = np.eye(size) - share[:, :, None] * slope
    matrix[:, :size, size] = -values
    matrix[:, size] = along
    residual = np.concatenate([logits - share * values, np.zeros_like(share)], axis=1)
    return matrix, residual


def _solve(matrices: Array, right: Array) -> Array:
    """Return the solutions, and NaN where a matrix of the stack is singular."""
    try:
        return np.asarray(np.linalg.solve(matrices, right[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.full_like(right, np.nan)
        half = len(matrices) // 2
        return np.concatenate([_solve(matrices[:half], right[:half]), _solve(matrices[half:], right[half:])])


def _small(change: Array, now: Array, tol: float) -> Array:
    return np.asarray(abs(change).max(axis=1) <= tol * (1 + abs(now).max(axis=1)))


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
