"""The parameters of a model as rows and records."""

import json

import alignment_games as ag
from alignment_games.models.registry import example
from alignment_games.report.parameters import parameter_records, parameter_rows, parameters_text, value_text


def test_each_parameter_has_its_value_meaning_and_range():
    rows = {name: rest for name, *rest in parameter_rows(ag.as_model("europe-1938"))}
    assert rows["burden"] == [
        "0.05",
        "cost of balancing against a threat that has all the power of the pair (units of threat)",
        "at least 0",
    ]
    assert rows["intent"][0] == "Britain 0.5, France 0.7, USSR 0.7"
    assert rows["intent"][2] == "0 to 1"


def test_defaults_and_places_are_told_and_every_line_fits():
    page = parameters_text(ag.as_model("europe-1938"))
    assert "--set intent=... or --set" in page
    assert "[[states]] intent" in page
    assert max(map(len, page.splitlines())) <= 96
    assert "soft_balancing" not in page
    assert "no parameters" in parameters_text(example("irrational"))


def test_pairs_have_a_default_for_each():
    (record,) = [each for each in parameter_records(example("soft_balancing")) if each["name"] == "effects"]
    assert record["value"] == {"soft_balance": 0.2, "balance": 1}
    assert record["set"] == "--set effects=... or --set effects.soft_balance=..."
    assert "0.2" in record["default"]
    assert "1" in record["default"]


def test_records_are_plain():
    for name in ("europe-1938", "bayesian", "landscape"):
        assert json.loads(json.dumps(parameter_records(ag.as_model(name))))


def test_chances_are_set_one_by_one():
    (record,) = parameter_records(example("bayesian"))
    assert record["set"] == "--set types.Defender.resolute=..."
    assert value_text(example("bayesian").parameters()["types"]).startswith("Defender.resolute 0.6")
