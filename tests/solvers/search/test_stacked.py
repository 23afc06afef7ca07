"""Batches without the compiled kernel."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve, solve_batch
from alignment_games.solvers._kernel import loading
from alignment_games.solvers._search import stacked
from tests.solvers.batches.beside_alone import alone, assert_the_same, families


@pytest.fixture(autouse=True)
def without_kernel(monkeypatch):
    monkeypatch.setattr(loading, "COMPILES", False)
    monkeypatch.setattr(stacked, "_FEWEST", 1)


@pytest.mark.parametrize("payoffs", list(families()))
def test_together_and_alone_find_the_same(payoffs):
    assert_the_same(solve_batch(payoffs), alone(payoffs))


def test_games_without_ties_are_solved_together_however_they_are_cut_up(monkeypatch):
    payoffs = np.random.default_rng(9).uniform(size=(12, 3, 2, 3, 2))
    whole = solve_batch(payoffs)
    assert whole.complete.all()
    assert not whole.one_by_one.any()
    assert (whole.counts % 2 == 1).all()
    monkeypatch.setattr(stacked, "_NUMBERS", 300)
    monkeypatch.setattr(stacked, "_SUPPORTS", 300)
    parts = solve_batch(payoffs)
    assert parts.game.tolist() == whole.game.tolist()
    for own, other in zip(parts.profiles, whole.profiles, strict=True):
        np.testing.assert_allclose(own, other, atol=1e-12)


def test_the_same_games_in_fractions():
    payoffs = np.random.default_rng(3).integers(0, 40, size=(4, 4, 2, 2, 2, 2)).astype(float)
    together = solve_batch(payoffs)
    assert not together.one_by_one.all()
    for index in np.flatnonzero(~together.one_by_one).tolist():
        game = NormalFormGame(np.vectorize(Fraction, otypes=[object])(payoffs[index]))
        twin = sorted(np.concatenate(e.profile).astype(float).tolist() for e in solve(game, SupportEnumeration()))
        rows = np.concatenate([own[together.game == index] for own in together.profiles], axis=1)
        np.testing.assert_allclose(np.array(sorted(rows.tolist())), np.array(twin), atol=1e-9)
