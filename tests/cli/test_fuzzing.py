"""Argument lists and files that nobody would write: each ends in an answer or in one line."""

import pytest

from tests.cli.fuzzing import faults_of, run
from tests.tries import tries


@pytest.mark.slow
def test_no_traceback_no_hang_no_leak():
    faulty = [(number, words, faults) for number, words, _, faults, _ in run(tries(60, of=150)) if faults]
    assert faulty == []


def test_a_fault_would_be_seen(monkeypatch):
    for answer, fault in (
        (lambda _: 1 / 0, "ZeroDivisionError"),
        (lambda _: print("x" * 900), "a line of 900"),  # noqa: T201
        (lambda _: print("\x1b[2J"), "steers"),  # noqa: T201
        (lambda _: 2, "exit code 2 with 0 lines"),
        (lambda _: 7, "exit code 7"),
    ):
        monkeypatch.setattr("tests.cli.fuzzing.main", answer)
        (found,) = faults_of(["cases"], "")
        assert fault in found


def test_a_hang_would_be_seen(monkeypatch):
    def forever(_):
        while True:
            pass

    monkeypatch.setattr("tests.cli.fuzzing.main", forever)
    (found,) = faults_of(["cases"], "", limit=0.05)
    assert found.startswith("hang")
