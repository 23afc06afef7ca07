"""Reductions: the smaller game's answers come home, with the proof, the continua and what was left out."""

import numpy as np
import pytest

from alignment_games import NormalFormGame, Status, load_case, solve
from alignment_games.solvers import (
    AlikePlayers,
    Auto,
    DropDominated,
    DropIdlePlayers,
    MergeCopies,
    SupportEnumeration,
    VertexEnumeration,
)


def padded(payoffs, rng):
    """A game with one more action for each player that its first one beats by at least 1 whatever the others do."""
    n = len(payoffs)
    table = payoffs
    for i in range(n):
        worse = np.take(table, [0], axis=i + 1).copy()
        worse[i] -= 1 + rng.uniform(size=worse[i].shape)
        others = [k for k in range(n) if k != i]
        worse[others] = rng.normal(size=worse[others].shape)
        table = np.concatenate([table, worse], axis=i + 1)
    return table


def profiles(solution):
    return sorted(tuple(tuple(round(float(x), 9) for x in own) for own in e.profile) for e in solution)


@pytest.mark.parametrize("seed", range(8))
def test_the_equilibria_are_those_of_the_game_without_dominated_actions(seed):
    rng = np.random.default_rng(seed)
    small = rng.normal(size=(3, 2, 2, 2))
    whole = NormalFormGame(padded(small, rng))
    reduced, plain = solve(whole, DropDominated()), solve(whole, SupportEnumeration())
    assert reduced.complete
    assert profiles(reduced) == profiles(plain)
    assert reduced.stats["dominated"]
    of_small = solve(NormalFormGame(small), SupportEnumeration())
    assert [tuple(p[:2] for p in profile) for profile in profiles(reduced)] == profiles(of_small)


def test_continua_come_home():
    rng = np.random.default_rng(1)
    ties = np.zeros((3, 2, 2, 2))
    solution = solve(NormalFormGame(padded(ties, rng)), DropDominated())
    assert solution.status is Status.ALL_COMPONENTS
    assert solution.components
    assert all(e.profile[i][2] == 0 for e in solution for i in range(3))


def test_auto_judges_the_game_that_is_left():
    game = load_case("europe-1938-large").game()
    assert Auto().choose(game) == DropDominated()
    assert "without strictly dominated actions" in Auto().why(game)
    solution = solve(game)
    assert solution.complete
    assert all((e.profile[i] <= left).all() for e in solution for i, left in enumerate(game.undominated))
    assert Auto().choose(load_case("europe-1938").game()) == SupportEnumeration()


def test_where_nothing_is_dominated_the_size_decides_as_before():
    game = NormalFormGame(np.random.default_rng(0).normal(size=(8, *[4] * 8)))
    assert type(Auto().choose(game)).__name__ == "PureEnumeration"


def doubled(payoffs):
    """The game with a copy of each player's first action behind its others."""
    for i in range(len(payoffs)):
        payoffs = np.concatenate([payoffs, np.take(payoffs, [0], axis=i + 1)], axis=i + 1)
    return payoffs


def continua(solution):
    """What components join, by their members, with their dimensions and words."""
    rows = profiles(solution)
    place = [rows.index(each) for each in (profiles([e])[0] for e in solution)]
    return sorted((sorted(place[m] for m in c.members), c.dimension, c.description) for c in solution.components)


@pytest.mark.parametrize("seed", range(6))
def test_copies_come_home_as_the_continua_that_the_search_finds_itself(seed):
    game = NormalFormGame(doubled(np.random.default_rng(seed).normal(size=(3, 2, 2, 2))))
    merged, plain = solve(game, MergeCopies()), solve(game, SupportEnumeration())
    assert merged.complete
    assert (merged.status, merged.degenerate) == (plain.status, plain.degenerate)
    assert profiles(merged) == profiles(plain)
    assert continua(merged) == continua(plain)
    assert merged.stats["copies"] == dict.fromkeys(game.players, (("1", "3"),))


def test_continua_whose_parts_use_different_copies_have_no_known_dimension():
    # Where Bob plays the first column Ann is indifferent; of her two rows one has a copy.
    game = NormalFormGame(
        [[[1, 0], [1, 0], [1, 0]], [[2, 0], [1, 0], [2, 0]]], actions=[["a", "b", "a again"], ["c", "d"]]
    )
    merged, plain = solve(game, MergeCopies()), solve(game, VertexEnumeration())
    assert profiles(merged) == profiles(plain)
    assert [c.dimension for c in merged.components] == [None]
    assert [len(c.members) for c in merged.components] == [3]


def test_players_without_a_choice_change_nothing():
    small = np.random.default_rng(3).normal(size=(2, 3, 3))
    others = np.random.default_rng(4).normal(size=(3, 3))
    game = NormalFormGame(np.stack([small[0], others, small[1]])[:, :, None, :], ["Ann", "Idle", "Bob"])
    solution = solve(game, DropIdlePlayers(VertexEnumeration()))
    assert solution.complete
    assert solution.stats["idle"] == ("Idle",)
    assert profiles(solution) == profiles(solve(game, SupportEnumeration()))


def test_exact_games_stay_exact():
    game = NormalFormGame([[[[4], [0], [4]], [[3], [2], [3]]], [[[4], [3], [4]], [[0], [2], [0]]], [[[1]] * 3] * 2])
    solution = solve(game, MergeCopies(DropIdlePlayers(VertexEnumeration())))
    assert solution.complete
    assert {e.regret for e in solution} == {0}
    assert all(isinstance(e.regret, int) or e.regret.denominator == 1 for e in solution)
    assert solution.stats["copies"] == {"Player 2": (("1", "3"),)}


def test_auto_takes_steps_until_the_game_is_small_enough():
    rng = np.random.default_rng(5)
    stone = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    distinct = np.stack([stone, -stone])
    table = distinct[:, np.arange(30) % 3][:, :, np.arange(30) % 3]
    copied = NormalFormGame(table)
    assert Auto().choose(copied) == MergeCopies(VertexEnumeration())
    assert "copies of actions" in Auto().why(copied)
    idle = NormalFormGame(np.stack([*rng.normal(size=(2, 20, 10)), np.zeros((20, 10))])[..., None])
    assert Auto().choose(idle) == DropDominated(DropIdlePlayers(VertexEnumeration()))
    both = NormalFormGame(padded(table, rng))
    assert Auto().choose(both) == DropDominated(MergeCopies(VertexEnumeration()))
    assert "without strictly dominated actions and copies of actions" in Auto().why(both)


def test_alike_players_are_seen_once_dominated_actions_are_gone():
    n = 10
    acting = np.indices((3,) * n)
    helped = (acting == 1).any(axis=0)
    payoffs = np.stack([helped - 0.25 * (own == 1) - 2.0 * (own == 2) for own in acting])
    game = NormalFormGame(payoffs)
    assert Auto().choose(game) == DropDominated(AlikePlayers())
    assert solve(game).complete


def test_a_tie_by_rounding_stays_one_where_the_payoffs_that_show_it_are_gone():
    """1 / 30 is what Ann's third action costs: beside it 1 - 0.9 - 0.1 is nothing, and both others are as good."""
    nothing = 1 - 0.9 - 0.1
    game = NormalFormGame([[[0.0], [nothing], [-1 / 30]], [[1.0], [2.0], [3.0]]])
    assert nothing != 0
    for solver in (SupportEnumeration(), DropDominated(), DropDominated(DropIdlePlayers())):
        solution = solve(game, solver)
        assert (len(solution), len(solution.components), solution.complete) == (2, 1, True)
    small = NormalFormGame([[[0.0], [nothing]], [[1.0], [2.0]]])
    assert len(solve(small, DropDominated())) == 1
