import numpy as np
import pytest

from alignment_games import State, response_model
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.estimation.selecting import response_games
from alignment_games.io.sources.alignments import ObservedGame
from tests.estimation.observed import random_games


def test_payoffs_are_the_games_times_the_rate_less_costs():
    observed = random_games(6)
    parts = response_games(observed, ["bandwagon"])
    assert sorted(each.n_players for each in parts) == [3, 4]
    for part in parts:
        alike = [game for game in observed if len(game.played) == part.n_players]
        payoffs = part.payoffs([3.0, 0.5])
        for game, own in zip(alike, payoffs, strict=True):
            charged = np.moveaxis(own - 3 * game.model.payoffs(), 0, 0)
            for i, actions in enumerate(game.model.actions):
                by_action = np.moveaxis(charged[i], i, 0)
                for action, values in zip(actions, by_action, strict=True):
                    assert values == pytest.approx(np.full(values.shape, -0.5 * (action == "bandwagon")))


def test_costs_that_no_game_can_tell_are_refused():
    observed = random_games(2)
    with pytest.raises(InvalidModelError, match="'hide': no state of these games"):
        response_games(observed, ["hide"])
    with pytest.raises(InvalidModelError, match="only differences count"):
        response_games(observed, observed[0].model.actions[0])


def test_games_whose_payoffs_do_not_fit_are_refused_before_they_are_made():
    states = [State(f"S{k}", power=0.01) for k in range(17)]
    model = response_model(states, State("T", power=0.2), [0.1] * 17, actions=["balance", "buck_pass", "bandwagon"])
    with pytest.raises(UnsupportedGameError, match=r"1 games of 17 states with 3 responses make 2\.2e\+09 payoffs"):
        response_games([ObservedGame("one", "one", model, ("balance",) * 17, {})])
