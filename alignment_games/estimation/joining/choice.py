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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError

Array = NDArray[Any]

#: Twice what a further step of Newton's could add to the log likelihood: below it a maximum is reached.
ARRIVED = 1e-12
#: Information on a parameter in units of its column's size, or along a direction of all at unit information, below
#: which it is not identified.
FLAT = 1e-6
_STEPS = 200
_HALVINGS = 60


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
    value = np.concatenate([np.zeros((len(terms), 1)), terms @ parameters], axis=1)
    weight = np.exp(value - value.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def summit(terms: Array, taken: Array, names: Sequence[str], *, bounded: bool = True, penalty: float = 0) -> Summit:
    """Return the largest likelihood of choices ``taken`` (0 out, 1 a, 2 b), ``bounded`` parameters from 0 on.

    ``penalty``: subtract this times half the sum of the squared parameters, each in units of its column's size.
    Raises InvalidModelError where the choices do not identify the parameters, NotConvergedError where no maximum is
    reached, as where some choices are predicted perfectly and the likelihood rises for ever.
    """
    units = np.sqrt((terms**2).mean(axis=(0, 1)))
    units[units == 0] = 1
    scaled = terms / units
    place, free = _climb(scaled, taken, bounded=bounded, penalty=penalty)
    value, slope, curve = _likelihood(scaled, taken, place, penalty)
    _refuse_flat(curve, free, names)
    information = curve - penalty * np.eye(len(place))
    return Summit(
        place / units,
        free,
        value + penalty / 2 * float(place @ place),
        information * np.outer(units, units),
        _scores(scaled, taken, probabilities(scaled, place)) * units,
        float(slope @ _newton(slope, curve, free)),
    )


def _climb(terms: Array, taken: Array, *, bounded: bool, penalty: float) -> tuple[Array, Array]:
    """Return the maximum and which parameters are inside their bounds there."""
    place = np.zeros(terms.shape[2])
    for _ in range(_STEPS):
        value, slope, curve = _likelihood(terms, taken, place, penalty)
        free = ~((place <= 0) & (slope <= 0)) if bounded else np.ones(len(place), dtype=bool)
        step = _newton(slope, curve, free)
        rise = float(slope @ step)
        if rise < ARRIVED:  # the step that is left doubles the digits that are right
            return (np.maximum(place + step, 0) if bounded else place + step), free
        place = _line(terms, taken, place, step, slope, value, bounded=bounded, penalty=penalty)
    raise NotConvergedError(
        f"the likelihood still rises after {_STEPS} steps, by {rise / 2:.2g} in the last; some choices may be "
        "predicted perfectly: leave a term out, or bring more disputes"
    )


def _newton(slope: Array, curve: Array, free: Array) -> Array:
    """Return Newton's step of the free parameters, 0 for the others; the shortest one where it is not unique."""
    step = np.zeros_like(slope)
    step[free] = np.linalg.lstsq(curve[np.ix_(free, free)], slope[free], rcond=None)[0]
    return step


def _line(
    terms: Array, taken: Array, place: Array, step: Array, slope: Array, value: float, *, bounded: bool, penalty: float
) -> Array:
    """Return the first point along the step, cut at the bounds, that rises enough."""
    share = 1.0
    for _ in range(_HALVINGS):
        there = np.maximum(place + share * step, 0) if bounded else place + share * step
        rise = _value(terms, taken, there, penalty) - value
        if rise >= 1e-4 * float(slope @ (there - place)):
            return there
        share /= 2
    raise NotConvergedError("the likelihood does not rise along its own gradient; check the figures for huge values")


def _likelihood(terms: Array, taken: Array, place: Array, penalty: float) -> tuple[float, Array, Array]:
    """Return the penalised log likelihood, its gradient, and minus its curvature."""
    chances = probabilities(terms, place)[:, 1:]
    k = terms.shape[2]
    rows = terms.reshape(-1, k)
    slope = (_chosen(taken) - chances).reshape(-1) @ rows - penalty * place
    mean = terms[:, 0] * chances[:, :1] + terms[:, 1] * chances[:, 1:]
    curve = (rows * chances.reshape(-1, 1)).T @ rows - mean.T @ mean + penalty * np.eye(k)
    return _value(terms, taken, place, penalty), slope, curve


def _value(terms: Array, taken: Array, place: Array, penalty: float) -> float:
    value = np.concatenate([np.zeros((len(terms), 1)), terms @ place], axis=1)
    highest = value.max(axis=1)
    logs = value[np.arange(len(taken)), taken] - highest - np.log(np.exp(value - highest[:, None]).sum(axis=1))
    return float(logs.sum() - penalty / 2 * place @ place)


def _scores(terms: Array, taken: Array, chances: Array) -> Array:
    """Return the gradient of each chooser's log likelihood, shape (n, k)."""
    return np.asarray(np.einsum("nj,njk->nk", _chosen(taken) - chances[:, 1:], terms))


def _chosen(taken: Array) -> Array:
    """Return 1 where a side was joined, shape (n, 2)."""
    return np.stack([taken == 1, taken == 2], axis=1).astype(float)


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
