"""The page of theories beside history: the same parts as text, as records and in a notebook."""

from alignment_games.report.history_page import History, PagePart

PAGE = History(
    (PagePart("Scores", ["", "accuracy"], [["always", "0.55"], ["never", "0.45"]]), PagePart("Notes", lines=["so"]))
)


def test_it_prints_part_by_part_with_lines_indented():
    assert str(PAGE) == "Scores\n          accuracy\n  always  0.55\n  never   0.45\n\nNotes\n  so"


def test_rows_are_told_with_the_title_of_their_table():
    assert PAGE.to_records() == [
        {"table": "Scores", "": "always", "accuracy": "0.55"},
        {"table": "Scores", "": "never", "accuracy": "0.45"},
    ]


def test_parts_without_rows_are_lines():
    assert PAGE.to_dict()["parts"][1] == {"title": "Notes", "rows": [], "lines": ["so"]}
    assert PAGE.display_parts()[1:] == ["Notes", "so"]
