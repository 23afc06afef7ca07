"""Second methods, written as plainly as possible: loops over profiles, straight from the definitions."""

from itertools import product

import numpy as np


def pure_equilibria(payoffs, slack=0):
    """Every pure equilibrium of one game, by trying every deviation at every profile."""
    shape = payoffs.shape[1:]
    return {
        profile
        for profile in product(*(range(m) for m in shape))
        if all(
            payoffs[(i, *profile)] >= payoffs[(i, *profile[:i], b, *profile[i + 1 :])] - slack
            for i in range(len(shape))
            for b in range(shape[i])
        )
    }


def expected_payoff(payoffs, player, profile):
    """One player's expected payoff, as a sum over all pure profiles."""
    total = 0
    for pure in product(*(range(len(p)) for p in profile)):
        weight = 1
        for p, k in zip(profile, pure, strict=True):
            weight = weight * p[k]
        total = total + weight * payoffs[(player, *pure)]
    return total


def regret(payoffs, profile):
    """Each player's largest gain from a deviation to a pure action."""
    found = []
    for i, own in enumerate(profile):
        values = []
        for k in range(len(own)):
            deviation = [0] * len(own)
            deviation[k] = 1
            values.append(expected_payoff(payoffs, i, [*profile[:i], deviation, *profile[i + 1 :]]))
        found.append(max(values) - expected_payoff(payoffs, i, profile))
    return np.array(found, dtype=object if payoffs.dtype == object else float)
