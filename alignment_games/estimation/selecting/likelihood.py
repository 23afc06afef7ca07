r"""The simulated likelihood of what was played, when equilibria are selected by a logit of their traits.

For game t with draws s of shocks :math:`\varepsilon_s` made at parameters :math:`\theta_0`, equilibria e of draw s with
traits :math:`y_e` and chances :math:`\pi_e` of the observed profile,

.. math::

   P_t(\theta, \beta) = \frac{\sum_s w_s(\theta)\, p_s(\beta)}{\sum_s w_s(\theta)}, \qquad
   p_s(\beta) = \sum_e \frac{e^{\beta y_e}}{\sum_f e^{\beta y_f}} \pi_e, \qquad
   w_s(\theta) \propto e^{(\theta - \theta_0)' m_s}

(Bajari, Hong & Ryan 2010, section 4). Payoffs are affine in :math:`\theta` and shocks normal with covariance
:math:`\Sigma`, so that a draw's density at :math:`\theta` over that at :math:`\theta_0` is, up to a factor that all
draws of a game share, exponential in :math:`m_s = F' \Sigma^{-1} \varepsilon_s`; no draw's payoffs need be kept.
Weights are divided by their sum, which makes the P of all profiles sum up to one and takes out most of their noise.

Draws come in B blocks that are independent of each other, while those of one are spread more evenly than at random.
With q_s the weights and :math:`r_s = q_s p_s / P_t`, P has the squared relative error
:math:`\tfrac{B}{B - 1} \sum_b \big(\sum_{s \in b} r_s - q_s\big)^2`. The logarithm of P falls short by half of it on
average, which is added (Gouriéroux & Monfort 1996, section 3.1), so that estimates are off by the square of one over
the number of draws only. Of pure equilibria P is a product of factors (`pure_draws`), the logarithms of which add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.selecting.draws import Draws, blocks_of
from alignment_games.estimation.selecting.replies import Replies


@dataclass(frozen=True, eq=False)
class Value:
    """The log likelihood by game, (games,), its derivatives, (games, parameters), and the Hessian of the weighted sum.

    Of the correction of the logarithm the Hessian has the squares of first derivatives, by far the most of it.
    ``noise``: the covariance of the sum of the derivatives over draws made anew, (parameters, parameters).
    ``effective``: of each game, the least share of the draws used that count, 1 where weights are even.
    """

    logs: Array
    scores: Array
    hessian: Array
    noise: Array
    effective: Array


def simulated_likelihood(
    draws: Sequence[Draws | Replies], move: Array, selection: Array, weights: Array | None = None
) -> Value:
    """Return the likelihood at parameters moved from where the draws were made, and selection coefficients.

    ``weights``: how often each game counts, None for once. The log is -inf where no draw has the observed profile.
    """
    games, count = 1 + max(int(part.games.max()) for part in draws), len(move) + len(selection)
    own = np.ones(games) if weights is None else weights
    hessian, noise = np.zeros((2, count, count))
    found = Value(np.zeros(games), np.zeros((games, count)), hessian, noise, np.ones(games))
    for part in draws:
        if isinstance(part, Replies):
            value, sign = _of_replies(part, move, count, own[part.games]), 1
        else:
            value, sign = _of_part(part, move, selection, own[part.games]), -1 if part.divides else 1
        found.logs[part.games] += sign * value.logs
        found.scores[part.games] += sign * value.scores
        found.hessian[:] += sign * value.hessian
        found.noise[:] += value.noise
        found.effective[part.games] = np.minimum(found.effective[part.games], value.effective)
    return found


def _of_replies(part: Replies, move: Array, count: int, weights: Array) -> Value:
    """Return the same of chances that need no draws."""
    logs, gradients, hessians = part.at(move)
    beyond = (0, count - len(move))
    hessian = np.pad(np.einsum("g,gkl->kl", weights, hessians), beyond)
    return Value(logs, np.pad(gradients, ((0, 0), beyond)), hessian, np.zeros((count, count)), np.ones(len(logs)))


def _of_part(part: Draws, move: Array, selection: Array, weights: Array) -> Value:
    """Return the same of the games of one part; p and its derivatives by the draws, then sums over the draws."""
    games, draws, count = part.moves.shape
    tilt = part.moves @ move
    tilt -= tilt.max(axis=1, keepdims=True)
    weight = np.exp(tilt) * part.used
    weight /= weight.sum(axis=1, keepdims=True)
    chance, slope, bend = _selected(part, selection)
    joint = weight * chance
    total = joint.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs, joint = np.log(total), joint / total[:, None]
    of_game = part.many // draws
    by_rate = weight.reshape(-1)[part.many] / total[of_game]
    moves, own_moves, slopes = part.moves, part.moves.reshape(-1, count)[part.many], by_rate[:, None] * slope
    mean, tilted = (np.einsum("gs,gsk->gk", each, moves) for each in (weight, joint))
    by_selection = _by_game(slopes, of_game, games)
    curved = np.zeros((games, count + len(selection), count + len(selection)))
    led = moves * (joint - weight)[..., None]
    curved[:, :count, :count] = led.transpose(0, 2, 1) @ moves
    curved[:, :count, :count] += mean[:, :, None] * mean[:, None] - tilted[:, :, None] * tilted[:, None]
    cross = _by_game(own_moves[:, :, None] * slopes[:, None], of_game, games)
    cross -= tilted[:, :, None] * by_selection[:, None]
    curved[:, :count, count:], curved[:, count:, :count] = cross, cross.transpose(0, 2, 1)
    curved[:, count:, count:] = _by_game(by_rate[:, None, None] * bend, of_game, games)
    curved[:, count:, count:] -= by_selection[:, :, None] * by_selection[:, None]
    each = tuple(_by_block(own) for own in (led, joint, weight))
    correction, corrections, squares = _noise(part, each, (tilted, mean, by_selection), slopes)
    scores = np.concatenate([tilted - mean, by_selection], axis=1) + corrections
    effective = 1 / (part.used.sum(axis=1) * np.square(weight).sum(axis=1))
    hessian, noise = (np.einsum("g,gkl->kl", *each) for each in ((weights, curved + squares), (weights**2, squares)))
    return Value(logs + correction, scores, hessian, noise, effective)


def _selected(part: Draws, selection: Array) -> tuple[Array, Array, Array]:
    """Return p of each draw, and by the selection coefficients of draws of many its first and second derivatives."""
    chance = part.chances.copy()
    if not len(part.many):
        return chance, np.zeros((0, len(selection))), np.zeros((0, len(selection), len(selection)))
    rows = np.repeat(np.arange(len(part.many)), np.diff(part.starts, append=len(part.row_chances)))
    utility = part.traits @ selection
    share = np.exp(utility - np.maximum.reduceat(utility, part.starts)[rows])
    share /= np.add.reduceat(share, part.starts)[rows]
    played = share * part.row_chances
    p = np.add.reduceat(played, part.starts)
    chance.reshape(-1)[part.many] = p
    apart = part.traits - np.add.reduceat(share[:, None] * part.traits, part.starts)[rows]
    slope = np.add.reduceat(played[:, None] * apart, part.starts)
    squares = apart[:, :, None] * apart[:, None]
    bend = np.add.reduceat((played - share * p[rows])[:, None, None] * squares, part.starts)
    return chance, slope, bend


def _by_game(values: Array, of_game: Array, games: int) -> Array:
    """Return sums of values, (draws of many, ...), over the draws of each game."""
    found = np.zeros((games, *values.shape[1:]))
    if len(values):
        present, starts = np.unique(of_game, return_index=True)
        found[present] = np.add.reduceat(values, starts)
    return found


def _by_block(values: Array) -> Array:
    """Return sums of values, (games, draws, ...), over the draws of each block, (games, blocks, ...)."""
    games, draws = values.shape[:2]
    count = blocks_of(draws)
    return np.asarray(values.reshape(games, count, draws // count, *values.shape[2:]).sum(axis=2))


def _noise(
    part: Draws, each: tuple[Array, ...], means: tuple[Array, Array, Array], slopes: Array
) -> tuple[Array, Array, Array]:
    r"""Return, by game, the correction of the logarithm, its derivatives, and the squares of the error of the scores.

    A block adds :math:`\sum_s (r_s - q_s) m_s - r_s \bar m_r + q_s \bar m_q` to the scores by utility and
    :math:`\sum_s s_s - r_s \bar s` to those by selection, with :math:`\bar m_r`, :math:`\bar m_q` and
    :math:`\bar s` the ``means``, s the ``slopes`` of draws of many, and ``each`` the sums of (r - q) m, r and q.
    """
    (led, joint, weight), (tilted, mean, by_selection) = each, means
    games, draws = part.chances.shape
    count = blocks_of(draws)
    of_block = part.many // (draws // count)
    added = _by_game(slopes, of_block, games * count).reshape(games, count, -1)
    by_utility = led - joint[..., None] * tilted[:, None] + weight[..., None] * mean[:, None]
    influence = np.concatenate([by_utility, added - joint[..., None] * by_selection[:, None]], axis=2)
    influence *= np.sqrt(count / (count - 1))
    apart = np.sqrt(count / (count - 1)) * (joint - weight)
    squares = influence.transpose(0, 2, 1) @ influence
    return np.square(apart).sum(axis=1) / 2, np.einsum("gb,gbk->gk", apart, influence), squares
