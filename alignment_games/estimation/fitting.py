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
from alignment_games.estimation.criteria import InformationCriteria
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.search import FLAT, Peak, highest
from alignment_games.estimation.separation import separating_costs
from alignment_games.estimation.stack import Stack, stack_games
from alignment_games.io.alignments import ObservedGame

Array = NDArray[Any]

#: Information on a parameter below this (an error above 300) does not identify it; nor does an eigenvalue
#: below it, of the information scaled to unit diagonal, identify the parameters along its direction.
IDENTIFIED = FLAT


@dataclass(frozen=True, eq=False)
class Fit(InformationCriteria):
    """Estimates with their errors, by name; rate and scale in logarithms.

    ``errors``: of the model; ``clustered_errors``: by case. ``log_likelihood`` of ``rows`` choices in
    ``clusters`` cases. ``at_bound``: parameters that ran to a bound of the search; their errors mean nothing.
    ``separated``: costs that predict choices perfectly, so that no finite estimate is the likeliest.
    """

    theory: QuantalResponse
    estimates: dict[str, float]
    errors: dict[str, float]
    clustered_errors: dict[str, float]
    log_likelihood: float
    rows: int
    clusters: int
    at_bound: tuple[str, ...] = ()
    separated: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """The rate lambda, estimated or given."""
        given = self.theory.rate
        return float(np.exp(self.estimates["log rate"])) if given is None else given

    @property
    def parameters(self) -> Array:
        """The estimates in the theory's order."""
        return np.array([self.estimates[name] for name in self.theory.names])

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
        if self.separated:
            lines.append(
                f"separation: {', '.join(self.separated)}: choices are predicted perfectly, so no finite estimate "
                "is the likeliest; leave it out, or give a penalty"
            )
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
    of the parameters from the theory's start (rate 10, all else 0), each covariate in units of its largest size:
    for prediction from few games; 0 is plain maximum likelihood, and errors take no account of the bias that a
    penalty brings. ``start``: parameters to start the search from.
    Raises InvalidModelError where the data do not identify the parameters, and names the direction;
    NotConvergedError where the search does not end, or where the likelihood is largest at a jump: play is
    followed along one branch (`estimation.principal_branch`), and where that folds, a maximum with standard
    errors may not exist.

    >>> from alignment_games.estimation.simulation import random_game, simulate
    >>> rng = np.random.default_rng(1)
    >>> games = stack_games([random_game(f"game {k}", rng) for k in range(30)])
    >>> theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)  # costs alone: a multinomial logit
    >>> found = fit(simulate(games, theory, [-0.5, 0.7], rng), theory)
    >>> list(found.estimates)
    ['cost of balance', 'cost of bandwagon']
    """
    theory = QuantalResponse() if theory is None else theory
    stack = games if isinstance(games, Stack) else stack_games(games)
    theory.check(stack)
    peak = highest(stack, theory, start, penalty)
    at = dict(zip(theory.names, map(float, peak.parameters), strict=True))
    if peak.jump:
        where = ", ".join(f"{name} {value:.3g}" for name, value in at.items())
        raise NotConvergedError(
            f"the maximum lies at a jump of the likelihood, near {where}: play changes from one quantal response "
            "to another there, and estimates have no errors; estimate the rate, or fix a lower one"
        )
    inside = [name for name, free in zip(theory.names, peak.free, strict=True) if free]
    _refuse_unidentified(peak.hessian[np.ix_(peak.free, peak.free)], inside)
    likelihood, scores = theory.likelihood(stack, peak.parameters)
    errors, clustered = (dict(zip(inside, map(float, each), strict=True)) for each in _errors(stack, peak, scores))
    return Fit(
        theory,
        at,
        {name: errors.get(name, np.nan) for name in at},
        {name: clustered.get(name, np.nan) for name in at},
        float(likelihood.sum()),
        len(stack),
        len(set(stack.clusters.tolist())),
        at_bound=tuple(name for name in at if name not in inside),
        separated=() if penalty else separating_costs(stack, theory),
    )


def maximise(
    stack: Stack, theory: QuantalResponse, start: Sequence[float] | Array | None = None, penalty: float = 0
) -> Array:
    """Return the parameters of largest likelihood, searched within the bounds; at the edge of a jump as well.

    ``start``: None starts twice, with threat weights of 0 and of 1, and takes the better end.
    Raises NotConvergedError where the search does not end.
    """
    return highest(stack, theory, start, penalty).parameters


def _errors(stack: Stack, peak: Peak, scores: Array) -> tuple[Array, Array]:
    """Return the model's errors and those clustered by case, of the parameters inside the bounds."""
    units = peak.units[peak.free]
    inverse = np.linalg.inv(-peak.hessian[np.ix_(peak.free, peak.free)])
    names = sorted(set(stack.clusters.tolist()))
    clustered = np.full(len(units), np.nan)
    if len(names) > 1:
        each = scores[:, peak.free] * units
        sums = np.array([each[stack.clusters == name].sum(axis=0) for name in names])
        middle = len(names) / (len(names) - 1) * sums.T @ sums
        clustered = np.sqrt(np.diag(inverse @ middle @ inverse)) * units
    return np.sqrt(np.diag(inverse)) * units, clustered


def _refuse_unidentified(hessian: Array, names: Sequence[str]) -> None:
    """Raise InvalidModelError when some direction of the parameters hardly moves the likelihood."""
    if not len(names):  # everything ran to a bound: there is nothing to identify
        return
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
