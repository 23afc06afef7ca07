"""Payoffs as formulas in text: parsed by Python's own grammar, never run by it.

A formula is made of numbers, parameters, ``+ - * / **``, comparisons, ``and or not``, ``x if y else z``, and what is
known of a profile, numbers all of them:

====================  ==========================================================
written               value
====================  ==========================================================
``own(a)``            1 where the player whose payoff it is plays a, else 0
``others(a)``         how many of the others play a
``count(a)``          how many players do
``plays(p, a)``       1 where player p plays a, else 0
====================  ==========================================================

Names of actions and players stand as they are, or in quotes where they are no words: ``plays("Great Britain", a)``.
Conditions are about numbers, 1 where they hold and 0 where not: a payoff does not jump with a parameter. Decimals are
exact: 0.1 is 1/10.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name

#: How long a formula may be as text, what a power in it may be, and how deep operations may stand in one another.
MOST_SIGNS, MOST_POWER, MOST_NESTED = 5000, 100, 200
#: Numbers of more digits fill memory, not a payoff.
_LARGEST = 10**100
#: What is known of a profile, and of how many names.
CALLS = {"own": 1, "others": 1, "count": 1, "plays": 2}
_ARITHMETIC: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_COMPARED: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
#: A call by its name and its arguments: what of a profile a formula asks for.
Asked = tuple[str, ...]


@dataclass(frozen=True)
class Formula:
    """A parsed formula: what it asks of a profile (``asked``), and its value once that is known.

    >>> formula = Formula.of("2 * cost * own(balance) if others(balance) >= 2 else 0.5", ["cost"])
    >>> sorted(formula.asked)
    [('others', 'balance'), ('own', 'balance')]
    >>> formula.value({("own", "balance"): 1, ("others", "balance"): 2}, {"cost": 7})
    Fraction(14, 1)
    """

    text: str
    tree: ast.expr
    asked: frozenset[Asked]

    @classmethod
    def of(cls, text: str, parameters: Sequence[str]) -> Formula:
        """Return the formula of a text. Raises InvalidModelError for what is none, and for unknown names."""
        if len(text) > MOST_SIGNS:
            raise InvalidModelError(f"a formula has at most {MOST_SIGNS:,} signs, got {len(text):,}")
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise InvalidModelError(f"not a formula: {shown(text)}; expected one such as 'benefit - cost'") from error
        asked: set[Asked] = set()
        _check(tree, parameters, asked)
        return cls(text, tree, frozenset(asked))

    def value(self, known: Mapping[Asked, int], symbols: Mapping[str, Any]) -> Any:
        """Return what it is worth where ``known`` is what it asks for, and ``symbols`` what parameters are.

        Raises InvalidModelError for a condition on a parameter, and for a division by zero.
        """
        return _Worth(known, symbols).visit(self.tree)


def _check(node: ast.expr, parameters: Sequence[str], asked: set[Asked], depth: int = 0) -> None:
    """Note what a formula asks of a profile. Raises InvalidModelError for anything that no formula has."""
    if depth > MOST_NESTED:
        raise InvalidModelError(f"a formula nests at most {MOST_NESTED} operations; add up parts in brackets")
    if isinstance(node, ast.Call):
        asked.add(_asked(node))
        return
    if isinstance(node, ast.Name):
        if node.id not in parameters:
            raise unknown_name("parameter", node.id, [*parameters, *(f"{name}(...)" for name in CALLS)])
        return
    if isinstance(node, ast.Constant):
        _number(node)
        return
    allowed = (
        (isinstance(node, ast.BinOp) and isinstance(node.op, (*_ARITHMETIC, ast.Div, ast.Pow)))
        or (isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Invert))
        or (isinstance(node, ast.Compare) and all(isinstance(op, tuple(_COMPARED)) for op in node.ops))
        or isinstance(node, (ast.BoolOp, ast.IfExp))
    )
    if not allowed:
        raise InvalidModelError(
            f"a formula has no {shown(ast.unparse(node))}; it has + - * / **, conditions and counts"
        )
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            _check(child, parameters, asked, depth + 1)


def _asked(node: ast.Call) -> Asked:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in CALLS:
        raise unknown_name("count", name, CALLS)
    words = [_word(each) for each in node.args]
    if len(words) != CALLS[name] or node.keywords:
        what = "an action" if CALLS[name] == 1 else "a player and an action"
        raise InvalidModelError(f"{name} takes {what}, got {shown(ast.unparse(node))}")
    return (name, *words)


def _word(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise InvalidModelError(f"expected the name of an action or a player, got {shown(ast.unparse(node))}")


def _number(node: ast.Constant) -> Fraction:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidModelError(f"a formula has numbers and parameters, got {shown(value)}")
    if not abs(value) <= _LARGEST:
        raise InvalidModelError(f"numbers in formulas go up to 1e100, got {shown(value)}")
    return Fraction(str(value))


@dataclass(frozen=True)
class _Worth(ast.NodeVisitor):
    """The value of each part of a formula, where ``known`` is what it asks for and ``symbols`` what parameters are."""

    known: Mapping[Asked, int]
    symbols: Mapping[str, Any]

    def visit_Constant(self, node: ast.Constant) -> Any:
        return _number(node)

    def visit_Name(self, node: ast.Name) -> Any:
        return self.symbols[node.id]

    def visit_Call(self, node: ast.Call) -> Any:
        return Fraction(self.known[_asked(node)])

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        return _combined(node, self.visit(node.left), self.visit(node.right))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        operand = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return Fraction(not _held(operand, node))
        return -operand if isinstance(node.op, ast.USub) else operand

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        held = [_held(self.visit(part), node) for part in node.values]
        return Fraction(all(held) if isinstance(node.op, ast.And) else any(held))

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self.visit(node.body if _held(self.visit(node.test), node) else node.orelse)

    def visit_Compare(self, node: ast.Compare) -> Any:
        values = [self.visit(part) for part in (node.left, *node.comparators)]
        for value in values:
            _held(value, node)
        pairs = zip(node.ops, values[:-1], values[1:], strict=True)
        return Fraction(all(_COMPARED[type(op)](left, right) for op, left, right in pairs))


def _combined(node: ast.BinOp, left: Any, right: Any) -> Any:
    if type(node.op) in _ARITHMETIC:
        return _ARITHMETIC[type(node.op)](left, right)
    if isinstance(node.op, ast.Div):
        if right == 0:
            raise InvalidModelError(f"{shown(ast.unparse(node))} divides by zero")
        return left / right
    if not isinstance(right, Fraction) or right.denominator != 1 or abs(right) > MOST_POWER:
        raise InvalidModelError(f"{shown(ast.unparse(node))}: powers are whole numbers up to {MOST_POWER}")
    if left == 0 and right < 0:
        raise InvalidModelError(f"{shown(ast.unparse(node))} divides by zero")
    return left ** int(right)


def _held(value: Any, node: ast.expr) -> bool:
    if not isinstance(value, Fraction):
        raise InvalidModelError(
            f"{shown(ast.unparse(node))}: a condition is about numbers, and {shown(str(value))} is none; "
            "a payoff may not jump with a parameter"
        )
    return value != 0
