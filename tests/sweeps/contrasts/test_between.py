"""Models between two models: their ends are the two, and what moves moves alone."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.states.guarantor import Guarantor
from alignment_games.sweeps.contrasts._between import BACKED, MENU, REST, between

MUNICH, PRAGUE = (ag.load_case(name).model for name in ("europe-1938", "europe-1939"))


def names(way):
    return [change.name for change in way.changes]


def payoffs(model):
    return {name: model.game().payoffs[i] for i, name in enumerate(model.names)}


def test_the_ends_are_the_two_models_and_every_figure_moves_alone():
    way = between(MUNICH, PRAGUE)
    assert names(way) == [
        "intent of Britain",
        "intent of France",
        "power of Britain",
        "power of France",
        "power of USSR",
        "threat_power",
    ]
    assert np.array_equal(way.at([False] * 6).game().payoffs, MUNICH.game().payoffs)
    assert np.array_equal(way.at([True] * 6).game().payoffs, PRAGUE.game().payoffs)
    one = way.at([True] + [False] * 5)
    assert np.array_equal(one.game().payoffs, MUNICH.with_parameters(intent={"Britain": 0.9}).game().payoffs)


@pytest.mark.parametrize(
    ("by", "expected"),
    [("parameter", ["intent", "power", "threat_power"]), ("state", ["Britain", "France", "USSR", "threat_power"])],
)
def test_figures_move_together_where_asked(by, expected):
    way = between(MUNICH, PRAGUE, by)
    assert names(way) == expected
    assert sum(len(change.figures) for change in way.changes) == 6


def test_menus_and_guarantors_are_parts_of_their_own():
    menu = MUNICH.with_actions([("balance", "neutral")] + [("balance", "buck_pass", "bandwagon")] * 2)
    way = between(MUNICH, menu)
    assert names(way) == [MENU]
    assert way.at([True]).actions == menu.actions
    backed = ag.response_model(
        MUNICH.states,
        MUNICH.against,
        MUNICH.threat,
        MUNICH.utility,
        guarantors=[Guarantor("USA", 0.1, ("France",))],
    )
    way = between(MUNICH, backed)
    assert names(way) == [BACKED]
    assert way.changes[0].said == ("none", "USA: France")
    assert way.at([True]).guarantors[0].backs == ("France",)


def test_states_of_one_model_alone_come_with_the_rest_whatever_the_order():
    crimea, invasion = (ag.load_case(name).model for name in ("russia-2014", "russia-2022"))
    assert crimea.names != invasion.names
    assert REST not in names(between(crimea, invasion))  # the same states in another order
    large = ag.load_case("europe-1938-large").model
    way = between(MUNICH, large)
    assert names(way) == [MENU, REST]
    assert way.at([False, False]).names == MUNICH.names
    assert way.at([False, True]).names == large.names
    assert way.at([False, True]).actions[0] == MUNICH.actions[0]
    assert "Czechoslovakia" in way.changes[1].said[1]


def test_what_no_parameter_says_moves_as_the_rest():
    from alignment_games.cases.theories import BalanceOfPower

    other = BalanceOfPower().model(PRAGUE)
    way = between(MUNICH, other)
    assert names(way)[-1] == REST
    assert way.changes[-1].said == ("MultiplicativeThreat", "PowerOnlyThreat")
    whole = payoffs(way.at([True] * len(way.changes)))
    assert all(np.array_equal(whole[name], own) for name, own in payoffs(other).items())


def test_chances_that_sum_to_one_move_together():
    model = ag.as_model("bayesian")
    name, parameter = next((n, p) for n, p in model.parameters().items() if p.sums_to_one)
    entry = parameter.entries[0]
    way = between(model, model.with_parameters(**{name: {entry: parameter.value[entry] / 2}}))
    assert names(way) == [name]
    assert len(way.changes[0].figures) > 1


@pytest.mark.parametrize(
    ("first", "second", "by", "said"),
    [
        ("europe-1938", "dilemma", "figure", "a response model and a model of the encoding dilemma"),
        ("imperial-china", "europe-1938", "figure", "no state in common"),
        ("europe-1938", "europe-1939", "year", "grouping"),
    ],
)
def test_what_cannot_be_compared_is_refused(first, second, by, said):
    with pytest.raises(InvalidModelError, match=said):
        between(ag.as_model(first), ag.as_model(second), by)


def test_figures_that_do_not_go_together_are_refused_with_what_to_do():
    def ordered(low=0.0, high=1.0):
        if low > high:
            raise InvalidModelError("low must not be above high")
        return ag.NormalFormGame([[[low, high], [high, low]], [[low, high], [high, low]]])

    model = ag.as_model(ordered)
    with pytest.raises(InvalidModelError, match="by parameter or by state"):
        between(model, model.with_parameters(low=2.0, high=3.0)).problem([True, False])
