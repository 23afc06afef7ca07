"""``--set``, targets and standard input: what they mean, and what they refuse."""

import io
import json
import sys
from fractions import Fraction

import pytest

import alignment_games as ag
from alignment_games.cli import main

MODEL = {
    "threat": {"name": "G", "power": 0.154},
    "states": [{"name": n, "power": 0.1, "contiguous": True, "intent": 0.5} for n in "AB"],
}


def payoffs(capsys, *arguments):
    assert main(["solve", "europe-1938", "--solver", "pure", "--json", *arguments]) == 0
    return [each["payoffs"] for each in json.loads(capsys.readouterr().out)["equilibria"]]


def expected(**parameters):
    solution = ag.solve(ag.load_case("europe-1938").game(**parameters), ag.solvers.PureEnumeration())
    return [each["payoffs"] for each in solution.to_dict()["equilibria"]]


@pytest.mark.parametrize("order", [1, -1])
def test_all_states_and_one_of_them_in_either_order(order, capsys):
    changes = ["intent=0.5", "intent.France=0.9"][::order]
    found = payoffs(capsys, *(word for change in changes for word in ("--set", change)))
    assert found == expected(intent={"Britain": 0.5, "France": 0.9, "USSR": 0.5})


def test_that_one_state_keeps_its_own_is_said(capsys):
    main(["solve", "europe-1938", "--set", "intent.France=0.9", "--set", "intent=0.5"])
    assert capsys.readouterr().err.count("intent.France stays") == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        *((f"{name}=1", "a function, not a number") for name in ("form", "contest", "proximity", "capability")),
        ("form.France=1", "a function, not a number"),
        ("burden=1e999999999", "exponent"),
        ("burden=nan", "not a number"),
        ("burden=inf", "not a number"),
        ("burden=" + "9" * 400, "not a number"),
        ("burden=1/0", "not a number"),
        ("burden=" + "x" * 1000, "not a number"),
        ("intent.=1", "unknown state ''"),
        ("=1", "unknown parameter ''"),
        ("burden=-1", "finite number of at least 0"),
        ("threat_offence=0", "above 0"),
    ],
)
@pytest.mark.parametrize("exact", [[], ["--exact"]])
def test_what_is_no_figure_is_refused_in_one_line(change, message, exact, capsys):
    assert main(["solve", "europe-1938", "--set", change, *exact]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
    assert len(err) < 400


def test_twice_the_same_is_refused(capsys):
    assert main(["solve", "europe-1938", "--set", "burden=1", "--set", "burden=2"]) == 2
    assert "given twice" in capsys.readouterr().err


def test_exact_figures_stay_fractions(capsys):
    found = payoffs(capsys, "--exact", "--set", "burden=1/3")
    model = ag.load_case("europe-1938", exact=True).model.with_parameters(burden=Fraction(1, 3))
    solution = ag.solve(model.game(), ag.solvers.PureEnumeration())
    assert found == [each["payoffs"] for each in solution.to_dict()["equilibria"]]


@pytest.mark.parametrize("names", [",", "form", "burden,contest", "intent.Nowhere", "burden,,intent"])
def test_symbols_that_are_none_are_refused(names, capsys):
    assert main(["conditions", "europe-1938", "--profile", "balance,balance,balance", "--symbols", names]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_model_in_json_on_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(MODEL)))
    assert main(["solve", "-", "--solver", "pure"]) == 0
    assert "A" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "is empty"), (b" \n\t", "is empty"), (b"\xff\xffa", "UTF-8"), (b"hello", "not valid TOML")],
)
def test_other_standard_input_is_refused_in_one_line(content, message, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
    assert main(["solve", "-"]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_a_stream_without_an_end_is_refused(monkeypatch, capsys):
    monkeypatch.setattr("alignment_games.cases.target._LARGEST", 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * 2000), encoding="utf-8"))
    assert main(["solve", "-"]) == 2
    assert "goes on beyond" in capsys.readouterr().err


@pytest.mark.parametrize("path", [".", "/no/such/model.toml", "a\0b", "\ud800", "\ud800.nfg", "x" * 5000, "/dev/null"])
def test_what_is_no_file_is_refused_in_one_line(path, capsys):
    assert main(["solve", path]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert len(err) < 800


@pytest.mark.slow
def test_a_model_too_large_for_a_table_is_solved_by_its_sums(tmp_path, capsys):
    states = [{"name": f"S{k}", "power": 0.3 * 0.8**k, "distance_km": 900, "intent": 0.6} for k in range(40)]
    path = tmp_path / "forty.json"
    path.write_text(json.dumps({**MODEL, "states": states}), encoding="utf-8")
    assert main(["solve", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "pure" in found["status"] or found["complete"]
    solution = ag.solve(ag.read_model(path).sums())
    assert [each["profile"] for each in found["equilibria"]] == [each.to_dict()["profile"] for each in solution]
    for words in (["--exact"], ["--solver", "vertex"], ["--refine", "strict"]):  # these need a table
        assert main(["solve", str(path), *words]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    ["history --cases {}", "replicate europe-1938 -o {}", "replicate europe-1938 --data {} -o a", "new {}.toml"],
)
def test_a_name_too_long_for_any_file_is_one_line(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(words.format("x" * 300).split()) == 2
    assert capsys.readouterr().err.count("\n") == 1
