"""Long mathematics is broken at its signs, and nothing is lost on the way."""

import pytest
from sympy import expand, symbols

from alignment_games.symbolic.latex.lines import Relation, _terms, broken, letters, relations
from alignment_games.symbolic.words import expression_latex

BURDEN, SPILLOVER, INTENT = symbols("burden spillover intent_France", positive=True)
LONG = expand((1 + BURDEN + SPILLOVER + INTENT) ** 3)


def test_every_term_is_kept_in_order_on_lines_that_fit():
    formula = expression_latex(LONG)
    lines = broken(formula)
    assert len(lines) > 3
    assert " ".join(lines) == formula
    assert max(map(letters, lines)) <= 62
    assert all(line[0] in "+-" for line in lines[1:])


def test_brackets_and_fractions_are_kept_whole():
    assert _terms(r"\frac{a + b}{c} - \left(d + e\right)") == [r"\frac{a + b}{c}", r"- \left(d + e\right)"]


@pytest.mark.parametrize(("left", "broken"), [("a", False), (expression_latex(LONG), True)])
def test_short_relations_stand_beside_their_reason_and_long_ones_below(left, broken):
    text = "\n".join(relations([Relation(left, r"\geq", "b", "France would not rather balance")]))
    assert text.count(r"\begin{align*}") == text.count(r"\end{align*}") == 1
    assert (r"&& \text{\footnotesize (France" in text) is not broken
    assert (r"{\footnotesize France would not rather balance:}" in text) is broken
    assert text.count("{") == text.count("}")


def test_what_fits_a_line_without_its_reason_is_not_broken():
    text = "\n".join(
        relations([Relation("b", r"\geq", "0.04", "France would not rather balance than pass the buck " * 2)])
    )
    assert r"  & b \geq 0.04" in text
