import csv
import json

import pytest

from alignment_games.cli import main
from tests.estimation.joining.invented import columns, decided


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    table = decided(columns())
    place = tmp_path_factory.mktemp("joiners") / "table.csv"
    with place.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))
    return place


def run(path, *options):
    return main(["joiners", str(path), "--train-until", "1935", "--folds", "3", "--draws", "10", *options])


def test_words_and_a_table(path, tmp_path, capsys):
    assert run(path, "--csv", str(tmp_path / "scores.csv")) == 0
    out = capsys.readouterr().out
    assert "3 folds up to 1935" in out
    assert "after 1935" in out
    assert max(map(len, out.splitlines())) <= 120
    rows = list(csv.DictReader((tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 2 * 4 * 5
    assert set(rows[0]) == {"sample", "forecast", "measure", "value", "error", "difference", "difference_error"}


def test_json_and_latex(path, capsys):
    assert run(path, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["estimates"]) == 8
    assert run(path, "--latex") == 0
    assert capsys.readouterr().out.count(r"\end{tabular}") == 3


def test_intervals(path, capsys):
    assert run(path, "--intervals", "3") == 0
    assert "disputes drawn anew 3 times" in capsys.readouterr().out
    assert run(path, "--intervals", "3", "--json") == 2
    assert "told in words alone" in capsys.readouterr().err


def test_a_picture(path, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra").use("Agg")
    assert run(path, "--plot", str(tmp_path / "calibration.svg")) == 0
    assert (tmp_path / "calibration.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")
    assert capsys.readouterr().err == ""


def test_refusals_are_one_line(path, tmp_path, capsys):
    for asked in (("no/such/file.csv",), (path, "--plot", str(tmp_path / "no" / "picture.png"))):
        assert run(*asked) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
