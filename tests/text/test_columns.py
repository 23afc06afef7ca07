"""Columns of plain text: cells stay on their lines, columns give way to the page."""

from alignment_games.text.columns import aligned, narrowed


def test_cells_stay_on_their_line_and_send_nothing():
    lines = aligned([["state", "does"], ["a\nb\x1b[2J", "x"], ["c", "\u202ey"]])
    assert lines == ["state        does", "a\\nb\\x1b[2J  x", "c            \\u202ey"]


def test_headers_give_way_first_then_the_widest_column():
    lines = [["a long header", "b"], ["x y", "one two three four"]]
    widths = [13, 18]
    assert narrowed(widths, lines, 24) == [6, 18]
    assert narrowed(widths, lines, 20) == [6, 14]


def test_words_are_not_broken_whatever_the_width():
    lines = aligned([["", "says"], ["A", "incomprehensibilities are long"]], width=10)
    assert lines == ["   says", "A  incomprehensibilities", "   are long"]


def test_a_table_without_rows_is_its_header():
    assert aligned([["state", "does"]]) == ["state  does"]
