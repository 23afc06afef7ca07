"""Two-player and batch solvers beside nashpy and quantecon, in one run: medians of CPU time and their ratios.

CPU time of the process, because a busy machine stretches the wall clock of both sides unevenly.
``python -m pytest benchmarks/test_bench_two_players.py --benchmark-enable -s`` prints one line for each comparison.
"""

import statistics
import time
import warnings

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game import best_reply
from alignment_games.io.interchange import to_gambit
from alignment_games.solvers import VertexEnumeration, solve_batch

quantecon = pytest.importorskip("quantecon.game_theory")
nashpy = pytest.importorskip("nashpy")


def median_seconds(function, rounds=5):
    function()
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def report(benchmark, name, ours, peer, **games):
    """Run ours under the benchmark, and print the ratio of time per game."""
    benchmark.pedantic(ours, rounds=5, warmup_rounds=1)
    compare(benchmark, name, ours, peer, **games)


def compare(benchmark, name, ours, peer, *, ours_games=1, peer_games=1):
    """Print and keep the ratio of time per game."""
    own = median_seconds(ours) / ours_games
    other = median_seconds(peer, rounds=5 if peer_games > 1 else 3) / peer_games
    benchmark.extra_info[name] = other / own
    print(f"\n{name}: ours {own * 1e6:,.2f} us, peer {other * 1e6:,.2f} us per game: {other / own:,.2f} times as fast")


def as_quantecon(payoffs):
    row, column = (np.ascontiguousarray(own) for own in (payoffs[0], payoffs[1].T))
    return quantecon.NormalFormGame([quantecon.Player(row), quantecon.Player(column)])


@pytest.mark.parametrize("m", [6, 8, 10, 12, 14])
def test_vertex_enumeration_beside_quantecon(benchmark, m):
    payoffs = np.random.default_rng(m).random((2, m, m))
    game, theirs = ag.NormalFormGame(payoffs), as_quantecon(payoffs)
    assert len(ag.solve(game, VertexEnumeration())) == len(quantecon.vertex_enumeration(theirs))
    report(
        benchmark,
        f"all equilibria {m}x{m}, quantecon vertex_enumeration",
        lambda: ag.solve(game, VertexEnumeration()),
        lambda: quantecon.vertex_enumeration(theirs),
    )


@pytest.mark.parametrize("m", [4, 6])
def test_vertex_enumeration_beside_nashpy(benchmark, m):
    payoffs = np.random.default_rng(m).random((2, m, m))
    game, theirs = ag.NormalFormGame(payoffs), nashpy.Game(*payoffs)
    report(
        benchmark,
        f"all equilibria {m}x{m}, nashpy vertex_enumeration",
        lambda: ag.solve(game, VertexEnumeration()),
        lambda: list(theirs.vertex_enumeration()),
    )


def test_batch_beside_quantecon(benchmark):
    payoffs = np.random.default_rng(0).random((10_000, 2, 3, 3))
    theirs = [as_quantecon(own) for own in payoffs]
    assert len(solve_batch(payoffs)) == sum(len(quantecon.support_enumeration(game)) for game in theirs)
    solved = quantecon.support_enumeration
    ours, games = (lambda: solve_batch(payoffs)), {"ours_games": 10_000, "peer_games": 10_000}
    name = "10,000 games 3x3, looping quantecon support_enumeration"
    benchmark.pedantic(ours, rounds=5, warmup_rounds=1)
    compare(benchmark, f"{name}, its games built before", ours, lambda: [solved(game) for game in theirs], **games)
    compare(benchmark, f"{name}, from the array", ours, lambda: [solved(as_quantecon(p)) for p in payoffs], **games)


def test_batch_beside_nashpy(benchmark):
    payoffs = np.random.default_rng(0).random((10_000, 2, 3, 3))
    theirs = [nashpy.Game(*own) for own in payoffs[:200]]

    def loop():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [list(game.support_enumeration()) for game in theirs]

    report(
        benchmark,
        "10,000 games 3x3, looping nashpy support_enumeration",
        lambda: solve_batch(payoffs),
        loop,
        ours_games=10_000,
        peer_games=200,
    )


def test_batch_beside_gambit(benchmark):
    pygambit = pytest.importorskip("pygambit")
    payoffs = np.random.default_rng(0).random((10_000, 3, 2, 2, 2))
    theirs = [to_gambit(ag.NormalFormGame(own)) for own in payoffs[:400]]
    report(
        benchmark,
        "10,000 games of 3 players with 2 actions, looping gambit enumpoly, its games built before",
        lambda: solve_batch(payoffs),
        lambda: [pygambit.nash.enumpoly_solve(game, use_strategic=True) for game in theirs],
        ours_games=10_000,
        peer_games=400,
    )


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 4), (2, 2, 2)], ids=str)
@pytest.mark.parametrize("kind", ["all", "pure"])
def test_batch_games_per_second(benchmark, shape, kind):
    payoffs = np.random.default_rng(0).random((10_000, len(shape), *shape))
    found = benchmark.pedantic(lambda: solve_batch(payoffs, kind=kind), rounds=9, warmup_rounds=2)
    assert found.complete.all() == (kind == "all")
    rate = 10_000 / median_seconds(lambda: solve_batch(payoffs, kind=kind), rounds=9)
    benchmark.extra_info["games per second"] = rate
    print(f"\n{kind} equilibria of 10,000 games {shape}: {rate:,.0f} games/s")


@pytest.mark.parametrize("shape", [(3,) * 12, (2,) * 20], ids=["3^12", "2^20"])
def test_pure_equilibria_beside_the_plainest_numpy(benchmark, shape):
    n = len(shape)
    payoffs = np.random.default_rng(0).random((n, *shape))

    def plainest():
        found = np.ones(shape, dtype=bool)
        for i in range(n):
            found &= payoffs[i] == payoffs[i].max(axis=i, keepdims=True)
        return found

    assert np.array_equal(best_reply.pure_equilibria(payoffs, n), plainest())
    report(benchmark, f"pure equilibria of {shape}", lambda: best_reply.pure_equilibria(payoffs, n), plainest)
