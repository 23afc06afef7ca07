"""Inequalities as people write them: positive terms on either side."""

from __future__ import annotations

from sympy import Add, Expr, Mul, latex

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
    """Return ``expression >= 0`` as 'left >= right'."""
    left, right = two_sides(expression)
    return f"{left} {'>' if strict else '>='} {right}"


def relation_latex(expression: Expr, *, strict: bool = False) -> tuple[str, str, str]:
    """Return ``expression >= 0`` in LaTeX as (left, sign, right)."""
    left, right = two_sides(expression)
    return latex(left), ">" if strict else r"\geq", latex(right)


def number_text(expression: Expr) -> str:
    """Return the expression; a number that is long in exact form is followed by its decimals."""
    text = str(expression)
    if expression.is_number and not expression.is_Integer and len(text) > 8:
        return f"{text} = {float(expression):.6g}..." if len(text) < 40 else f"{float(expression):.10g}"
    return text
