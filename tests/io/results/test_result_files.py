"""Results as JSON and CSV: what is written reads back as the same numbers."""

import csv
import hashlib
import json

import pytest

import alignment_games as ag
from alignment_games.io import write_results
from alignment_games.io.results.provenance import provenance


@pytest.fixture(scope="module")
def solution():
    return ag.solve(ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"]))


def test_json_holds_equilibria_and_provenance(tmp_path, solution):
    write_results(solution, tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text())
    assert [e["profile"]["Ann"]["stag"] for e in found["equilibria"]] == ["1", "0", "2/3"]
    assert found["complete"] is True
    assert found["provenance"]["versions"]["alignment_games"] == ag.__version__


def test_csv_has_stable_columns(tmp_path, solution):
    write_results(solution, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["equilibrium", "state", "action", "probability", "payoff"]
    assert len(rows) == 3 * 2 * 2
    assert rows[-1] == {"equilibrium": "3", "state": "Bob", "action": "hare", "probability": "1/3", "payoff": "8/3"}


@pytest.mark.parametrize("exact", [False, True])
def test_numbers_and_labels_come_back_to_the_last_bit(tmp_path, exact):
    payoffs = [[[4, 0.1], [3, 2]], [[4, 3], [1 / 3, 2]]]
    labels = [["a, b", 'say "c"'], ["two\nlines", "−5 %"]]
    game = ag.NormalFormGame(payoffs, ["R&D; <x>", "Türkiye"], labels)
    solution = ag.solve(game.to_exact() if exact else game)
    assert sum(not each.pure for each in solution) == 1
    write = str if exact else float
    rows = [{**row, "equilibrium": str(row["equilibrium"])} for row in solution.to_records()]

    write_results(solution, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    numbers = ("probability", "payoff")
    assert [{k: write(v) if k in numbers else v for k, v in row.items()} for row in read] == [
        {k: write(v) if k in numbers else v for k, v in row.items()} for row in rows
    ]

    write_results(solution, tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text("utf-8"))
    for told, each in zip(found["equilibria"], solution, strict=True):
        for player in game.players:
            assert {k: write(v) for k, v in told["profile"][player].items()} == {
                k: write(v) for k, v in each[player].items()
            }


def test_a_folder_that_is_not_there_is_refused(tmp_path, solution):
    with pytest.raises(ag.InvalidModelError, match="give a file in a folder that exists"):
        write_results(solution, tmp_path / "none" / "r.csv")


def test_another_ending_is_refused(tmp_path, solution):
    with pytest.raises(ag.InvalidModelError, match=r"\.json or \.csv"):
        write_results(solution, tmp_path / "r.xlsx")


def test_the_fingerprint_is_that_of_the_written_file(tmp_path, solution):
    solution.game.to_nfg(tmp_path / "g.nfg")
    digest = hashlib.sha256((tmp_path / "g.nfg").read_bytes()).hexdigest()
    assert provenance(solution)["game_sha256"] == digest


def test_provenance_of_a_case_holds_its_parameters():
    found = provenance(ag.solve(ag.load_case("europe-1938").game(burden=0.1)))
    assert found["parameters"]["burden"] == 0.1
    assert found["parameters"]["against"] == {"name": "Germany", "power": 0.15422215, "offence": 1.0}
    json.dumps(found)


def test_a_solution_in_a_notebook_is_escaped():
    game = ag.NormalFormGame([[1, 2]], ["<b>Ann"], [["<x>", "<y>"]])
    page = ag.solve(game)._repr_html_()
    assert "&lt;b&gt;Ann" in page
    assert "&lt;y&gt;" in page
    assert "<y>" not in page
