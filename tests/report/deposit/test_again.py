"""The script of a deposit that compares: bytes, then text and figures, and what is missing or new."""

import pytest

from alignment_games.report.deposit.again import CLOSE, MISSING, NEW, OTHER, SAME, compare

TABLE = "state,slack\nBritain,0.25\nFrance,-1e-3\nQ1,3\n"


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (TABLE, SAME),
        (TABLE.replace("0.25", "0.2500000001"), CLOSE),
        (TABLE.replace("0.25", "0.25000001"), OTHER),
        (TABLE.replace("-1e-3", "1e-3"), OTHER),
        (TABLE.replace("Q1", "Q2"), OTHER),
        (TABLE.replace("Britain", "Prussia"), OTHER),
        (TABLE + "USSR,1\n", OTHER),
        (TABLE.encode() + b"\xff", OTHER),
        (None, MISSING),
    ],
)
def test_a_file_is_compared_by_bytes_and_then_by_figures(tmp_path, now, outcome):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        (folder / "inner").mkdir(parents=True)
    (old / "inner" / "table.csv").write_text(TABLE, encoding="utf-8")
    if now is not None:
        (new / "inner" / "table.csv").write_bytes(now if isinstance(now, bytes) else now.encode())
    assert compare(old, new) == {"inner/table.csv": outcome}


def test_a_new_file_is_named(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "more.txt").write_text("x", encoding="utf-8")
    assert compare(tmp_path / "old", tmp_path / "new") == {"more.txt": NEW}
