import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io import read_moves


def test_rows_without_an_outcome_or_a_figure_are_listed(tmp_path):
    path = tmp_path / "moves.csv"
    path.write_text("end,score,dyad\nwar,-9,a\n,1,a\nwar,NA,b\npeace,2.5,b\n", encoding="utf-8")
    found = read_moves(path, "end", ["score"], cluster="dyad")
    assert found.left_out == (2, 3)
    assert found.outcomes.tolist() == ["war", "peace"]
    assert found.figures["score"].tolist() == [-9, 2.5]  # a score of regimes, and no code for missing
    assert found.clusters.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"end": ["war"], "scor": [1]}, "did you mean 'scor'"),
        ({"end": ["war"], "score": ["high"]}, "score, row 1: expected a number, got 'high'"),
        ({"end": ["war"], "score": ["inf"]}, "expected a finite number"),
        ({"end": ["NA"], "score": [1]}, "no row"),
    ],
)
def test_what_cannot_be_read_is_refused(table, message):
    with pytest.raises(InvalidModelError, match=message):
        read_moves(table, "end", ["score"])
