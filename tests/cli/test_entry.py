import io
import json
import subprocess
import sys
from itertools import product

import pytest

from alignment_games import case_names, load_case, solve
from alignment_games.cli import main
from alignment_games.report.progress import ProgressBar
from tests.tries import tries


def run(capsys, *arguments):
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_cases_are_listed(capsys):
    code, out, _ = run(capsys, "cases")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == case_names()


def test_solve_prints_the_equilibria_beside_the_record(capsys):
    code, out, err = run(capsys, "solve", "europe-1938")
    assert (code, err) == (0, "")
    assert "every equilibrium is here, proven and verified" in out
    assert "recorded: Britain passes the buck, France passes the buck, USSR passes the buck: equilibrium 2" in out


def test_a_record_that_is_no_equilibrium_is_told_with_its_gains(capsys):
    _, out, _ = run(capsys, "solve", "europe-1936")
    assert "not an equilibrium here" in " ".join(out.split())
    assert "USSR would gain 0.015 by passing the buck" in " ".join(out.split())


def test_json_is_the_solution(capsys):
    _, out, _ = run(capsys, "solve", "europe-1939", "--json")
    printed = json.loads(out)
    solution = solve(load_case("europe-1939").game())
    assert printed["complete"] is True
    assert [e["profile"] for e in printed["equilibria"]] == [
        {player: e[player] for player in solution.game.players} for e in solution
    ]


def test_parameters_can_be_set(capsys):
    _, out, _ = run(capsys, "solve", "europe-1939", "--set", "burden=0.3", "--set", "intent.France=0.2", "--json")
    expected = solve(load_case("europe-1939").game(burden=0.3, intent={"France": 0.2}))
    assert [e["regret"] for e in json.loads(out)["equilibria"]] == [float(e.regret) for e in expected]
    assert len(json.loads(out)["equilibria"]) == len(expected)


def test_exact_arithmetic_prints_fractions(capsys):
    _, out, _ = run(capsys, "solve", "europe-1938", "--exact", "--solver", "pure", "--json")
    assert "/" in json.loads(out)["equilibria"][0]["payoffs"]["France"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "europ-1938"], "did you mean 'europe-1938'"),
        (["solve", "europe-1938", "--set", "burden"], "expected NAME=VALUE"),
        (["solve", "europe-1938", "--set", "burden=high"], "'high' is not a number"),
        (["solve", "europe-1938", "--set", "brden=1"], "did you mean 'burden'"),
        (["solve", "europe-1938", "--set", "intent.Frence=1"], "did you mean 'France'"),
        (["solve", "europe-1938", "--solver", "vertex"], "VertexEnumeration"),
        (["show", "none.toml"], "no such file"),
        (["classroom", "europe-1938", "--states", "Britain,Frence", "-o", "page.html"], "did you mean 'France'"),
        (["classroom", "europe-1938", "--states", "Britain", "-o", "page.html"], "two states that choose"),
        (["classroom", "europe-1938", "--fixed", "USSR", "-o", "page.html"], "expected NAME=ACTION"),
        (["classroom", "europe-1938", "--fixed", "USSR=blance", "-o", "page.html"], "did you mean 'balance'"),
        (["classroom", "europe-1938", "--language", "dee", "-o", "page.html"], "did you mean 'de'"),
    ],
)
def test_bad_requests_exit_with_2_and_one_line(arguments, message, capsys):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_an_unfinished_run_exits_with_1(capsys):
    code, _, err = run(capsys, "solve", "europe-1939", "--time-limit", "0")
    assert code == 1
    assert "the time limit passed" in err


def test_a_model_on_standard_input(capsys, monkeypatch):
    text = '[threat]\nname = "G"\npower = 1\n' + "".join(
        f'[[states]]\nname = "{name}"\npower = 1\ncontiguous = true\nintent = 0.5\n' for name in "AB"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    code, out, _ = run(capsys, "solve", "-")
    assert code == 0
    assert out.splitlines()[1].split() == ["A", "B", "regret"]


def fits_a_page(text):
    return max(map(len, text.splitlines())) <= 100


@pytest.mark.slow
@pytest.mark.parametrize("name", case_names()[:: tries(3, of=1)])
def test_the_output_on_cases_fits_a_page(name, capsys):
    for command in (["show"], ["compare"], ["solve", "--solver", "pure", "--refine", "strict", "--select", "payoff"]):
        code, out, err = run(capsys, *command, name)
        assert (code, err) == (0, "")
        assert fits_a_page(out)


COMMANDS = [
    "explain --solver pure",
    "logit",
    "conditions --profile",
    "threshold --state {first} --between {actions} --by burden --others",
    "sweep --over burden=0:0.2:9 --over intent.{first}=0:1:9",
]
UNCERTAIN = "uncertain --draws 20 --seed 1"  # seeks the nearest flip of games that are small enough


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name"),
    [
        *product(COMMANDS, ["europe-1907", "napoleon-1812"]),
        *product([UNCERTAIN], ["europe-1938", "europe-1938-large"]),
    ],
)
def test_the_output_of_every_command_fits_a_page(command, name, capsys):
    model, recorded = load_case(name).model, list(load_case(name).recorded.values())
    words = command.format(first=model.names[0], actions=",".join(model.actions[0][:2])).split()
    rest = {"--profile": [", ".join(recorded)], "--others": [", ".join(recorded[1:])]}.get(words[-1], [])
    code, out, err = run(capsys, words[0], name, *words[1:], *rest)
    assert (code, err) == (0, "")
    assert fits_a_page(out)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["cases", "history --cases .", "scorecard --draws 5", "catalogue", "benchmark"])
def test_the_output_without_a_case_fits_a_page(command, capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("ALIGNMENT_GAMES_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("europe-1938", "russia-2022", "prussia-1870"):
        run(capsys, "new", f"{name}.toml", "--from", name)
    code, out, err = run(capsys, *command.split())
    assert (code, err) == (0, "")
    assert fits_a_page(out)


def test_a_case_page_shows_figures_reasons_record_and_sources(capsys):
    _, out, _ = run(capsys, "show", "europe-1938")
    for part in ("0.0778", "Chamberlain", "Recorded: Britain passes the buck (contested)", "Correlates of War"):
        assert part in out


def test_a_classroom_page_of_two_states(capsys, tmp_path):
    path = tmp_path / "page.html"
    code, out, _ = run(capsys, "classroom", "europe-1938", "--states", "Britain, France", "-o", str(path))
    assert (code, out) == (0, f"written: {path}\n")
    assert '"held": [null, null, "buck_pass"]' in path.read_text("utf-8")


def test_the_module_runs_as_a_command():
    run_ = subprocess.run(
        [sys.executable, "-m", "alignment_games", "cases"], capture_output=True, text=True, check=True
    )
    assert run_.stdout.splitlines()[0].startswith(case_names()[0])


def test_the_bar_draws_only_on_a_terminal_and_only_when_it_takes_long(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    now = [0.0]
    monkeypatch.setattr("alignment_games.report.progress.time.monotonic", lambda: now[0])
    silent, terminal = io.StringIO(), Terminal()
    bars = ProgressBar(silent), ProgressBar(terminal)
    for now[0], done in ((1.0, 10), (3.0, 30)):
        for bar in bars:
            bar(done, 60)
        assert terminal.getvalue() == "" or done == 30
    assert silent.getvalue() == ""
    assert "30/60  10/s  3 s left" in terminal.getvalue()
