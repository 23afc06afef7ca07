r"""What must hold for a recorded profile to be an equilibrium, with parameters left open.

A profile a is an equilibrium iff for every state i and every deviation b

.. math:: s_{ib}(\theta) = u_i(a; \theta) - u_i(b, a_{-i}; \theta) \ge 0.

The slack s comes from the one formula of the payoffs with symbols put in for the parameters, in fractions for all
other figures, so that it is exact. Where it is affine in them, :math:`s = c_0 + c \cdot \theta` with rational c, the
set is a polyhedron; that is read off the formula, not off a list of names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Add, Expr, Mul, Symbol, sympify

from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.inverse.linear import Affine
from alignment_games.inverse.parameter import belongs, with_values
from alignment_games.models.model import Input
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_of_each
from alignment_games.text.display import Displayed
from alignment_games.text.play import doing


@dataclass(frozen=True, repr=False)
class Inequality(Displayed):
    """That a state does not gain by a deviation from what it is recorded to have done: ``slack`` >= 0.

    ``slack``: in payoff units, a formula in the symbols of the open parameters.
    """

    case: str
    state: str
    action: str
    deviation: str
    slack: Expr

    def __str__(self) -> str:
        return f"{self.state}: {doing(self.action)} rather than {doing(self.deviation)}"


def symbols_of(parameters: Sequence[Input]) -> dict[Input, Symbol]:
    """Return a symbol for each parameter; none of them is negative."""
    return {each: Symbol(each.key.replace(".", "_"), nonnegative=True) for each in parameters}


def inequalities(
    model: ResponseModel, recorded: Mapping[str, str], parameters: Sequence[Input], case: str = ""
) -> list[Inequality]:
    """Return the inequalities under which the recorded profile is an equilibrium of the model.

    ``recorded``: what each state did. Raises InvalidModelError for a record that leaves a state out, or names an
    action that is not on offer.

    >>> from alignment_games.cases import load_case
    >>> munich = load_case("europe-1938")
    >>> print(inequalities(munich.model, munich.recorded, [Input("burden")])[0].slack.diff("burden").evalf(4))
    0
    """
    symbols = {each: symbol for each, symbol in symbols_of(parameters).items() if belongs(each, model)}
    play = _positions(model, recorded)
    open_model = replace(model, utility=model.utility.exact())  # one fraction makes all of the model exact
    if symbols:
        open_model = with_values(open_model, symbols)
    found = []
    payoffs = payoffs_of_each(open_model, play)
    for state, menu, did, pays in zip(model.names, model.actions, play, payoffs, strict=True):
        own = [sympify(value) for value in pays]
        found += [Inequality(case, state, menu[did], menu[k], own[did] - own[k]) for k in range(len(menu)) if k != did]
    return found


def _positions(model: ResponseModel, recorded: Mapping[str, str]) -> list[int]:
    only_known("state", recorded, model.names)
    positions = []
    for state, menu in zip(model.names, model.actions, strict=True):
        if state not in recorded:
            raise InvalidModelError(f"the record does not say what {state} did; give an action for every state")
        if recorded[state] not in menu:
            raise InvalidModelError(f"{state}: {unknown_name('action', recorded[state], menu)}")
        positions.append(menu.index(recorded[state]))
    return positions


def affine(slack: Expr, symbols: Sequence[Symbol]) -> Affine | None:
    """Return the slack as an affine function of the symbols, or None where it is none with rational coefficients.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> affine(2 * x - (y - 1) / 3, [x, y])
    Affine(constant=Fraction(1, 3), coefficients=(Fraction(2, 1), Fraction(-1, 3)))
    >>> affine(x * y, [x, y])
    """
    parts = _split(slack, frozenset(symbols))
    if parts is None:
        return None
    constant, by_symbol = parts
    numbers = [constant, *(by_symbol.get(symbol, sympify(0)) for symbol in symbols)]
    if not all(each.is_Rational for each in numbers):
        return None
    first, *rest = (Fraction(int(each.p), int(each.q)) for each in numbers)
    return Affine(first, tuple(rest))


def linear_in(slack: Expr, symbol: Symbol) -> tuple[Expr, Expr] | None:
    """Return the part without a symbol and its coefficient, formulas of the others; None where it is not affine.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> linear_in(2 * x * y - y**2, x)
    (-y**2, 2*y)
    """
    parts = _split(slack, frozenset([symbol]))
    return None if parts is None else (parts[0], parts[1].get(symbol, sympify(0)))


def _split(expression: Expr, symbols: frozenset[Symbol]) -> tuple[Expr, dict[Symbol, Expr]] | None:
    """Return the part without symbols and the coefficient of each, or None for what is not built as an affine one."""
    zero = sympify(0)
    if not expression.free_symbols & symbols:
        return expression, {}
    if expression in symbols:
        return zero, {expression: sympify(1)}
    if isinstance(expression, Add):
        constant: Expr = zero
        by_symbol: dict[Symbol, Expr] = {}
        for term in expression.args:
            parts = _split(term, symbols)
            if parts is None:
                return None
            constant += parts[0]
            for symbol, coefficient in parts[1].items():
                by_symbol[symbol] = by_symbol.get(symbol, zero) + coefficient
        return constant, by_symbol
    if isinstance(expression, Mul):
        holding = [factor for factor in expression.args if factor.free_symbols & symbols]
        if len(holding) == 1 and (parts := _split(holding[0], symbols)):
            rest = expression / holding[0]
            return parts[0] * rest, {symbol: coefficient * rest for symbol, coefficient in parts[1].items()}
    return None
