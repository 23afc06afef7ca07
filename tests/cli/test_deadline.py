"""A time limit holds for what is said of the equilibria, too; what was found is handed over."""

import threading
import time

import pytest

import alignment_games as ag
from alignment_games.cli import main
from alignment_games.cli.deadline import Deadline
from alignment_games.cli.parser import build_parser
from alignment_games.errors import NotConvergedError


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_beyond_the_limit_is_stopped_and_the_solution_kept():
    solution = ag.solve(ag.load_case("europe-1938").game())
    with pytest.raises(NotConvergedError, match=r"limit of 0\.05 s") as caught, Deadline(0.05).of(solution):
        spin(30)
    assert caught.value.solution is solution


def test_work_within_the_limit_and_without_one_goes_on():
    for limit in (None, 60.0, 1e308):
        with Deadline(limit).of(None):
            spin(0.01)
    spin(0.01)


def test_outside_the_main_thread_nothing_is_set():
    found = []

    def work():
        with Deadline(0.001).of(None):
            spin(0.02)
            found.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["done"]


@pytest.mark.parametrize("words", ["solve europe-1938 --refine strict", "explain europe-1938"])
def test_the_commands_keep_to_it(words, monkeypatch, capsys):
    for name in ("refine", "explain"):
        monkeypatch.setattr(ag, name, lambda *_: spin(30))
    assert main([*words.split(), "--time-limit", "0.6"]) == 1
    out, err = capsys.readouterr()
    assert "buck_pass" in out
    assert "the time limit of 0.6 s passed" in err


@pytest.mark.parametrize(
    "words",
    [
        "threshold europe-1938 --state France --between balance,buck_pass --by burden",
        "threshold europe-1938 --state France --between balance,buck_pass --by burden --others balance,balance",
        "conditions europe-1938 --profile balance,balance,balance",
    ],
)
def test_derivations_keep_to_it(words, monkeypatch, capsys):
    for room, name in ((ag, "threshold"), (ag.symbolic, "thresholds_by_lending"), (ag, "conditions")):
        monkeypatch.setattr(room, name, lambda *_, **__: spin(30), raising=False)
    assert main([*words.split(), "--time-limit", "0.6"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "alignment-games: the time limit of 0.6 s passed before the derivation was done; allow more, or ask for less\n"
    )


def test_the_score_table_keeps_to_it(monkeypatch, capsys):
    monkeypatch.setattr("alignment_games.report.history.history", lambda *_, **__: spin(30))
    assert main(["history", "--time-limit", "0.6"]) == 1
    assert "passed before the record was scored" in capsys.readouterr().err


def test_a_certificate_of_what_is_not_written_in_time_leaves_the_solution(monkeypatch, tmp_path, capsys):
    released, path = threading.Event(), tmp_path / "proof.jsonl"
    monkeypatch.setattr("alignment_games.certificates.writer.header_of", lambda _: released.wait())
    monkeypatch.setattr("alignment_games.solvers.control._TO_PREPARE", 0.05)
    assert main(["solve", "europe-1938", "--certificate", str(path), "--time-limit", "0.6"]) == 1
    released.set()
    out, err = capsys.readouterr()
    assert "buck_pass" in out
    assert "the time limit passed before the payoffs were written as fractions" in err
    assert not path.exists()


@pytest.mark.parametrize("limit", ["-1", "nan", "inf", "soon"])
def test_a_limit_that_is_none_is_refused(limit, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["solve", "europe-1938", f"--time-limit={limit}"])
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", ["threshold", "conditions"])
def test_derivations_have_a_limit_unless_more_is_allowed(command):
    words = {
        "threshold": [
            "threshold",
            "europe-1938",
            "--state",
            "France",
            "--between",
            "balance,buck_pass",
            "--by",
            "burden",
        ],
        "conditions": ["conditions", "europe-1938", "--profile", "balance,balance,balance"],
    }[command]
    assert build_parser().parse_args(words).time_limit == 20
    assert build_parser().parse_args([*words, "--time-limit", "300"]).time_limit == 300
