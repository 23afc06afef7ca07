import numpy as np
import pytest
from scipy.optimize import brentq

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.best_reply import deviation_payoffs
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.logit.response import logit_response, settle, softmax

CHICKEN = NormalFormGame([[[3, 1], [4, 0]], [[3, 4], [1, 0]]], ["A", "B"], ["swerve", "dare"])


@pytest.mark.parametrize("rate", [0.1, 1.0, 2.0])
def test_symmetric_play_solves_the_scalar_equation(rate):
    # swerving gains 1 - 2 p over daring when the other swerves with probability p
    p = brentq(lambda p: p - 1 / (1 + np.exp(-rate * (1 - 2 * p))), 0, 1, xtol=1e-14)
    play = logit_response(CHICKEN, rate)
    assert play[0][0] == pytest.approx(p, abs=1e-8)
    assert play[1][0] == pytest.approx(p, abs=1e-8)


@pytest.mark.parametrize("shape", [(2, 3), (3, 2, 2), (4, 3, 2, 2)])
def test_play_is_its_own_logit_response(shape):
    rng = np.random.default_rng(7)
    game = NormalFormGame(rng.normal(size=(len(shape), *shape)))
    play = logit_response(game, 1.5)
    for own, values in zip(play, deviation_payoffs(game.payoffs, play), strict=True):
        assert own == pytest.approx(softmax(1.5 * values), abs=1e-8)


def test_rate_zero_is_uniform_and_a_dominant_action_is_chosen_by_the_closed_form():
    dilemma = NormalFormGame([[[3, 0], [4, 1]], [[3, 4], [0, 1]]])  # defecting gains 1 whatever the other does
    assert logit_response(dilemma, 0)[0].tolist() == [0.5, 0.5]
    assert logit_response(dilemma, 2)[0][0] == pytest.approx(1 / (1 + np.exp(2)))


def test_what_cannot_be_done_is_refused():
    with pytest.raises(InvalidModelError, match="rate must be"):
        logit_response(CHICKEN, -1)
    with pytest.raises(UnsupportedGameError, match="one game"):
        logit_response(NormalFormGame(np.zeros((5, 2, 2, 2)), actions=[["a", "b"]] * 2), 1)


def test_a_map_without_fixed_point_does_not_settle():
    assert settle(lambda x: x + 1, np.zeros(1), 1e-9) is None


@pytest.mark.parametrize("unit", [1e-9, 1e9])
@pytest.mark.parametrize("constant", [0.0, 1e7])
def test_the_rate_is_per_unit_of_payoff_and_constants_do_not_count(unit, constant):
    play = logit_response(CHICKEN, 1.5)
    other = logit_response(NormalFormGame((CHICKEN.payoffs.astype(float) + constant) * unit), 1.5 / unit)
    for one, two in zip(play, other, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-7)
