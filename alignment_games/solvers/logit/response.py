r"""The logit quantal response equilibrium at one given rate, by damped iteration along the way up from rate zero.

.. math::

   x_i(a) = \frac{\exp(\lambda u_i(a, x_{-i}))}{\sum_b \exp(\lambda u_i(b, x_{-i}))}

(McKelvey & Palfrey 1995, equation 4.) The rate is raised in equal steps and the play settles at each before
the next, so that the answer hangs together with uniform play at rate zero wherever the iteration is stable.
Cheap for many players, where following the branch by Newton's method is not: a step costs one evaluation of
the expected payoffs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers.numeric import PayoffTables, unit_payoffs

#: Stages on the way up from rate zero, and iterations at each.
STAGES, ITERATIONS = 8, 2000


def softmax(values: Array) -> Array:
    """Return probabilities in proportion to the exponentials along the last axis; -inf counts as never."""
    weights = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def settle(respond: Callable[[Array], Array], start: Array, tol: float) -> Array | None:
    """Return the fixed point that damped iteration reaches from a start, or None when it does not settle.

    ``respond`` maps play to play, any shape. The step is halved whenever the distance grows, and
    lengthened a little when it shrinks.
    """
    now, step, last = start, 1.0, np.inf
    for _ in range(ITERATIONS):
        change = respond(now) - now
        distance = float(np.abs(change).max())
        if distance <= tol:
            return np.asarray(now + change)
        step = max(step / 2, 1 / 256) if distance > last else min(1.0, 1.1 * step)
        now, last = now + step * change, distance
    return None


def logit_response(game: NormalFormGame | SumGame, rate: float, *, tol: float = 1e-9) -> Profile:
    """Return the logit quantal response equilibrium of one game at a rate, one array for each player.

    ``rate``: lambda, per unit of payoff, from 0. ``tol``: the largest distance of a probability from its
    logit response. Payoffs of a game of sums are interpolated between sums where many different ones can occur, which
    moves probabilities by some thousandths at most. Raises InvalidModelError for a negative rate, UnsupportedGameError
    for symbols and families, and for more than two hundred players of a game of sums, NotConvergedError where the
    iteration does not settle.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    >>> logit_response(dilemma, 0.0)[0].tolist()
    [0.5, 0.5]
    """
    if not rate >= 0 or not math.isfinite(rate):
        raise InvalidModelError(f"the rate must be a finite number of at least 0, got {rate}")
    if isinstance(game, SumGame):
        return _by_sums(game, rate, tol)
    if game.batch_shape or game.arithmetic == "symbolic":
        raise UnsupportedGameError("logit response needs one game with numbers as payoffs")
    payoffs, scale = unit_payoffs(game)
    tables = PayoffTables(payoffs)
    offered = np.arange(max(game.n_actions)) < np.array(game.n_actions)[:, None]

    def values(now: Array) -> Array:
        profile = [row[:m] for row, m in zip(now, game.n_actions, strict=True)]
        found = np.zeros(now.shape)
        for i, each in enumerate(tables.values(profile)):
            found[i, : game.n_actions[i]] = each
        return found * scale

    play = logit_play(values, offered, rate, tol)
    return tuple(row[:m] for row, m in zip(play, game.n_actions, strict=True))


def _by_sums(game: SumGame, rate: float, tol: float) -> Profile:
    """Return the play of a game of sums: its way up on the coarser lattice of sums, its end on the finer one."""
    expectation, offered = game.expectation, game.sums.offered
    scales = expectation.scales[:, None]
    play = logit_play(lambda now: expectation.paths[0].values(now) * scales, offered, rate, tol)
    for finer in expectation.paths[1:]:
        settled = settle(_responding(lambda now, path=finer: path.values(now) * scales, offered, rate), play, tol)  # type: ignore[misc]
        if settled is None:
            raise NotConvergedError(f"play did not settle at rate {rate:.4g}; take a lower rate")
        play = settled
    return tuple(row[own] for row, own in zip(play, offered, strict=True))


def logit_play(values: Callable[[Array], Array], offered: Array, rate: float, tol: float = 1e-9) -> Array:
    """Return the logit play at a rate, shape (n, m), of whatever game the expected payoffs are those of.

    ``values`` maps play to expected payoffs, both (n, m); ``offered``: which actions each player has; ``rate`` and
    ``tol`` as `logit_response` has them. Raises NotConvergedError where the iteration does not settle.
    """
    play = softmax(np.where(offered, 0.0, -np.inf))
    for stage in np.linspace(0, rate, STAGES + 1)[1:].tolist():
        found = settle(_responding(values, offered, stage), play, tol if stage == rate else 1e-3)
        if found is None:
            raise NotConvergedError(f"play did not settle at rate {stage:.4g} of {rate:.4g}; take a lower rate")
        play = found
    return play


def _responding(values: Callable[[Array], Array], offered: Array, rate: float) -> Callable[[Array], Array]:
    """Return the function from play to the logit response to it at a rate."""
    return lambda now: softmax(np.where(offered, rate * values(now), -np.inf))
