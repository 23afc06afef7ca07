"""All equilibria of random games with a proof, and of structured ones; peak memory is told beside the times.

``python -m pytest benchmarks --benchmark-enable`` prints the times.
"""

import resource
from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration

SIZES = [(3, 2), (3, 3), (4, 2), (5, 2), (3, 4), (4, 3), (7, 2)]


def random_game(players, actions, seed=0):
    payoffs = np.random.default_rng(seed).uniform(size=(players, *[actions] * players))
    return ag.NormalFormGame(payoffs)


def volunteers_dilemma(players, cost):
    payoffs = np.zeros((players, *[2] * players))
    for profile in product((0, 1), repeat=players):
        payoffs[(slice(None), *profile)] = any(profile) - cost * np.array(profile)
    return ag.NormalFormGame(payoffs)


@pytest.mark.parametrize(("players", "actions", "rounds"), [*((*size, 3) for size in SIZES), (5, 3, 1)])
def test_random_games(benchmark, players, actions, rounds):
    game = random_game(players, actions)
    solution = benchmark.pedantic(ag.solve, (game, SupportEnumeration()), rounds=rounds)
    assert solution.complete
    assert solution.stats["index_sum"] == 1
    benchmark.extra_info["cells"] = solution.stats["cells"]
    benchmark.extra_info["peak memory of the process, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


@pytest.mark.parametrize("players", [3, 5, 8])
def test_volunteers_dilemma(benchmark, players):
    solution = benchmark.pedantic(ag.solve, (volunteers_dilemma(players, 0.25), SupportEnumeration()), rounds=3)
    assert len(solution) == 2**players - 1
