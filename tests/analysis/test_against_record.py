"""How the record stands among the equilibria, asked of the payoffs themselves."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis.against_record import against_record


def test_a_record_that_is_an_equilibrium_has_its_number():
    case = ag.load_case("europe-1938")
    solution = ag.solve(case)
    found = against_record(case, solution)
    assert found.wishes == ()
    assert solution[found.order - 1].actions == tuple(case.recorded.values())


def test_who_would_have_left_another_and_what_for():
    case = ag.load_case("europe-1939")
    game, found = case.game(), against_record(case, ag.solve(case))
    assert found.order is None
    at = [own.index(did) for own, did in zip(game.actions, case.recorded.values(), strict=True)]
    wishes = {wish.state: wish for wish in found.wishes}
    for i, player in enumerate(game.players):
        own = game.payoffs[(i, *at[:i], slice(None), *at[i + 1 :])]
        gain = own.max() - own[at[i]]
        assert (player in wishes) == (gain > 1e-9)
        if player in wishes:
            assert wishes[player].gain == pytest.approx(gain)
            assert wishes[player].actions == (game.actions[i][int(np.argmax(own))],)
