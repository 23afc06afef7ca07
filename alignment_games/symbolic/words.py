"""Inequalities as people write them: positive terms on either side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from sympy import Add, Expr, Integer, Mul, Rational, Symbol, expand, fraction, latex, sstr, together
from sympy.core.alphabets import greeks
from sympy.polys.rings import PolyElement

from alignment_games.symbolic._polynomials import Converter
from alignment_games.text.latex import latex_text
from alignment_games.text.lists import listed
from alignment_games.text.play import do, does, named

#: Numbers beyond this are rounded in words; the expressions themselves stay exact.
LARGEST = 10**9
#: Texts of numbers that need no decimals beside them, and texts that are rounded.
_SHORT, _LONGEST = 8, 40
#: Numbers beyond this are rounded wherever they stand.
_LONGEST_NUMBER = 10**_LONGEST
#: Names that SymPy sets as people mean them, such as x^2, b_{1} and \\beta; and words, with a subscript or without.
_LATEX_NAME = re.compile(r"\\?\w+([_^](\w+|\{[\w,]+\}))*")
_WORD = re.compile(r"(?P<word>[^\W\d_]{2,}\d*)(_(?P<subscript>\w+))?")


def two_sides(expression: Expr) -> tuple[Expr, Expr]:
    """Return (left, right) with left - right the expression, each side without minus signs where this reads well."""
    if not expression.is_Add:
        factors = Mul.make_args(expression)
        if len(factors) > 1 or expression.is_Pow:
            return expression, Add()
    terms = Add.make_args(expression)
    left = [t for t in terms if not t.could_extract_minus_sign()]
    right = [-t for t in terms if t.could_extract_minus_sign()]
    if not left:
        turned = [_turned(t) for t in right]
        left = [t for t in turned if t is not None]
        right = [t for t, new in zip(right, turned, strict=True) if new is None]
    return Add(*left), Add(*right)


def _turned(term: Expr) -> Expr | None:
    """Return minus the term with the sign absorbed by a factor of mixed signs, or None without one."""
    for factor in Mul.make_args(term):
        if factor.is_Add and any(part.could_extract_minus_sign() for part in factor.args):
            return term / factor * Add(*(-part for part in factor.args))
    return None


def relation_text(expression: Expr, *, strict: bool = False) -> str:
    """Return ``expression >= 0`` as 'left >= right'; long coefficients are rounded, and this is said."""
    left, sign, right, exact = _relation(expression, str, strict=strict)
    return f"{left} {sign} {right}{'' if exact else ' (rounded)'}"


def expression_latex(expression: Any) -> str:
    r"""Return an expression or relation in LaTeX.

    A symbol named by a word is set as that word, and not as a product of letters; one whose name holds LaTeX's own
    characters stands as text.

    >>> print(expression_latex(Symbol("b_1") / 2), expression_latex(Symbol("R&D")))
    \frac{b_{1}}{2} \text{R\&D}
    >>> print(expression_latex(2 * Symbol("burden") * Symbol("intent_France")))
    2 \, \mathit{burden} \, \mathit{intent}_{\text{France}}
    """
    names = {symbol: _symbol_latex(str(symbol)) for symbol in getattr(expression, "free_symbols", ())}
    worded = {symbol: name for symbol, name in names.items() if name}
    return str(latex(expression, symbol_names=worded, mul_symbol=r" \, " if worded else None))


def _symbol_latex(name: str) -> str:
    """Return how a name is set, empty where SymPy sets it well."""
    if not _LATEX_NAME.fullmatch(name):
        return rf"\text{{{latex_text(name)}}}"
    match = _WORD.fullmatch(name)
    if match is None or match["word"].lower() in greeks:
        return ""
    subscript = match["subscript"]
    below = rf"_{{\text{{{latex_text(subscript.replace('_', ' '))}}}}}" if subscript else ""
    return rf"\mathit{{{match['word']}}}{below}"


def relation_latex(
    expression: Expr, *, strict: bool = False, write: Callable[[Expr], str] = expression_latex
) -> tuple[str, str, str, bool]:
    """Return ``expression >= 0`` in LaTeX: left, sign, right, and whether long coefficients were rounded.

    ``write``: how a side is set.
    """
    left, sign, right, exact = _relation(expression, write, strict=strict)
    return left, {">=": r"\geq", "<=": r"\leq"}.get(sign, sign), right, not exact


def who_does(pairs: Iterable[tuple[str, str]]) -> str:
    """Return who does what, as the end of a sentence.

    >>> who_does([("Britain", "balance"), ("France", "buck_pass"), ("USSR", "balance")])
    'Britain and the USSR balance and France passes the buck'
    """
    groups: dict[str, list[str]] = {}
    for player, action in pairs:
        groups.setdefault(action, []).append(named(player))
    told = [f"{listed(who)} {does(action) if len(who) == 1 else do(action)}" for action, who in groups.items()]
    return listed(told)


def _relation(expression: Expr, write: Callable[[Expr], str], *, strict: bool) -> tuple[str, str, str, bool]:
    """Return left, sign and right of ``expression >= 0``, and whether the coefficients are exact."""
    sign = ">" if strict else ">="
    if largest(expression) < LARGEST:
        left, right = two_sides(expression)
        return write(left), sign, write(right), True
    solved = _solved(expression, strict=strict)
    if solved is not None:
        symbol, sign, value = solved
        return write(symbol), sign, value, False
    left, right = _rounded_sides(expression, write)
    return left, sign, right, False


def _rounded_sides(expression: Expr, write: Callable[[Expr], str]) -> tuple[str, str]:
    """Return the sides of an inequality over its largest coefficient, each of them rounded, as they are written."""
    found = Converter([expression])(expression)
    if not found.denominator and len(found.numerator) > 1:  # one term keeps its sign; quotients are no sums of terms
        if write is str and all(type(symbol) is Symbol for symbol in found.numerator.ring.symbols):
            return _sums_in_text(found.numerator)
        left, right = _rounded_sums(found.numerator)
        return write(left), write(right)
    left, right = two_sides(expand(expression))
    scale = largest((left + right).expand())
    return write((left / scale).expand().evalf(6)), write((right / scale).expand().evalf(6))


def _rounded_sums(polynomial: PolyElement) -> tuple[Expr, Expr]:
    """Return the terms of positive and, their signs turned, of negative coefficients, over the largest.

    As `two_sides` would, in a third of the time that SymPy takes to expand and evaluate hundreds of terms.
    """
    numbers = [Rational(int(c.numerator), int(c.denominator)) for c in polynomial.coeffs()]
    scale = max(map(abs, numbers))
    rounded: dict[Expr, Expr] = {}
    sides: tuple[list[Expr], list[Expr]] = [], []
    for monomial, number in zip(polynomial.monoms(), numbers, strict=True):
        # Powers of numbers are multiplied before they are rounded: rounded ones that look alike would be two.
        powers = Mul.make_args(Mul(*(s**k for s, k in zip(polynomial.ring.symbols, monomial, strict=True) if k)))
        rounded |= {part: part if part.is_Symbol else part.evalf(6) for part in powers if part not in rounded}
        share = abs(number) / scale
        shown = [rounded[part] for part in powers if part != 1]
        factors = (shown or [Integer(1)]) if share == 1 else [share.evalf(6), *shown]
        sides[number.p < 0].append(Mul(*factors, evaluate=False))
    return Add(*sides[0], evaluate=False), Add(*sides[1], evaluate=False)


def _sums_in_text(polynomial: PolyElement) -> tuple[str, str]:
    """Return what SymPy writes for the sides of `_rounded_sums`, without their hundreds of terms as expressions.

    Symbols stand by name, terms in the lexical order of their exponents, as SymPy has it.
    """
    names = [symbol.name for symbol in polynomial.ring.symbols]
    by_name = sorted(range(len(names)), key=names.__getitem__)
    rows = [([m[g] for g in by_name], Rational(int(c.numerator), int(c.denominator))) for m, c in polynomial.terms()]
    scale = max(abs(number) for _, number in rows)
    sides: tuple[list[str], list[str]] = [], []
    for exponents, number in sorted(rows, key=lambda row: row[0], reverse=True):
        powers = [names[g] if k == 1 else f"{names[g]}**{k}" for g, k in zip(by_name, exponents, strict=True) if k]
        share = abs(number) / scale
        if share == 1:
            factors = powers or ["1"]
        else:  # a number alone keeps its last zeros
            alone = not powers and sum((n.p < 0) == (number.p < 0) for _, n in rows) == 1
            factors = [sstr(share.evalf(6), full_prec=alone), *powers]
        sides[number.p < 0].append("*".join(factors))
    return " + ".join(sides[0]) or "0", " + ".join(sides[1]) or "0"


def _solved(expression: Expr, *, strict: bool) -> tuple[Symbol, str, str] | None:
    """Return the inequality solved for its one symbol, in decimals, or None where it is not affine in one."""
    if len(expression.free_symbols) != 1:
        return None
    (symbol,) = expression.free_symbols
    slope, constant = expression.diff(symbol).expand(), expression.subs(symbol, 0)
    if not slope.is_Rational or not slope:
        return None
    return symbol, (">" if slope > 0 else "<") + ("" if strict else "="), _decimals(-constant / slope, 8)


def number_text(expression: Expr) -> str:
    """Return the expression; a number that is long in exact form is followed by its decimals, or rounded.

    >>> number_text(Integer(1) / 3), number_text(Integer(10) ** 400 / 3)
    ('1/3', '3.333333333e+399 (rounded)')
    >>> number_text(-Symbol("b") * (Symbol("d") - 1))
    'b*(1 - d)'
    """
    if expression.is_number:
        text = str(expression) if largest(expression) < _LONGEST_NUMBER else None
        if text is None or len(text) >= _LONGEST:
            return f"{_decimals(expression, 10)} (rounded)"
        return text if expression.is_Integer or len(text) <= _SHORT else f"{text} = {_decimals(expression, 6)}..."
    if largest(expression) < LARGEST:
        turned = _turned(-expression) if expression.is_Mul and expression.could_extract_minus_sign() else None
        return str(expression if turned is None else turned)
    top, bottom = (expand(part) for part in fraction(together(expression)))
    scale = largest(bottom) or Integer(1)
    return f"({(top / scale).expand().evalf(6)})/({(bottom / scale).expand().evalf(6)}) (rounded)"


def expression_text(expression: Any) -> str:
    """Return an expression or relation as it prints; with numbers too long to read in it, rounded, and this is said."""
    if largest(expression) < _LONGEST_NUMBER:
        return str(expression)
    return f"{expression.replace(lambda part: part.is_Rational, lambda number: number.evalf(6))} (rounded)"


def largest(expression: Expr) -> Integer:
    """Return the largest whole number in an expression, in absolute value, zero without one."""
    numbers = (part for number in expression.atoms(Rational) for part in (abs(number.p), number.q))
    return Integer(max(numbers, default=0))


def _decimals(number: Expr, digits: int) -> str:
    """Return a number in so many significant digits, also where it is beyond the floats."""
    nearest = float(number)
    return f"{nearest:.{digits}g}" if nearest and isfinite(nearest) else str(number.evalf(digits))
