"""Two scenarios on the command line."""

import json

import pytest

from alignment_games.cli import main


def said(capsys, *words):
    code = main(["compare", *words])
    return code, *capsys.readouterr()


def test_a_case_beside_itself_with_a_change(capsys):
    code, out, _ = said(capsys, "europe-1938", "europe-1938", "--set", "intent.France=0.2")
    assert code == 0
    assert "1 input that differs (A: europe-1938, B: europe-1938 with intent.France 0.2)" in out
    assert "intent of France  0.7  0.2" in out


def test_two_cases_as_json_are_what_python_has(capsys):
    _, out, _ = said(capsys, "europe-1938", "europe-1939", "--by", "state", "--json")
    document = json.loads(out)
    assert document["names"] == ["europe-1938", "europe-1939"]
    changes = {row["state"]: row["verdict"] for row in document["states"]}
    assert changes == {"Britain": "stays", "France": "stays", "USSR": "gives way"}
    ussr = [r for r in document["attribution"] if (r["of"], r["state"], r["response"]) == ("chance", "USSR", "balance")]
    assert sum(r["effect"] for r in ussr) == pytest.approx(ussr[0]["second"] - ussr[0]["first"], abs=1e-12)
    assert {r["input"] for r in ussr} == {"Britain", "France", "USSR", "threat_power"}


def test_drawn_orders_and_a_picture(tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    path = tmp_path / "p.png"
    words = ["europe-1938", "europe-1939", "--by", "parameter", "--orders", "4", "--seed", "1", "--plot", str(path)]
    code, out, _ = said(capsys, *words)
    assert code == 0
    assert "from 4 orders of the inputs" in out
    assert path.stat().st_size > 1000


def test_theories_stay_beside_the_record(capsys):
    code, out, _ = said(capsys, "europe-1936", "--json")
    assert code == 0
    assert {row["state"] for row in json.loads(out)["theories"]} == {"Britain", "France", "USSR"}


def test_latex(capsys):
    _, out, _ = said(capsys, "europe-1938", "europe-1938", "--set", "burden=0.1", "--by", "parameter", "--latex")
    assert out.count(r"\end{tabular}") == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["europe-1938", "--by", "state"], "second case or file"),
        (["europe-1938", "dilemma"], "one kind"),
        (["-", "-"], "standard input"),
        (["europe-1938", "europe-1939", "--orders", "3"], "at least 4"),
        (["europe-1938", "europe-1983"], "europe-1939"),
    ],
)
def test_mistakes_are_one_line(words, told, capsys):
    code, out, err = said(capsys, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err
