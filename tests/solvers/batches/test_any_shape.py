import numpy as np
import pytest

from alignment_games.solvers import solve_batch
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
