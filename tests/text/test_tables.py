"""One table in four forms: each tells the same cells, and none reads a cell as its own marks."""

import re
from fractions import Fraction
from html import unescape

from alignment_games.text.tables import Table

TABLE = Table(["state", "gains"], [["R&D | <b>", 0.123456], ["100 %", Fraction(1, 3)]], "Who *gains*")
TOLD = [["state", "gains"], ["R&D | <b>", "0.1235"], ["100 %", "1/3"]]


def test_values_are_told_as_readers_want_them():
    assert TABLE.cells == TOLD


def test_lines_stand_below_the_caption():
    caption, *lines = str(TABLE).splitlines()
    assert caption == "Who *gains*"
    assert [re.split(" {2,}", line) for line in lines] == TOLD
    assert str(Table(["a"], [])) == "a"


def test_a_page_is_not_exceeded():
    assert max(map(len, Table(["who", "why"], [["A", "one two three four"]]).lines(14))) <= 14


def test_markdown_tells_the_same():
    caption, _, first, rule, *rows = TABLE.markdown().splitlines()
    assert caption == r"Who \*gains\*"
    assert rule == "| --- | --- |"
    cells = [re.split(r" (?<!\\)\| ", row[2:-2]) for row in (first, *rows)]
    assert [[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in cells] == TOLD


def test_html_tells_the_same():
    page = TABLE.html(labelled=True)
    assert "<caption>Who *gains*</caption>" in page
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in page.split("<tr>")[1:]]
    assert [list(map(unescape, row)) for row in rows] == TOLD
    assert page.count('data-label="gains"') == 2


def test_latex_tells_the_same():
    text = TABLE.latex()
    assert r"\caption{Who {*}gains{*}}" in text
    assert r"R\&D \textbar{} \textless{}b\textgreater{} & 0.1235 \\" in text
    assert r"100 \% & 1/3 \\" in text
