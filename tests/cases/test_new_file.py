"""New model files: the template holds every setting with its default, and copies are what they copy."""

import dataclasses
import re
import tomllib

import pytest

from alignment_games.cases.case import Case, load_case
from alignment_games.cases.new_file import new_file
from alignment_games.cases.own import read_case
from alignment_games.cases.target import open_target
from alignment_games.errors import InvalidModelError
from alignment_games.io.model_files.annotations import TABLES, WHOLE
from alignment_games.io.model_files.model_file import FIELDS, UTILITY, build_model
from alignment_games.io.model_files.template import template
from alignment_games.states.security import Response, SecurityUtility


def everything():
    """Return the template with all that may be left out put in."""
    lines = template().splitlines()
    return "\n".join(re.sub(r"^# (?=[a-z_]+ = |\[)", "", line) for line in lines)


def test_the_template_is_a_case():
    case = build_model(tomllib.loads(template()))
    assert case.about["states"] == {"Britain": {"recorded": "buck_pass"}, "France": {"recorded": "buck_pass"}}


def test_every_setting_stands_in_it():
    document = tomllib.loads(everything())
    settings = {name: {*fields, *TABLES[name]} for name, fields in FIELDS.items()} | {"utility": set(UTILITY)}
    for name, fields in settings.items():
        rows = document[name] if isinstance(document[name], list) else [document[name]]
        assert {key for row in rows for key in row} == fields, name
    assert {*WHOLE, *FIELDS, "actions", "utility", "responses"} == set(document)
    build_model(document)


def test_what_is_left_out_is_the_default():
    document = tomllib.loads(everything())
    defaults = {name: value for name, value in document["utility"].items() if name not in ("form", "contest")}
    assert defaults == SecurityUtility().figures()
    rows = {**document["responses"]["hedge"], "membership": 0}
    assert rows == dataclasses.asdict(Response())
    bare, full = (
        build_model(tomllib.loads(template())),
        build_model(
            {
                **document,
                "guarantors": [],
                "reliability": [],
                "states": [{**row, "closed": {}} for row in document["states"]],
            }
        ),
    )
    assert (bare.payoffs() == full.payoffs()).all()


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_new_files_read_back(tmp_path, ending):
    new_file(tmp_path / f"fresh{ending}")
    assert read_case(tmp_path / f"fresh{ending}").recorded == {"Britain": "buck_pass", "France": "buck_pass"}
    new_file(tmp_path / f"copy{ending}", "europe-1938")
    copy = read_case(tmp_path / f"copy{ending}")
    assert copy.records == load_case("europe-1938").records
    assert copy.title == load_case("europe-1938").title
    new_file(tmp_path / f"again{ending}", str(tmp_path / f"copy{ending}"))
    assert isinstance(open_target(str(tmp_path / f"again{ending}")), Case)


def test_what_no_model_file_holds_is_refused(tmp_path):
    with pytest.raises(InvalidModelError, match=r"model files are \.toml or \.json"):
        new_file(tmp_path / "fresh.txt")
    with pytest.raises(InvalidModelError, match="unknown case 'europe1938'"):
        new_file(tmp_path / "fresh.toml", "europe1938")


def test_a_game_in_formulas_is_copied_as_it_is_written(tmp_path):
    text = (
        '# mine\nplayers = ["Ann"]\nactions = ["up", "down"]\n[parameters]\nb = {}\n[payoffs]\neach = "b * own(up)"\n'
    )
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    new_file(tmp_path / "copy.toml", str(tmp_path / "mine.toml"))
    assert (tmp_path / "copy.toml").read_text(encoding="utf-8") == text
    with pytest.raises(InvalidModelError, match="made from a case or a response model, got a game"):
        new_file(tmp_path / "copy.json", str(tmp_path / "mine.toml"))
