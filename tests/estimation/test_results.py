"""What a fit answers, against closed forms and against the model itself."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.estimation.foresight import foresight
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.logit_response import logit_response
from tests.estimation.observed import game_fit, logit_fit, random_games

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


def test_p_values_and_criteria():
    found, counts = logit_fit()
    name = "cost of balance"
    z = found.estimates[name] / found.clustered_errors[name]
    assert found.p_values[name] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)))
    likelihood = (counts * np.log(counts / counts.sum())).sum()
    assert found.aic == pytest.approx(4 - 2 * likelihood, abs=1e-6)
    assert found.bic == pytest.approx(2 * math.log(counts.sum()) - 2 * likelihood, abs=1e-6)
    assert math.isnan(game_fit().p_values["log rate"])


def test_clustered_covariance_by_hand():
    found, counts = logit_fit()
    stack = found.problem.stack
    chances = counts / counts.sum()
    scores = -(np.eye(3)[stack.played] - chances)[:, [0, 2]]
    sums = np.array([scores[stack.clusters == name].sum(axis=0) for name in sorted(set(stack.clusters))])
    information = len(stack) * (np.diag(chances[[0, 2]]) - np.outer(chances[[0, 2]], chances[[0, 2]]))
    inverse = np.linalg.inv(information)
    by_hand = inverse @ (40 / 39 * sums.T @ sums) @ inverse
    assert found.clustered_covariance == pytest.approx(by_hand, rel=1e-4)
    assert found.model_covariance == pytest.approx(inverse, rel=1e-4)


def test_what_proves_the_maximum_is_told():
    found = game_fit()
    assert found.decrement <= 1e-14
    assert 0 < found.curvature <= 1
    assert found.proof().startswith("a maximum: a further step would add less than 1e-14")
    assert "1 of 1 climbs ended there" in str(found)


def test_a_fit_is_told_in_words_records_json_and_html():
    found = game_fit()
    rows = {row["parameter"]: row for row in found.to_records()}
    assert rows["weight of intent"]["low"] < found.estimates["weight of intent"] < rows["weight of intent"]["high"]
    document = json.dumps(found.to_dict(found.intervals()), allow_nan=False)
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
    assert len(found.intervals().to_frame()) == 3
    assert len(found.first_differences(draws=2).to_frame()) == 3
