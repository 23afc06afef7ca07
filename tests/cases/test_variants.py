"""The variants of a case: figures of the year before, intent by the rubric, the full menu."""

from fractions import Fraction

import pytest

from alignment_games.cases import case_names, load_case
from alignment_games.cases.case import build_case
from alignment_games.errors import InvalidModelError
from alignment_games.states.security import SecurityUtility
from tests.cases.test_case import document

ALL = tuple(SecurityUtility().responses())


def test_the_year_before_has_its_own_figures():
    # National Material Capabilities v7.0, 1937: Germany, Britain, France, Russia.
    model = load_case("europe-1938", figures="before").model
    assert model.against.power == 0.11785953
    assert [state.power for state in model.states] == [0.077035435, 0.047534354, 0.14786151]


def test_the_guarantor_has_them_too():
    assert load_case("russia-2022", figures="before").model.guarantors[0].power == 0.12110018
    assert load_case("russia-2022").model.guarantors[0].power == 0.12356574


@pytest.mark.parametrize("name", case_names())
def test_figures_before_1816_belong_to_no_year_and_all_others_do(name):
    year, before = load_case(name), load_case(name, figures="before")
    powers = [[state.power for state in (*case.model.states, case.model.against)] for case in (year, before)]
    assert (powers[0] == powers[1]) == (year.year < 1816)
    assert before.recorded == year.recorded


def test_intent_by_the_rubric_takes_the_place_of_the_coded_one():
    france = load_case("europe-1938", intent="rubric").records[1]
    assert france.rubric == ("dispute", "doctrine", "aggression", "rivalry")
    assert france.intent == 0.8  # .2 and two, two, one and one tenths
    assert load_case("europe-1938", intent="rubric", exact=True).records[1].intent == Fraction(4, 5)
    assert load_case("europe-1938").records[1].intent == 0.7


@pytest.mark.parametrize("name", case_names())
def test_the_full_menu_is_the_same_for_all_but_for_what_history_closed(name):
    document_rows = document(name)["states"]
    case = build_case(name, {**document(name), "states": document_rows[:2]} | _without_pairs(), menu="full")
    for own, record in zip(case.model.actions, case.records, strict=True):
        assert own == tuple(action for action in ALL if action not in record.closed)


def _without_pairs():
    return {"reliability": [], "guarantors": []}


def test_what_history_closed_is_said_why():
    finland = next(record for record in load_case("nato-1949").records if record.state == "Finland")
    assert "peace treaty of 1947" in finland.closed["arm"]


def test_reasons_stand_beside_guarantors_and_pairs():
    grounds = {ground.who: ground for ground in load_case("europe-1938-large").grounds}
    assert "transit" in grounds["USSR and France"].reason
    assert grounds["USSR and France"].figures == ("reliability",)
    assert [ground.who for ground in load_case("russia-2014").grounds] == ["USA"]


def test_a_missing_component_of_the_index_is_noted():
    sweden = next(record for record in load_case("nato-1949").records if record.state == "Sweden")
    assert "lacks military personnel" in sweden.note


@pytest.mark.parametrize(
    ("variant", "message"),
    [
        ({"figures": "befor"}, "unknown figures of a case 'befor'; did you mean 'before'"),
        ({"intent": "rubrik"}, "did you mean 'rubric'"),
        ({"menu": "all"}, "unknown menu of a case 'all'"),
    ],
)
def test_unknown_variants_are_refused(variant, message):
    with pytest.raises(InvalidModelError, match=message):
        load_case("europe-1938", **variant)


def spoilt(change):
    found = document("europe-1938-large")
    change(found)
    return found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["states"][2].pop("power_before"), "'USSR' has no power_before, others have"),
        (lambda d: d["states"][0].update(closed={"balance": "no"}), "Britain: balance is both closed and on offer"),
        (lambda d: d["states"][0].update(closed=["arm"]), "closed of 'Britain' must be a table"),
        (lambda d: d["states"][0].update(closed={"arm": 1}), "arm in closed of 'Britain' must be text"),
        (lambda d: d["states"][0].update(rubric="claim"), "rubric of 'Britain' must be a list"),
        (lambda d: d["states"][0].update(rubric=["claims"]), "did you mean 'claim'"),
        (lambda d: d["reliability"][0].pop("reason"), "USSR and Britain: reason is missing"),
        (lambda d: d["reliability"][0].pop("figures"), "USSR and Britain has no sources"),
        (lambda d: d.update(guarantors=[{"name": "USA", "power": 0.1, "backs": ["France"]}]), "no power_before"),
        (lambda d: d.update(reliability=3), "reliability: expected"),
    ],
)
def test_faults_in_what_only_a_case_holds_are_refused(change, message):
    with pytest.raises(InvalidModelError, match=message) as caught:
        build_case("spoilt", spoilt(change))
    assert str(caught.value).startswith("case spoilt: ")


def test_the_rubric_is_needed_only_where_it_is_asked_for():
    given = spoilt(lambda d: d["states"][0].pop("rubric"))
    assert build_case("spoilt", given).records[0].intent_rubric is None
    with pytest.raises(InvalidModelError, match="Britain: rubric is missing"):
        build_case("spoilt", given, intent="rubric")


def test_closing_what_there_is_not_is_refused():
    with pytest.raises(InvalidModelError, match="did you mean 'arm'"):
        build_case("spoilt", spoilt(lambda d: d["states"][0].update(closed={"armm": "no"})), menu="full")
