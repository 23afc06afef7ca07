"""Inequalities as people write them: positive terms on either side."""

from __future__ import annotations

from sympy import Add, Expr, Integer, Mul, expand, fraction, latex, together

#: Numbers beyond this are rounded in words; the expressions themselves stay exact.
_LARGEST = 10**9


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
    largest = max((abs(number) for number in expression.atoms(Integer)), default=Integer(0))
    if largest < _LARGEST:
        left, right = two_sides(expression)
        return f"{left} {'>' if strict else '>='} {right}"
    solved = _solved(expression, strict=strict)
    if solved is not None:
        return solved
    left, right = two_sides(expand(expression))
    scale = max(abs(number) for number in (left + right).expand().atoms(Integer))
    left, right = ((side / scale).expand().evalf(6) for side in (left, right))
    return f"{left} {'>' if strict else '>='} {right} (rounded)"


def _solved(expression: Expr, *, strict: bool) -> str | None:
    """Return the inequality solved for its one symbol, in decimals, or None where it is not affine in one."""
    if len(expression.free_symbols) != 1:
        return None
    (symbol,) = expression.free_symbols
    slope, constant = expression.diff(symbol).expand(), expression.subs(symbol, 0)
    if not slope.is_Rational or not slope:
        return None
    sign = (">" if slope > 0 else "<") + ("" if strict else "=")
    return f"{symbol} {sign} {float(-constant / slope):.8g} (rounded)"


def relation_latex(expression: Expr, *, strict: bool = False) -> tuple[str, str, str]:
    """Return ``expression >= 0`` in LaTeX as (left, sign, right)."""
    left, right = two_sides(expression)
    return latex(left), ">" if strict else r"\geq", latex(right)


def number_text(expression: Expr) -> str:
    """Return the expression; a number that is long in exact form is followed by its decimals, or rounded."""
    text = str(expression)
    if expression.is_number and not expression.is_Integer and len(text) > 8:
        return f"{text} = {float(expression):.6g}..." if len(text) < 40 else f"{float(expression):.10g} (rounded)"
    if max((abs(number) for number in expression.atoms(Integer)), default=0) < _LARGEST:
        return text
    top, bottom = (expand(part) for part in fraction(together(expression)))
    scale = max((abs(number) for number in bottom.atoms(Integer)), default=Integer(1))
    return f"({(top / scale).expand().evalf(6)})/({(bottom / scale).expand().evalf(6)}) (rounded)"
