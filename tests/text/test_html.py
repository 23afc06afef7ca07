"""Plain text as HTML."""

from alignment_games.text.html import html_table, html_text


def test_tags_quotes_and_what_steers_are_text():
    assert html_text("<b>'\"&\x1b") == "&lt;b&gt;&#x27;&quot;&amp;\\x1b"


def test_each_header_and_each_first_cell_says_what_it_heads():
    page = html_table([["state", "<share>"], ["A", "1"], ["B", "2"]], "R&D")
    assert page.count('scope="col"') == 2
    assert page.count('scope="row"') == 2
    assert "<caption>R&amp;D</caption>" in page
    assert "<td>2</td>" in page
