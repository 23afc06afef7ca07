"""Long mathematics is broken at its signs, and nothing is lost on the way."""

import pytest
from sympy import expand, fraction, symbols, together

from alignment_games.symbolic.latex_lines import Relation, _lines, _terms, letters, quotient, relations
from alignment_games.symbolic.words import expression_latex

BURDEN, SPILLOVER, INTENT = symbols("burden spillover intent_France", positive=True)
LONG = expand((1 + BURDEN + SPILLOVER + INTENT) ** 3)


def test_every_term_is_kept_in_order_on_lines_that_fit():
    formula = expression_latex(LONG)
    lines = _lines(formula)
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


def test_a_long_quotient_is_told_by_its_parts():
    value = LONG / (BURDEN + 2)
    name, lines, cut = quotient(value, 3)
    assert name == "N_{3}/D_{3}"
    assert cut is False  # not SymPy's, by which no list can be multiplied
    top, bottom = fraction(together(value))
    assert expression_latex(expand(bottom)) in "\n".join(lines)
    assert all(term.lstrip("+- ") in "\n".join(lines) for term in _terms(expression_latex(expand(top))))
    assert quotient(value * 10**12 / (10**12 + 1), 1)[2] is True
