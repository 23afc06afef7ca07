"""Model files: what they say is what comes out, and what is wrong is named with its place and remedy."""

import json
from fractions import Fraction

import pytest

from alignment_games import InvalidModelError, read_model
from alignment_games.cli import main
from alignment_games.states import AdditiveThreat, difference_contest

GOOD = """
title = "Two face a third"
actions = ["balance", "buck_pass"]

[threat]
name = "Germany"
power = 0.15

[[states]]
name = "Britain"
power = 0.08
distance_km = 932
intent = 0.5

[[states]]
name = "France"
power = 0.05
contiguous = true
intent = 0.8
"""


def write(folder, text, name="model.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_model_file_is_read(tmp_path):
    extended = GOOD.replace("power = 0.15", 'power = 0.15\nform = "additive"\nweights = {intent = 2}\nscale_km = 500')
    extended += 'actions = ["balance", "hedge"]\n[utility]\nburden = 0.2\ncontest = "difference"\n'
    extended += "[responses.hedge]\nmembership = 0.5\n"
    model = read_model(write(tmp_path, extended))
    assert model.names == ("Britain", "France")
    assert model.actions == (("balance", "buck_pass"), ("balance", "hedge"))
    assert model.utility.burden == 0.2
    assert model.utility.contest is difference_contest
    assert model.table["hedge"].membership == 0.5
    assert model.threat.form == AdditiveThreat(intent=2)
    assert model.threat.sources["proximity"].tolist() == pytest.approx([1 / (1 + 932 / 500), 1])


def test_toml_and_json_say_the_same(tmp_path):
    document = {
        "actions": ["balance", "buck_pass"],
        "threat": {"name": "Germany", "power": 0.15},
        "states": [
            {"name": "Britain", "power": 0.08, "distance_km": 932, "intent": 0.5},
            {"name": "France", "power": 0.05, "contiguous": True, "intent": 0.8},
        ],
    }
    one = read_model(write(tmp_path, GOOD))
    two = read_model(write(tmp_path, json.dumps(document), "model.json"))
    assert one.payoffs().tolist() == two.payoffs().tolist()


def test_exact_reading_keeps_every_decimal(tmp_path):
    model = read_model(write(tmp_path, GOOD), exact=True)
    assert model.states[0].power == Fraction(8, 100)
    assert model.game().arithmetic == "exact"


#: What is changed in GOOD, and what the one line of the error must say: the place and the remedy.
MALFORMED = {
    "a syntax error": ("power = 0.15", "power = = 0.15", r"not valid TOML: .*line 7"),
    "nan": ("power = 0.08", "power = nan", "power of Britain must be a finite number of at least 0, got nan"),
    "infinite power": ("power = 0.08", "power = inf", "power of Britain must be a finite number"),
    "negative power": ("power = 0.08", "power = -0.08", "power of Britain .* got -0.08"),
    "powerless threat": ("power = 0.15", "power = 0", "power of Germany, the threat, must be a finite number above 0"),
    "power in words": ("power = 0.08", 'power = "large"', "power of Britain must be a number, got 'large'"),
    "no power": ("power = 0.08\n", "", "Britain: power is missing; add a line power = "),
    "no name": ('name = "Britain"\n', "", r"\[\[states\]\] number 1: name is missing"),
    "empty name": ('name = "Britain"', 'name = ""', "a state needs a name"),
    "duplicate names": ('name = "France"', 'name = "Britain"', "'Britain' is listed twice; names must differ"),
    "threat among responders": ('name = "France"', 'name = "Germany"', "Germany is both the threat and"),
    "missing distance": ("distance_km = 932\n", "", "Britain: distance_km is missing; .* or contiguous = true"),
    "negative distance": ("distance_km = 932", "distance_km = -1", "distance_km must be .* got -1"),
    "missing intent": ("intent = 0.5\n", "", "Britain: intent is missing"),
    "intent above one": ("intent = 0.5", "intent = 1.5", "intent must be between 0 and 1, got 1.5"),
    "contiguous in words": ("contiguous = true", 'contiguous = "yes"', "contiguous of France must be true or false"),
    "unknown action": ('"buck_pass"]', '"buckpass"]', "unknown action 'buckpass'; did you mean 'buck_pass'"),
    "empty action set": ('["balance", "buck_pass"]', "[]", "Britain has no actions"),
    "actions as text": ('["balance", "buck_pass"]', '"balance"', "actions must be a list of names"),
    "action twice": ('"buck_pass"]', '"balance"]', "'balance' of Britain is named twice"),
    "one state only": (GOOD[GOOD.rindex("[[states]]") :], "", "at least two states that face Germany, got Britain"),
    "no states": (GOOD[GOOD.index("[[states]]") :], "", "no states; give one \\[\\[states\\]\\] table"),
    "no threat": ("[threat]", "[menace]", "unknown setting 'menace'"),
    "misspelt setting": ("distance_km = 932", "distanse_km = 932", "did you mean 'distance_km'"),
    "unknown form": ('name = "Germany"', 'name = "Germany"\nform = "geometric"', "unknown form 'geometric'"),
    "unknown weight": ('name = "Germany"', 'name = "Germany"\nweights = {powr = 1}', "did you mean 'power'"),
    "unknown utility": ("[threat]", "[utility]\nbrden = 1\n[threat]", "did you mean 'burden'"),
    "negative burden": ("[threat]", "[utility]\nburden = -1\n[threat]", "burden must be .* got -1"),
    "spillover above one": ("[threat]", "[utility]\nspillover = 2\n[threat]", "spillover must be between 0 and 1"),
    "unknown contest": ("[threat]", '[utility]\ncontest = "rato"\n[threat]', "did you mean 'ratio'"),
    "unknown column": ("[threat]", "[responses.hedge]\nmembrship = 1\n[threat]", "did you mean 'membership'"),
    "states as a table": ("[[states]]", "[states]", "no states; give one|not valid TOML"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_models_are_refused_in_one_line(name, tmp_path, capsys):
    old, new, message = MALFORMED[name]
    text = GOOD.replace(old, new) if name == "states as a table" else GOOD.replace(old, new, 1)
    assert text != GOOD
    path = write(tmp_path, text)
    with pytest.raises(InvalidModelError, match=message) as caught:
        read_model(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert main(["solve", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"alignment-games: {caught.value}\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("model.json", "{", "not valid JSON"),
        ("model.json", "[1]", "expected a table of settings at the top, got a list"),
    ],
)
def test_malformed_json(name, content, message, tmp_path):
    with pytest.raises(InvalidModelError, match=message):
        read_model(write(tmp_path, content, name))


def test_a_missing_file_and_a_file_that_is_no_text(tmp_path):
    with pytest.raises(InvalidModelError, match="no such file"):
        read_model(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidModelError, match="cannot be read as text"):
        read_model(tmp_path / "binary.toml")
    with pytest.raises(InvalidModelError, match="every number must be finite"):
        read_model(write(tmp_path, GOOD.replace("0.08", "nan")), exact=True)


def test_figures_that_floats_cannot_hold_are_refused_in_one_line(tmp_path):
    far = GOOD.replace("power = 0.", "power = 1e1") + "[utility]\ndecisiveness = 900\n"
    with pytest.raises(InvalidModelError, match="some payoff is no finite number: the figures are"):
        read_model(write(tmp_path, far)).game()


def test_a_model_file_of_megabytes_is_refused_unread(tmp_path):
    with pytest.raises(InvalidModelError, match="larger than 4,000,000 bytes"):
        read_model(write(tmp_path, GOOD + "#" * 4_000_000))


@pytest.mark.parametrize("name", ["m.toml", "m.TOML", "m.json", "m.JSON"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_and_windows_line_ends_make_no_difference(tmp_path, name, encoding):
    good = read_model(write(tmp_path, GOOD))
    from alignment_games.io.model_files.model_writer import write_model

    write_model(good, tmp_path / name.lower())
    text = (tmp_path / name.lower()).read_text(encoding="utf-8")
    (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert read_model(tmp_path / name).payoffs().tolist() == good.payoffs().tolist()


def test_a_game_by_formulas_is_no_model_and_is_said_to_be_one(tmp_path):
    path = write(tmp_path, 'players = ["A", "B"]\nactions = ["a", "b"]\n[payoffs]\neach = "own(a)"\n')
    with pytest.raises(InvalidModelError, match="a game with payoffs of its own"):
        read_model(path)
