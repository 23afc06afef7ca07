r"""The choice to join a side or stay out, by random utility: likelihood, its derivatives, and its one maximum.

A chooser r gets :math:`V_{rs} = \sum_k \theta_k x_{rsk}` from joining side s, 0 from staying out, and a shock of the
Gumbel law with each (McFadden 1974), so that

.. math:: p_{rs} = \frac{e^{V_{rs}}}{1 + e^{V_{ra}} + e^{V_{rb}}}.

The log likelihood is concave in :math:`\theta`: with m the mean of x under p, its gradient is
:math:`\sum_r (x_{r,taken} - m_r)` and its curvature :math:`-\sum_r (E[xx'] - m_r m_r')`. So a point at which the
gradient vanishes (or points outwards at a bound) is *the* maximum, whatever the start, and unique where the curvature
of the parameters inside the bounds is negative. It is found by Newton's method on the parameters that are free to move
(Bertsekas 1982), and accepted only with both shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError

#: Twice what a further step of Newton's could add to the log likelihood: below it a maximum is reached.
ARRIVED = 1e-10
#: Information on a parameter in units of its column's size, or along a direction of all at unit information, below
#: which it is not identified.
FLAT = 1e-6
_STEPS = 200
_HALVINGS = 60
#: A step is taken where it rises by this share of what the gradient promises.
_ENOUGH = 1e-4


@dataclass(frozen=True, eq=False)
class Summit:
    """The maximum: parameters, which of them are inside their bounds, the log likelihood and its curvature.

    ``information``: minus the curvature, shape (k, k). ``scores``: each chooser's gradient, shape (n, k).
    ``decrement``: what was left of `ARRIVED`.
    """

    parameters: Array
    free: Array
    log_likelihood: float
    information: Array
    scores: Array
    decrement: float


def probabilities(terms: Array, parameters: Array) -> Array:
    """Return the chances of staying out, joining a and joining b, shape (n, 3), for terms of shape (n, 2, k)."""
    return _softmax(np.concatenate([np.zeros((len(terms), 1)), terms @ parameters], axis=1))


def _softmax(values: Array) -> Array:
    weight = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def summit(
    terms: Array,
    taken: Array,
    names: Sequence[str],
    *,
    bounded: bool = True,
    penalty: float = 0,
    offset: Array | None = None,
) -> Summit:
    """Return the largest likelihood of choices ``taken`` (0 out, 1 a, 2 b), ``bounded`` parameters from 0 on.

    ``penalty``: subtract this times half the sum of the squared parameters, each in units of its column's size.
    ``offset``: what is known of the values of joining, shape (n, 2), such as a parameter that is held fixed.
    Raises InvalidModelError where the choices do not identify the parameters, NotConvergedError where no maximum is
    reached, as where some choices are predicted perfectly and the likelihood rises for ever.
    """
    units = np.sqrt((terms**2).mean(axis=(0, 1)))
    units[units == 0] = 1
    hill = _Hill(terms / units, taken, bounded, penalty, np.zeros(terms.shape[:2]) if offset is None else offset)
    place, free = _climb(hill)
    slope, curve = hill.derivatives(place)
    _refuse_flat(curve, free, names)
    information = curve - penalty * np.eye(len(place))
    return Summit(
        place / units,
        free,
        hill.height(place) + penalty / 2 * float(place @ place),
        information * np.outer(units, units),
        hill.scores(place) * units,
        float(slope @ _newton(slope, curve, free)),
    )


@dataclass(frozen=True, eq=False)
class _Hill:
    """The penalised log likelihood over the parameters."""

    terms: Array
    taken: Array
    bounded: bool
    penalty: float
    offset: Array

    def height(self, place: Array) -> float:
        value = self._values(place)
        highest = value.max(axis=1)
        logs = value[np.arange(len(value)), self.taken] - highest - np.log(np.exp(value - highest[:, None]).sum(axis=1))
        return float(logs.sum() - self.penalty / 2 * place @ place)

    def derivatives(self, place: Array) -> tuple[Array, Array]:
        """Return the gradient and minus the curvature."""
        chances = _softmax(self._values(place))[:, 1:]
        k = len(place)
        rows = self.terms.reshape(-1, k)
        slope = (self._chosen() - chances).reshape(-1) @ rows - self.penalty * place
        mean = self.terms[:, 0] * chances[:, :1] + self.terms[:, 1] * chances[:, 1:]
        return slope, (rows * chances.reshape(-1, 1)).T @ rows - mean.T @ mean + self.penalty * np.eye(k)

    def scores(self, place: Array) -> Array:
        """Return the gradient of each chooser's log likelihood, shape (n, k)."""
        left = self._chosen() - _softmax(self._values(place))[:, 1:]
        return np.asarray(np.einsum("nj,njk->nk", left, self.terms))

    def inside(self, place: Array) -> Array:
        """Return the nearest parameters within the bounds."""
        return np.maximum(place, 0) if self.bounded else place

    def _values(self, place: Array) -> Array:
        return np.concatenate([np.zeros((len(self.taken), 1)), self.terms @ place + self.offset], axis=1)

    def _chosen(self) -> Array:
        """Return 1 where a side was joined, shape (n, 2)."""
        return np.stack([self.taken == 1, self.taken == 2], axis=1).astype(float)


def _climb(hill: _Hill) -> tuple[Array, Array]:
    """Return the maximum and which parameters are inside their bounds there."""
    place = np.zeros(hill.terms.shape[2])
    for _ in range(_STEPS):
        slope, curve = hill.derivatives(place)
        free = ~((place <= 0) & (slope <= 0)) if hill.bounded else np.ones(len(place), dtype=bool)
        step = _newton(slope, curve, free)
        rise = float(slope @ step)
        if rise < ARRIVED:  # the step that is left doubles the digits that are right
            return hill.inside(place + step), free
        place = _along(hill, place, step, slope)
    raise NotConvergedError(
        f"the likelihood still rises after {_STEPS} steps, by {rise / 2:.2g} in the last; some choices may be "
        "predicted perfectly: leave a term out, or bring more disputes"
    )


def _newton(slope: Array, curve: Array, free: Array) -> Array:
    """Return Newton's step of the free parameters, 0 for the others; the shortest one where it is not unique."""
    step = np.zeros_like(slope)
    step[free] = np.linalg.lstsq(curve[np.ix_(free, free)], slope[free], rcond=None)[0]
    return step


def _along(hill: _Hill, place: Array, step: Array, slope: Array) -> Array:
    """Return the first point along the step, cut at the bounds, that rises enough."""
    height, share = hill.height(place), 1.0
    for _ in range(_HALVINGS):
        there = hill.inside(place + share * step)
        promised = float(slope @ (there - place))
        if promised > 0 and hill.height(there) - height >= _ENOUGH * promised:
            return there
        share /= 2
    raise NotConvergedError("the likelihood does not rise along its own gradient; check the figures for huge values")


def _refuse_flat(curve: Array, free: Array, names: Sequence[str]) -> None:
    """Raise InvalidModelError where some direction of the parameters inside bounds hardly moves the likelihood."""
    inside = curve[np.ix_(free, free)]
    labels = [name for name, own in zip(names, free, strict=True) if own]
    diagonal = np.diag(inside)
    flat = [name for name, own in zip(labels, diagonal, strict=True) if not own > FLAT]
    if flat:
        raise InvalidModelError(f"not identified by these choices: {', '.join(flat)}; leave it out, or bring more")
    if not labels:
        return
    values, directions = np.linalg.eigh(inside / np.sqrt(np.outer(diagonal, diagonal)))
    if values[0] < FLAT:
        involved = [name for name, part in zip(labels, directions[:, 0], strict=True) if abs(part) > 0.1]
        raise InvalidModelError(
            f"not separately identified by these choices: {', '.join(involved)}; leave one out, or bring more disputes"
        )
