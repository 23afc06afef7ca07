"""What a model file says beside its figures is kept, checked and written back."""

import tomllib

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.model_files.annotations import split
from alignment_games.io.model_files.model_file import build_model, read_model
from alignment_games.io.model_files.model_writer import write_model

OF_ALL = {
    "title": "A case of mine",
    "year": 1900,
    "summary": "What happened.",
    "notes": "What to know.",
    "expected_misses": "Nothing.",
    "sources": {"own": "My own figures"},
}
SAID = {
    **OF_ALL,
    "threat": {"name": "C", "power": 0.2, "note": "at par", "figures": ["own"]},
    "states": [
        {"name": "A", "power": 0.1, "intent": 0.5, "distance_km": 100, "recorded": "balance", "closed": {"arm": "no"}},
        {"name": "B", "power": 0.1, "intent": 0.5, "distance_km": 100, "grade": "A", "power_before": 0.09},
    ],
    "guarantors": [{"name": "D", "power": 0.3, "backs": ["A"], "reason": "a treaty"}],
    "reliability": [{"between": ["A", "B"], "value": 0.5, "reason": "distrust"}],
}
BESIDE = {
    **OF_ALL,
    "threat": {"C": {"note": "at par", "figures": ["own"]}},
    "states": {"A": {"recorded": "balance", "closed": {"arm": "no"}}, "B": {"grade": "A", "power_before": 0.09}},
    "guarantors": {"D": {"reason": "a treaty"}},
    "reliability": {"A and B": {"reason": "distrust"}},
}


def test_a_model_carries_what_its_file_says():
    model = build_model(SAID)
    assert model.about == BESIDE
    assert model.with_parameters(burden=0.2).about == BESIDE
    assert model.guarantors[0].power == 0.3


@pytest.mark.parametrize("ending", [".toml", ".json"])
@pytest.mark.parametrize("exact", [False, True])
def test_it_is_written_and_read_back(tmp_path, ending, exact):
    path = tmp_path / f"mine{ending}"
    write_model(build_model(SAID), path)
    again = read_model(path, exact=exact)
    write_model(again, tmp_path / "again.toml")
    assert read_model(tmp_path / "again.toml").about == BESIDE


def test_a_title_that_is_given_goes_before_that_of_the_file(tmp_path):
    write_model(build_model(SAID), tmp_path / "m.toml", title="Another")
    document = tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))
    assert (document["title"], document["year"]) == ("Another", 1900)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"year": "1900"}, "year must be a whole number, got '1900'"),
        ({"title": 3}, "title must be text in quotes, got 3"),
        ({"sources": ["x"]}, r"expected a \[sources\] table, got \['x'\]"),
        ({"sources": {"own": 3}}, r"own of \[sources\] must be text"),
        ({"threat": {"name": "C", "power": 0.2, "note": 3}}, "note of 'C' must be text"),
        (
            {"states": [{**SAID["states"][0], "closed": "arm"}, SAID["states"][1]]},
            "closed of 'A' must be a table, like",
        ),
        ({"reliability": [{"between": ["A", "B"], "value": 0.5, "reason": 1}]}, "reason of .* must be text"),
        ({"records": {}}, "unknown setting 'records'"),
    ],
)
def test_what_is_of_another_kind_is_refused(changed, message):
    with pytest.raises(InvalidModelError, match=message):
        build_model({**SAID, **changed})


def test_nothing_said_is_nothing_carried():
    bare = {"threat": {"name": "C", "power": 0.2}, "states": []}
    assert split(bare) == (bare, {})
