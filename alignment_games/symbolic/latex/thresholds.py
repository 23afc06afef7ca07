"""A threshold as the body of a proposition: when a state prefers one action, case by case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import And, Expr, Or, Symbol, false, true
from sympy.core.relational import Relational

from alignment_games.symbolic.critical.threshold_record import Threshold
from alignment_games.symbolic.latex.lines import aligned, broken, fits, is_long
from alignment_games.symbolic.latex.names import Names
from alignment_games.symbolic.words import expression_latex, relation_latex, two_sides, who_does
from alignment_games.text.latex import latex_text
from alignment_games.text.play import doing, named

_SIGNS = {">=": r"\geq", "<=": r"\leq", "==": "=", "!=": r"\neq"}


def threshold_lines(result: Threshold, names: Names) -> list[str]:
    """Return the proposition's lines; what has a name there is told by ``names`` afterwards."""
    others = who_does(result.others.items()) if result.others else ""
    while_ = f" while {others}" if others else ""
    about = latex_text(f"{doing(result.action)} to {doing(result.alternative)}{while_}")
    who, by = latex_text(named(result.state)), f"${expression_latex(result.by)}$"
    ways = _ways(result.cases)
    if not ways:
        return [f"There is no {by} at which {who} prefers {about}."]
    head = f"{who[0].upper()}{who[1:]} prefers {about}"
    if not all(ways):
        return [f"{head}, whatever {by}."]
    told = [[_sides(rule, names) for rule in way] for way in ways]
    if not (names.polynomials or any(is_long("".join(sides)) for way in told for sides in way)):
        return [f"{head} if and only if {'; or '.join(_in_words(way) for way in told)}."]
    return [f"{head} if and only if", *_displayed(told)]


def _ways(cases: Iterable[tuple[Any, Any]]) -> list[list[Relational]]:
    """Return the ways in which it holds, each a list of inequalities of which all hold; empty where it never does."""
    return [
        [*_parts(assumed), *_parts(way)]
        for assumed, rule in cases
        for way in (rule.args if isinstance(rule, Or) else (rule,))
        if way != false
    ]


def _parts(rule: Any) -> list[Relational]:
    if rule is True or rule == true:
        return []
    return list(rule.args) if isinstance(rule, And) else [rule]


def _sides(rule: Relational, names: Names) -> tuple[str, str, str]:
    """Return left, sign and right of an inequality in LaTeX."""
    if isinstance(rule.lhs, Symbol) and rule.rhs != 0:
        return names.formula(rule.lhs), _SIGNS.get(rule.rel_op, rule.rel_op), names.value(rule.rhs)
    expression: Expr = rule.lhs - rule.rhs
    if rule.rel_op in ("==", "!="):
        left, right = two_sides(expression)
        return names.value(left), _SIGNS[rule.rel_op], names.value(right)
    over = expression if rule.rel_op.startswith(">") else -expression
    left, sign, right, cut = relation_latex(over, strict="=" not in rule.rel_op, write=names.formula)
    names.rounded = names.rounded or cut
    return left, sign, right


def _in_words(way: list[tuple[str, str, str]]) -> str:
    return " and ".join(f"${' '.join(sides)}$" for sides in way)


def _displayed(told: list[list[tuple[str, str, str]]]) -> list[str]:
    lines = []
    for k, way in enumerate(told):
        for j, sides in enumerate(way):
            word = r"\text{and } " if j else r"\text{or } " if k else ""
            whole = " ".join(sides)
            first, *others = [whole] if fits(whole) else [*broken(sides[0]), *broken(f"{sides[1]} {sides[2]}")]
            lines += [f"  & {word}{first}", *(rf"  & \quad {{}} {line}" for line in others)]
    return aligned(lines)
