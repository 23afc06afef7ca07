"""The record of an exact equilibrium: its polynomials, digits, radicals and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from sympy import QQ, Expr, Integer, Poly, Rational

from alignment_games.algebra.algebraic_number import AlgebraicNumber
from alignment_games.algebra.reconstruction import T
from alignment_games.errors import unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import exact_text, number
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

#: Digits of printed probabilities, and digits from which floats are rounded.
_DIGITS, _FLOAT = 15, 20
#: Longer formulas are left out of print.
_LONGEST = 60
#: Bits beyond those that digits need.
_BITS = 16
#: Up to this degree probabilities are written as polynomials in t, of which the coefficients are short there.
_SHORT = 4


@dataclass(frozen=True, eq=False, repr=False)
class ExactForm(Displayed):
    """An equilibrium in exact numbers: rational functions of t, a real algebraic number. Its regret is exactly 0.

    ``minimal_polynomial``: irreducible, with whole coefficients; of its roots, t is the only one in the open
    ``interval``. ``form``: t as whole multiples of probabilities, by player and action. Each probability is its
    polynomial in ``numerators``, by player and action, over ``denominator``, at t. ``ties``: unused actions, by player
    and action, that pay exactly as much as the used ones.

    >>> import alignment_games as ag
    >>> game = ag.volunteers_dilemma(3, cost=Fraction(1, 8))
    >>> exact = ag.symbolic.exact_equilibrium(game, ag.solve(game)[-1])
    >>> exact.degree, exact.minimal_polynomial.as_expr(), exact.radicals["State 1"]["buck_pass"]
    (2, 8*t**2 - 16*t + 7, sqrt(2)/4)
    """

    game: NormalFormGame
    minimal_polynomial: Poly
    interval: tuple[Fraction, Fraction]
    form: dict[tuple[str, str], int]
    numerators: dict[str, dict[str, Poly]]
    denominator: Poly
    ties: tuple[tuple[str, str], ...] = ()

    @property
    def degree(self) -> int:
        """The degree of t, and of all probabilities together, over the rationals; 1 where all are fractions."""
        return int(self.minimal_polynomial.degree())

    @property
    def regret(self) -> Fraction:
        """The largest gain from a unilateral deviation: nothing, as proven in exact arithmetic."""
        return Fraction(0)

    @cached_property
    def coordinates(self) -> dict[str, dict[str, Expr]]:
        """Every probability as a SymPy expression in ``t``, by player and action; numbers where they are rational."""
        return self._by_action(self._coordinate)

    @cached_property
    def radicals(self) -> dict[str, dict[str, Expr]] | None:
        """Every probability in roots, by player and action; None where t is not a fraction and one root of a fraction.

        It is in degree 2, and in closed forms such as the volunteer's dilemma's.
        """
        shift, power = self._as_root()
        if power is None:
            return None
        size, sign = abs(power), self._root.sign(Poly(shift.q * T - shift.p, T))

        def in_roots(top: Poly) -> Expr:
            coefficients = self._polynomial(top).compose(Poly(T + shift, T, domain=QQ)).all_coeffs()[::-1]
            return sum((c * sign**k * size ** Rational(k, self.degree) for k, c in enumerate(coefficients)), Integer(0))

        return self._by_action(in_roots)

    def evaluate(self, digits: int = 50) -> dict[str, dict[str, Decimal]]:
        """Return every probability in so many significant digits, off by less than one unit of the last."""
        return self._by_action(lambda top: self._decimal(top, digits))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON: coefficients as text, the highest first; fractions such as "2/3"."""
        return {
            "degree": self.degree,
            "minimal_polynomial": _coefficients(self.minimal_polynomial),
            "interval": [str(end) for end in self.interval],
            "form": [{"state": p, "action": a, "weight": weight} for (p, a), weight in self.form.items()],
            "numerators": self._by_action(_coefficients),
            "denominator": _coefficients(self.denominator),
            "ties": [{"state": p, "action": a} for p, a in self.ties],
        }

    @cached_property
    def profile(self) -> Profile:
        """The probabilities as floats, one array for each player in the game's order."""
        return tuple(np.array([float(p) for p in own.values()]) for own in self.evaluate(_FLOAT).values())

    def __getitem__(self, player: str) -> dict[str, Expr]:
        """Return the probability of each of one player's actions, as `coordinates` has it."""
        if player not in self.game.players:
            raise unknown_name("player", player, self.game.players)
        return self.coordinates[player]

    @cached_property
    def _root(self) -> AlgebraicNumber:
        return AlgebraicNumber(self.minimal_polynomial, *self.interval)

    def _by_action(self, value: Callable[[Poly], Any]) -> dict[str, dict[str, Any]]:
        return {player: {a: value(top) for a, top in own.items()} for player, own in self.numerators.items()}

    def _polynomial(self, top: Poly) -> Poly:
        """Return numerator over denominator as one polynomial in t of smaller degree than that of t."""
        p, bottom = (each.set_domain(QQ) for each in (self.minimal_polynomial, self.denominator))
        return (top.set_domain(QQ) * bottom.invert(p)).rem(p)

    def _coordinate(self, top: Poly) -> Expr:
        if top.is_zero or top == self.denominator:
            return Integer(not top.is_zero)
        if self.degree <= _SHORT:
            return self._polynomial(top).as_expr()
        if self._root.vanishes(top - self.denominator * T):
            return T
        return top.as_expr() / self.denominator.as_expr()

    def _as_root(self) -> tuple[Rational, Rational | None]:
        """Return s and a with (t - s)**degree = a; None for a where there are none."""
        n, p = self.degree, self.minimal_polynomial.set_domain(QQ).monic()
        shift = -p.coeff_monomial(T ** (n - 1)) / n
        rest = p.compose(Poly(T + shift, T, domain=QQ)) - Poly(T**n, T, domain=QQ)
        return shift, (-rest.as_expr() if rest.degree() <= 0 else None)

    def _decimal(self, top: Poly, digits: int) -> Decimal:
        if top.is_zero:
            return Decimal(0)
        bits = 4 * digits + _BITS
        low, high = self._root.ratio(top, self.denominator, bits)
        while (high - low) * 10 ** (digits + 1) > low:
            bits *= 2
            low, high = self._root.ratio(top, self.denominator, bits)
        middle = (low + high) / 2
        return Context(digits).divide(Decimal(middle.numerator), Decimal(middle.denominator))

    def __str__(self) -> str:
        kind = "in fractions" if self.degree == 1 else f"of degree {self.degree}"
        lines = [f"exact equilibrium {kind}, proven: the regret is exactly 0", *self._about_t()]
        exact = self.radicals or self.coordinates
        rows = [
            [player, action, number(float(p), _DIGITS), _short(exact[player][action])]
            for (player, own), floats in zip(self.numerators.items(), self.profile, strict=True)
            for action, p in zip(own, floats, strict=True)
            if p != 0
        ]
        lines += Table(["player", "action", "probability", "exactly"], rows).lines()
        return "\n".join(lines + [f"{p} does as well by {a}, unused" for p, a in self.ties])

    def _about_t(self) -> list[str]:
        if self.degree == 1:
            return []
        low, high = self.interval
        form = " + ".join(
            f"{'' if w == 1 else f'{w} '}p({player}: {action})" for (player, action), w in self.form.items()
        )
        polynomial = str(self.minimal_polynomial.as_expr())
        if len(polynomial) > _LONGEST:
            digits = max(len(str(abs(int(c)))) for c in self.minimal_polynomial.all_coeffs())
            polynomial = f"minimal_polynomial, coefficients of up to {digits} digits"
        return [visible(f"t = {form}, the root between {low} and {high} of {polynomial}")]

    def __repr__(self) -> str:
        return f"<ExactForm of degree {self.degree}: {self.game!r}>"


def _coefficients(polynomial: Poly) -> list[str]:
    return [exact_text(int(c)) for c in polynomial.all_coeffs()]


def _short(expression: Expr) -> str:
    text = str(expression)
    return text if len(text) <= _LONGEST else ""
