import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve, solve_batch
from alignment_games.solvers._kernel import loading
from alignment_games.solvers._kernel.compiling import COMPILES

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


def families():
    rng = np.random.default_rng(8)
    for shape in ((2, 2, 3), (2, 1, 2, 2)):
        size = (2, len(shape), *shape)
        yield pytest.param(rng.uniform(size=size), id=f"uniform {shape}")
        yield pytest.param(rng.integers(0, 3, size).astype(float), id=f"ties {shape}")
        yield pytest.param(rng.integers(0, 9, size) + 1e-8 * rng.integers(-2, 3, size), id=f"close {shape}")
        yield pytest.param(rng.uniform(size=size) * 1e-9 + 1e3, id=f"offset {shape}")
        sentinels = np.where(rng.random(size) < 0.2, -1e9, rng.uniform(size=size))
        yield pytest.param(sentinels * 1e9, id=f"sentinels {shape}")


@pytest.mark.parametrize("payoffs", list(families()))
def test_together_and_alone_find_the_same(payoffs, monkeypatch):
    alone = [solve(NormalFormGame(own), SupportEnumeration(), throw=False) for own in payoffs]
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    together = solve_batch(payoffs)
    assert together.complete.tolist() == [solution.complete for solution in alone]
    assert together.counts.tolist() == [len(solution) for solution in alone]
    for index, solution in enumerate(alone):
        rows = np.concatenate([own[together.game == index] for own in together.profiles], axis=1)
        expected = np.array([np.concatenate(e.profile) for e in solution])
        np.testing.assert_allclose(np.array(sorted(rows.tolist())), np.array(sorted(expected.tolist())), atol=1e-9)


def test_games_without_ties_are_solved_together(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    together = solve_batch(np.random.default_rng(9).uniform(size=(12, 3, 2, 3, 2)))
    assert together.complete.all()
    assert not together.one_by_one.any()
    assert (together.counts % 2 == 1).all()
