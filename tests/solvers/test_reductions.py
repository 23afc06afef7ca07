"""Reductions: the smaller game's answers come home, with the proof, the continua and what was left out."""

import numpy as np
import pytest

from alignment_games import NormalFormGame, Status, load_case, solve
from alignment_games.solvers import Auto, DropDominated, SupportEnumeration


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
