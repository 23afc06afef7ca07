"""Deterrence: the threat's payoffs by hand, what it sees and what it does not, refusals."""

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.deterrence import deterrence_game, observed_deterrence_game
from alignment_games.models.response import response_game
from alignment_games.states import SecurityUtility, State

STATES = [State("Britain", power=0.1), State("USSR", power=0.2)]
GERMANY = State("Germany", power=0.15, offence=1.2)
#: By state: a burden of .05 times the threat's share of the power of the pair, .15/.25 and .15/.35, or autonomy.
COSTS = [{"balance": 0.05 * share, "buck_pass": 0, "bandwagon": 0.2} for share in (0.15 / 0.25, 0.15 / 0.35)]


def responses(**utility):
    return response_game(STATES, GERMANY, [0.9, 0.9], SecurityUtility(**utility))


def test_the_three_players_by_hand():
    given = responses()
    game = deterrence_game(given, prize=2, loss=3)
    assert game.players == ("Britain", "USSR", "Germany")
    for i, first in enumerate(given.actions[0]):
        for j, second in enumerate(given.actions[1]):
            pair = (first, second)
            coalition = sum(s.power for s, action in zip(STATES, pair, strict=True) if action == "balance")
            attack = 1.2 * 0.15 + sum(s.power for s, action in zip(STATES, pair, strict=True) if action == "bandwagon")
            held = coalition**2 / (coalition**2 + attack**2)
            assert game.payoffs[2, i, j, 0] == pytest.approx(2 * (1 - held) - 3 * held)
            assert game.payoffs[2, i, j, 1] == 0
            for k in range(2):
                assert game.payoffs[k, i, j, 0] == pytest.approx(given.payoffs[k, i, j])
                assert game.payoffs[k, i, j, 1] == pytest.approx(-COSTS[k][pair[k]])


def test_balancing_deters_and_bandwagoning_invites():
    game = deterrence_game(responses(), prize=1, loss=1)
    press = game.payoffs[2, ..., 0]
    assert press[0, 0] < press[0, 1] < press[1, 1] == 1
    assert (press[2, :2] >= press[1, :2]).all()


def test_a_threat_at_rest_yields_no_spoils():
    game = deterrence_game(responses(spoils=5))
    assert game.payoffs[0, 2, 1, 1] == pytest.approx(-COSTS[0]["bandwagon"])
    assert game.payoffs[0, 2, 1, 0] > 0


def test_a_threat_that_is_indifferent_restrains_itself():
    observed = observed_deterrence_game(responses(), prize=0, loss=0)
    assert observed.payoffs[0, 1, 1] == 0


def test_a_threat_that_sees_the_alignment_can_be_deterred():
    given = responses(burden=0.02)
    observed = observed_deterrence_game(given, prize=1, loss=1)
    at_once = deterrence_game(given, prize=1, loss=1)
    press = at_once.payoffs[2, ..., 0] > 0
    assert press.any()
    assert not press.all()
    for i in range(2):
        np.testing.assert_array_equal(observed.payoffs[i], np.where(press, *np.moveaxis(at_once.payoffs[i], -1, 0)))
    assert not press[0, 0]
    # The USSR alone deters; Britain passes the buck to it. Moving at once, nobody balances an idle threat.
    assert np.argwhere(pure_equilibria(observed.payoffs, 2)).tolist() == [[1, 0]]
    assert not press[1, 0]
    assert not pure_equilibria(at_once.payoffs, 3)[..., 1].any()


def test_bad_requests_are_refused_in_words():
    plain = NormalFormGame([[[0, 0], [0, 0]]] * 2)
    with pytest.raises(InvalidModelError, match="made by response_game"):
        deterrence_game(plain)
    for builder in (deterrence_game, observed_deterrence_game):
        with pytest.raises(InvalidModelError, match="got NoneType"):
            builder(None)
    with pytest.raises(InvalidModelError, match="prize must be"):
        deterrence_game(responses(), prize=-1)
    symbolic = responses(burden=sympy.Symbol("b", positive=True))
    with pytest.raises(UnsupportedGameError, match="cannot be decided for symbols"):
        observed_deterrence_game(symbolic)


def test_figures_on_axes_that_do_not_fit_are_refused():
    family = responses(burden=np.array([[0.05], [0.1]]))
    with pytest.raises(InvalidModelError, match=r"axes must fit one another, got responses \(2,\), loss \(3,\)"):
        observed_deterrence_game(family, loss=np.array([0.1, 0.2, 0.3]))
