"""What `show` prints as plain values."""

import pytest

import alignment_games as ag
from alignment_games.report.show_records import show_document, show_rows


def test_a_case_has_its_figures_and_its_record():
    case = ag.load_case("europe-1938")
    rows = show_rows("europe-1938")
    assert [row["recorded"] for row in rows] == list(case.recorded.values())
    assert [row["threat"] for row in rows] == pytest.approx(case.model.threat.values.tolist())
    assert rows[0]["power"] == 0.077787034  # in the file of the case
    document = show_document(case)
    assert (document["against"], document["year"]) == ("Germany", 1938)
    assert {each["name"] for each in document["parameters"]} == set(case.model.parameters())


def test_a_game_has_its_payoffs():
    game = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    document = show_document(game)
    assert document["states"][1] == {"state": "Bob", "on_offer": "stag, hare"}
    assert document["payoffs"]["Ann"].tolist() == [[4, 0], [3, 2]]
    assert "payoffs" not in show_document("dilemma")
