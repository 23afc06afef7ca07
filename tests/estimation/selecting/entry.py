"""Two states that enter or stay out: chances in closed form, and a record of a known truth."""

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
from scipy.stats import norm

from alignment_games.estimation.selecting import SelectionProblem, entry_games, simulate_play

TRUTH, SELECTION = [-1.5, 1.0, 3.0], {"joint_payoff": 1.0}


def tamer(means, rival, deviation):
    """Chances of (out, out), (out, in), (in, out), (in, in) where shocks to entering have a normal difference.

    Tamer 2003, with competition: in the region of two equilibria each is played half the time.
    """
    never = norm.cdf(-np.array(means) / deviation)
    always = norm.cdf((np.array(means) + rival) / deviation)
    alone = 1 - never - always
    first, second = (never[j] * (1 - never[i]) + alone[j] * always[i] + np.prod(alone) / 2 for i, j in ((0, 1), (1, 0)))
    return np.array([[np.prod(never), second], [first, np.prod(always)]])


def by_profile(means, rival, *, mixing=True):
    """The same where each profile has a standard normal shock, and a pure equilibrium is played where there is one.

    What entering brings beside an absent and a present rival are then independent; their four signs decide the pure
    equilibria, and where there is none, chances of mixing are means over the two figures of one player.
    """
    spread = np.sqrt(2)
    enters = [(norm.cdf(mean / spread), norm.cdf((mean + rival) / spread)) for mean in means]
    total = np.zeros((2, 2))
    for signs in itertools.product((0, 1), repeat=4):
        own = signs[:2], signs[2:]  # whether player 0, then 1, enters beside nobody and beside the other
        chance = np.prod([enters[i][k] if own[i][k] else 1 - enters[i][k] for i in (0, 1) for k in (0, 1)])
        pure = [(a, b) for a in (0, 1) for b in (0, 1) if own[0][b] == a and own[1][a] == b]
        for profile in pure:
            total[profile] += chance / len(pure)
        if mixing and not pure:
            # each player mixes so that the other is indifferent: a mean over the figures of the other
            first, second = _mixing(means[1], rival, own[1]), _mixing(means[0], rival, own[0])
            on = np.prod([enters[i][k] if own[i][k] else 1 - enters[i][k] for i in (0, 1) for k in (0, 1)])
            plays = [np.array([1 - first, first]), np.array([1 - second, second])]
            total += on * np.outer(*plays)
    return total / total.sum()  # one, but where mixing is left out


def _mixing(mean, rival, signs):
    """The mean of -d0 / (d1 - d0), for d0 and d1 normal about mean and mean + rival, given their signs."""
    points, weights = np.polynomial.legendre.leggauss(200)
    values, densities = [], []
    for centre, sign in ((mean, signs[0]), (mean + rival, signs[1])):
        low, high = (0, 12) if sign else (-12, 0)
        at = (high - low) / 2 * points + (high + low) / 2
        values.append(at)
        densities.append(weights * (high - low) / 2 * norm.pdf(at, centre, np.sqrt(2)))
    share = -values[0][:, None] / (values[1] - values[0][:, None])
    joint = np.outer(*densities)
    return (share * joint).sum() / joint.sum()


def games(count, seed=1):
    """Games of different power, and of what entering brings the other: it moves joint payoffs and nobody's reply."""
    rng = np.random.default_rng(seed)
    found = entry_games({"power": 2 * rng.normal(size=(count, 2))}, np.zeros((count, 2), dtype=int))
    first, second = np.indices((2, 2))
    return replace(found, base=3 * rng.normal(size=(count, 1, 1, 1)) * np.stack([second, first]))


@cache
def record(count=300):
    return simulate_play(games(count), TRUTH, SELECTION, rng=2)


@cache
def found():
    return SelectionProblem(record(), ["joint_payoff"]).solve(draws=256, climbs=2)
