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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError, only_known, unknown_name
from alignment_games.estimation.principal_branch import Block, expected, follow, log_softmax, polished
from alignment_games.estimation.stack import Stack
from alignment_games.solvers.logit_response import softmax

Array = NDArray[Any]

#: Sources that enter by their logarithm; all others enter as they are.
LOGARITHMIC = ("power", "proximity", "offence", "intent")
#: Payoffs held at once when many parameters are looked at side by side.
_TOGETHER = 2**23


@dataclass(frozen=True)
class QuantalResponse:
    """A theory to estimate: which sources make the threat, which actions have a cost of their own.

    ``sources``: names of the threat's sources and of covariates, each with a weight to estimate. ``costs``:
    what to estimate on top of the utility's costs, in log-odds: an action (``"balance"``) or how its cost moves
    with a source or covariate (``"balance by rivalry"``). ``rate``: lambda, None to
    estimate it. ``scale``: of all payoffs, None to estimate it instead of the rate.
    """

    sources: tuple[str, ...] = ("power", "proximity")
    costs: tuple[str, ...] = ()
    rate: float | None = None
    scale: float | None = 1.0

    def __post_init__(self) -> None:
        if self.rate is None and self.scale is None:
            raise InvalidModelError(
                "the scale of payoffs and the rate lambda are not separately identified: only their product is; "
                "fix scale (usually at 1) or rate"
            )
        for name in self.names:
            if self.names.count(name) > 1:
                raise InvalidModelError(f"the {name} is asked for twice; name each source and cost once")
        for what, value in (("rate", self.rate), ("scale", self.scale)):
            if value is not None and not 0 < value < np.inf:
                raise InvalidModelError(f"{what} must be a finite number above 0, or None to estimate it, got {value}")

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""
        return (
            *(["log rate"] if self.rate is None else []),
            *(["log scale"] if self.scale is None else []),
            *(f"weight of {name}" for name in self.sources),
            *(f"cost of {name}" for name in self.costs),
        )

    def start(self) -> Array:
        """Return where estimation starts: rate and scale 10 and 1, weights and costs 0."""
        return np.array([np.log(10.0) if name == "log rate" else 0.0 for name in self.names])

    def check(self, stack: Stack) -> None:
        """Raise InvalidModelError for a source or an action that the games do not have, or cannot use."""
        only_known("source", self.sources, stack.sources)
        for name in self.sources:
            values = stack.sources[name]
            if name in LOGARITHMIC and not (values > 0).all():
                raise InvalidModelError(f"{name} must be positive to enter by its logarithm, got {values.min()}")
            if np.ptp(values) == 0:
                raise InvalidModelError(
                    f"the weight of {name} is not identified: every state has the value {values[0]}"
                )
        for name in self.costs:
            action, by, source = name.partition(" by ")
            if action not in stack.actions:
                raise unknown_name("action", action, stack.actions)
            if by and source not in stack.sources:
                raise unknown_name("source", source, stack.sources)
        if set(stack.actions) <= set(self.costs):
            raise InvalidModelError(
                f"of the costs of {', '.join(stack.actions)} only differences are identified; drop one"
            )

    def play(self, stack: Stack, parameters: Sequence[float] | Array) -> Array:
        """Return the probability of each row's actions, (rows, m). Raises NotConvergedError."""
        return softmax(self.logits(stack, parameters))

    def logits(self, stack: Stack, parameters: Sequence[float] | Array, near: Array | None = None) -> Array:
        """Return the logits of play, (rows, m): the principal branch's, or the solution ``near`` other logits.

        Raises NotConvergedError where the branch is lost, or where no solution continues the logits nearby.
        """
        given = _Parameters(self, stack, np.asarray(parameters, dtype=float))
        found = np.empty((len(stack), len(stack.actions)))
        for rows in stack.blocks:
            block = given.block(rows)
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
        """Return the log likelihood at each of many parameters, (points,); -inf where a branch is lost.

        All points are followed side by side, as far as they fit in memory.
        """
        together = max(1, _TOGETHER // stack.base.size)
        if len(points) > together:
            cuts = range(0, len(points), together)
            return np.concatenate([self.log_likelihoods(stack, points[k : k + together]) for k in cuts])
        given = [_Parameters(self, stack, point) for point in points]
        total = np.zeros(len(points))
        for rows in stack.blocks:
            logits = follow(Block.joined([each.block(rows) for each in given]))
            logs = log_softmax(logits.reshape(len(points), rows.size, -1))
            total += logs[:, np.arange(rows.size), stack.played[rows].ravel()].sum(axis=1)
        return np.where(np.isnan(total), -np.inf, total)

    def likelihood(
        self, stack: Stack, parameters: Sequence[float] | Array, near: Array | None = None
    ) -> tuple[Array, Array]:
        """Return the log likelihood of each row's choice, (rows,), and its derivatives, (rows, parameters).

        ``near``: as in `logits`.
        """
        return self.likelihood_at(stack, parameters, self.logits(stack, parameters, near))

    def likelihood_at(self, stack: Stack, parameters: Sequence[float] | Array, logits: Array) -> tuple[Array, Array]:
        """Return the same, of play that is known by its logits."""
        given = _Parameters(self, stack, np.asarray(parameters, dtype=float))
        play = softmax(logits)
        moved = np.empty((*play.shape, len(self.names)))
        for rows in stack.blocks:
            games, n = rows.shape
            _, slope = given.block(rows).values_and_slope(logits[rows])
            right = given.derivatives(rows, play[rows]).reshape(games, n * play.shape[1], -1)
            moved[rows] = np.linalg.solve(np.eye(slope.shape[1]) - slope, right).reshape(games, n, play.shape[1], -1)
        at = np.arange(len(play))
        scores = moved[at, stack.played] - (play[:, :, None] * moved).sum(axis=1)
        return log_softmax(logits)[at, stack.played], scores

    def charges(self, stack: Stack) -> Array:
        """Return by how much each row's actions cost more for a unit of each cost, (rows, m, costs)."""
        return np.stack([_charge(stack, name) for name in self.costs], axis=-1)

    def scales(self, stack: Stack) -> Array:
        """Return the unit of each parameter in which the search is done: a weight's unit is a covariate's inverse.

        1 for rate, scale, costs and the weights of logarithms; a covariate's largest size for what multiplies it.
        """
        units = []
        for name in self.names:
            source = name.removeprefix("weight of ") if name.startswith("weight of ") else name.partition(" by ")[2]
            plain = source in stack.sources and source not in LOGARITHMIC
            units.append(float(abs(stack.sources[source]).max()) if plain else 1.0)
        return np.array([unit or 1.0 for unit in units])


class _Parameters:
    """The parameters put to work on one stack: v and its derivatives."""

    def __init__(self, theory: QuantalResponse, stack: Stack, parameters: Array) -> None:
        self.theory, self.stack = theory, stack
        each = dict(zip(theory.names, parameters, strict=True))
        self.rate = float(np.exp(each["log rate"])) if theory.rate is None else theory.rate
        self.scale = float(np.exp(each["log scale"])) if theory.scale is None else float(theory.scale or 1)
        columns = [_input(stack, name) for name in theory.sources]
        self.inputs = np.stack(columns, axis=-1) if columns else np.zeros((len(stack), 0))
        weights = np.array([each[f"weight of {name}"] for name in theory.sources])
        self.threat = np.exp(self.inputs @ weights)
        self.charged = [_charge(stack, name) for name in theory.costs]
        self.cost = np.zeros((len(stack), len(stack.actions)))
        for name, charge in zip(theory.costs, self.charged, strict=True):
            self.cost += each[f"cost of {name}"] * charge
        wide = (slice(None),) + (None,) * (stack.base.ndim - 1)
        self.gains = self.rate * self.scale * (stack.base + self.threat[wide] * stack.slope)

    def block(self, rows: Array) -> Block:
        """Return the games whose rows are given, (games, n)."""
        stack = self.stack
        mixing = stack.mixing[:, rows, : rows.shape[1]]
        return Block(self.gains[rows], self.cost[rows], mixing, stack.idle[:, rows])

    def derivatives(self, rows: Array, play: Array) -> Array:
        """Return the derivatives of v by the parameters, play held fixed, (games, n, m, parameters)."""
        block = self.block(rows)
        others = block.others(play)
        gains, _ = expected(block.gains, others)
        slope, _ = expected(self.stack.slope[rows], others)
        by_weight = self.rate * self.scale * self.threat[rows][..., None] * slope
        columns = [gains] if self.theory.rate is None or self.theory.scale is None else []
        columns += [by_weight * own[rows][..., None] for own in self.inputs.T]
        columns += [-charge[rows] for charge in self.charged]
        return np.stack(columns, axis=-1)


def _input(stack: Stack, name: str) -> Array:
    """Return a source as it enters: the four sources of threat by their logarithm, covariates as they are."""
    return np.log(stack.sources[name]) if name in LOGARITHMIC else stack.sources[name]


def _charge(stack: Stack, name: str) -> Array:
    """Return by how much each row's actions cost more for a unit of a cost, (rows, m)."""
    action, by, source = name.partition(" by ")
    amount = _input(stack, source) if by else np.ones(len(stack))
    return np.outer(amount, np.array(stack.actions) == action)
