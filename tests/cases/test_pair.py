"""Pairs of cases: the bundled one, one of the user's own, and what is refused."""

import pytest

import alignment_games as ag
from alignment_games.cases import load_pair, pair_names
from alignment_games.errors import InvalidModelError
from alignment_games.report.show import show


def test_the_bundled_pair_opens_by_its_name_as_two_cases_would():
    model = ag.as_model("nato-approach-2008")
    assert pair_names() == ["nato-approach-2008"]
    cases = [ag.load_case(name).model for name in ("moscow-on-nato-2008", "russia-2008")]
    assert [side.names for side in model.sides] == [case.names for case in cases]
    assert model.first.against.power == 0.14780237
    assert load_pair("nato-approach-2008", exact=True).first.is_exact


def test_a_pair_of_ones_own_names_files_beside_it(tmp_path):
    for k, side in enumerate(ag.as_model("both_sides").sides):
        ag.write_model(side, tmp_path / f"{k}.toml")
    path = tmp_path / "pair.toml"
    path.write_text('sides = ["0.toml", "1.toml"]\n[provocation]\nSparta = 0.5\nAthens = 1\n', "utf-8")
    model = ag.as_model(path)
    assert model.provocation == {"Sparta": 0.5, "Athens": 1}
    assert len(ag.solve(path)) == len(ag.solve(model))


def test_what_a_pair_says_of_itself_is_kept_and_shown(tmp_path):
    path = tmp_path / "pair.toml"
    path.write_text(
        'title = "Each other"\nnotes = "Both arm."\nsides = ["moscow-on-nato-2008", "russia-2008"]\n', "utf-8"
    )
    model = ag.as_model(path).with_parameters(provocation=0.5)
    assert model.about == {"title": "Each other", "notes": "Both arm."}
    assert show(model).startswith("Each other\n\nBoth arm.\n\nThe model both_sides")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('sides = ["russia-2008"]', r"pair.toml: sides: expected two cases or files"),
        ('sides = ["russia-2008", "moscow-on-nato-208"]', "did you mean 'moscow-on-nato-2008'"),
        ('sides = ["russia-2008", "none.toml"]', "none.toml"),
        ('sides = ["russia-2008", "moscow-on-nato-2008"]\nprovokation = 1', "did you mean 'provocation'"),
        ('sides = ["russia-2008", "moscow-on-nato-2008"]\nprovocation = "much"', "number"),
        ('sides = ["russia-2008", "russia-2014"]', "pair.toml: .* is on both sides"),
    ],
)
def test_a_bad_pair_is_refused_with_its_file(tmp_path, text, words):
    path = tmp_path / "pair.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidModelError, match=words):
        ag.as_model(path)
    with pytest.raises(InvalidModelError, match="did you mean 'nato-approach-2008'"):
        load_pair("nato-aproach-2008")
