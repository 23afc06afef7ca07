"""All equilibria of random games with a proof, and of structured ones; peak memory is told beside the times.

``python -m pytest benchmarks --benchmark-enable`` prints the times.
"""

import resource
import statistics
import time
from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.io.interchange import to_gambit
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


@pytest.mark.parametrize(
    ("players", "actions", "games"),
    [(3, 2, 60), (4, 2, 40), (3, 3, 20), (5, 2, 10), (6, 2, 5), (3, 4, 5), (4, 3, 5), (7, 2, 5)],
)
def test_beside_enumpoly(benchmark, players, actions, games):
    """One game through both in turn, its conversion not counted; enumpoly's equilibria are counted beside ours."""
    pygambit = pytest.importorskip("pygambit")
    own, theirs, lost = [], [], 0
    for seed in range(games):
        game = random_game(players, actions, seed)
        converted = to_gambit(game)
        start = time.process_time()
        solution = ag.solve(game, SupportEnumeration())
        middle = time.process_time()
        found = pygambit.nash.enumpoly_solve(converted, use_strategic=True).equilibria
        own.append(middle - start)
        theirs.append(time.process_time() - middle)
        lost += len(solution) - len(found)
    median, other = statistics.median(own), statistics.median(theirs)
    benchmark.extra_info |= {"ratio to enumpoly": median / other, "lost by enumpoly": lost}
    benchmark.pedantic(ag.solve, (game, SupportEnumeration()), rounds=1)
    text = f"ours {median * 1e3:,.1f} ms, enumpoly {other * 1e3:,.1f} ms: {median / other:.2f} of its time"
    print(f"\n{players} players, {actions} actions: {text}; it lost {lost} equilibria in {games} games")
