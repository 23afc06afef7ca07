"""Where payoffs exist: away from zeros of what they divide by, and where logarithms and roots are real numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Symbol, lambdify, sympify

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.expressions import brief
from alignment_games.symbolic._evaluation import number_sign
from alignment_games.symbolic.words import expression_latex, two_sides


@dataclass(frozen=True)
class Existence:
    """Payoffs exist where no ``divisors`` is zero and every expression of ``partial`` is a finite real number.

    Only divisors that the assumptions allow to be zero are listed. A payoff that does not exist makes no claim.
    """

    divisors: tuple[Expr, ...] = ()
    partial: tuple[Expr, ...] = ()

    @property
    def symbols(self) -> set[Symbol]:
        """The parameters on which it depends."""
        return {s for e in (*self.divisors, *self.partial) for s in e.free_symbols}

    def holds(self, point: Mapping[Symbol, Any]) -> bool:
        """Return whether the payoffs exist at a point, in exact arithmetic for exact values."""
        return all(sign_there(e, point) not in (0, None) for e in self.divisors) and all(
            sign_there(e, point) is not None for e in self.partial
        )

    def mask(self, arrays: Mapping[str, Array]) -> Any:
        """Return at which values of the parameters, by name, the payoffs exist."""
        found: Any = True
        symbols = sorted(self.symbols, key=str)
        with np.errstate(all="ignore"):
            for e in (*self.divisors, *self.partial):
                value = lambdify(symbols, e, ["scipy", "numpy"])(*(arrays[str(s)] for s in symbols))
                found = found & np.isfinite(value) & ((value != 0) if e in self.divisors else True)
        return found

    @property
    def text(self) -> str:
        """Where payoffs exist in words, such as ``x != 2``; empty where they exist everywhere."""
        sides = [two_sides(e) for e in self.divisors]
        parts = [f"{left} != {right}" for left, right in sides] + [f"{e} is a real number" for e in self.partial]
        return " and ".join(parts)

    @property
    def latex(self) -> str:
        """The same in LaTeX."""
        sides = [two_sides(e) for e in self.divisors]
        parts = [rf"${expression_latex(left)} \neq {expression_latex(right)}$" for left, right in sides]
        return " and ".join(parts + [f"${expression_latex(e)}$ is a real number" for e in self.partial])


def sign_there(expression: Expr, point: Mapping[Symbol, Any]) -> int | None:
    """Return the sign of an expression at a point, None where it is no finite real number there.

    Raises InvalidModelError where a symbol is left without a value.
    """
    value = expression.xreplace(dict(point))
    if value.free_symbols:
        missing = ", ".join(sorted(map(str, value.free_symbols)))
        raise InvalidModelError(f"{brief(expression)} needs a number for {missing}")
    return number_sign(value)


def numbers_of(symbols: set[Symbol], values: Mapping[Any, Any]) -> dict[Symbol, Expr]:
    """Return the values of these symbols, given by symbol or name, as SymPy numbers.

    Raises InvalidModelError for what is no number.
    """
    by_name = {str(key): value for key, value in values.items()}
    found = {}
    for symbol in symbols:
        if str(symbol) in by_name:
            value = by_name[str(symbol)]
            number = None if isinstance(value, str) else sympify(value)
            if not isinstance(number, Expr) or number_sign(number) is None:
                raise InvalidModelError(f"{symbol}: expected a finite real number, got {brief(repr(value))}")
            found[symbol] = number
    return found
