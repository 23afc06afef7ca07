"""Bounds on the payoffs of a response game by its sums: over boxes, and in discs about a point."""

import numpy as np
import pytest

from alignment_games.states import difference_contest, ratio_contest
from tests.models.response.drawn_models import drawn


@pytest.mark.parametrize("seed", range(10))
def test_bounds_over_boxes_hold_at_random_points_in_them(seed):
    model = drawn(seed)
    sums, rng = model.sums().sums, np.random.default_rng(seed)
    every, d = np.arange(len(model.states)), len(sums.amounts)
    corners = np.sort(rng.uniform(0, 0.4, (2, d, len(every), 5)), axis=0)
    least, most = sums.bounds(every, *corners)
    for _ in range(20):
        at = corners[0] + rng.uniform(size=corners[0].shape) * (corners[1] - corners[0])
        payoffs = sums.bounds(every, at, at)[0]
        assert (payoffs >= least - 1e-14).all()
        assert (payoffs <= most + 1e-14).all()


@pytest.mark.parametrize("contest", [ratio_contest, difference_contest])
@pytest.mark.parametrize("decisiveness", [1.0, 2.0, 3.0, 2.5])
def test_in_its_disc_a_payoff_stays_within_its_bound(contest, decisiveness):
    # The payoff's formula in complex numbers, around the circle of each disc; a constant of the term is taken off.
    model = drawn(4, n=3, contest=contest, decisiveness=decisiveness, milieu=0, spoils=0)
    sums, turns = model.sums().sums, np.exp(2j * np.pi * np.arange(24) / 24)
    for i in range(3):
        for start in (0.0, 0.05, 0.3):
            points = np.full((len(sums.amounts), 1), start)
            ((bound, *radii),) = sums.discs(i, points)
            for axis in {int(sums.help_at[i]), sums.aid_at}:
                for action in range(bound.shape[1]):
                    radius = float(radii[axis][0, action])
                    if not np.isfinite(radius):
                        continue
                    sums_at = points[:, :, None] + np.zeros((1, 1, len(turns)), dtype=complex)
                    sums_at[axis, 0] += 0.999 * radius * turns
                    help_, aid = sums_at[int(sums.help_at[i])][..., None], sums_at[sums.aid_at][..., None]
                    lost = sums._lost(np.array([i]), help_, aid)[0, :, action]
                    assert (abs(lost * sums.weight[i, action]) <= bound[0, action] + 1e-12).all()
