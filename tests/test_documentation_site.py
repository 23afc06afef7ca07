"""The machinery of the documentation: what it makes of docstrings and pages, and the faults that it must find."""

from dataclasses import dataclass, field

import pytest

from docs.site.docstrings import has_example, markdown
from docs.site.links import faults, read
from docs.site.literate import PageError, run_page
from docs.site.markdown import block, escaped, table
from docs.site.parameters import meaning_of, parameter_rows, signature_text
from docs.site.widths import too_wide
from tests.browser import chromium


def test_docstrings_become_markdown():
    docstring = r"""The chance :math:`h` that `solve` holds ``D``.

    .. math::

       h &= D \\
         &= 1

    ====  =====
    a     b
    ====  =====
    one   first
          and more
    ====  =====

    Like this::

        with it:
            run()

    >>> 1 + 1
    2

    End.
    """
    made = markdown(docstring, lambda name: f"[{name}](x.md)")
    assert made.startswith("The chance $h$ that [solve](x.md) holds `D`.")
    assert "$$\n\\begin{aligned} h &= D \\\\ &= 1 \\end{aligned}\n$$" in made
    assert "| a | b |\n| --- | --- |\n| one | first and more |" in made
    assert "```python\nwith it:\n    run()\n```" in made
    assert "```python\n>>> 1 + 1\n2\n```" in made
    assert made.endswith("End.")


def test_parameters_carry_the_meaning_that_the_docstring_gives():
    @dataclass
    class Pair:
        """Two. ``first``: the one; 1 is par. ``second``, ``third``: others. Of all, ``last`` is the best."""

        first: float
        last: list = field(default_factory=list)

        def method(self):
            """Do.

            >>> 1
            1
            """

    rows = list(parameter_rows(Pair, lambda name: name))
    assert rows[0] == ["`first`", "`float`", "*required*", "the one; 1 is par"]
    assert rows[1] == ["`last`", "`list`", "`[]`", "Of all, `last` is the best."]
    assert signature_text("Pair", Pair) == "Pair(first, last=...)"
    assert has_example(Pair)
    assert meaning_of("absent", Pair.__doc__) == ""


def test_pages_run_and_their_numbers_are_checked():
    page = "# A\n\n```python\n>>> x = 2\n>>> x + 1\n3\n\n```\n\nIt is 6<!--= x * 3 -->, or (7<!--= x + 5 -->).\n"
    built = "# A\n\n```python\n>>> x = 2\n>>> x + 1\n3\n```\n\nIt is 6, or (7).\n"
    assert run_page(page, "a.md") == (built, 4)


@pytest.mark.parametrize(
    "page",
    [
        "```python\n>>> 1 + 1\n3\n\n```\n",
        "It is 2<!--= unknown -->.\n",
        "It is 3<!--= 1 + 1 -->.\n",
        "```python\n>>> 1 / 0\n\n```\n",
    ],
)
def test_a_page_that_says_what_is_not_so_is_refused(page):
    with pytest.raises(PageError):
        run_page(page, "a.md")


def test_links_that_lead_nowhere_and_things_from_elsewhere_are_found(tmp_path):
    (tmp_path / "a.html").write_text('<p id="here"><a href="b.html#there">b</a> <a href="https://example.org">out</a>')
    (tmp_path / "b.html").write_text('<a href="a.html#here">a</a> <p id="there">')
    assert list(faults(read(tmp_path))) == []
    (tmp_path / "b.html").write_text('<a href="c.html">c</a> <a href="#no">n</a> <img src="https://example.org/x.png">')
    assert sorted(faults(read(tmp_path))) == [
        "a.html: b.html#there has no such anchor",
        "b.html: #no has no such anchor",
        "b.html: c.html leads nowhere",
        "b.html: fetches https://example.org/x.png",
    ]


def test_no_text_breaks_out_of_its_cell_or_block():
    assert table(["a"], [["x | y\nz"]]).splitlines()[-1] == "| x \\| y z |"
    assert block("```\ninside\n```").startswith("````text\n")
    assert escaped("a*b_c <d> [e] $f$") == r"a\*b\_c \<d\> \[e\] \$f\$"


def test_formulas_become_mathml():
    pytest.importorskip("docutils")
    from docutils.utils.math import MathError

    from docs.site.mathml import mathml

    made = mathml(r"h_i = \tfrac{D}{D + A} \iff \big[x\big]", display=True)
    assert made.startswith("<math")
    assert "<mfrac>" in made
    assert "⟺" in made
    with pytest.raises(MathError):
        mathml(r"\nosuchcommand")


@pytest.mark.slow
@pytest.mark.browser
def test_what_sticks_out_on_a_phone_is_seen(tmp_path):
    chromium()
    page = "<!doctype html><meta name=viewport content='width=device-width'><div style='width: {}'>line</div>"
    for name, width in (("1", "100%"), ("2", "1px"), ("3", "1px"), ("4", "900px")):
        (tmp_path / f"{name}.html").write_text(page.format(width), encoding="utf-8")
    assert list(too_wide(tmp_path)) == ["4.html: 908 wide where the screen has 390"]
