"""Distributions around point estimates."""

import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models.registry import example
from alignment_games.sweeps import guesses, intent_guesses
from alignment_games.sweeps.uncertainties.guesses import apart


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


def test_any_parameter_is_spread_where_it_is_named():
    found = guesses("europe-1938", 0.2, of=["power", "threat_offence", ("burden", "USSR"), "distance_km"])
    assert [str(key) for key in found][:3] == ["('power', 'Britain')", "('power', 'France')", "('power', 'USSR')"]
    power = found["power", "Britain"]
    assert power.median() == pytest.approx(0.077787034, rel=1e-3)
    assert power.std() == pytest.approx(0.2 * 0.077787034, rel=1e-2)
    assert "threat_offence" in found
    assert ("distance_km", "France") in found
    assert guesses("europe-1938", of=["intent"]).keys() == intent_guesses("europe-1938").keys()


def test_what_is_set_for_all_varies_for_all_unless_states_differ():
    assert apart("europe-1938", "burden") == ["burden"]
    own = ag.load_case("europe-1938").model.with_parameters(burden={"USSR": 0.2})
    assert [key[1] for key in apart(own, "burden")] == list(own.names)


@pytest.mark.parametrize(
    ("key", "said"), [("burdn", "burden"), (("power", "Italy"), "Italy"), ("contiguous", "yes or no")]
)
def test_what_cannot_be_spread_is_refused(key, said):
    with pytest.raises(InvalidModelError, match=said):
        guesses("europe-1938", of=[key])
