"""Parameters by name, the values that a model has of them, and their boxes."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse.parameter import BOXES, as_parameter, belongs, box_of, value_of, with_values
from alignment_games.models.model import Input

MUNICH = ag.load_case("europe-1938").model


@pytest.mark.parametrize("given", ["intent.Britain", ("intent", "Britain"), Input("intent", "Britain")])
def test_a_parameter_is_named_in_three_ways(given):
    assert as_parameter(given) == Input("intent", "Britain")
    assert as_parameter(given).key == "intent.Britain"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("burdn", "did you mean 'burden'"),
        (3, "expected|named like 'burden'"),
        ("power", "power belongs to a state"),
        ("threat_power.Britain", "same for all states"),
        ("contest", "unknown parameter"),
        ("x" * 500, "unknown parameter"),
    ],
)
def test_what_is_no_parameter_is_refused_in_one_line(given, message):
    with pytest.raises(ag.InvalidModelError, match=message) as caught:
        as_parameter(given)
    assert len(str(caught.value)) < 1000
    assert "\n" not in str(caught.value)


def test_every_number_of_the_utility_has_a_usual_range_that_holds_its_default():
    for name, value in ag.SecurityUtility().figures().items():
        low, high = BOXES[name]
        assert low <= value <= high, name


def test_the_values_put_in_are_those_that_the_model_then_has():
    values = {
        Input("burden"): 0.1,
        Input("burden", "USSR"): 0.2,
        Input("intent", "France"): 0.25,
        Input("distance_km", "Britain"): 500.0,
        Input("power", "France"): 0.3,
        Input("threat_power"): 0.5,
        Input("threat_offence"): 1.5,
        Input("reliability"): 0.4,
    }
    model = with_values(MUNICH, values)
    for parameter, value in values.items():
        expected = pytest.approx((0.1 + 0.1 + 0.2) / 3) if parameter == Input("burden") else value
        assert value_of(parameter, model) == expected, parameter
    assert value_of(Input("intent", "Britain"), model) == 0.5
    assert value_of(Input("burden", "Britain"), model) == 0.1


def test_a_threat_given_outright_has_no_intent_and_no_stranger_a_parameter():
    states = [ag.State("A", 0.1), ag.State("B", 0.2)]
    model = ag.response_model(states, ag.State("T", 0.3), [0.5, 0.4])
    assert not belongs(Input("intent", "A"), model)
    assert belongs(Input("burden"), model)
    assert not belongs(Input("intent", "Italy"), MUNICH)
    assert not belongs(Input("guarantors", "USA"), MUNICH)


def test_a_box_is_the_usual_one_or_as_given():
    chosen = [Input("burden"), Input("distance_km", "USSR")]
    box = box_of(chosen, {"burden": (0.1, 0.2)}, [MUNICH])
    assert box[chosen[0]] == (0.1, 0.2)
    assert np.allclose(box[chosen[1]], (1610.1 / 2, 2 * 1610.1))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"burden": (0.2, 0.1)}, "0 <= low < high"),
        ({"burden": (-1, 1)}, "0 <= low < high"),
        ({"burden": (0, float("inf"))}, "0 <= low < high"),
        ({"burden": (0, float("nan"))}, "0 <= low < high"),
        ({"burden": 3}, "lowest and highest"),
        ({"intent": (0, 1)}, "unknown parameter"),
        ({"reliability": (0, 1.5)}, "high <= 1"),
    ],
)
def test_a_range_that_is_none_is_refused(given, message):
    with pytest.raises(ag.InvalidModelError, match=message):
        box_of([Input("burden"), Input("reliability")], given, [MUNICH])
