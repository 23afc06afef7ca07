"""What a fit answers, against closed forms and against the model itself."""

import json
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.estimation.foresight import foresight
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.logit.response import logit_response
from tests.estimation.observed import game_fit, random_games

OFFERED = ("balance", "buck_pass", "bandwagon")


def test_predictions_are_those_of_the_model():
    # The model's own game with the weights as exponents and the estimated rate; its solver is another one. A cost in
    # log-odds is a payoff of so much over the rate less.
    found = game_fit()
    told = found.predict()
    games = random_games(25)
    for game in games[:6]:
        form = replace(
            game.model.threat.form, power=0, proximity=0, offence=0, intent=found.estimates["weight of intent"]
        )
        whole = replace(game.model, threat=replace(game.model.threat, form=form)).game()
        payoffs = whole.payoffs.copy()
        for i in range(len(game.played)):
            np.moveaxis(payoffs[i], i, 0)[0] -= found.estimates["cost of balance"] / found.rate
        exact = logit_response(NormalFormGame(payoffs), found.rate)
        own = [list(each.probabilities.values()) for each in told if each.game == game.name]
        assert np.array(own) == pytest.approx(np.array(exact), abs=1e-7)
    assert found.predict(games).probabilities == pytest.approx(told.probabilities, abs=1e-12)
    assert told.to_records()[0].keys() == {
        "cluster",
        "game",
        "state",
        "played",
        "p_balance",
        "p_buck_pass",
        "p_bandwagon",
    }


def test_a_fit_is_told_in_words_records_json_and_html():
    found = game_fit()
    rows = {row["parameter"]: row for row in found.to_records()}
    assert rows["weight of intent"]["low"] < found.estimates["weight of intent"] < rows["weight of intent"]["high"]
    document = json.dumps(found.to_dict(found.intervals("wald")), allow_nan=False)
    assert json.loads(document)["estimates"][0]["p"] is None
    assert len(json.loads(document)["intervals"]) == 3
    assert '<th scope="row">weight of intent</th>' in found._repr_html_()
    assert "weight of intent & " in found.to_latex()
    assert repr(found).startswith("<Fit: ")
    assert found.foresight().brier == foresight(found.predict()).brier


def test_a_frame():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    found = game_fit()
    assert list(found.to_frame().columns) == [
        "parameter",
        "estimate",
        "error",
        "clustered_error",
        "z",
        "p",
        "low",
        "high",
    ]
    assert len(found.predict().to_frame()) == found.rows
    assert len(found.intervals("wald").to_frame()) == 3
    assert len(found.first_differences(draws=2).to_frame()) == 3
