r"""Regions cut out by affine conditions in one or two parameters, with exact corners.

With all other parameters numbers, conditions that are affine in the chosen parameters make a polyhedron; the signs of
the parameters and the inequalities of ``given`` are among its sides. Corners are the pairwise intersections of
sides, in fractions; directions along sides that leave no side are its rays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sympy import Expr, Poly, Rational, Symbol
from sympy.polys.polyerrors import PolynomialError

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.signatures import as_annotated
from alignment_games.symbolic._domain import sides
from alignment_games.symbolic.conjunction import Conditions
from alignment_games.symbolic.existence import Existence, numbers_of
from alignment_games.text.display import Displayed

#: Coefficients of the parameters, then the constant: the side says that their sum is at least zero.
Side = tuple[Rational, ...]
Corner = tuple[Rational, ...]


@dataclass(frozen=True, eq=False, repr=False)
class PolyhedralRegion(Displayed):
    """A closed polyhedron in one or two parameters.

    ``vertices``: exact corners, counter-clockwise (the ends of the interval for one parameter). ``rays``: directions
    in which it runs off to infinity. Neither, where it is empty or has no corner (see ``empty``). ``existence``: where
    the payoffs exist; points at which they do not are not contained.
    """

    parameters: tuple[Symbol, ...]
    sides: tuple[Side, ...]
    vertices: tuple[Corner, ...]
    rays: tuple[Corner, ...]
    empty: bool
    existence: Existence = field(default_factory=Existence)

    @property
    def bounded(self) -> bool:
        """Whether the region is the hull of its corners."""
        return not self.rays

    def contains(self, point: Mapping[Any, Any]) -> bool:
        """Return whether a point, by symbol or name, lies in the region, in exact arithmetic for exact values."""
        values = {str(k): v for k, v in point.items()}
        at = [values[str(s)] for s in self.parameters]
        exists = self.existence.holds(numbers_of(self.existence.symbols, point))
        return not self.empty and exists and all(_value(side, at) >= 0 for side in self.sides)

    def __str__(self) -> str:
        names = ", ".join(map(str, self.parameters))
        if self.empty:
            return f"no ({names})"
        corners = "; ".join(f"({', '.join(map(str, v))})" for v in self.vertices)
        rays = "; ".join(f"({', '.join(map(str, r))})" for r in self.rays)
        return f"({names}) with corners {corners or 'none'}" + (f", unbounded along {rays}" if rays else "")


@as_annotated()
def region(conditions: Conditions, parameters: Sequence[Symbol | str] | Symbol | str) -> PolyhedralRegion:
    """Return the region of one or two parameters in which the conditions hold, with exact corners.

    Raises UnsupportedGameError where other symbols remain or a condition is not affine in the parameters.

    >>> x, y = Symbol("x", positive=True), Symbol("y", positive=True)
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.symbolic import conditions
    >>> game = NormalFormGame([[1 - x - y, 0]], ["France"], [["balance", "buck_pass"]])
    >>> print(region(conditions(game, "balance"), [x, y]))
    (x, y) with corners (0, 0); (1, 0); (0, 1)
    """
    chosen = [parameters] if isinstance(parameters, (Symbol, str)) else list(parameters)
    known = {str(s): s for s in _symbols(conditions)}
    symbols = tuple(known.get(str(p), p if isinstance(p, Symbol) else Symbol(str(p))) for p in chosen)
    if len(symbols) not in (1, 2):
        raise InvalidModelError(f"a region has one or two parameters, got {len(symbols)}")
    expressions = [c.expression for c in conditions] + [sides(g)[0] for g in conditions.given]
    rows = [_side(e, symbols) for e in expressions] + _sign_sides(symbols)
    rows = list(dict.fromkeys(row for row in rows if any(row)))
    corners, rays = _corners(rows, len(symbols)), _rays(rows, len(symbols))
    pointed = len(symbols) == 1 or _has_corner(rows)
    empty = (
        conditions.never or any(not any(r[:-1]) and r[-1] < 0 for r in rows) or (not corners and pointed and bool(rows))
    )
    if empty:
        corners, rays = (), ()
    return PolyhedralRegion(symbols, tuple(rows), corners, rays, empty, conditions.existence)


def _symbols(conditions: Conditions) -> set[Symbol]:
    return set(conditions.symbols) | {s for g in conditions.given for s in g.free_symbols}


def _side(e: Expr, symbols: tuple[Symbol, ...]) -> Side:
    try:
        polynomial = Poly(e, *symbols)
    except PolynomialError:
        polynomial = None
    if polynomial is None or polynomial.total_degree() > 1 or polynomial.free_symbols_in_domain:
        names = ", ".join(map(str, symbols))
        raise UnsupportedGameError(
            f"{e} >= 0 is not affine in {names} with numbers for coefficients; substitute the other symbols first, "
            "or see boundary_curves for curved regions"
        )
    constant = polynomial.coeff_monomial(1)
    return (*(polynomial.coeff_monomial(s) for s in symbols), constant)


def _sign_sides(symbols: tuple[Symbol, ...]) -> list[Side]:
    rows = []
    for k, s in enumerate(symbols):
        unit = [Rational(0)] * (len(symbols) + 1)
        if s.is_nonnegative:
            unit[k] = Rational(1)
        elif s.is_nonpositive:
            unit[k] = Rational(-1)
        rows.append(tuple(unit))
    return rows


def _value(side: Side, at: Sequence[Any]) -> Any:
    return sum((c * x for c, x in zip(side[:-1], at, strict=True)), side[-1])


def _has_corner(rows: list[Side]) -> bool:
    return any(a[0] * b[1] != a[1] * b[0] for a, b in combinations(rows, 2))


def _corners(rows: list[Side], size: int) -> tuple[Corner, ...]:
    candidates: list[Corner]
    if size == 1:
        candidates = [(-c / a,) for a, c in rows if a]
    else:
        candidates = []
        for (a, b, c), (d, e, f) in combinations(rows, 2):
            determinant = a * e - b * d
            if determinant:
                candidates.append(((b * f - c * e) / determinant, (c * d - a * f) / determinant))
    inside = list(dict.fromkeys(p for p in candidates if all(_value(r, p) >= 0 for r in rows)))
    if size == 1:
        return tuple(sorted(inside))
    middle = [sum(float(p[k]) for p in inside) / max(len(inside), 1) for k in range(2)]
    return tuple(sorted(inside, key=lambda p: math.atan2(float(p[1]) - middle[1], float(p[0]) - middle[0])))


def _rays(rows: list[Side], size: int) -> tuple[Corner, ...]:
    one = Rational(1)
    directions = [(one,), (-one,)] if size == 1 else [d for a, b, _ in rows for d in ((-b, a), (b, -a)) if any(d)]
    kept = [d for d in directions if all(sum(c * x for c, x in zip(r[:-1], d, strict=True)) >= 0 for r in rows)]
    scaled = [tuple(x / max(abs(y) for y in d) for x in d) for d in kept]
    return tuple(dict.fromkeys(scaled))
