"""Indices of two-player equilibria by a second method: a random nearby game's equilibria, and what they are near."""

from fractions import Fraction

import numpy as np
from scipy.optimize import nnls

from alignment_games.solvers import nash_subsets
from tests.oracles.two_players import every_basis


def indices_by_nearby_game(solution, rng, size=Fraction(1, 10**4)):
    """Return, for each component and then each isolated equilibrium, the indices of one nearby game's equilibria near.

    Payoffs move by random fractions of up to ``size``, and every basis of the nearby game is looked at. Its equilibria
    count for the set from which they are the least distance away; none may be far from all.
    """
    exact, m = solution.game.to_exact().payoffs, solution.game.n_actions[0]
    row, column = exact - exact.min() + 1 + size * rng.integers(1, 10**6, exact.shape).astype(object) / Fraction(10**6)
    subsets = nash_subsets(solution)
    on = [set(component.members) for component in solution.components]
    on += [{k} for k in range(len(solution)) if not any(k in own for own in on)]
    totals = [0] * len(on)
    for weights in every_basis(row, column):
        point = np.array(weights, dtype=float)
        away = [np.hypot(_distance(point[:m], s.first), _distance(point[m:], s.second)) for s in subsets]
        nearest = int(np.argmin(away))
        assert away[nearest] < 0.1
        (home,) = [k for k, own in enumerate(on) if set(subsets[nearest].members) <= own]
        totals[home] += _index(row, column, np.flatnonzero(point[:m]), np.flatnonzero(point[m:]))
    return totals


def _index(row, column, rows, columns):
    """Return Shapley's (1974) index: of payoffs above zero, by the determinants on the support."""
    signs = [np.sign(np.linalg.det(own[np.ix_(rows, columns)].astype(float))) for own in (row, column)]
    return round(np.prod(signs)) * (-1) ** (len(rows) + 1)


def _distance(point, corners):
    """Return how far a point is from the hull of the corners."""
    heavy, corners = 1e3, np.array(corners, dtype=float)
    return nnls(np.vstack([corners.T, heavy * np.ones(len(corners))]), np.append(point, heavy))[1]
