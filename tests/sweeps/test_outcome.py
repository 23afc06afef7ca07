"""What a model comes to, beside its table of payoffs."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.models.threshold import threshold_model
from alignment_games.solvers.logit.response import logit_response
from alignment_games.sweeps._outcome import Outcome, chances_of, gains_at, problem_of


def test_the_outcome_of_munich_is_that_of_its_table():
    model = ag.load_case("europe-1938").model
    found = Outcome.of(model, "payoff_dominant", 20.0)
    game = model.game()
    equilibria = [each.actions for each in ag.solve(game, ag.solvers.PureEnumeration())]
    totals = [sum(game.expected_payoffs(list(each))) for each in equilibria]
    assert (found.equilibria, found.complete) == (len(equilibria), True)
    assert tuple(found.played.values()) == equilibria[int(np.argmax(totals))]
    assert found.chances["France"]["balance"] == logit_response(game, 20.0)[1][0]
    assert sum(found.chances["USSR"].values()) == pytest.approx(1)


def test_gains_are_differences_of_payoffs_and_only_of_what_is_on_offer():
    game = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    assert gains_at(game, {"Ann": "stag", "Bob": "hare"}) == {"Ann": {"hare": 2.0}, "Bob": {"stag": 1.0}}
    assert gains_at(game, {"Ann": "stag", "Bob": "boar"}) is None


def test_a_game_without_pure_equilibrium_has_none_selected():
    pennies = ag.as_model(
        ag.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], ["Ann", "Bob"], ["heads", "tails"])
    )
    found = Outcome.of(pennies, "first", 1.0)
    assert (found.played, found.equilibria) == (None, 0)
    assert found.chances["Ann"] == pytest.approx({"heads": 0.5, "tails": 0.5})


def test_hundreds_of_states_are_taken_by_their_sums():
    model = threshold_model({f"State {k}": 1 for k in range(40)}, against=1, cost=0.25, benefit=1)
    problem = problem_of(model)
    assert isinstance(problem, ag.SumGame)
    alone = {f"State {k}": "balance" if k == 7 else "buck_pass" for k in range(40)}
    gains = gains_at(problem, alone)
    assert gains["State 7"] == {"buck_pass": -0.75}  # it would lose the benefit and save the cost
    assert gains["State 8"] == {"balance": -0.25}
    assert chances_of(problem, 1.0) is not None


def test_chances_are_none_where_play_does_not_settle(monkeypatch):
    from alignment_games.errors import NotConvergedError
    from alignment_games.sweeps import _outcome

    def unsettled(game, rate):
        raise NotConvergedError("play did not settle")

    monkeypatch.setattr(_outcome, "logit_response", unsettled)
    game = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    assert chances_of(game, 20.0) is None
