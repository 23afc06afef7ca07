r"""The chance that what each player did is a best reply to what the others did, and where a search begins.

Given the others' actions, a player's payoffs of the own actions b are :math:`v_b(\theta)` with independent normal
shocks of variance :math:`s^2 = \sigma^2 + \tau^2`, and action a is best with the chance

.. math:: \int \varphi(z) \prod_{b \ne a} \Phi\Big(z + \frac{v_a - v_b}{s}\Big)\, dz.

Players' shocks are independent, so that the product of these chances over players is the chance that the profile is an
equilibrium. It is log-concave in :math:`\theta`, and where it is largest a search begins, without a simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.climbing import ARRIVED, newton_step
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.game.best_reply import pure_deviation_payoffs

#: Points of Gauss-Hermite quadrature.
_POINTS = 40
#: Newton's steps, and how often one is halved.
_STEPS, _HALVINGS = 50, 20
#: Parameters have a normal prior with so many units of the search as standard deviation: where everybody does the same
#: the likelihood has no maximum.
_WIDE = 30.0


@dataclass(frozen=True, eq=False)
class Replies:
    """By how much what was played beats each other action beside what the others played, in sizes of shocks.

    ``games``: their places among all. ``lines``: by player, the part that is known, (games, m_i - 1), and what each
    parameter adds, (games, parameters, m_i - 1).
    """

    games: Array
    lines: tuple[tuple[Array, Array], ...]

    def in_units(self, units: Array) -> Replies:
        """Return the same with parameters in other units."""
        return replace(self, lines=tuple((known, added * units[:, None]) for known, added in self.lines))

    def at(self, point: Array) -> tuple[Array, Array, Array]:
        """Return the logarithm of the product of the chances by game, its gradients and Hessians."""
        count, size = len(self.games), len(point)
        logs, gradients, hessians = np.zeros(count), np.zeros((count, size)), np.zeros((count, size, size))
        for known, added in self.lines:
            own, slope, bend = _best(known + np.einsum("gkb,k->gb", added, point))
            logs += own
            gradients += np.einsum("gkb,gb->gk", added, slope)
            hessians += added @ bend @ added.transpose(0, 2, 1)
        return logs, gradients, hessians


def replies_of(games: PlayedGames, shocks: Shocks, origin: Array | None = None, first: int = 0) -> Replies:
    """Return how replies depend on parameters, counted from an origin; ``first``: the place of the first game."""
    count, number = games.features.shape[:2]
    size, every = np.hypot(shocks.profile, shocks.action), np.arange(count)
    base = games.base if origin is None else games.payoffs(origin)
    known = pure_deviation_payoffs(base, every, list(games.played.T))
    features, each = games.features.reshape(-1, *games.base.shape[1:]), np.arange(count * number)
    added = pure_deviation_payoffs(features, each, list(np.repeat(games.played, number, axis=0).T))
    lines = []
    for line, flat, own in zip(known, added, games.played.T, strict=True):
        others = np.arange(line.shape[1]) != own[:, None]
        moved = flat.reshape(count, number, -1)
        gaps, slopes = line[every, own][:, None] - line, moved[every, :, own][:, :, None] - moved
        wide = np.broadcast_to(others[:, None], slopes.shape)
        lines.append((gaps[others].reshape(count, -1) / size, slopes[wide].reshape(count, number, -1) / size))
    return Replies(first + every, tuple(lines))


def likeliest_replies(games: Sequence[PlayedGames], shocks: Shocks, units: Array) -> Array:
    """Return the likeliest parameters of utility over their ``units`` where each action is taken for a best reply.

    >>> from alignment_games.estimation.selecting import entry_games
    >>> games = entry_games({}, [[True, False], [False, False], [True, True], [False, False]])
    >>> likeliest_replies([games], Shocks(), np.ones(2)).round(2).tolist()  # 1 of 5 enter alone, 2 of 3 beside a rival
    [-1.19, 1.79]
    """
    replies = [replies_of(each, shocks).in_units(units) for each in games]
    point = np.zeros(len(units))
    height, gradient, hessian = _sums(replies, point)
    for _ in range(_STEPS):
        step, decrement, _ = newton_step(gradient, hessian)
        there = (point + step / 2**halving for halving in range(_HALVINGS))
        higher = ((each, found) for each in there if (found := _sums(replies, each))[0] > height)
        reached = None if decrement <= ARRIVED else next(higher, None)
        if reached is None:
            break
        point, (height, gradient, hessian) = reached
    return point


def _sums(replies: Sequence[Replies], point: Array) -> tuple[float, Array, Array]:
    """Return the sum of the logarithms over games and of the prior's, its gradient and Hessian."""
    each = [own.at(point) for own in replies]
    logs, gradient, hessian = (np.sum([own[k].sum(axis=0) for own in each], axis=0) for k in range(3))
    prior = 1 / _WIDE**2
    return float(logs - prior * (point @ point) / 2), gradient - prior * point, hessian - prior * np.eye(len(point))


@cache
def _quadrature() -> tuple[Array, Array]:
    """Return points and weights by which a mean over a standard normal number is taken."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(_POINTS)
    return nodes, weights / weights.sum()


def _best(gaps: Array) -> tuple[Array, Array, Array]:
    """Return the logarithm of the chance of being best, (games,), its gradients and Hessians by the gaps."""
    from scipy.special import log_ndtr, logsumexp

    nodes, weights = _quadrature()
    at = nodes[:, None, None] + gaps
    logs = log_ndtr(at)
    terms = logs.sum(axis=-1) + np.log(weights)[:, None]
    total = logsumexp(terms, axis=0)
    share = np.exp(terms - total)
    ratio = np.exp(-np.square(at) / 2 - np.log(2 * np.pi) / 2 - logs)  # the density over the distribution function
    slope = np.einsum("qg,qgb->gb", share, ratio)
    bend = np.einsum("qg,qgb,qgc->gbc", share, ratio, ratio) - slope[:, :, None] * slope[:, None]
    own = np.arange(slope.shape[1])
    bend[:, own, own] -= np.einsum("qg,qgb->gb", share, ratio * (at + ratio))
    return total, slope, bend
