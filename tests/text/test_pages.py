"""Paragraphs and pages: no line is longer than the page, and no word is lost."""

from alignment_games.text.pages import PAGE, WIDTH, page, paragraph


def test_a_paragraph_keeps_its_words_and_shows_what_would_steer():
    text = "word " * 60 + "\x1b[2J" + "x" * 120
    lines = paragraph(text, "  ").splitlines()
    assert " ".join(line.strip() for line in lines) == "word " * 60 + "\\x1b[2J" + "x" * 120
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in lines)
    assert all(line.startswith("  ") for line in lines[1:])


def test_short_lines_stay_and_long_ones_hang():
    short, long = "  a  b", "    " + "word " * 40
    told = page(f"{short}\n{long}").splitlines()
    assert told[0] == short
    assert all(len(line) <= PAGE for line in told)
    assert all(line.startswith("      word") for line in told[2:])
