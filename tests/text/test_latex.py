"""Plain text in LaTeX: nothing of a name is read as a command, and a table is no wider than the page."""

import re

import pytest

from alignment_games.text.latex import fitting_size, floating_table, latex_text, letters_of


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("[down]", "{[}down{]}"),
        ("*", "{*}"),
        ("a--b---c", "a-{}-b-{}-{}-c"),
        ("\\end{x}", r"\textbackslash{}end\{x\}"),
        ("\x1b", r"\textbackslash{}x1b"),
        ("R&D_1 −5 %", r"R\&D\_1 $-$5 \%"),
    ],
)
def test_latex_reads_labels_as_text(text, latex):
    assert latex_text(text) == latex


def test_letters_are_those_that_are_printed():
    assert letters_of(r"\textbf{Ann}") == 3
    assert letters_of(r"$-0.5$") == 5  # a minus takes two
    assert letters_of(r"\fbox{1}") == 3  # and a box two more


def test_columns_that_fit_are_set_as_they_are_and_others_become_paragraphs():
    assert fitting_size([10, 10]) == ("", 69)
    assert fitting_size([60, 60])[0] == r"\scriptsize"
    narrow, wide = floating_table([["a"], ["b"]]), floating_table([["a", "b"], ["word " * 40, "x"]])
    assert r"\begin{tabular}{l}" in narrow
    share = float(re.search(r"p\{([\d.]+)\\linewidth\}", wide)[1])
    assert 0.5 < share < 1
    assert wide.count(r"\tabularnewline") == 2
