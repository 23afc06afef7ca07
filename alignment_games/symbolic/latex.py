r"""LaTeX: propositions.

The preamble needs ``\usepackage{amsmath}`` and ``\newtheorem{proposition}{Proposition}``.
"""

from __future__ import annotations

from typing import Any

from sympy.core.relational import Relational

from alignment_games.game.labelled_game import LabelledGame
from alignment_games.models.model import Parameter
from alignment_games.symbolic.critical_values import Threshold
from alignment_games.symbolic.equilibrium_conditions import Conditions
from alignment_games.symbolic.latex_lines import Relation, is_long, quotient, relations
from alignment_games.symbolic.mixed import MixedConditions
from alignment_games.symbolic.partition import Regime, Regimes, Statement
from alignment_games.symbolic.words import expression_latex, relation_latex, who_does
from alignment_games.text.latex import latex_text
from alignment_games.text.numbers import number
from alignment_games.text.play import doing, named

#: Coefficients are rounded to six digits, a critical value of one symbol to eight.
_ROUNDED = "Figures are rounded, to six digits at least."


def proposition(result: Conditions | Threshold | Regimes) -> str:
    r"""Return a LaTeX proposition that states the result; regimes give one for each statement and one for the list.

    Long inequalities are broken at their signs; figures of a model that were given as numbers are stated.

    >>> from sympy import symbols
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.symbolic import conditions
    >>> b, c = symbols("b c", positive=True)
    >>> game = NormalFormGame([[b - c, 0]], ["France"], [["balance", "buck_pass"]])
    >>> print(proposition(conditions(game, "balance")))
    \begin{proposition}
    The profile in which France balances is an equilibrium if and only if
    \begin{align*}
      b &\geq c && \text{\footnotesize (France would not rather pass the buck than balance)}
    \end{align*}
    \end{proposition}
    """
    if isinstance(result, Regimes):
        return "\n\n".join([*map(_of_statement, result.statements), _of_regimes(result)])
    body = _of_threshold(result) if isinstance(result, Threshold) else _of_conditions(result)
    return _in_environment([*body, *([] if isinstance(result, Threshold) else _fixed(result.game))])


def _in_environment(body: list[str]) -> str:
    return "\n".join([r"\begin{proposition}", *body, r"\end{proposition}"])


def _of_statement(statement: Statement) -> str:
    more = len(statement.profiles) - 1
    others = "one other profile that differs" if more == 1 else f"{more} other profiles that differ"
    likewise = [f"The same holds of {others} by an exchange of interchangeable states."] if more else []
    return _in_environment([*_of_conditions(statement.conditions), *likewise])


def _of_regimes(found: Regimes) -> str:
    proven = "and no others" if found.complete else "and others are not excluded"
    items = [rf"  \item {_told(found, regime)}" for regime in found]
    head = f"Boundaries aside, the parameters fall into these regimes {proven}, told by their pure equilibria:"
    return _in_environment([head, r"\begin{enumerate}", *items, r"\end{enumerate}", *_fixed(found.game)])


def _told(found: Regimes, regime: Regime) -> str:
    each = "; or ".join(who_does(zip(found.game.players, p, strict=True)) for p in regime.profiles)
    point = ", ".join(f"${expression_latex(s)} = {expression_latex(value)}$" for s, value in regime.point.items())
    return latex_text(each or "no pure equilibrium") + (f", for example at {point}" if point else "")


def _of_conditions(result: Conditions) -> list[str]:
    supposed = "".join(f"Let ${', '.join(map(expression_latex, result.given))}$. " if result.given else "")
    told = zip(result.game.players, result.actions, strict=True)
    head = f"{supposed}The profile in which {latex_text(_who(result, told))}"
    if result.never:
        return [f"{head} is never an equilibrium."]
    mixes = _mixes(result)
    where = f" where {result.existence.latex}" if result.existence.text else ""
    if result.always:
        return [f"{head} is an equilibrium{where}.", *mixes]
    rows, rounded = [], False
    for c in result:
        left, sign, right, cut = relation_latex(c.expression, strict=c.strict)
        rows.append(Relation(left, sign, right, latex_text(c.reason)))
        rounded = rounded or cut
    return [f"{head} is an equilibrium{where} if and only if", *relations(rows), *([_ROUNDED] * rounded), *mixes]


def _who(result: Conditions, told: Any) -> str:
    if isinstance(result, MixedConditions):  # its actions are words on a mixture
        return ", ".join(f"{named(player)} {action}" for player, action in told)
    return who_does(told)


def _mixes(result: Conditions) -> list[str]:
    if not isinstance(result, MixedConditions):
        return []
    return [
        f"{latex_text(named(player))} mixes "
        + ", ".join(f"{latex_text(doing(a))} with probability ${expression_latex(p)}$" for a, p in own.items())
        + "."
        for player, own in result.probabilities.items()
    ]


def _of_threshold(result: Threshold) -> list[str]:
    others = who_does(result.others.items()) if result.others else ""
    while_ = f" while {others}" if others else ""
    head = f"{named(result.state)} prefers {doing(result.action)} to {doing(result.alternative)}{while_}"
    opening = f"{latex_text(head[0].upper() + head[1:])} if and only if"
    if any(isinstance(rule, Relational) and is_long(expression_latex(rule.rhs)) for _, rule in result.cases):
        return [opening, *(line for k, case in enumerate(result.cases) for line in _long_case(*case, k + 1))]
    cases = [
        f"${expression_latex(rule)}$" + ("" if assumed is True else f" where ${expression_latex(assumed)}$")
        for assumed, rule in result.cases
    ]
    return [f"{opening} {'; or '.join(cases)}."]


def _long_case(assumed: Any, rule: Any, place: int) -> list[str]:
    """Return a rule whose critical value does not fit a line, its numerator and denominator by name."""
    where = "" if assumed is True else rf"\quad\text{{where }} {expression_latex(assumed)}"
    if not isinstance(rule, Relational) or not is_long(expression_latex(rule.rhs)):
        return [rf"\[ {expression_latex(rule)}{where} \]"]
    named_value, parts, cut = quotient(rule.rhs, place)
    sign = {">=": r"\geq", "<=": r"\leq"}.get(rule.rel_op, rule.rel_op)
    return [rf"\[ {expression_latex(rule.lhs)} {sign} {named_value}{where} \]", "with", *parts, *([_ROUNDED] * cut)]


def _fixed(game: LabelledGame) -> list[str]:
    """Return a sentence on the figures of the model behind a game that are numbers."""
    model = getattr(game, "model", None)
    known = model.parameters() if model is not None else {}
    told = [f"{name.replace('_', ' ')} {_value(each)}" for name, each in known.items() if not _is_open(each)]
    return [rf"\par{{\normalfont\footnotesize\raggedright Fixed: {latex_text(', '.join(told))}.\par}}"] if told else []


def _is_open(parameter: Parameter) -> bool:
    values = parameter.value.values() if parameter.by_state else [parameter.value]
    return any(getattr(value, "free_symbols", ()) for value in values)


def _value(parameter: Parameter) -> str:
    if not parameter.by_state:
        return number(parameter.value, 6)
    told = {name: number(value, 6) for name, value in parameter.value.items()}
    each = set(told.values())
    return each.pop() if len(each) == 1 else f"({', '.join(f'{name} {value}' for name, value in told.items())})"
