r"""Comparative statics of a critical value.

:math:`\partial x^*/\partial y = -F_y / F_x` on :math:`F = 0`, its sign decided with certificates, under the symbols'
assumptions and :math:`x^* > 0` where x is positive. Where both signs occur the effect is "ambiguous", both cases are
given, and a point of each is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Gt, Lt, Symbol
from sympy.polys.rings import PolyElement

from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._certificates import prove, sign
from alignment_games.symbolic._domain import Domain, Hypothesis, Sign
from alignment_games.symbolic._points import Point, find_point
from alignment_games.symbolic.words import expression_text
from alignment_games.text.display import Displayed


@dataclass(frozen=True, eq=False, repr=False)
class ComparativeStatic(Displayed):
    """How the critical value moves when one other parameter grows.

    ``sign``: POSITIVE, NONNEGATIVE, ..., ZERO, or UNKNOWN when ambiguous. ``deciding``: an expression that has
    the sign of the effect. ``rising``, ``falling``: points at which an ambiguous effect has either sign, None
    where none was found: an effect without both is not decided rather than ambiguous.
    """

    symbol: Symbol
    sign: Sign
    deciding: Expr
    rising: Point | None = None
    falling: Point | None = None

    @property
    def proven(self) -> bool:
        """Whether the sign, or that both signs occur, is proven."""
        return self.sign is not Sign.UNKNOWN or (self.rising is not None and self.falling is not None)

    @property
    def cases(self) -> tuple[tuple[Any, str], ...]:
        """Pairs (condition, "rises" or "falls"); one pair with the condition True where the sign is decided."""
        if self.sign is Sign.UNKNOWN:
            return (Gt(self.deciding, 0), "rises"), (Lt(self.deciding, 0), "falls")
        return ((True, _MOVES[self.sign]),)

    def __str__(self) -> str:
        if self.sign is not Sign.UNKNOWN:
            return f"{_MOVES[self.sign]} with {self.symbol}"
        word = "ambiguous" if self.proven else "not decided"
        text = expression_text(self.deciding)
        return f"{word} in {self.symbol}: rises exactly when {text if len(text) < _LONGEST else '(see effects)'} > 0"


#: Longer expressions are left out of the printed text.
_LONGEST = 160

_MOVES = {
    Sign.POSITIVE: "rises",
    Sign.NONNEGATIVE: "rises (weakly)",
    Sign.ZERO: "does not move",
    Sign.NONPOSITIVE: "falls (weakly)",
    Sign.NEGATIVE: "falls",
}


def effects_of(top: PolyElement, g: int, domain: Domain, above: bool | None) -> tuple[ComparativeStatic, ...]:  # noqa: FBT001 - data
    """Return the comparative statics of the single critical value, in the order of the symbols' names."""
    ring = domain.ring
    symbols = sorted({s for k in poly.generators(top) if k != g for s in ring.symbols[k].free_symbols}, key=str)
    plain = [s for s in symbols if not any(s in h.free_symbols for h in ring.symbols if h != s)]
    return tuple(_effect(top, g, ring.symbols.index(s), domain, above) for s in plain)


def _effect(top: PolyElement, g: int, y: int, domain: Domain, above: bool | None) -> ComparativeStatic:  # noqa: FBT001 - data
    """Decide the sign of -F_y / F_x where F = 0."""
    ring, symbol = domain.ring, domain.ring.symbols[y]
    coefficients = poly.coefficients(top, g)
    if len(coefficients) == 2:
        constant, slope = coefficients
        deciding = constant * slope.diff(ring.gens[y]) - constant.diff(ring.gens[y]) * slope
        # Where the parameter is positive, only a positive critical value is one.
        inside = _without_positive_factors(-constant * slope, domain)
        where = [Hypothesis(inside, True, "the critical value is positive")]
        where = where if domain.signs[g] is Sign.POSITIVE else []
    else:
        deciding = top.diff(ring.gens[y]) * (-1 if above else 1)
        where = [Hypothesis(top, False, "F >= 0"), Hypothesis(-top, False, "F <= 0")]
    found = sign(deciding, domain)
    if found is not Sign.UNKNOWN:
        return ComparativeStatic(symbol, found, poly.factored(deciding))
    return _effect_under(symbol, deciding, where, domain)


def _effect_under(symbol: Symbol, deciding: PolyElement, where: list[Hypothesis], domain: Domain) -> ComparativeStatic:
    """Decide a sign under hypotheses: points refute, certificates prove."""
    deciding = _without_positive_factors(deciding, domain)
    shown = poly.grouped(deciding)
    on_surface = any(not h.strict for h in where)
    wanted = [] if on_surface else [h.polynomial for h in where]
    rising = None if on_surface else find_point([deciding, *wanted], domain)
    falling = None if on_surface else find_point([-deciding, *wanted], domain)
    if falling is None:
        for strict, verdict in ((True, Sign.POSITIVE), (False, Sign.NONNEGATIVE)):
            if prove(deciding, where, domain, strict=strict):
                return ComparativeStatic(symbol, verdict, shown)
    if rising is None:
        for strict, verdict in ((True, Sign.NEGATIVE), (False, Sign.NONPOSITIVE)):
            if prove(-deciding, where, domain, strict=strict):
                return ComparativeStatic(symbol, verdict, shown)
    return ComparativeStatic(symbol, Sign.UNKNOWN, shown, rising, falling)


def _without_positive_factors(polynomial: PolyElement, domain: Domain) -> PolyElement:
    """Return the product of the factors whose sign is open, which has the polynomial's sign."""
    if not polynomial:
        return polynomial
    constant, factors = poly.factor(polynomial)
    left = domain.ring(1 if constant > 0 else -1)
    for f, k in factors.items():
        found = sign(f, domain)
        if found is Sign.NEGATIVE and k % 2:
            left = -left
        elif not found.strict:
            left = left * f**k
    return left
