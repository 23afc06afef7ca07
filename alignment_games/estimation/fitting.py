r"""Maximum likelihood of the threat weights and the rate, with clustered errors and a check of identification.

With s_c the sum of the scores over cluster c and H the Hessian of the log likelihood at the maximum, the
model's variance is :math:`(-H)^{-1}`; clustered by case it is
:math:`H^{-1} \big(\tfrac{C}{C-1} \sum_c s_c s_c'\big) H^{-1}`. Clustered errors are trustworthy for some
thirty clusters and more; with few they are too small, and the table says how many there were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack, stack_games
from alignment_games.io.alignments import ObservedGame

Array = NDArray[Any]

#: Bounds that keep the search where play can be computed: on log rate and scale, weights, and costs.
BOUNDS = {"log": (-4.0, 6.0), "weight": (-8.0, 8.0), "cost": (-5.0, 5.0)}

#: Information on a parameter below this (an error above 300) does not identify it; nor does an eigenvalue
#: below it, of the information scaled to unit diagonal, identify the parameters along its direction.
IDENTIFIED = 1e-5

_IMPOSSIBLE = 1e10


@dataclass(frozen=True, eq=False)
class Fit:
    """Estimates with their errors, by name; rate and scale in logarithms.

    ``errors``: of the model; ``clustered_errors``: by case. ``log_likelihood`` of ``rows`` choices in
    ``clusters`` cases. ``at_bound``: parameters that ran to a bound of the search; their errors mean nothing.
    """

    theory: QuantalResponse
    estimates: dict[str, float]
    errors: dict[str, float]
    clustered_errors: dict[str, float]
    log_likelihood: float
    rows: int
    clusters: int
    at_bound: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """The rate lambda, estimated or given."""
        given = self.theory.rate
        return float(np.exp(self.estimates["log rate"])) if given is None else given

    @property
    def parameters(self) -> Array:
        """The estimates in the theory's order."""
        return np.array([self.estimates[name] for name in self.theory.names])

    @property
    def bic(self) -> float:
        """The Bayesian information criterion: smaller is better."""
        return float(len(self.estimates) * np.log(self.rows) - 2 * self.log_likelihood)

    def __str__(self) -> str:
        wide = max(map(len, self.estimates))
        first = (
            f"{self.rows} choices in {self.clusters} cases, log likelihood {self.log_likelihood:.2f} "
            f"({self.log_likelihood / self.rows:.3f} each), lambda {self.rate:.3g}"
        )
        lines = [
            first,
            f"{'':{wide}}  estimate  error  clustered by case",
        ]
        for name, value in self.estimates.items():
            note = "  at the bound of the search" if name in self.at_bound else ""
            error, clustered = self.errors[name], self.clustered_errors[name]
            lines.append(f"{name:{wide}}  {value:8.3f}  {error:5.3f}  {clustered:5.3f}{note}")
        return "\n".join(lines)


def fit(
    games: Sequence[ObservedGame] | Stack,
    theory: QuantalResponse | None = None,
    *,
    penalty: float = 0,
    start: Sequence[float] | None = None,
) -> Fit:
    """Return the maximum likelihood estimates of a theory's parameters.

    ``games``: observed games, or a stack of them. ``penalty``: subtract this times half the squared distance
    of the parameters from the theory's start (rate 10, all else 0): for prediction from few games; 0 is plain
    maximum likelihood, and errors take no account of the bias that a penalty brings. ``start``: parameters to
    start the search from.
    Raises InvalidModelError where the data do not identify the parameters, and names the direction;
    NotConvergedError where the search does not end.
    """
    theory = QuantalResponse() if theory is None else theory
    stack = games if isinstance(games, Stack) else stack_games(games)
    theory.check(stack)
    found = maximise(stack, theory, start, penalty)
    likelihood, scores = theory.likelihood(stack, found)
    bound = tuple(
        name
        for name, value, (low, high) in zip(theory.names, found, _bounds(theory), strict=True)
        if min(value - low, high - value) < 1e-6
    )
    hessian = _hessian(stack, theory, found) - penalty * np.eye(len(found))
    free = [k for k, name in enumerate(theory.names) if name not in bound]
    _refuse_unidentified(hessian[np.ix_(free, free)], [theory.names[k] for k in free])
    errors, clustered = (np.full(len(found), np.nan) for _ in range(2))
    inverse = np.linalg.inv(-hessian[np.ix_(free, free)])
    errors[free] = np.sqrt(np.diag(inverse))
    names = sorted(set(stack.clusters.tolist()))
    if len(names) > 1:
        sums = np.array([scores[stack.clusters == name][:, free].sum(axis=0) for name in names])
        middle = len(names) / (len(names) - 1) * sums.T @ sums
        clustered[free] = np.sqrt(np.diag(inverse @ middle @ inverse))
    each = (dict(zip(theory.names, map(float, values), strict=True)) for values in (found, errors, clustered))
    estimates, own_errors, clustered_errors = each
    total = float(likelihood.sum())
    return Fit(theory, estimates, own_errors, clustered_errors, total, len(stack), len(names), bound)


def maximise(
    stack: Stack, theory: QuantalResponse, start: Sequence[float] | Array | None = None, penalty: float = 0
) -> Array:
    """Return the parameters of largest likelihood, searched within the bounds.

    ``start``: None starts twice, with threat weights of 0 and of 1, and takes the better end.
    """
    from scipy.optimize import minimize

    def loss(parameters: Array) -> tuple[float, Array]:
        gap = parameters - theory.start()
        try:
            likelihood, scores = theory.likelihood(stack, parameters)
        except NotConvergedError:  # play that does not settle predicts nothing: the search turns back
            return _IMPOSSIBLE, np.zeros(len(parameters))
        return penalty / 2 * float(gap @ gap) - float(likelihood.sum()), penalty * gap - scores.sum(axis=0)

    weights = np.array([name.startswith("weight") for name in theory.names])
    starts = [theory.start(), theory.start() + weights] if start is None else [np.asarray(start, dtype=float)]
    options = {"maxiter": 500, "ftol": 1e-10}
    ends = [minimize(loss, own, jac=True, method="L-BFGS-B", bounds=_bounds(theory), options=options) for own in starts]
    best = min(ends, key=lambda end: end.fun)
    if best.fun >= _IMPOSSIBLE or best.nit >= options["maxiter"]:
        raise NotConvergedError(f"the search for the likeliest parameters did not end: {best.message}")
    return np.asarray(best.x)


def _bounds(theory: QuantalResponse) -> list[tuple[float, float]]:
    return [BOUNDS[name.split()[0]] for name in theory.names]


def _hessian(stack: Stack, theory: QuantalResponse, at: Array, step: float = 1e-4) -> Array:
    """Return the Hessian of the log likelihood by central differences of the exact gradient."""
    columns = []
    for k in range(len(at)):
        shift = step * np.eye(len(at))[k]
        ends = [theory.likelihood(stack, at + sign * shift)[1].sum(axis=0) for sign in (1, -1)]
        columns.append((ends[0] - ends[1]) / (2 * step))
    hessian = np.array(columns)
    return np.asarray((hessian + hessian.T) / 2)


def _refuse_unidentified(hessian: Array, names: Sequence[str]) -> None:
    """Raise InvalidModelError when some direction of the parameters hardly moves the likelihood."""
    diagonal = np.diag(-hessian)
    flat = [name for name, own in zip(names, diagonal, strict=True) if not own > IDENTIFIED]
    if flat:
        raise InvalidModelError(f"not identified by these games: {', '.join(flat)}; fix it or leave it out")
    unit = -hessian / np.sqrt(np.outer(diagonal, diagonal))
    values, directions = np.linalg.eigh(unit)
    if values[0] < IDENTIFIED:
        involved = [name for name, weight in zip(names, directions[:, 0], strict=True) if abs(weight) > 0.1]
        raise InvalidModelError(
            f"not separately identified by these games: {', '.join(involved)}; fix one of them, or bring more games"
        )
