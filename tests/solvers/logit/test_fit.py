"""The rate under which choices are likeliest, where it is known in closed form."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import logit_path
from tests.games_refinement import STAG_HUNT

# One player with two actions, one point apart: the share of the better one is 1 / (1 + exp(-lambda)).
CHOICE = ag.NormalFormGame([[1.0, 0.0]], ["Ann"], [["take", "leave"]])


def test_the_rate_is_the_log_of_the_odds():
    found = ag.logit_path(CHOICE, last_rate=20).fit({"Ann": {"take": 30, "leave": 10}})
    assert found.rate == pytest.approx(np.log(3), rel=1e-5)
    assert found.profile[0] == pytest.approx([0.75, 0.25], abs=1e-5)
    assert found.log_likelihood == pytest.approx(30 * np.log(0.75) + 10 * np.log(0.25))
    assert found.random == pytest.approx(40 * np.log(0.5))
    assert found.by_player == {"Ann": pytest.approx(found.rate)}


def test_choices_that_are_worse_than_chance_fit_no_rate_above_zero():
    found = ag.logit_path(CHOICE, last_rate=20).fit({"Ann": {"take": 1, "leave": 9}})
    assert found.rate == pytest.approx(0, abs=1e-6)
    assert found.log_likelihood == pytest.approx(found.random)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({}, "no choices were given"),
        ({"Ann": {"take": 0}}, "no choices were given"),
        ({"Ann": {"take": -1}}, "Ann: take was seen -1 times"),
        ({"Ann": {"tale": 1}}, "unknown action 'tale'; did you mean 'take'"),
        ({"Bob": {"take": 1}}, "unknown player 'Bob'"),
    ],
)
def test_what_are_no_choices_is_refused(choices, said):
    with pytest.raises(ag.InvalidModelError, match=said):
        ag.logit_path(CHOICE, last_rate=20).fit(choices)


def test_the_rate_is_found_again_from_choices():
    path = logit_path(STAG_HUNT)
    truth = path.at(0.9)
    pairs = zip(STAG_HUNT.players, truth, strict=True)
    choices = {player: dict(zip(["stag", "hare"], 500 * x, strict=True)) for player, x in pairs}
    fit = path.fit(choices)
    assert fit.rate == pytest.approx(0.9, abs=1e-5)
    assert fit.by_player["Row"] == pytest.approx(0.9, abs=1e-5)
    assert fit.random == pytest.approx(1000 * np.log(0.5))
    assert fit.log_likelihood > fit.random
    assert path.fit({"Row": {"stag": 5, "hare": 5}}).rate == pytest.approx(0, abs=1e-6)
