"""How two scenarios side by side are told: tables, records, JSON."""

import json

import pytest

import alignment_games as ag


@pytest.fixture(scope="module")
def found():
    return ag.compare("europe-1938", "europe-1939", by="parameter")


def test_it_prints_at_the_width_of_a_page(found):
    text = str(found)
    assert max(map(len, text.splitlines())) <= 100
    assert "3 inputs that differ (A: europe-1938, B: europe-1939)" in text
    assert "A's equilibrium is none of B: USSR would leave it." in text
    assert "exact, from all 8 games" in text


def test_columns_add_up_to_the_last_row_as_far_as_they_are_told(found):
    *_, chances, gains = found.tables
    for table in (chances, gains):
        *parts, whole = table.rows
        assert whole[0] == "all together"
        for column in range(1, len(table.header)):
            assert sum(float(row[column]) for row in parts) == pytest.approx(float(whole[column]), abs=0.002)


def test_records_tell_every_figure_and_input(found):
    records = found.to_records()
    assert len(records) == len(found.measures) * 3 == (9 + 6) * 3
    assert {row["of"] for row in records} == {"chance", "gain"}
    first = records[0]
    assert (first["state"], first["response"], first["input"]) == ("Britain", "balance", "intent")
    json.dumps(found.to_dict(), allow_nan=False)
    frame = pytest.importorskip("pandas").DataFrame(records)
    assert found.to_frame().equals(frame)


def test_html_and_latex_have_the_tables(found):
    page = found._repr_html_()
    assert page.count("<table") == 4
    assert "intent" in page
    assert ag.to_latex(found).count(r"\begin{tabular}") == 4


def test_names_of_others_are_shown_and_not_sent():
    game = [[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]
    hostile = ag.NormalFormGame(game, ["A\x1b[31m", "<b>"], ["stag", "hare"])
    found = ag.compare(hostile, hostile)
    assert "\x1b" not in str(found)
    assert "<b>" not in found._repr_html_()
