"""Distributions around point estimates."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.registry import example
from alignment_games.sweeps import guesses, intent_guesses


def test_figures_vary_in_proportion_within_what_they_may_be():
    found = guesses("chain_ganging", 0.1)
    assert found["offence"].median() == pytest.approx(1, rel=1e-6)
    assert found["cost", "France"].std() == pytest.approx(0.01, rel=1e-3)
    low, high = found["offence"].support()
    assert 0 < low < 1e-6
    assert high > 1e6


def test_figures_at_zero_vary_by_the_spread_itself():
    assert guesses("dilemma", 0.25)["sucker"].std() == pytest.approx(0.25)


def test_of_chances_that_sum_to_one_the_last_follows():
    assert list(guesses("bayesian")) == [("types", "Defender.resolute")]


def test_where_intent_is_perceived_it_alone_varies():
    assert guesses("europe-1938").keys() == intent_guesses("europe-1938").keys()
    assert {name for name, _ in guesses(example("deterrence"))} == {"intent"}


def test_games_without_figures_are_refused():
    with pytest.raises(InvalidModelError, match="no figures that could be uncertain"):
        guesses("irrational")
    with pytest.raises(InvalidModelError, match="the spread must be positive"):
        guesses("dilemma", 0)
