"""The parameters of a model as rows."""

import alignment_games as ag
from alignment_games.models.parameter_rows import parameter_rows, value_text
from alignment_games.models.registry import example


def test_each_parameter_has_its_value_meaning_and_range():
    rows = {name: rest for name, *rest in parameter_rows(ag.as_model("europe-1938"))}
    assert rows["burden"] == [
        "0.05",
        "cost of balancing against a threat that has all the power of the pair (units of threat)",
        "at least 0",
    ]
    assert rows["intent"][0] == "Britain 0.5, France 0.7, USSR 0.7"
    assert rows["intent"][2] == "0 to 1"


def test_entries_of_groups_are_told_one_by_one():
    assert value_text(example("bayesian").parameters()["types"]).startswith("Defender.resolute 0.6")
