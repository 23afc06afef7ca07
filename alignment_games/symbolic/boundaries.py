r"""True boundaries of a regime in two parameters: implicit curves and their exact points, for plots.

A condition :math:`q(x, y) \ge 0` with numbers for all other parameters is bounded by the curve :math:`q(x, y) = 0`.
For each x its points are real roots of a polynomial in y, isolated exactly; on the boundary of the regime are those
at which the other conditions hold. Between the critical x, where a root is double or runs off to infinity (real
roots of discriminant and leading coefficient), the number of points does not change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ, Expr, Poly, Symbol, discriminant, real_roots
from sympy.polys.polyerrors import CoercionFailed, PolynomialError

from alignment_games.errors import UnsupportedGameError, unknown_name
from alignment_games.signatures import as_annotated
from alignment_games.symbolic._domain import sides
from alignment_games.symbolic._line import admits
from alignment_games.symbolic._polynomials import as_expression
from alignment_games.symbolic.conjunction import Condition, Conditions
from alignment_games.symbolic.existence import Existence, sign_there
from alignment_games.text.display import DisplayedRecord


@dataclass(frozen=True, eq=False, repr=False)
class BoundaryCurve(DisplayedRecord):
    """The curve on which one condition holds with equality.

    ``polynomial``: implicit, in x and y with integer coefficients. ``others``: expressions that must be non-negative
    for a point of the curve to lie on the regime's boundary. Where a payoff does not exist no condition holds, so that
    poles are no points of the curve, except of one that is a ``pole`` itself, on which a payoff compared does not
    exist. Whole-number parameters take whole numbers alone.
    """

    condition: Condition
    polynomial: Poly
    x: Symbol
    y: Symbol
    others: tuple[Expr, ...]
    existence: Existence = field(default_factory=Existence)
    pole: bool = False

    def at(self, x: Any) -> tuple[Expr, ...]:
        """Return the exact y of the boundary's points at one x, in rising order."""
        value = as_expression(x)
        one = Poly(self.polynomial.as_expr().subs(self.x, value), self.y, domain=QQ)
        if one.is_zero or one.degree() == 0:
            return ()
        return tuple(root for root, _ in real_roots(one, multiple=False) if self._on_boundary(value, root))

    def points(self, xs: Iterable[Any]) -> NDArray[np.float64]:
        """Return the boundary's points at the given x, as floats of shape (points, 2)."""
        found = [(float(as_expression(x)), float(y)) for x in xs for y in self.at(x)]
        return np.array(found, dtype=np.float64).reshape(len(found), 2)

    def critical(self) -> tuple[Expr, ...]:
        """Return the x at which the number of the curve's points can change, in rising order."""
        inside = Poly(self.polynomial.as_expr(), self.y)
        parts = [inside.LC()] + ([discriminant(inside.as_expr(), self.y)] if inside.degree() > 1 else [])
        found = {
            root for part in parts if part.has(self.x) for root, _ in real_roots(Poly(part, self.x), multiple=False)
        }
        return tuple(sorted(found))

    def _on_boundary(self, x: Expr, y: Expr) -> bool:
        if not (admits(self.x, x) and admits(self.y, y)):
            return False
        point = {self.x: x, self.y: y}
        if not self.pole and not self.existence.holds(point):
            return False
        return all(sign_there(e, point) in (0, 1) for e in self.others)


@as_annotated()
def boundary_curves(conditions: Conditions, x: Symbol | str, y: Symbol | str) -> tuple[BoundaryCurve, ...]:
    """Return the curves that bound the region of two parameters in which the conditions hold.

    Raises UnsupportedGameError where other symbols remain or a parameter enters other than through whole powers,
    InvalidModelError for unknown symbols.

    >>> a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.symbolic import conditions
    >>> game = NormalFormGame([[2 - a * b**2, 0]], ["France"], [["balance", "buck_pass"]])
    >>> curve, = boundary_curves(conditions(game, "balance"), a, b)
    >>> curve.polynomial.as_expr(), curve.at(1), curve.critical()
    (a*b**2 - 2, (sqrt(2),), (0,))
    """
    known = {str(s): s for s in conditions.symbols}
    for name in (x, y):
        if str(name) not in known:
            raise unknown_name("symbol", str(name), known)
    first, second = known[str(x)], known[str(y)]
    expressions = [c.expression for c in conditions]
    supposed = [sides(g)[0] for g in conditions.given]
    curves = []
    for k, condition in enumerate(conditions):
        others = (*expressions[:k], *expressions[k + 1 :], *supposed)
        at_poles = [_implicit(e, first, second) for e in condition.undecided]
        tie = _without(_implicit(condition.expression, first, second), at_poles)
        parts = [(tie, False)] if tie.total_degree() else []
        parts += [(pole, True) for pole in at_poles if pole.total_degree()]
        curves += [BoundaryCurve(condition, p, first, second, others, conditions.existence, pole) for p, pole in parts]
    return tuple(curves)


def _without(polynomial: Poly, factors: Iterable[Poly]) -> Poly:
    for factor in factors:
        polynomial = polynomial.quo(factor)
    return polynomial.primitive()[1]


def _implicit(e: Expr, x: Symbol, y: Symbol) -> Poly:
    try:
        polynomial = Poly(e, x, y, domain=QQ).clear_denoms(convert=True)[1].primitive()[1]
    except (CoercionFailed, PolynomialError) as error:
        left = ", ".join(str(s) for s in sorted(e.free_symbols - {x, y}, key=str))
        raise UnsupportedGameError(
            f"{e} is not a polynomial in {x} and {y} with numbers for coefficients"
            + (f"; put numbers in for {left}" if left else "")
        ) from error
    return -polynomial if polynomial.LC() < 0 else polynomial
