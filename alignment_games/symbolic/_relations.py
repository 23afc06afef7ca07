"""Inequalities with zero, told as SymPy tells them: what points refute, SymPy is not asked to prove.

SymPy asks its assumptions whether an inequality always or never holds, which takes a tenth of a second for a hundred
terms. Where the expression is positive at one point that the assumptions allow and negative at another, neither can
be, and the inequality stands as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sympy import QQ, Add, Expr, Mul, Pow, Rational, Symbol
from sympy.core.relational import Relational

#: Points at which an expression is worked out, and the largest power of two among their coordinates.
_POINTS, _LARGEST = 24, 6


def against_zero(kind: type[Relational], expression: Expr) -> Any:
    """Return the relation of an expression with zero, true or false where SymPy proves as much.

    >>> from sympy import Ge
    >>> x = Symbol("x", positive=True)
    >>> against_zero(Ge, x - 1), against_zero(Ge, x + 1)
    (x - 1 >= 0, True)
    """
    return kind(expression, 0, evaluate=False) if _of_either_sign(expression) else kind(expression, 0)


def told(relation: Any) -> str:
    """Return what SymPy writes for a relation; a side that stands in several is written once.

    >>> x = Symbol("x")
    >>> told(x - 1 >= 0)
    'x - 1 >= 0'
    """
    if relation.is_Relational and relation.rel_op in (">", ">=", "<", "<="):
        return f"{text(relation.lhs)} {relation.rel_op} {text(relation.rhs)}"
    return str(relation)


@lru_cache(maxsize=256)
def text(expression: Expr) -> str:
    """Return what SymPy writes for an expression, written once."""
    return str(expression)


@lru_cache(maxsize=1024)
def _of_either_sign(expression: Expr) -> bool:
    """Return whether points are known at which it is above and below zero; False says only that none were found."""
    symbols = sorted(expression.free_symbols, key=str)
    values = [_allowed(symbol) for symbol in symbols]
    if not symbols or not all(values):
        return False
    rng = np.random.default_rng(0)
    above = below = False
    for _ in range(_POINTS):
        point = {s: each[int(rng.integers(len(each)))] for s, each in zip(symbols, values, strict=True)}
        value = _value(expression, point)
        if value is None:
            return False
        above, below = above or value > 0, below or value < 0
        if above and below:
            return True
    return False


@lru_cache(maxsize=256)
def _allowed(symbol: Symbol) -> Sequence[Any]:
    """Return rational numbers that are all that a symbol is assumed to be."""
    sizes = [Rational(2) ** k for k in range(-_LARGEST, _LARGEST + 1)]
    assumed = symbol.assumptions0.items()
    numbers = (sign * size for size in sizes for sign in (1, -1))
    return [QQ(x.p, x.q) for x in numbers if all(getattr(x, f"is_{name}") == value for name, value in assumed)]


def _value(expression: Expr, point: Mapping[Symbol, Any]) -> Any:
    """Return a sum, product or power of whole exponents at a point, exactly; None for anything else, or for a pole."""
    if expression.is_Symbol:
        return point[expression]
    if expression.is_Rational:
        return QQ(expression.p, expression.q)
    if isinstance(expression, Pow) and expression.exp.is_Integer:
        base, exponent = _value(expression.base, point), int(expression.exp)
        return None if base is None or (not base and exponent < 0) else base**exponent
    if not isinstance(expression, (Add, Mul)):
        return None
    parts = [_value(part, point) for part in expression.args]
    if any(part is None for part in parts):
        return None
    total = QQ(0) if isinstance(expression, Add) else QQ(1)
    for part in parts:
        total = total + part if isinstance(expression, Add) else total * part
    return total
