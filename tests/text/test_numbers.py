"""Plain text in tables, LaTeX and pictures: nothing of a name is read as a command."""

from fractions import Fraction

import pytest

from alignment_games.text.latex import latex_text
from alignment_games.text.numbers import exact_text, number
from alignment_games.text.plots import plot_text
from alignment_games.text.tables import table


def test_cells_stay_on_their_line_and_send_nothing():
    lines = table(["state", "does"], [["a\nb\x1b[2J", "x"], ["c", "\u202ey"]])
    assert lines == ["state        does", "a\\nb\\x1b[2J  x", "c            \\u202ey"]


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


def test_pictures_show_dollars_underscores_and_no_controls():
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")
    matplotlib.use("Agg")
    from matplotlib.cbook import is_math_text

    for name in ("US$ and A$", "$x$", "\\$", "$", "$\\frac{"):
        shown = plot_text(name)
        assert not is_math_text(shown)
        assert shown.replace(r"\$", "$") == name  # what matplotlib makes of it
    assert plot_text("_hidden") == " _hidden"
    assert plot_text("a\nb\x07") == "a\nb\\x07"
    assert len(plot_text("x" * 5000)) == 100


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (Fraction(1, 3), "1/3"),
        (10**20, "1" + 20 * "0"),
        (10**30, "≈1e+30"),
        (10**60, "≈1e+60"),
        (-Fraction(10**400, 7), "≈-1.429e+399"),
        (Fraction(1, 3 * 10**400), "≈3.333e-401"),
        (Fraction(10**60 + 1, 10**60), "≈1"),
        (0.123456, "0.1235"),
    ],
)
def test_exact_numbers_too_long_to_read_are_rounded_and_say_so(given, shown):
    assert number(given) == shown


def test_numbers_of_any_length_become_text():
    with pytest.raises(ValueError, match="digits"):
        str(10**5000)
    assert exact_text(Fraction(10**5000, 3)) == "1" + 5000 * "0" + "/3"
    assert exact_text(-(10**5000)) == "-1" + 5000 * "0"
    assert exact_text("France") == "France"
