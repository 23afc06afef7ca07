from __future__ import annotations

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import LemkeHowson, Status, VertexEnumeration, solve
from alignment_games.catalogue.known_two_players import NAMED, STAG_HUNT, NamedGame

named = pytest.mark.parametrize("known", NAMED, ids=lambda known: known.name)


@named
def test_every_end_is_an_extreme_equilibrium(known: NamedGame):
    solution = solve(known.game, LemkeHowson())
    everything = [np.concatenate(e.profile).astype(float) for e in solve(known.game, VertexEnumeration())]
    assert solution.status is Status.SOME
    assert len(solution) >= 1
    for equilibrium in solution:
        flat = np.concatenate(equilibrium.profile).astype(float)
        assert any(np.allclose(flat, other, atol=1e-9) for other in everything)


def test_finds_one_in_every_random_game():
    rng = np.random.default_rng(1)
    for shape in [(2, 2), (3, 3), (3, 5), (5, 2)] * 5:
        solution = solve(NormalFormGame(rng.random((2, *shape))), LemkeHowson())
        assert len(solution) >= 1


def test_one_label_gives_one_path():
    solution = solve(STAG_HUNT, LemkeHowson(("Bob", "hare")))
    assert [e.actions for e in solution] == [("hare", "hare")]


def test_an_unknown_action_is_named():
    with pytest.raises(InvalidModelError, match="unknown action of Bob 'har'; did you mean 'hare'"):
        solve(STAG_HUNT, LemkeHowson(("Bob", "har")))


def test_a_path_that_is_cut_short_says_so():
    game = NormalFormGame([np.eye(3), np.eye(3)])
    with pytest.raises(NotConvergedError, match="did not converge"):
        solve(game, LemkeHowson(most_steps=1))
