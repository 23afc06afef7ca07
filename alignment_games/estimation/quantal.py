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
from alignment_games.estimation.curvature import curvature
from alignment_games.estimation.principal_branch import follow, log_softmax, polished
from alignment_games.estimation.put_in import PutIn, block_of, derivatives
from alignment_games.estimation.stack import Stack
from alignment_games.estimation.theory import ThreatTheory
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
        given = PutIn(self, stack, np.asarray(parameters, dtype=float))
        found = np.empty((len(stack), len(stack.actions)))
        for games in stack.blocks:
            rows, block = games.rows, block_of([given], games)
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
            given = [PutIn(self, stack, point) for point in points[first : first + together]]
            found = np.empty((len(given), len(stack), len(stack.actions)))
            for games in stack.blocks:
                rows, followed = games.rows, follow(block_of(given, games))
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
        scores = self._scores(stack, PutIn(self, stack, np.asarray(parameters, dtype=float)), logits)
        return log_softmax(logits)[np.arange(len(stack)), stack.played], scores

    def curvature(self, stack: Stack, parameters: Sequence[float] | Array, logits: Array, weights: Array) -> Array:
        """Return the second derivatives of the log likelihood, (parameters, parameters), of play known by its logits.

        ``weights``: how often each row counts. Raises NotConvergedError where play has no derivatives.
        """
        given = PutIn(self, stack, np.asarray(parameters, dtype=float))
        found = curvature(given, logits, weights)
        if not np.isfinite(found).all():
            raise NotConvergedError(f"play folds here at rate {given.rate:.4g}; take a lower rate, or bound it")
        return found

    def goes_on(self, stack: Stack, points: Array, near: Array) -> bool:
        """Return whether play has a continuation at parameters so close that it is near some logits."""
        given = [PutIn(self, stack, point) for point in points]
        return all(
            polished(block_of(given, games), np.concatenate([near[games.rows]] * len(given)))[1].all()
            for games in stack.blocks
        )

    def _scores(self, stack: Stack, given: PutIn, logits: Array) -> Array:
        """Return the derivatives of each row's log likelihood, of play known by its logits, (rows, parameters)."""
        play = softmax(logits)
        moved = np.empty((*play.shape, len(self.names)))
        for games in stack.blocks:
            rows = games.rows
            block, own = block_of([given], games), logits[rows]
            _, slope = block.values_and_slope(own)
            right = derivatives(given, games, block, softmax(own)).reshape(len(own), own[0].size, -1)
            moved[rows] = slope.solve(right).reshape(*own.shape, -1)
        of_played = moved[np.arange(len(stack)), stack.played]
        return np.asarray(of_played - (play[..., None] * moved).sum(axis=1))
