r"""The index of a regular equilibrium of any number of players: the sign of det(-f'), where that is certain.

f is what the used actions gain over each player's first one, in units of the payoff range, by the others' probabilities
of their own. Its derivatives change by at most 4 r for each unknown within r of a point. With C near their inverse and
D unknowns, exactly one solution is within r where

.. math:: |C f|_\infty \le \tfrac{r}{2}, \qquad \|I - C f'\|_\infty + 4 D^2 r \|C\|_\infty \le \tfrac{1}{2}

at the point (Krawczyk 1969), and f' is invertible all over. Where all probabilities and losses by unused actions are
larger than what r can make of them, that is the equilibrium, and its index the sign (Ritzberger 1994, theorem 3).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.solvers.numeric import payoff_derivatives

#: Steps of Newton's method from the profile.
_STEPS = 3
#: An equilibrium further away is another one.
_NEAR = 1e-6
#: Derivatives of a larger condition are not inverted.
_SINGULAR = 1e12
#: More than rounding can make of payoffs that are at most one.
_ROUNDING = 1e-12


def regular_index(payoffs: Sequence[Array], profile: Profile) -> int | None:
    """Return the index of the equilibrium next to a profile on its support; None where this does not prove it.

    ``payoffs``: of each player in floats from zero to one.

    >>> pennies = [np.eye(2), 1 - np.eye(2)]
    >>> regular_index(pennies, (np.full(2, 0.5), np.full(2, 0.5)))
    1
    """
    told = np.concatenate([own.astype(float) for own in profile])
    n_actions = [len(own) for own in profile]
    starts = np.cumsum([0, *n_actions])[:-1]
    used = [start + np.flatnonzero(own)[0] for start, own in zip(starts, profile, strict=True)]
    first = np.repeat(used, n_actions)
    unknown = np.setdiff1d(np.flatnonzero(told), first)
    tables, d = np.stack(list(payoffs)), len(unknown)

    def gains(point: Array) -> tuple[Array, Array]:
        values, slopes = payoff_derivatives(tables, np.split(point, starts[1:]))
        slopes = slopes - slopes[first]
        return values - values[first], slopes[:, unknown] - slopes[:, first[unknown]]

    point = told.copy()
    for _ in range(_STEPS):
        values, slopes = gains(point)
        if d and np.linalg.cond(slopes[unknown]) > _SINGULAR:
            return None
        step = -np.linalg.solve(slopes[unknown], values[unknown])
        point[unknown] += step
        np.subtract.at(point, first[unknown], step)
    values, slopes = gains(point)
    inverse = np.linalg.inv(slopes[unknown])
    norms = abs(inverse).sum(axis=1)
    radius = 2 * float((abs(inverse @ values[unknown]) + _ROUNDING * norms).max(initial=0.0))
    off = abs(np.eye(d) - inverse @ slopes[unknown]).sum(axis=1) + norms * (8 * d**2 * radius + d * _ROUNDING)
    unused = np.flatnonzero(told == 0)
    proven = (
        off.max(initial=0.0) <= 0.5
        and abs(point - told).max() + radius <= _NEAR
        and point[told > 0].min() > len(point) * radius
        and values[unused].max(initial=-1.0) < -(4 * d * radius + _ROUNDING)
    )
    return int(np.sign(np.linalg.det(-slopes[unknown]))) if proven else None
