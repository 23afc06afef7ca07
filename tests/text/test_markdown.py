"""Plain text in Markdown: no name is markup, and a table has as many cells in every row."""

import re

import pytest

from alignment_games.text.markdown import markdown_table, markdown_text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*a* _b_ `c` <d> [e]", r"\*a\* \_b\_ \`c\` \<d\> \[e\]"),
        ("# title", r"\# title"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("1938. was", r"1938\. was"),
        ("0.25", "0.25"),
        ("-0.25", "-0.25"),
        ("---", r"\---"),
        ("~~~", r"\~~~"),
        ("a\nb\x1b", r"a\\nb\\x1b"),
    ],
)
def test_names_are_no_markup(text, markdown):
    assert markdown_text(text) == markdown


def test_bars_in_names_make_no_cells():
    lines = markdown_table([["a|b", "c"], ["x | y", "z\n|"], ["", "1"]]).splitlines()
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in lines] == [3, 3, 3, 3]
    assert lines[2] == r"| x \| y | z\\n\| |"
