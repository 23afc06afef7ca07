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

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.game_block import GameBlock
from alignment_games.solvers.logit.response import softmax

#: Steps of a curve at most, and the smallest one before the curve counts as lost.
STEPS, SMALLEST = 4000, 1e-9
#: Newton's steps at most; the relative size of one that ends them; the same where the curve is only passed by.
#: Each step squares the distance, so that what is left is smaller still.
NEWTON, SETTLED, PASSED = 12, 1e-13, 1e-5
#: How near to the play foretold, relative to its size, play is that was foretold exactly.
NEAR = 1e-8
#: How much of a step may be corrected, how far play may move, how far the tangent may turn (a cosine).
CORRECTED, MOVED, TURNED = 0.25, 0.25, 0.85


def log_softmax(logits: Array) -> Array:
    """Return the logarithms of the probabilities along the last axis; finite where a probability underflows."""
    apart = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(apart - np.log(np.exp(apart).sum(axis=-1, keepdims=True)))


def polished(block: GameBlock, logits: Array) -> tuple[Array, Array]:
    """Return the play at t = 1 that Newton's method reaches from nearby logits, and which games it settled in."""
    now = logits.reshape(len(logits), -1).copy()
    last = np.full(len(now), np.nan)
    for _ in range(NEWTON):
        values, slope = block.values_and_slope(now.reshape(logits.shape))
        change = slope.solve((values - now)[:, :, None])[:, :, 0]
        now += change
        far, before = abs(change).max(axis=1), last
        # Newton's steps shrink to their squares times a constant, which two of them tell: the next is foretold.
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            last, foretold = far, np.fmin(far, 100 * far * (far / before) ** 2)
        size = 1 + abs(now).max(axis=1)
        settled = foretold <= SETTLED * size
        if settled.all():
            break
    return now.reshape(logits.shape), settled | (last <= NEAR * 1e-3 * size)


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
    corrected = np.zeros(len(here))
    right = np.zeros((*here.shape, 2))
    right[:, -1, 1] = 1  # the tangent is what a step across brings
    for k in range(5):
        values, slope = block.values_and_slope(now[:, :-1].reshape(-1, *shape))
        right[:, :-1, 0] = now[:, -1:] * values - now[:, :-1]
        right[:, -1, 0] = (along * (guess - now)).sum(axis=1)
        found, sign = slope.solve_bordered(now[:, -1], values, along, right)
        change = found[:, :, 0]
        if k == 0:
            corrected = np.linalg.norm(change, axis=1) / length
        now += change
        good = _small(change, now, PASSED)
        if (good | (corrected > CORRECTED)).all():
            break
    turned = _unit(found[:, :, 1])  # where Newton's last step began, as near as it is small
    good &= (sign > 0) & (now[:, -1] > 0)
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


def _small(change: Array, now: Array, tol: float) -> Array:
    return np.asarray(abs(change).max(axis=1) <= tol * (1 + abs(now).max(axis=1)))


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
