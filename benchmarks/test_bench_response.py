"""Ten states, three actions: 59,049 profiles, built and solved for every pure equilibrium.

``python -m pytest benchmarks --benchmark-enable`` prints the times; memory is told beside them.
"""

import tracemalloc

import numpy as np
import pytest

import alignment_games as ag

GERMANY = ag.State("Germany", power=0.154, offence=1.2)
STATES = [ag.State(f"State {k}", power=0.1 + 0.01 * k) for k in range(10)]


def build():
    return ag.response_game(STATES, against=GERMANY, threat=np.linspace(0.1, 0.9, 10))


def test_building(benchmark):
    game = benchmark(build)
    assert game.payoffs.shape == (10, *[3] * 10)


def test_all_pure_equilibria(benchmark):
    game = build()
    solution = benchmark(ag.solve, game, ag.solvers.PureEnumeration())
    assert len(solution) > 0


@pytest.mark.parametrize("what", ["building and solving"])
def test_memory(benchmark, what):
    def both():
        return ag.solve(build(), ag.solvers.PureEnumeration())

    both()
    tracemalloc.start()
    solution = both()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    benchmark.extra_info[f"peak of {what}, payoff tensors"] = peak / solution.game.payoffs.nbytes
    benchmark.pedantic(both, rounds=5)
    assert peak < 3 * solution.game.payoffs.nbytes
