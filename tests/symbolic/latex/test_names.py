"""Long parts have names, and what is told of them is the formula again."""

import numpy as np
import pytest
from sympy import CRootOf, Rational, Symbol, expand, sqrt, symbols

from alignment_games.symbolic.latex.names import Names
from alignment_games.symbolic.words import expression_latex

BURDEN, SPILLOVER, INTENT = symbols("burden spillover intent_France", positive=True)
T = Symbol("t")
LONG = expand((1 + BURDEN + SPILLOVER + INTENT) ** 2)
OTHER = expand((2 + BURDEN + SPILLOVER + INTENT) ** 2)


def test_factors_that_do_not_fit_have_names_and_equal_ones_the_same():
    names = Names()
    assert names.formula(BURDEN * LONG * OTHER) == r"P_{1} \, P_{2} \, \mathit{burden}"
    assert names.formula(LONG**2 * OTHER) == r"P_{1}^{2} P_{2}"
    told = " ".join(names.polynomials)
    assert told.count("&=") == 2
    terms = expression_latex(LONG).replace(" - ", " + ").split(" + ")
    assert all(term in told for term in terms)


def test_what_fits_a_line_has_none():
    names = Names()
    assert names.formula(BURDEN * (1 + SPILLOVER)) == expression_latex(BURDEN * (1 + SPILLOVER))
    assert names.value(BURDEN / (1 + SPILLOVER)) == expression_latex(BURDEN / (1 + SPILLOVER))
    assert names.polynomials == names.roots == []
    assert names.rounded is False


def test_a_long_quotient_is_one_of_names():
    names = Names()
    assert names.value(LONG / OTHER) == r"\frac{P_{1}}{P_{2}}"
    assert names.rounded is False


def test_names_of_the_model_are_not_taken():
    taken = symbols("P_1 r_1")
    names = Names(taken)
    assert "Q_{1}" in names.formula(taken[0] * LONG * OTHER)
    assert names.value(CRootOf(T**5 - T - 1, 0)) == "s_{1}"


def test_long_numbers_are_rounded_and_short_ones_exact():
    names = Names()
    assert names.value(Rational(1, 3)) == r"\frac{1}{3}"
    assert names.value(sqrt(2)) == r"\sqrt{2}"
    assert names.rounded is False
    assert names.value(Rational(10**12 + 1, 3 * 10**12)) == "0.33333333"
    assert names.rounded is True


def test_long_coefficients_are_rounded_over_the_largest_below():
    names = Names()
    big = 10**12 + 1
    assert names.value(BURDEN / (2 * big * SPILLOVER + big)) == (
        r"\frac{5.0 \cdot 10^{-13} \, \mathit{burden}}{\mathit{spillover} + 0.5}"
    )
    assert names.rounded is True


@pytest.mark.parametrize(
    ("number", "polynomial", "low", "high"),
    [
        (CRootOf(T**5 - T - 1, 0), "t^{5} - t - 1", "1.1", "1.2"),
        (CRootOf(T**5 - 20 * T + 3, 0), "t^{5} - 20 t + 3", "-2.2", "-2.1"),
        ((1 + sqrt(10**6 + 3)) / 1234567, "1524155677489 t^{2} - 2469134 t - 1000002", "0.00081", "0.00082"),
    ],
)
def test_a_root_is_told_by_its_polynomial_and_an_interval(number, polynomial, low, high):
    names = Names()
    assert names.value(number) == "r_{1}"
    head, _, line, _ = names.roots
    assert head.endswith(f"is the only root between ${low}$ and ${high}$ of")
    assert float(low) < float(number) < float(high)
    if names.rounded:
        assert line.endswith(r"t^{2} - 1.62 \cdot 10^{-6} t - 6.56102 \cdot 10^{-7}")
    else:
        assert line.endswith(polynomial)


def test_roots_of_one_polynomial_are_told_together():
    names = Names()
    for place in range(3):
        names.value(CRootOf(T**5 - 20 * T + 3, place))
    real = sorted(root.real for root in np.roots([1, 0, 0, 0, -20, 3]) if not root.imag)
    assert all(f"r_{{{k}}} \\approx {root:.7f}" in names.roots[0] for k, root in enumerate(real, start=1))
    assert "are the only roots between $-2.2$ and $-2.1$, between $0.15$ and $0.16$ and between" in names.roots[0]
    assert len(names.roots) == 4
