r"""What a state does, as a function of the parameters: logit quantal response over many games at once.

With the sources z of row r's perceived threat and the parameters :math:`\theta = (\log\lambda, w, c)`,

.. math::

   T_r &= \exp\Big(\sum_k w_k\, g_k(z_{rk})\Big), \qquad
   v_r(a) = \lambda\,\text{scale} \cdot E_s[\text{base}_r(a, s) + T_r\,\text{slope}_r(a, s)] - c_a \\
   x_r(a) &= \frac{e^{v_r(a)}}{\sum_b e^{v_r(b)}}

where g is the logarithm for the four sources of threat (the weights are exponents of the product form) and
the value itself for covariates. Costs c are in log-odds: a cost of 1 makes an action e times rarer. Play x
is where the branch that begins at uniform play first reaches v (`estimation.principal_branch`).

Its derivatives are exact. In logits z, with S_r = diag(x_r) - x_r x_r' and J = dv/dx,
:math:`(1 - J S)\, dz/d\theta = \partial v/\partial\theta`, one linear system for each game.

The scale of payoffs and lambda enter as their product: only one of them can be estimated (McKelvey & Palfrey
1995, section 4), and asking for both is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError
from alignment_games.estimation.game_block import GameBlock, expected
from alignment_games.estimation.principal_branch import follow, log_softmax, polished
from alignment_games.estimation.stack import GamesOfOneSize, Stack
from alignment_games.estimation.theory import ThreatTheory, charge
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers.logit.response import softmax

#: Payoffs held at once when many parameters are looked at side by side.
_TOGETHER = 2**23


@fields_as_annotated()
@dataclass(frozen=True)
class QuantalResponse(ThreatTheory):
    """A theory to estimate: what `Theory` names, and states that err at a rate.

    ``sources``: names of the threat's sources and of covariates, each with a weight to estimate. ``costs``:
    what to estimate on top of the utility's costs, in log-odds: an action (``"balance"``) or how its cost moves
    with a source or covariate (``"balance by rivalry"``). ``rate``: lambda, None to
    estimate it. ``scale``: of all payoffs, None to estimate it instead of the rate.
    """

    def play(self, stack: Stack, parameters: Sequence[float] | Array) -> Array:
        """Return the probability of each row's actions, (rows, m). Raises NotConvergedError."""
        return softmax(self.logits(stack, parameters))

    def logits(self, stack: Stack, parameters: Sequence[float] | Array, near: Array | None = None) -> Array:
        """Return the logits of play, (rows, m): the principal branch's, or the solution ``near`` other logits.

        Raises NotConvergedError where the branch is lost, or where no solution continues the logits nearby.
        """
        given = _Parameters(self, stack, np.asarray(parameters, dtype=float))
        found = np.empty((len(stack), len(stack.actions)))
        for games in stack.blocks:
            rows, block = games.rows, _block([given], games)
            if near is None:
                found[rows] = follow(block)
            else:
                logits, settled = polished(block, near[rows])
                found[rows] = np.where(settled[:, None, None], logits, np.nan)
        if np.isnan(found).any():
            what = "the branch of quantal response play could not be followed" if near is None else "play folds here"
            raise NotConvergedError(f"{what} at rate {given.rate:.4g}; take a lower rate, or bound it")
        return found

    def log_likelihoods(self, stack: Stack, points: Array) -> Array:
        """Return the log likelihood at each of many parameters, (points,); -inf where a branch is lost."""
        at = np.arange(len(stack))
        logs = [log_softmax(logits)[:, at, stack.played].sum(axis=1) for logits in self._side_by_side(stack, points)]
        total = np.concatenate(logs)
        return np.where(np.isnan(total), -np.inf, total)

    def mean_plays(self, stack: Stack, points: Array) -> Array:
        """Return the mean over the rows of each action's probability, (points, m); NaN where a branch is lost."""
        return np.concatenate([softmax(logits).mean(axis=1) for logits in self._side_by_side(stack, points)])

    def _side_by_side(self, stack: Stack, points: Array) -> Iterator[Array]:
        """Yield logits at many parameters, (points, rows, m), as many at a time as fit in memory; NaN where lost."""
        together = max(1, _TOGETHER // stack.base.size)
        for first in range(0, len(points), together):
            given = [_Parameters(self, stack, point) for point in points[first : first + together]]
            found = np.empty((len(given), len(stack), len(stack.actions)))
            for games in stack.blocks:
                rows, followed = games.rows, follow(_block(given, games))
                found[:, rows] = followed.reshape(len(given), *rows.shape, -1)
            yield found

    def likelihood(
        self, stack: Stack, parameters: Sequence[float] | Array, near: Array | None = None
    ) -> tuple[Array, Array]:
        """Return the log likelihood of each row's choice, (rows,), and its derivatives, (rows, parameters).

        ``near``: as in `logits`.
        """
        return self.likelihood_at(stack, parameters, self.logits(stack, parameters, near))

    def likelihood_at(self, stack: Stack, parameters: Sequence[float] | Array, logits: Array) -> tuple[Array, Array]:
        """Return the same, of play that is known by its logits."""
        scores = self._scores(stack, [_Parameters(self, stack, np.asarray(parameters, dtype=float))], logits[None])
        return log_softmax(logits)[np.arange(len(stack)), stack.played], scores[0]

    def scores_near(self, stack: Stack, points: Array, near: Array) -> Array:
        """Return the derivatives of each row's log likelihood at parameters so close that play is near some logits.

        (points, rows, parameters). Raises NotConvergedError where play has no continuation nearby.
        """
        given = [_Parameters(self, stack, point) for point in points]
        found = np.empty((len(given), *near.shape))
        for games in stack.blocks:
            rows = games.rows
            logits, settled = polished(_block(given, games), np.concatenate([near[rows]] * len(given)))
            if not settled.all():
                raise NotConvergedError(f"play folds here at rate {given[0].rate:.4g}; take a lower rate, or bound it")
            found[:, rows] = logits.reshape(len(given), *rows.shape, -1)
        return self._scores(stack, given, found)

    def _scores(self, stack: Stack, given: Sequence[_Parameters], logits: Array) -> Array:
        """Return the derivatives at some parameters, of play known by its logits, (points, rows, parameters)."""
        play = softmax(logits)
        moved = np.empty((*play.shape, len(self.names)))
        for games in stack.blocks:
            rows, m = games.rows, play.shape[-1]
            block, own = _block(given, games), logits[:, rows].reshape(-1, rows.shape[1], m)
            _, slope = block.values_and_slope(own)
            right = _derivatives(given, games, block, softmax(own)).reshape(len(own), rows.shape[1] * m, -1)
            moved[:, rows] = slope.solve(right).reshape(len(given), *rows.shape, m, -1)
        of_played = moved[:, np.arange(len(stack)), stack.played]
        return np.asarray(of_played - (play[..., None] * moved).sum(axis=2))


class _Parameters:
    """The parameters put to work on one stack: v and its derivatives."""

    def __init__(self, theory: QuantalResponse, stack: Stack, parameters: Array) -> None:
        self.theory, self.stack = theory, stack
        each = dict(zip(theory.names, parameters, strict=True))
        self.rate = float(np.exp(each["log rate"])) if theory.rate is None else theory.rate
        self.scale = float(np.exp(each["log scale"])) if theory.scale is None else float(theory.scale or 1)
        self.inputs = theory.inputs(stack)
        weights = np.array([each[f"weight of {name}"] for name in theory.sources])
        self.threat = np.exp(self.inputs @ weights)
        self.charged = [charge(stack, name) for name in theory.costs]
        self.cost = np.zeros((len(stack), len(stack.actions)))
        for name, own in zip(theory.costs, self.charged, strict=True):
            self.cost += each[f"cost of {name}"] * own


def _block(given: Sequence[_Parameters], games: GamesOfOneSize) -> GameBlock:
    """Return the same games at some parameters, one after the other."""
    rows, times = games.rows, len(given)
    threat = np.stack([each.threat[rows] for each in given])
    factor = np.array([each.rate * each.scale for each in given])[:, None, None]
    gains = games.slope[..., None, :, :] * threat
    gains += games.base[..., None, :, :]
    gains *= factor
    return GameBlock(
        gains.reshape(*games.base.shape[:-2], -1, rows.shape[1]),
        np.concatenate([each.cost[rows] for each in given]),
        games.mixing if times == 1 else games.mixing.take(np.tile(np.arange(len(rows)), times)),
    )


def _derivatives(given: Sequence[_Parameters], games: GamesOfOneSize, block: GameBlock, play: Array) -> Array:
    """Return the derivatives of v by the parameters, play held fixed, (points games, n, m, parameters)."""
    theory, rows, times = given[0].theory, games.rows, len(given)
    others = block.mixing.others(play)
    slope = expected(np.concatenate([games.slope] * times, axis=-2), others)
    factor = np.concatenate([each.rate * each.scale * each.threat[rows] for each in given])
    by_weight = factor[..., None] * slope
    columns = [expected(block.gains, others)] if theory.rate is None or theory.scale is None else []
    columns += [by_weight * np.concatenate([own[rows]] * times)[..., None] for own in given[0].inputs.T]
    columns += [np.concatenate([-own[rows]] * times) for own in given[0].charged]
    return np.stack(columns, axis=-1)
