"""The parameters of a model as a page and as records."""

import json

import alignment_games as ag
from alignment_games.models.registry import example
from alignment_games.report.parameters import parameter_records, parameters_text


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
