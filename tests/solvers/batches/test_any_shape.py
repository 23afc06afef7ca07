import numpy as np
import pytest

from alignment_games.solvers import solve_batch
from alignment_games.solvers._batches.any_shape import any_shape_equilibria
from alignment_games.solvers._kernel import loading
from alignment_games.solvers._kernel.compiling import COMPILES
from tests.solvers.batches.beside_alone import alone, assert_the_same, families

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.mark.parametrize("payoffs", list(families()))
def test_together_and_alone_find_the_same(payoffs, monkeypatch):
    solutions = alone(payoffs)
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    assert_the_same(solve_batch(payoffs), solutions)


def test_games_without_ties_are_solved_together(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    together = solve_batch(np.random.default_rng(9).uniform(size=(12, 3, 2, 3, 2)))
    assert together.complete.all()
    assert not together.one_by_one.any()
    assert (together.counts % 2 == 1).all()


def test_where_nobody_knows_how_many_processors_there_are_one_thread_does(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: None)
    payoffs = np.random.default_rng(3).uniform(size=(2, 3, 2, 2, 2))
    found = any_shape_equilibria(np.moveaxis(payoffs, 0, -1))
    beside = any_shape_equilibria(np.moveaxis(payoffs, 0, -1), 2)
    assert all(np.array_equal(one, other) for one, other in zip(found.weights, beside.weights, strict=True))
