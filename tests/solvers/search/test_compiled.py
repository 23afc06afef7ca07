"""Two implementations of one proof: what the kernel settles is what the search finds without it.

The kernel runs as Python here, without waiting for a compiler, and so without the extra; `python -m
benchmarks.kernel` compares thousands of games with compiled code.
"""

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve
from alignment_games.solvers._kernel import loading
from alignment_games.solvers._kernel.compiling import COMPILES
from alignment_games.solvers._search import compiled
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers.control import OutOfTimeError
from tests import brute_force

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by kernel/test_interpreted.py")


@pytest.fixture
def kernel(monkeypatch):
    """Return what solves a game with the kernel."""

    def run(payoffs):
        with monkeypatch.context() as patch:
            patch.setattr(loading, "COMPILES", True)
            patch.setattr(loading.EFFORT, "worth_loading", 0)
            return solve(NormalFormGame(payoffs), SupportEnumeration(), throw=False)

    return run


def games():
    rng = np.random.default_rng(5)
    for shape in ((2, 2, 2), (2, 2, 2, 2), (3, 3), (1, 2, 3)):
        size = (len(shape), *shape)
        yield pytest.param(rng.uniform(size=size), id=f"uniform {shape}")
        yield pytest.param(rng.integers(0, 3, size).astype(float), id=f"ties {shape}")
        yield pytest.param(rng.integers(0, 9, size) + 1e-8 * rng.integers(-2, 3, size), id=f"close {shape}")
        yield pytest.param(rng.integers(-20, 20, size).tolist(), id=f"whole numbers {shape}")
        sentinels = np.where(rng.random(size) < 0.2, -1e9, rng.uniform(size=size))
        yield pytest.param(sentinels * 10.0 ** rng.integers(-9, 10), id=f"sentinels {shape}")


@pytest.mark.parametrize("payoffs", list(games()))
def test_the_same_is_found_to_the_last_digit(payoffs, kernel):
    alone, fast = solve(NormalFormGame(payoffs), SupportEnumeration(), throw=False), kernel(payoffs)
    with_kernel, without = fast.to_dict(), alone.to_dict()
    for each in (with_kernel, without):
        for work in ("seconds", "cells"):
            del each["stats"][work]
    assert with_kernel == without


def test_the_kernel_settles_what_is_certain_and_leaves_the_rest(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    rng = np.random.default_rng(6)
    for payoffs, left in ((rng.uniform(size=(3, 2, 2, 3)), False), (np.zeros((3, 2, 2, 3)), True)):
        game = NormalFormGame(payoffs)
        gaps = Gaps(game)
        masks = np.argwhere(np.ones([2**m - 1 for m in game.n_actions])) + 1
        settled = compiled.settle(gaps, masks, lambda _: None)
        assert (sum(len(again) for _, again in settled.stages) == len(masks)) == left
        for support, points in settled.near.items():
            for point in points:
                profile = [np.zeros(m) for m in game.n_actions]
                for own, used, shares in zip(profile, support, point, strict=True):
                    own[list(used)] = shares
                assert max(brute_force.regret(payoffs, profile)) < 1e-9


def test_where_all_is_settled_the_equilibria_are_told(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    payoffs = np.random.default_rng(6).uniform(size=(3, 2, 2, 3))
    gaps = Gaps(NormalFormGame(payoffs))
    (masks,) = compiled.left_by_dominance(gaps, lambda: None)
    settled = compiled.settle(gaps, masks, lambda _: None)
    ((regular, again),) = settled.stages
    assert (len(again), settled.alone) == (0, len(masks))
    each_alone = (compiled.settle(gaps, masks[k : k + 1], lambda _: None) for k in range(len(masks)))
    assert settled.cells == sum(settled.cells for settled in each_alone)
    assert sum(each.sign for each in regular) == 1
    for each in regular:
        assert max(brute_force.regret(payoffs, each.profile)) < 1e-9


def test_of_no_supports_nothing_is_found(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    game = NormalFormGame(np.random.default_rng(6).uniform(size=(3, 2, 2, 3)))
    settled = compiled.settle(Gaps(game), np.zeros((0, 3), dtype=int), lambda _: None)  # to the kernel that is all
    assert (sum(len(some) for stage in settled.stages for some in stage), settled.alone, settled.cells) == (0, 0, 0)


def test_what_is_found_before_the_time_is_over_is_kept(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading.EFFORT, "worth_loading", 0)
    monkeypatch.setattr(compiled, "_BETWEEN", 12)  # one support at a time
    payoffs = np.array([[[3.0, 0.0], [0.0, 2.0]], [[3.0, 0.0], [0.0, 2.0]]])[:, :, :, None].repeat(3, axis=3)
    payoffs = np.concatenate([payoffs, np.arange(12.0).reshape(1, 2, 2, 3)])  # the third player's last action is best
    masks = np.array([[1, 1, 4], [2, 2, 4], [3, 3, 4]])

    def tick(done):
        if done == 2:
            raise OutOfTimeError

    settled = compiled.settle(Gaps(NormalFormGame(payoffs)), masks, tick)
    assert isinstance(settled.stopped, OutOfTimeError)
    ((regular, left),) = settled.stages
    assert len(regular) == 0
    assert left.tolist() == masks[:2].tolist()
    assert set(settled.near) == {((0,), (0,), (2,)), ((1,), (1,), (2,))}


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_was_stopped_goes_on_where_it_was_and_finds_the_same(workers, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(compiled, "_BETWEEN", 24)  # two supports at a time
    game = NormalFormGame(np.random.default_rng(10).uniform(size=(3, 2, 3, 2)))
    expected = solve(game, SupportEnumeration()).to_dict()
    asked, search = [], compiled.search

    def counted(*question):
        asked.append(question)
        return search(*question)

    def stop(done, total):
        if done >= 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(compiled, "search", counted)
    solver = SupportEnumeration(ledger=tmp_path / "supports", workers=workers)
    unfinished = solve(game, solver, progress=stop, throw=False)
    assert not unfinished.complete
    before = len(asked)
    told = []
    finished = solve(game, solver, progress=lambda done, total: told.append((done, total)))
    assert before >= 3
    assert len(asked) == len(compiled._parts(expected["stats"]["supports"], game.n_actions))
    assert told[-1] == (expected["stats"]["supports"], expected["stats"]["supports"])
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(solve(game, solver)) == len(finished)
    assert len(asked) == len(compiled._parts(expected["stats"]["supports"], game.n_actions))
    found = finished.to_dict()
    for each in (found, expected):
        for work in ("seconds", "cells"):
            del each["stats"][work]
    assert found == expected
