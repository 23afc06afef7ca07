"""Families of games whose equilibria have closed forms, written from the definitions alone."""

from itertools import product
from math import comb
from typing import Any

import numpy as np

from alignment_games.game.normal_form import NormalFormGame


def volunteers_dilemma(n: int, cost: Any, benefit: Any = 1, needed: int = 1) -> NormalFormGame:
    """Return Diekmann's (1985) game: all get the benefit when enough volunteer, each volunteer pays the cost."""
    payoffs = np.empty((n, *[2] * n), dtype=object)
    for profile in product((0, 1), repeat=n):
        for i in range(n):
            payoffs[(i, *profile)] = (benefit if sum(profile) >= needed else 0 * benefit) - cost * profile[i]
    return NormalFormGame(payoffs, actions=["wait", "volunteer"])


def volunteers_dilemma_equilibria(n: int, cost: float) -> list[np.ndarray]:
    """Return the probability of volunteering of each player in all 2^n - 1 equilibria.

    k >= 2 players mix with 1 - cost^(1/(k-1)) (benefit 1), the others wait; with k = 1, one volunteers for sure.
    """
    found = []
    for mixing in product((0, 1), repeat=n):
        k = sum(mixing)
        if k:
            found.append(np.array(mixing) * (1 - cost ** (1 / (k - 1)) if k > 1 else 1.0))
    return found


def symmetric_threshold_equation(n: int, needed: int, p: float) -> float:
    """Return the chance that a volunteer decides, C(n-1, m-1) p^(m-1) (1-p)^(n-m), equal to cost / benefit."""
    return comb(n - 1, needed - 1) * p ** (needed - 1) * (1 - p) ** (n - needed)


def coordination(n: int, m: int) -> NormalFormGame:
    """Return pure coordination: everybody gets 1 when all choose the same action, else 0."""
    payoffs = np.zeros((n, *[m] * n))
    for k in range(m):
        payoffs[(slice(None), *[k] * n)] = 1
    return NormalFormGame(payoffs)
