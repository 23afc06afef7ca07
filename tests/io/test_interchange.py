"""Games to other packages and back: same payoffs at every profile, same equilibria by their solvers."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.io import from_gambit, from_nashpy, from_quantecon, to_gambit, to_nashpy, to_quantecon


def random_game(*shape, seed=1):
    return ag.NormalFormGame(np.random.default_rng(seed).normal(size=(len(shape), *shape)))


def test_nashpy_and_back_and_its_equilibrium_is_ours():
    game = random_game(2, 3)
    theirs = to_nashpy(game)
    np.testing.assert_array_equal(from_nashpy(theirs).payoffs, game.payoffs)
    for profile in theirs.vertex_enumeration():
        rounded = [np.clip(p, 0, 1) for p in profile]  # nashpy returns -5e-17 now and then
        assert max(game.regrets(rounded)) < 1e-9


def test_nashpy_holds_two_players_only():
    with pytest.raises(ag.UnsupportedGameError, match="two players; this one has 3"):
        to_nashpy(random_game(2, 2, 2))


@pytest.mark.slow
@pytest.mark.peer
def test_quantecon_puts_own_actions_first():
    pytest.importorskip("quantecon", reason="quantecon is not installed; it comes with the test extra")
    from quantecon.game_theory import pure_nash_brute

    for seed in range(5):
        game = random_game(2, 3, 4, seed=seed)
        theirs = to_quantecon(game)
        # QuantEcon's own indexing by profile gives the payoff of each player at that profile.
        for index in np.ndindex(2, 3, 4):
            np.testing.assert_array_equal(theirs[index], game.payoffs[(slice(None), *index)])
        assert sorted(pure_nash_brute(theirs)) == list(
            map(tuple, np.argwhere(pure_equilibria(game.payoffs, 3)).tolist())
        )
        back = from_quantecon(theirs, game.players, game.actions)
        np.testing.assert_array_equal(back.payoffs, game.payoffs)


def test_families_are_refused():
    family = ag.NormalFormGame(np.zeros((5, 2, 2, 2)), ["Ann", "Bob"])
    with pytest.raises(ag.UnsupportedGameError, match="family"):
        to_nashpy(family)


@pytest.mark.peer
def test_gambit_and_back():
    pytest.importorskip("pygambit", reason="pygambit is not installed; it comes with the gambit extra")
    game = random_game(2, 3, 2)
    np.testing.assert_array_equal(from_gambit(to_gambit(game)).payoffs, game.payoffs)


def test_a_missing_package_is_named_with_its_extra(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pygambit", None)
    with pytest.raises(ag.MissingExtraError, match="alignment-games\\[gambit\\]"):
        to_gambit(random_game(2, 2))


@pytest.mark.parametrize("read", [from_nashpy, from_quantecon, from_gambit])
@pytest.mark.parametrize("theirs", [None, 3, "game", {}])
def test_what_is_no_game_of_the_package_is_refused(read, theirs):
    with pytest.raises(InvalidModelError, match=f"expected a game of .*, got a {type(theirs).__name__}"):
        read(theirs)
