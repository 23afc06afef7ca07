"""The parameters of a response model: all of them, by state, put in one by one."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models.response.parameters import UTILITY

MODEL = ag.load_case("europe-1938").model


def test_every_figure_of_the_utility_is_described_in_its_order():
    assert list(UTILITY) == list(MODEL.utility.figures())
    assert set(MODEL.parameters()) | {"threat", "guarantors", "form", "proximity", "capability", "contest"} == set(
        MODEL.parameter_names()
    )


def test_shares_are_those_that_the_utility_bounds():
    for name, parameter in MODEL.parameters().items():
        beyond = {**dict.fromkeys(MODEL.names, 0.5), "France": 1.5}
        if parameter.high is None or name == "contiguous":
            continue
        with pytest.raises(InvalidModelError):
            MODEL.with_parameters(**{name: beyond}).game()


def test_values_are_plain_numbers_by_state():
    known = MODEL.parameters()
    assert known["intent"].value == {"Britain": 0.5, "France": 0.7, "USSR": 0.7}
    assert all(type(value) in (int, float, bool) for each in known.values() for value in _figures(each))
    assert known["threat_power"].value == float(MODEL.against.power)


def _figures(parameter):
    return parameter.value.values() if parameter.by_state else [parameter.value]


@pytest.mark.parametrize("name", ["burden", "autonomy", "reliability", "decisiveness"])
def test_one_state_changes_and_the_others_keep_theirs(name):
    changed = MODEL.with_parameters(**{name: {"France": 0.9}})
    before, after = MODEL.parameters()[name].value, changed.parameters()[name].value
    assert after == {**before, "France": 0.9}
    whole = MODEL.with_parameters(**{name: np.array([before["Britain"], 0.9, before["USSR"]])})
    assert np.array_equal(changed.payoffs(), whole.payoffs())


def test_stated_threats_are_a_parameter_in_place_of_their_sources():
    stated = MODEL.with_parameters(threat={"France": 0.4})
    assert "intent" not in stated.parameters()
    assert stated.parameters()["threat"].value["France"] == 0.4
    assert stated.parameters()["threat"].value["USSR"] == pytest.approx(float(MODEL.threat["USSR"]))


def test_pairs_and_givers_of_help_are_named_apart():
    model = MODEL.with_parameters(reliability={("France", "USSR"): 0.3})
    assert model.parameters()["reliability"].value["France.USSR"] == 0.3
    again = model.with_parameters(reliability={"France.USSR": 0.1, "Britain": 0.2})
    assert again.reliability == {("France", "USSR"): 0.1}
    assert again.parameters()["reliability"].value == {"Britain": 0.2, "France": 0.75, "USSR": 0.75, "France.USSR": 0.1}


def test_a_border_is_there_or_not_or_in_between():
    with pytest.raises(InvalidModelError, match="contiguous must be between 0 and 1"):
        MODEL.with_parameters(contiguous=2)
