from fractions import Fraction

import numpy as np
import pytest

from alignment_games.catalogue.known_games import known_game
from alignment_games.errors import NotConvergedError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, VertexEnumeration, ZeroSum, solve
from tests.oracles.two_players import as_set


def zero_sum(row):
    row = np.asarray(row)
    return NormalFormGame(np.stack([row, -row]))


def test_diagonal_games_have_a_closed_form():
    worth = [Fraction(2), Fraction(3), Fraction(5), Fraction(7)]
    row = [[worth[i] if i == j else Fraction(0) for j in range(4)] for i in range(4)]
    (equilibrium,) = solution = solve(zero_sum(np.array(row, dtype=object)), ZeroSum())
    total = sum(1 / w for w in worth)
    assert equilibrium.profile[0].tolist() == [1 / w / total for w in worth]
    assert solution.stats["value"] == 1 / total
    assert solution.status is Status.ALL


def test_oneill_1987():
    (equilibrium,) = solution = solve(known_game("O'Neill 1987").game, ZeroSum())
    joker = [Fraction(2, 5), *[Fraction(1, 5)] * 3]
    assert [p.tolist() for p in equilibrium.profile] == [joker, joker]
    assert solution.stats["value"] == -1


def test_large_games_satisfy_the_minimax_theorem():
    row = np.random.default_rng(0).random((120, 90))
    (equilibrium,) = solution = solve(zero_sum(row), ZeroSum())
    x, y = equilibrium.profile
    assert (x @ row).min() == pytest.approx((row @ y).max(), abs=1e-12)
    assert (x @ row).min() == pytest.approx(solution.stats["value"], abs=1e-12)
    assert solution.status is Status.ALL


@pytest.mark.parametrize("seed", range(10))
def test_ties_give_every_extreme_pair(seed):
    row = np.random.default_rng(seed).integers(0, 3, (3, 4)).astype(object)
    found, everything = solve(zero_sum(row), ZeroSum()), solve(zero_sum(row), VertexEnumeration())
    assert as_set(e.profile for e in found) == as_set(e.profile for e in everything)
    assert found.status is everything.status
    values = {x @ row @ y for x, y in (e.profile for e in everything)}
    assert values == {found.stats["value"]}


def test_large_ties_are_not_called_complete():
    solution = solve(zero_sum(np.zeros((15, 15))), ZeroSum())
    assert len(solution) == 1
    assert solution.status is Status.SOME


def test_constant_sums_are_zero_sums():
    game = NormalFormGame([[[3, 1], [0, 2]], [[1, 3], [4, 2]]])
    (equilibrium,) = solution = solve(game, ZeroSum())
    assert [p.tolist() for p in equilibrium.profile] == [[Fraction(1, 2)] * 2, [Fraction(1, 4), Fraction(3, 4)]]
    assert solution.stats["value"] == Fraction(3, 2)


def test_other_games_are_refused_with_the_reason():
    with pytest.raises(UnsupportedGameError, match=r"payoffs sum to 8 at .stag, stag. but to 3"):
        solve(known_game("stag hunt").game, ZeroSum())
    with pytest.raises(UnsupportedGameError, match="expected 2 players, got 3"):
        solve(NormalFormGame(np.zeros((3, 2, 2, 2))), ZeroSum())


def test_a_time_limit_leaves_with_its_status():
    with pytest.raises(NotConvergedError, match="time limit"):
        solve(zero_sum(np.random.default_rng(0).random((50, 50))), ZeroSum(), time_limit=0)
