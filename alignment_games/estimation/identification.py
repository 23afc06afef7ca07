r"""What a maximum identifies, and how surely: its curvature, and the covariances that follow.

With s_c the sum of the scores over cluster c and H the Hessian of the log likelihood at the maximum, the
model's covariance is :math:`(-H)^{-1}`; clustered by case it is
:math:`H^{-1} \big(\tfrac{C}{C-1} \sum_c s_c s_c'\big) H^{-1}`. Clustered errors are trustworthy for some
thirty clusters and more; with few they are too small, and tables say how many there were.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.climbing import FLAT, Peak

#: Information on a parameter below this (an error above 300) does not identify it; nor does an eigenvalue
#: below it, of the information scaled to unit diagonal, identify the parameters along its direction.
IDENTIFIED = FLAT
#: A parameter's share of a direction, of at most 1, below which it has no part in it.
_PART = 0.1


def least_curvature(peak: Peak) -> float:
    """Return the smallest eigenvalue of the information scaled to unit diagonal; NaN where nothing is free."""
    values, _ = _directions(peak)
    return float(values[0]) if len(values) else np.nan


def unidentified(peak: Peak, names: Sequence[str]) -> str:
    """Return in words which parameters hardly move the likelihood, empty where all do."""
    inside = [name for name, free in zip(names, peak.free, strict=True) if free]
    diagonal = np.diag(peak.curvature())
    flat = [name for name, own in zip(inside, diagonal, strict=True) if not own > IDENTIFIED]
    if flat:
        return f"not identified by these games: {', '.join(flat)}; fix it or leave it out"
    values, directions = _directions(peak)
    if len(values) and values[0] < IDENTIFIED:
        involved = [name for name, weight in zip(inside, directions[:, 0], strict=True) if abs(weight) > _PART]
        return f"not separately identified by these games: {', '.join(involved)}; fix one of them, or bring more games"
    return ""


def _directions(peak: Peak) -> tuple[Array, Array]:
    information = peak.curvature()
    scale = np.sqrt(np.diag(information))
    values, directions = np.linalg.eigh(information / np.outer(scale, scale))
    return values, directions


def covariances(peak: Peak, scores: Array, clusters: Array) -> tuple[Array, Array]:
    """Return the model's covariance and that clustered, (parameters, parameters); NaN for parameters at a bound.

    ``scores``: (rows, parameters). That clustered is NaN throughout for one cluster.
    """
    count = len(peak.free)
    model, clustered = np.full((2, count, count), np.nan)
    inside = np.ix_(peak.free, peak.free)
    units = peak.units[peak.free]
    scale = np.outer(units, units)
    inverse = np.linalg.inv(peak.curvature())
    model[inside] = inverse * scale
    names, own = np.unique(clusters, return_inverse=True)
    if len(names) > 1:
        sums = np.zeros((len(names), len(units)))
        np.add.at(sums, own, scores[:, peak.free] * units)
        clustered[inside] = inverse @ (len(names) / (len(names) - 1) * sums.T @ sums) @ inverse * scale
    return model, clustered
