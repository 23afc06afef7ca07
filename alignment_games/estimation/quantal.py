r"""What a state does, as a function of the parameters: logit quantal response over many games at once.

With the sources z of row r's perceived threat and the parameters :math:`\theta = (\log\lambda, w, c)`,

.. math::

   T_r &= \exp\Big(\sum_k w_k\, g_k(z_{rk})\Big), \qquad
   v_r(a) = \lambda\,\text{scale} \cdot E_s[\text{base}_r(a, s) + T_r\,\text{slope}_r(a, s)] - c_a \\
   x_r(a) &= \frac{e^{v_r(a)}}{\sum_b e^{v_r(b)}}

where g is the logarithm for the four sources of threat (the weights are exponents of the product form) and
the value itself for covariates. Costs c are in log-odds: a cost of 1 makes an action e times rarer. Play x
is the fixed point reached from uniform play as the rate rises.

Its derivatives are exact. With S_r = diag(x_r) - x_r x_r' and J = dv/dx,
:math:`(1 - S J)\, dx/d\theta = S\, \partial v/\partial\theta`, one linear system for all rows.

The scale of payoffs and lambda enter as their product: only one of them can be estimated (McKelvey & Palfrey
1995, section 4), and asking for both is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError, only_known, unknown_name
from alignment_games.estimation.stack import Stack
from alignment_games.solvers.logit_response import settle, softmax

Array = NDArray[Any]

#: Sources that enter by their logarithm; all others enter as they are.
LOGARITHMIC = ("power", "proximity", "offence", "intent")
_STAGES = 4
_SETTLED = 1e-11


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
        return self._settled(stack, _Parameters(self, stack, np.asarray(parameters, dtype=float)))

    def likelihood(self, stack: Stack, parameters: Array) -> tuple[Array, Array]:
        """Return the log likelihood of each row's choice, (rows,), and its derivatives, (rows, parameters)."""
        given = _Parameters(self, stack, parameters)
        play = self._settled(stack, given)
        across = play[:, :, None] * np.eye(play.shape[1]) - play[:, :, None] * play[:, None, :]
        moved = across @ given.play_slope(play)
        left = np.eye(play.size) - moved.reshape(play.size, play.size)
        right = (across @ given.derivatives(play)).reshape(play.size, -1)
        change = np.linalg.solve(left, right).reshape(*play.shape, -1)
        rows = np.arange(len(play))
        chosen = np.maximum(play[rows, stack.played], 1e-300)  # a log likelihood stays finite where play underflows
        return np.log(chosen), change[rows, stack.played] / chosen[:, None]

    def _settled(self, stack: Stack, given: _Parameters) -> Array:
        play = np.full((len(stack), len(stack.actions)), 1 / len(stack.actions))
        for share in np.arange(1, _STAGES + 1) / _STAGES:
            found = settle(given.response_at(float(share)), play, _SETTLED if share == 1 else 1e-2)
            if found is None:
                raise NotConvergedError(f"play did not settle at rate {share * given.rate:.4g}; bound the rate")
            play = found
        return play


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
        self.payoffs = self.scale * (stack.base + self.threat[wide] * stack.slope)

    def values(self, play: Array) -> Array:
        """Return v, (rows, m)."""
        return self.rate * _expected(self.payoffs, self.stack.others(play)) - self.cost

    def response_at(self, share: float) -> Callable[[Array], Array]:
        """Return the map from play to its logit response, with a share of v."""
        return lambda play: softmax(share * self.values(play))

    def derivatives(self, play: Array) -> Array:
        """Return the derivatives of v by the parameters, play held fixed, (rows, m, parameters)."""
        theory, stack, rate = self.theory, self.stack, self.rate
        gains = self.values(play) + self.cost
        by_weight = rate * self.scale * self.threat[:, None] * _expected(stack.slope, stack.others(play))
        columns = [gains] if theory.rate is None or theory.scale is None else []
        columns += [by_weight * own[:, None] for own in self.inputs.T]
        columns += [-charge for charge in self.charged]
        return np.stack(columns, axis=-1)

    def play_slope(self, play: Array) -> Array:
        """Return the derivatives of v by play, (rows, m, rows * m)."""
        others = self.stack.others(play)
        rows, m = play.shape
        total = np.zeros((rows, m, rows, m))
        for slot, mixing in enumerate(self.stack.mixing):
            own = self.rate * _expected(self.payoffs, others, leave=slot)
            r, q = np.nonzero(mixing)
            total[r, :, q, :] += own[r] * mixing[r, q, None, None]
        return total.reshape(rows, m, rows * m)


def _input(stack: Stack, name: str) -> Array:
    """Return a source as it enters: the four sources of threat by their logarithm, covariates as they are."""
    return np.log(stack.sources[name]) if name in LOGARITHMIC else stack.sources[name]


def _charge(stack: Stack, name: str) -> Array:
    """Return by how much each row's actions cost more for a unit of a cost, (rows, m)."""
    action, by, source = name.partition(" by ")
    amount = _input(stack, source) if by else np.ones(len(stack))
    return np.outer(amount, np.array(stack.actions) == action)


def _expected(payoffs: Array, others: Array, leave: int | None = None) -> Array:
    """Return the expectation over the slots of others: (rows, m), or (rows, m, m) with one slot left open."""
    rows, m = payoffs.shape[:2]
    if leave is not None:
        payoffs = np.moveaxis(payoffs, 2 + leave, 2)
        others = np.delete(others, leave, axis=0)
    for probabilities in others[::-1]:
        payoffs = (payoffs.reshape(rows, -1, m) @ probabilities[:, :, None])[:, :, 0]
    return np.asarray(payoffs).reshape((rows, m) if leave is None else (rows, m, m))
