"""Documents: names are text in every format, an appendix comes after what is first, each ending gets its format."""

import pytest

import alignment_games as ag
from alignment_games.report.document import Document, Figure, Section, Text, check_document
from alignment_games.text.tables import Table

PAGE = Document("A <title>", "", [Section("First", [Text("one")]), Section("Later", [Text("two")])], 1)


def test_a_fence_is_longer_than_any_within():
    page = Document("T", "", [Section("S", [Figure("<svg/>", "a\n````\n# b\x07"), Text("end")])]).markdown()
    assert "\n`````text\na\n````\n# b\\x07\n`````\n" in page


def test_a_page_has_a_content_policy_before_anything_else():
    page = Document("T", "", []).html()
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert "default-src 'none'" in page


def test_the_appendix_comes_last_under_a_heading_of_its_own():
    assert [section.title for section in PAGE.appendix] == ["Later"]
    text = PAGE.markdown()
    assert text.index("## First") < text.index("## Appendix") < text.index("### Later")
    page = PAGE.html()
    assert page.index("<h2>First") < page.index("<h2>Appendix") < page.index("<h3>Later")
    assert "Appendix" not in Document("T", "", PAGE.sections).html()


def test_each_cell_of_a_table_carries_its_header_for_screens_that_stack_them():
    page = Document("T", "", [Section("S", [Table(["a", "<b>"], [[1, 2]])])]).html()
    assert '<td data-label="&lt;b&gt;">2</td>' in page


@pytest.mark.parametrize(
    ("name", "start"), [("b.html", b"<!doctype html>"), ("b.HTM", b"<!doctype html>"), ("b.md", b"# A")]
)
def test_the_ending_says_what_is_written(tmp_path, name, start):
    PAGE.save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize("name", ["b.docx", "b", ".pdf"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(ag.InvalidModelError, match=r"expected a file ending in \.html, \.md or \.pdf"):
        check_document(tmp_path / name)


def test_a_brief_in_a_notebook_keeps_to_a_frame_of_its_own():
    page = PAGE._repr_html_()
    assert page.count("<iframe sandbox") == 1
    assert "<title>" not in page
    assert repr(PAGE) == "<Document: A <title>, 2 sections>"
