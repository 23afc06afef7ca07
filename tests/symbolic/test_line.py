"""The line of one parameter: intervals from known roots, whole numbers by counting."""

import pytest
from sympy import QQ, Poly, Rational, Symbol, sqrt

from alignment_games.symbolic._line import MOST_DEGREE, Where, admits, pieces

x = Symbol("x", real=True)
p = Symbol("p", positive=True)


def where(expression, symbol, given=()):
    one = [Poly(expression, symbol, domain=QQ)]
    line = pieces(one, symbol, [(Poly(e, symbol, domain=QQ), strict) for e, strict in given])
    return Where(symbol, line, lambda piece: piece.signs[0] >= 0)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ((x - 1) * (2 - x), "1 <= x <= 2"),
        (-((x - 1) ** 2), "x = 1"),
        ((x - 1) ** 2 * (x - 3), "x = 1 or x >= 3"),
        (-((x**2 - 2) ** 2), "x = -sqrt(2) or x = sqrt(2)"),
        (x**2 + 1, "at every x"),
        ((x**2 - 2) * (x - Rational(141421356, 10**8)), "-sqrt(2) <= x <= 35355339/25000000 or x >= sqrt(2)"),
    ],
)
def test_sets_with_known_ends(expression, text):
    assert where(expression, x).text(str) == text


def test_only_the_part_that_the_assumptions_allow_counts():
    assert where(p**2 + 2 * p - 3, p).text(str) == "p >= 1"
    assert where((x - 5) * (x - 2), x, [(x - 3, True)]).text(str) == "x >= 5"
    assert where((x - 5) * (x - 2), x, [(x - 5, False)]).everywhere
    rational = Symbol("q", rational=True)
    assert where(-((rational**2 - 2) ** 2), rational).nowhere


@pytest.mark.parametrize(
    "symbol",
    [
        Symbol("n", integer=True),
        Symbol("n", integer=True, positive=True),
        Symbol("n", integer=True, negative=True),
        Symbol("n", integer=True, nonnegative=True),
        Symbol("n", even=True),
        Symbol("n", odd=True, positive=True),
        Symbol("n", prime=True),
        Symbol("n", integer=True, nonzero=True),
    ],
)
@pytest.mark.parametrize("roots", [(Rational(4, 3), Rational(5, 3)), (1, 4), (Rational(-7, 2), 6), (-3, -3), (2, 2)])
def test_whole_numbers_agree_with_counting(symbol, roots):
    a, b = roots
    for factor in (1, -1):
        expression = factor * (symbol - a) * (symbol - b)
        found = where(expression, symbol)
        numbers = [k for k in range(-30, 31) if admits(symbol, Rational(k))]
        holds = {k for k in numbers if expression.subs(symbol, k) >= 0}
        assert {k for k in numbers if found.contains(Rational(k))} == holds
        assert found.everywhere == (holds == set(numbers))
        assert found.nowhere == (not holds)


def test_a_symbol_admits_what_its_assumptions_say():
    assert admits(Symbol("z"), Rational(-1, 2))
    assert not admits(Symbol("u", nonnegative=True), Rational(-1))
    assert not admits(Symbol("k", integer=True), sqrt(2))
    assert MOST_DEGREE >= 20


def test_a_gap_beyond_the_floats_has_a_sample():
    tiny = Rational(1, 10**700)
    line = pieces([Poly((x - tiny) * (x - 2 * tiny), x, domain=QQ)], x)
    assert [piece.signs for piece in line] == [(1,), (1,), (1,), (0,), (-1,), (0,), (1,)]
    assert all(tiny < piece.sample < 2 * tiny for piece in line if piece.signs == (-1,))
