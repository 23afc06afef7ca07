"""Markdown of a brief: names are text, and no code block ends early."""

import pytest

from alignment_games.report.document import Document, Figure, Section, Text, markdown_text


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


def test_a_fence_is_longer_than_any_within():
    page = Document("T", "", [Section("S", [Figure("<svg/>", "a\n````\n# b\x07"), Text("end")])]).markdown()
    assert "\n`````text\na\n````\n# b\\x07\n`````\n" in page


def test_a_page_has_a_content_policy_before_anything_else():
    page = Document("T", "", []).html()
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert "default-src 'none'" in page
