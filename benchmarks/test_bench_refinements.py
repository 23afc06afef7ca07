"""Refinements beside peers, where peers have them, and alone where none does.

``python -m pytest benchmarks/test_bench_refinements.py --benchmark-enable`` prints the times. Each pair of ours and
peer runs on the same games in the same session, so that their ratio is what to read. The peer for logit paths is
pygambit, where it is installed; for correlated equilibria the same linear program built profile by profile with a
dense matrix; for replicators and fictitious play nashpy, one start at a time.
"""

import nashpy
import numpy as np
import pytest

from alignment_games import NormalFormGame
from alignment_games.refinements import coalition_proof_profiles
from alignment_games.solvers import (
    FictitiousPlay,
    LogitTracing,
    Replicator,
    correlated_equilibrium,
    logit_path,
    random_starts,
    solve,
)

RNG = np.random.default_rng(0)
FIVE = NormalFormGame(RNG.random((5, 3, 3, 3, 3, 3)))
FOUR = NormalFormGame(RNG.random((4, 3, 3, 3, 3)))
EIGHT = NormalFormGame(RNG.random((8, *[3] * 8)))
TWO = NormalFormGame(RNG.random((2, 3, 3)))


def test_logit_limit_of_five_players(benchmark):
    found = benchmark(solve, FIVE, LogitTracing())
    assert len(found) == 1


def test_logit_path_of_five_players_with_bifurcations(benchmark):
    path = benchmark.pedantic(logit_path, (FIVE,), rounds=3)
    assert path.residuals.max() < 1e-9


def test_logit_limit_of_five_players_by_pygambit(benchmark):
    pygambit = pytest.importorskip("pygambit", reason="pygambit has no wheels for this platform")
    game = pygambit.Game.from_arrays(*FIVE.payoffs)
    found = benchmark(pygambit.nash.logit_solve, game)
    assert len(found.equilibria) == 1


def test_coalition_proof_profiles_of_eight_states(benchmark):
    found = benchmark.pedantic(lambda: coalition_proof_profiles(NormalFormGame(EIGHT.payoffs)), rounds=3)
    assert found.shape == (3,) * 8


def test_correlated_equilibrium_of_eight_states(benchmark):
    best = benchmark.pedantic(correlated_equilibrium, (EIGHT,), rounds=3)
    assert best.regret < 1e-9


@pytest.mark.parametrize("who", ["ours", "dense, profile by profile"])
def test_correlated_equilibrium_of_four_players(benchmark, who):
    run = correlated_equilibrium if who == "ours" else dense_correlated
    found = benchmark.pedantic(run, (FOUR,), rounds=3)
    value = found.value if who == "ours" else found
    assert value == pytest.approx(dense_correlated(FOUR), abs=1e-8)


def dense_correlated(game):
    """Return the best welfare by the textbook program: a row for each (player, advice, other), filled by loops."""
    from scipy.optimize import linprog

    profiles = list(np.ndindex(*game.n_actions))
    rows = []
    for i, m in enumerate(game.n_actions):
        for advised in range(m):
            for other in range(m):
                if other != advised:
                    row = np.zeros(len(profiles))
                    for k, a in enumerate(profiles):
                        if a[i] == advised:
                            b = (*a[:i], other, *a[i + 1 :])
                            row[k] = game.payoffs[(i, *b)] - game.payoffs[(i, *a)]
                    rows.append(row)
    welfare = game.payoffs.sum(axis=0).ravel()
    answer = linprog(-welfare, np.array(rows), np.zeros(len(rows)), np.ones((1, len(profiles))), [1.0], method="highs")
    return -answer.fun


@pytest.mark.parametrize("who", ["ours", "nashpy"])
def test_replicators_from_twenty_starts(benchmark, who):
    starts = random_starts(TWO, 20)

    def peer():
        times = np.linspace(0, 20, 101)
        game = nashpy.Game(*TWO.payoffs)
        each = [game.asymmetric_replicator_dynamics(x0=x, y0=y, timepoints=times) for x, y in zip(*starts, strict=True)]
        return tuple(np.array([rows[k][-1] for rows in each]) for k in range(2))

    scale = np.ptp(TWO.payoffs, axis=(1, 2)).max()  # our time is in units of one over the payoff range
    expected = Replicator(time=20 * scale).run(TWO, starts).final
    final = benchmark.pedantic(peer if who == "nashpy" else lambda: Replicator(time=20 * scale).run(TWO, starts).final)
    for x, y in zip(final, expected, strict=True):
        np.testing.assert_allclose(x, y, atol=1e-4)


@pytest.mark.parametrize("who", ["ours", "nashpy"])
def test_a_thousand_rounds_of_fictitious_play_from_twenty_starts(benchmark, who):
    starts = random_starts(TWO, 20)

    def peer():
        game = nashpy.Game(*TWO.payoffs)
        return [list(game.fictitious_play(iterations=1000))[-1] for _ in range(20)]

    final = benchmark.pedantic(peer if who == "nashpy" else lambda: FictitiousPlay(steps=1000).run(TWO, starts).final)
    assert len(final) == (20 if who == "nashpy" else 2)
