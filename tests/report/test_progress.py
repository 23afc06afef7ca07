"""The bar in a notebook; on a terminal see tests/cli/test_entry.py."""

import io

from alignment_games.report import progress
from alignment_games.report.progress import ProgressBar


class OutStream(io.StringIO):
    """What a notebook's kernel puts in place of standard output: no terminal, and its class is ipykernel's."""


OutStream.__module__ = "ipykernel.iostream"


def drawn(stream, monkeypatch, done=5):
    """What a bar leaves on a stream after three seconds' work, and what it did before."""
    clock = iter([0.0, 1.0, 3.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with ProgressBar(stream) as bar:
        bar(1, 10)
        early = stream.getvalue()
        bar(done, 10)
    return early, stream.getvalue()


def test_a_notebook_gets_a_bar_after_two_seconds_which_is_wiped_off(monkeypatch):
    early, late = drawn(OutStream(), monkeypatch)
    assert early == ""
    assert "5/10  2/s  3 s left" in late
    assert late.endswith("\r" + " " * 79 + "\r")


def test_what_takes_seconds_each_says_so(monkeypatch):
    assert "2/10  2 s each  12 s left" in drawn(OutStream(), monkeypatch, done=2)[1]


def test_a_file_gets_none(monkeypatch):
    assert drawn(io.StringIO(), monkeypatch) == ("", "")


def test_a_notebook_draws_where_its_cells_print(monkeypatch):
    stream = OutStream()
    monkeypatch.setattr("sys.stdout", stream)
    assert ProgressBar()._stream is stream
