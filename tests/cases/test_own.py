"""Cases of one's own: copies of bundled ones, and files that say no more than they must."""

import shutil
from importlib import resources

import pytest

from alignment_games.cases.case import Case, load_case
from alignment_games.cases.comparison import compare
from alignment_games.cases.own import read_case, read_cases
from alignment_games.cases.target import open_target
from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseModel

LEAST = """
year = 1900
[threat]
name = "C"
power = 0.2
[[states]]
name = "A"
power = 0.1
intent = 0.5
distance_km = 100
recorded = "balance"
[[states]]
name = "B"
power = 0.05
intent = 0.5
contiguous = true
recorded = "buck_pass"
"""


def written(tmp_path, text=LEAST, name="mine.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def copied(folder, name):
    shutil.copy(str(resources.files("alignment_games.cases") / "data" / f"{name}.toml"), folder)
    return folder / f"{name}.toml"


@pytest.mark.parametrize("name", ["europe-1938", "russia-2022"])
def test_a_copy_of_a_bundled_case_is_the_case(tmp_path, name):
    copy, case = read_case(copied(tmp_path, name)), load_case(name)
    assert str(copy) == str(case)
    assert copy.records == case.records
    assert copy.grounds == case.grounds
    assert str(compare(copy)) == str(compare(case))
    assert isinstance(open_target(str(tmp_path / f"{name}.toml")), Case)


def test_variants_are_those_of_the_bundled_case(tmp_path):
    path = copied(tmp_path, "europe-1938")
    for variant in ({"figures": "before"}, {"intent": "rubric"}, {"menu": "full"}):
        own, bundled = read_case(path, **variant).model, load_case("europe-1938", **variant).model
        assert own.actions == bundled.actions
        assert own.threat.values.tolist() == bundled.threat.values.tolist()
        assert [state.power for state in own.states] == [state.power for state in bundled.states]


def test_a_year_and_a_record_are_enough(tmp_path):
    case = read_case(written(tmp_path))
    assert (case.name, case.title, case.year) == ("mine", "mine", 1900)
    assert case.recorded == {"A": "balance", "B": "buck_pass"}
    assert case.records[0].grade == ""
    assert "right" in str(compare(case))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("year = 1900", "", "case mine: year is missing or empty"),
        ('recorded = "buck_pass"', "", "case mine: B: recorded is missing or empty"),
        ('"buck_pass"', '"arm"', "case mine: B: recorded is not on offer"),
        ("contiguous = true", 'contiguous = true\ngrade = "C"', r"case mine: B: grade must be A \(settled\) or B"),
        ("contiguous = true", 'contiguous = true\nfigures = ["x"]', "case mine: B: unknown source 'x'"),
        ("power = 0.05", "power = 0.05\npower_before = 0.04", "has no power_before, others have"),
    ],
)
def test_what_a_case_needs_is_asked_for(tmp_path, old, new, message):
    with pytest.raises(InvalidModelError, match=message):
        read_case(written(tmp_path, LEAST.replace(old, new)))


def test_a_model_without_a_record_is_no_case(tmp_path):
    bare = LEAST.replace('recorded = "balance"', "").replace('recorded = "buck_pass"', "")
    path = written(tmp_path, bare)
    assert isinstance(open_target(str(path)), ResponseModel)
    with pytest.raises(
        InvalidModelError, match=r'mine\.toml: no record; say of each state what it did, as in recorded = "balance"'
    ):
        read_case(path)


def test_a_folder_is_read_and_what_is_no_case_is_listed(tmp_path):
    with pytest.raises(InvalidModelError, match="no case in it"):
        read_cases(tmp_path)
    written(tmp_path)
    copied(tmp_path, "europe-1938")
    written(tmp_path, LEAST.replace('recorded = "balance"', "").replace('recorded = "buck_pass"', ""), "bare.toml")
    written(tmp_path, "not a model", "readme.md")
    cases, left_out = read_cases(tmp_path)
    assert [case.name for case in cases] == ["europe-1938", "mine"]
    assert [str(each) for each in left_out] == ["bare.toml: no record"]
    with pytest.raises(InvalidModelError, match="no such folder; give a folder with"):
        read_cases(tmp_path / "none")
