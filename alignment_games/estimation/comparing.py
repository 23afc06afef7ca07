r"""Which of two theories that are not nested is closer to the truth: Vuong's test, with the test that goes before it.

Cases are the observations, because choices within one are not independent. With d_c the difference of the log
likelihoods of case c over C cases and :math:`\hat\omega^2` their variance, Vuong (1989) asks first whether the two
theories can be told apart at all: where they cannot, :math:`C \hat\omega^2` is distributed as
:math:`\sum_k \lambda_k^2 \chi^2_1`, with :math:`\lambda` the eigenvalues of

.. math::

   W = \begin{pmatrix} -B_f A_f^{-1} & -B_{fg} A_g^{-1} \\ B_{gf} A_f^{-1} & B_g A_g^{-1} \end{pmatrix},

A the mean second derivatives of the log likelihoods by case and B the mean products of their scores (theorems 3.3
and 4.4). Where that is rejected, :math:`\sum d_c / (\sqrt C\, \hat\omega)` is standard normal when the two are
equally close to the truth (theorem 5.1). Where asked, the difference is first lowered by Schwarz's correction
:math:`\tfrac12 (p - q) \log n` for the numbers of parameters p and q. The chance of a weighted sum of squares is
Imhof's (1961) integral.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.choices import Games, stacked
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.results import Fit
from alignment_games.estimation.stack import Stack

#: The level at which the variance is tested before.
LEVEL = 0.05
#: A column's share outside the span of others, of its length, below which it lies within.
_WITHIN = 1e-9
#: The accuracy of a chance.
_INTEGRAL = 1e-9


@dataclass(frozen=True)
class Vuong:
    """Vuong's test: ``statistic`` above zero speaks for the first theory; ``p_value`` is two-sided.

    ``variance``: of the differences by case; ``variance_p_value``: the chance of one as large where the two theories
    cannot be told apart. ``distinct``: whether that is below 5 %; else the statistic says nothing.
    """

    difference: float
    statistic: float
    p_value: float
    variance: float
    variance_p_value: float
    cases: int

    @property
    def distinct(self) -> bool:
        """Whether the two theories can be told apart."""
        return self.variance_p_value < LEVEL

    def __str__(self) -> str:
        side = "first" if self.statistic > 0 else "second"
        told = (
            f"log likelihood differs by {self.difference:.2f}, z = {self.statistic:.2f}, "
            f"p = {self.p_value:.2f}: leans to the {side} theory"
        )
        before = f"variance over {self.cases} cases {self.variance:.3g}, p = {self.variance_p_value:.2f}"
        verdict = "they can be told apart" if self.distinct else "they cannot be told apart, and z says nothing"
        return f"{told}; {before}: {verdict}"


def vuong(games: Games, one: Fit, other: Fit, *, corrected: bool = True) -> Vuong:
    """Return Vuong's test of two fits to the same games, by case.

    ``corrected``: for the numbers of parameters, which presumes fits without a penalty.
    Raises InvalidModelError when the fits were made on other games or choices, when one theory is nested in the
    other, when they are equal, and for one case.
    """
    stack = stacked(games)
    for each in (one, other):
        _same_choices(stack, each)
    _refuse_nested(stack, one, other)
    logs, scores, informations = zip(*(_by_case(stack, each) for each in (one, other)), strict=True)
    gaps = logs[0] - logs[1]
    cases = len(gaps)
    if cases < 2:
        raise InvalidModelError("the test takes cases as observations, and there is one; bring more cases")
    variance = float(np.var(gaps))
    if not variance > 1e-18:
        raise InvalidModelError("the two fits predict the same of every choice; there is nothing to test")
    correction = (len(one.estimates) - len(other.estimates)) / 2 * math.log(len(stack)) if corrected else 0.0
    difference = float(gaps.sum()) - correction
    statistic = difference / math.sqrt(cases * variance)
    before = _chance_above(cases * variance, _weights(scores, informations) ** 2)
    return Vuong(difference, statistic, math.erfc(abs(statistic) / math.sqrt(2)), variance, before, cases)


def _same_choices(stack: Stack, fit: Fit) -> None:
    own = fit.problem.stack
    if len(own) != len(stack):
        raise InvalidModelError(f"a fit is of {len(own)} choices, the games hold {len(stack)}; give the same games")
    if not all((getattr(own, name) == getattr(stack, name)).all() for name in ("games", "states", "played")):
        raise InvalidModelError("a fit is of other games or choices than those given; give the same games")


def _by_case(stack: Stack, fit: Fit) -> tuple[Array, Array, Array]:
    """Return log likelihoods and scores by case, and the information by case, of parameters inside their bounds."""
    likelihood, scores = fit.theory.likelihood(stack, fit.parameters)
    free = np.isfinite(np.diag(fit.model_covariance))
    names, own = np.unique(stack.clusters, return_inverse=True)
    logs, sums = np.zeros(len(names)), np.zeros((len(names), int(free.sum())))
    np.add.at(logs, own, likelihood)
    np.add.at(sums, own, scores[:, free])
    return logs, sums, np.linalg.inv(fit.model_covariance[np.ix_(free, free)]) / len(names)


def _weights(scores: Any, informations: Any) -> Array:
    """Return the eigenvalues of W."""
    joined = np.concatenate(scores, axis=1)
    products = joined.T @ joined / len(joined)
    p = scores[0].shape[1]
    inverse = np.zeros_like(products)  # A is minus the information
    inverse[:p, :p], inverse[p:, p:] = (-np.linalg.inv(each) for each in informations)
    signs = np.where(np.arange(len(products)) < p, -1, 1)
    return np.asarray(np.linalg.eigvals(signs[:, None] * products @ inverse).real)


def _chance_above(value: float, weights: Array) -> float:
    """Return the chance that a sum of weighted squares of standard normal variables lies above a value.

    >>> round(_chance_above(3.841458821, np.array([1.0])), 6), round(_chance_above(2 * 5.991464547, np.full(2, 2)), 6)
    (0.05, 0.05)
    """
    from scipy.integrate import quad

    scale = float(abs(weights).max())
    weights, half = weights / scale, value / scale / 2

    def angle(u: float) -> float:
        return 0.5 * float(np.arctan(weights * u).sum())

    def size(u: float) -> float:
        return u * float(np.prod((1 + (weights * u) ** 2) ** 0.25))

    near = quad(lambda u: math.sin(angle(u) - half * u) / size(u), 0, 1, limit=500, epsabs=_INTEGRAL)[0]
    # Beyond, the sine of a difference is split so that all that turns fast is a weight known to the integration.
    turns = {"wvar": half, "limlst": 500, "epsabs": _INTEGRAL}
    cosine = quad(lambda u: math.sin(angle(u)) / size(u), 1, np.inf, weight="cos", **turns)[0]
    sine = quad(lambda u: math.cos(angle(u)) / size(u), 1, np.inf, weight="sin", **turns)[0]
    return float(np.clip(0.5 + (near + cosine - sine) / math.pi, 0, 1))


def _refuse_nested(stack: Stack, one: Fit, other: Fit) -> None:
    """Raise InvalidModelError where one theory can say all that the other says."""
    within = [_says_all_of(stack, *pair) for pair in ((one.theory, other.theory), (other.theory, one.theory))]
    if all(within):
        raise InvalidModelError("the two theories are the same in other words; there is nothing to test")
    if any(within):
        smaller, larger = ("second", "first") if within[0] else ("first", "second")
        gap = abs(one.log_likelihood - other.log_likelihood)
        raise InvalidModelError(
            f"the {smaller} theory is nested in the {larger}, {gap:.2f} of log likelihood apart, and Vuong's test is "
            f"of theories that are not; look at the p values of what the {larger} adds, or at AIC and BIC"
        )


def _says_all_of(stack: Stack, larger: QuantalResponse, smaller: QuantalResponse) -> bool:
    """Return whether a theory has all threats, costs and rates of another: by what they are, not by their names."""
    spans = all(
        _spanned(*(getattr(theory, part)(stack) for theory in (larger, smaller))) for part in ("inputs", "contrasts")
    )
    rates = [_given_rate(theory) for theory in (larger, smaller)]
    return spans and (rates[0] is None or rates[0] == rates[1])


def _given_rate(theory: QuantalResponse) -> float | None:
    """Return the rate in units of the payoffs, None where it is estimated, itself or as a scale."""
    return None if theory.rate is None or theory.scale is None else theory.rate * theory.scale


def _spanned(larger: Array, smaller: Array) -> bool:
    """Return whether the columns of one table are combinations of those of another."""
    lengths = np.linalg.norm(smaller, axis=0)
    scaled = larger / np.maximum(np.linalg.norm(larger, axis=0), np.finfo(float).tiny)
    rest = smaller - scaled @ np.linalg.lstsq(scaled, smaller, rcond=None)[0]
    return bool((np.linalg.norm(rest, axis=0) <= _WITHIN * lengths).all())
