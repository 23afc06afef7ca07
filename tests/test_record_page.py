"""The tables of docs/record.md are what their makers say: the main rows again, and all of them in their place."""

import pytest

from benchmarks.record_page import PAGE, TABLES, baselines, intent, markdown, of_all, row, scores, tables_of, written

pytestmark = pytest.mark.slow  # every case

TEXT = PAGE.read_text("utf-8")
FOUND = tables_of(TEXT)


def test_every_table_has_its_place_and_no_other_is_written_by_hand():
    assert set(FOUND) == {*TABLES, "in_record", "world"}
    assert TEXT.count("\n| --- |") == len(FOUND)
    assert all(len({*map(len, rows)}) == 1 and len(rows) > 1 for rows in FOUND.values())


def test_the_scores_of_all_cases_as_coded_are_those_of_the_page():
    pair = scores(of_all, "coded")
    assert row(f"all {pair[0].cases}, as coded", pair) in FOUND["scored"]
    assert [each.recalls()[1:] for each in pair] == [cells[1:] for cells in FOUND["recalls"][1:3]]


def test_the_simple_rules_and_the_signs_of_intent_are_those_of_the_page():
    assert list(baselines(fitted=False)) == FOUND["baselines"][:-1]
    assert [[cells[0], cells[2]] for cells in FOUND["intent"]] == list(intent(forms=[1]))


def test_a_table_is_written_where_it_stands():
    table = markdown(iter([["a", "b"], ["1", "2"]]))
    page = written(TEXT, {"world": table})
    assert tables_of(page) == {**FOUND, "world": [["a", "b"], ["1", "2"]]}
    assert tables_of(written(page, {"world": markdown(iter(FOUND["world"]))})) == FOUND
    with pytest.raises(KeyError, match="nowhere"):
        written(TEXT, {"nowhere": table})
