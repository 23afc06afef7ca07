"""Families of games: how many a second, beside one game at a time in pygambit and beside the speed of memory.

``python -m pytest benchmarks/test_bench_sweep.py --benchmark-enable`` prints the times; games a second, shares and
ratios are in the extra information. Peers run in the same session on the same figures, on fewer games.
"""

import resource
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from time import perf_counter

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.sweeps import sweep, uncertain

CASE = ag.load_case("europe-1938")
MILLION = {"burden": np.linspace(0, 0.4, 1000), "intent": np.linspace(0, 1, 1000)}
EXECUTORS = {"1 worker": None, "2 threads": ThreadPoolExecutor, "2 processes": ProcessPoolExecutor}


@pytest.mark.parametrize("workers", EXECUTORS)
def test_a_million_response_games_built_and_solved_for_all_pure_equilibria(benchmark, workers):
    pool = EXECUTORS[workers]
    executor = None if pool is None else pool(2)
    diagram = benchmark.pedantic(sweep, (CASE,), {**MILLION, "executor": executor}, rounds=3, warmup_rounds=1)
    if executor is not None:
        executor.shutdown()
    assert diagram.counts.size == 1_000_000
    # Twice here and there in the grid: the same equilibria as a game built and solved alone.
    for at in [(0, 0), (17, 930), (123, 456), (999, 999)]:
        game = CASE.game(**{name: float(values[k]) for (name, values), k in zip(MILLION.items(), at, strict=True)})
        assert diagram.equilibria_at(*at) == [e.actions for e in ag.solve(game, ag.solvers.PureEnumeration())]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert peak < 2**30
    benchmark.extra_info["peak memory of this process, MiB"] = round(peak / 2**20)
    if benchmark.stats is not None:
        rate = 1e6 / benchmark.stats["min"]
        benchmark.extra_info["games a second"] = round(rate)
        benchmark.extra_info["share of one pass over the payoffs in memory"] = round(rate / memory_rate(), 3)
        benchmark.extra_info["times pygambit, one by one"] = times_pygambit(rate)


def memory_rate():
    """Games a second of one pass that reads the payoffs and does nothing with them."""
    payoffs = np.random.default_rng(0).random((200_000, 3, 3, 3, 3))
    return 200_000 / min(timed(payoffs.sum) for _ in range(5))


def times_pygambit(rate):
    """How many times faster than building games and enumerating their pure equilibria one by one in pygambit."""
    try:
        import pygambit
    except ImportError:
        return None
    games = [CASE.game(burden=b, intent=0.5).payoffs for b in np.linspace(0, 0.4, 50)]

    def one_by_one():
        for payoffs in games:
            pygambit.nash.enumpure_solve(pygambit.Game.from_arrays(*payoffs))

    return round(rate / (50 / min(timed(one_by_one) for _ in range(3))))


def timed(function):
    start = perf_counter()
    function()
    return perf_counter() - start


def test_games_in_which_every_figure_varies(benchmark):
    from scipy.stats import uniform

    inputs = {
        "burden": uniform(0, 0.4),
        "intent": {name: uniform(0, 1) for name in CASE.model.names},
        "power": {name: uniform(0.01, 0.2) for name in CASE.model.names},
    }
    found = benchmark.pedantic(uncertain, (CASE,), {"draws": 200_000, "rng": 1, **inputs}, rounds=3)
    assert found.counts["selected"].sum() == 200_000
    if benchmark.stats is not None:
        benchmark.extra_info["games a second"] = round(200_000 / benchmark.stats["min"])


def test_a_hundred_thousand_response_games_with_all_mixed_equilibria(benchmark):
    axes = {"burden": np.linspace(0, 0.4, 400), "intent": np.linspace(0, 1, 250)}
    diagram = benchmark.pedantic(sweep, (CASE,), {**axes, "mixed": True}, rounds=1)
    assert diagram.counts.size == 100_000
    assert diagram.mixed_complete.all()
    benchmark.extra_info["share with mixed equilibria"] = round(float((diagram.mixed_counts > 0).mean()), 4)
    if benchmark.stats is not None:
        benchmark.extra_info["games a second"] = round(100_000 / benchmark.stats["min"])


def test_the_diagram_of_a_case_with_its_picture(benchmark, tmp_path):
    """400 x 400 points of europe-1938, exact boundaries and all, saved as a file."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    def draw():
        diagram = sweep(CASE, vary={"burden": np.linspace(0, 0.4, 400), "intent": np.linspace(0, 1, 400)})
        ax = ag.plot(diagram)
        ax.figure.savefig(tmp_path / "phase.png")
        plt.close(ax.figure)
        return diagram

    diagram = benchmark.pedantic(draw, rounds=3)
    names = " ".join(region.name for region in diagram.regions())
    assert all(action in names for action in ("balance", "buck_pass", "bandwagon"))
