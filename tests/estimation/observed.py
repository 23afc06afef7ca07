"""Small observed games for the tests of estimation."""

import numpy as np

from alignment_games.estimation.simulation import random_game, simulate
from alignment_games.estimation.stack import stack_games


def random_games(count, seed=3):
    rng = np.random.default_rng(seed)
    return [random_game(f"g{k}", rng) for k in range(count)]


def simulated(theory, truth, count=20, seed=3):
    """A stack of random games with play drawn at the truth."""
    return simulate(stack_games(random_games(count, seed)), theory, truth, np.random.default_rng(seed + 1))
