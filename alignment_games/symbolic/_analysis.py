"""One game read once: its payoffs as fractions of polynomials, and what is known of its parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import product
from math import prod
from operator import mul
from typing import Any

from sympy import Expr, Mul
from sympy.polys.rings import PolyElement

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.expressions import refuse_namesakes
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike, is_pure, supports
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._certificates import sign
from alignment_games.symbolic._domain import Domain, Sign, make_domain, sides, supposed
from alignment_games.symbolic.around import Surroundings
from alignment_games.symbolic.existence import Existence

#: A pure profile by the positions of the actions.
Index = tuple[int, ...]
#: Payoffs of a game that are read as formulas.
_MOST_PAYOFFS = 200_000


class Analysis:
    """A game's payoff differences in normal form. Cheap to ask again: everything is computed once."""

    def __init__(self, game: NormalFormGame | Surroundings, given: Iterable[Any] = ()) -> None:
        if game.batch_shape:
            raise UnsupportedGameError(
                f"this is a family of games (batch {game.batch_shape}); conditions are for one game, put symbols in"
            )
        count = game.n_players * prod(game.n_actions)
        if isinstance(game, NormalFormGame) and count > _MOST_PAYOFFS:
            raise UnsupportedGameError(
                f"{count:,} payoffs are more than the {_MOST_PAYOFFS:,} that are read as formulas within seconds; ask "
                "for the conditions of one pure profile, offer fewer actions, or take fewer states"
            )
        self.game = game
        self.given = supposed(given)
        refuse_namesakes([*game.expressions.flat, *self.given])
        self._converter = poly.Converter([*game.expressions.flat, *(sides(g)[0] for g in self.given)])
        self._gains: dict[tuple[int, Index, int], Gain] = {}

    @cached_property
    def domain(self) -> Domain:
        """The parameters' signs, the user's inequalities, and where some payoff does not exist."""
        divisors = {d: None for e in self.game.expressions.flat for d in self._converter.divisors(e)}
        bare = make_domain(self._converter, self.given)
        poles = tuple(d for d in divisors if not sign(d, bare).strict)
        return Domain(bare.ring, bare.given, poles) if poles else bare

    def divisors(self, places: Iterable[tuple[int, Index]], *more: Any) -> tuple[PolyElement, ...]:
        """Return what payoffs, by player and profile, and further expressions divide by, if it can be zero."""
        expressions = [self.game.expressions[(player, *index)] for player, index in places] + list(more)
        found = {d: None for e in expressions for d in self._converter.divisors(e)}
        return tuple(d for d in found if not sign(d, self.domain).strict)

    def existence(self, places: Sequence[tuple[int, Index]], *more: Any) -> Existence:
        """Return where payoffs, by player and profile, and further expressions exist."""
        expressions = [self.game.expressions[(player, *index)] for player, index in places] + list(more)
        partial = {g: None for e in expressions for g in self._converter.partial(e)}
        return Existence(tuple(map(poly.grouped, self.divisors(places, *more))), tuple(partial))

    def indices(self) -> list[Index]:
        """Return every pure profile by positions, the last player's action changing fastest."""
        return list(product(*(range(m) for m in self.game.n_actions)))

    def index(self, profile: ProfileLike) -> Index:
        """Return the positions of the actions of a pure profile. Raises InvalidModelError for a mixed one."""
        parsed: Profile = self.game.profile(profile)
        if not is_pure(parsed):
            raise InvalidModelError(
                "expected a pure profile, one action for each player; for mixed ones see mixed_conditions"
            )
        return tuple(support[0] for support in supports(parsed))

    def labels(self, index: Index) -> tuple[str, ...]:
        """Return the action labels of a pure profile."""
        return tuple(own[k] for own, k in zip(self.game.actions, index, strict=True))

    def payoff(self, player: int, index: Index) -> poly.Fraction:
        """Return one payoff as a fraction of polynomials."""
        return self._converter(self.game.expressions[(player, *index)])

    def convert(self, expression: Any) -> poly.Fraction:
        """Return an expression in the game's own generators as a fraction of polynomials."""
        return self._converter(expression)

    def gain(self, player: int, index: Index, deviation: int) -> Gain:
        """Return what the player loses by the deviation, as the sign of a polynomial in factors."""
        key = player, index, deviation
        if key not in self._gains:
            other = (*index[:player], deviation, *index[player + 1 :])
            difference = self.payoff(player, index) - self.payoff(player, other)
            self._gains[key] = Gain.of(difference.reduced(), self.domain)
        return self._gains[key]


class Gain:
    """A polynomial in factors with the sign of a payoff difference, its positive factors left out.

    ``sign``: what the assumptions decide. ``factors``: the rest, whose product has the sign of the difference
    (odd powers of denominators of unknown sign among them, listed again in ``denominators``). ``hints``: the
    denominators, which often are factors of parts of the numerator.
    """

    def __init__(
        self,
        sign_: Sign,
        factors: Counter[PolyElement],
        denominators: tuple[PolyElement, ...] = (),
        hints: tuple[PolyElement, ...] = (),
    ) -> None:
        self.sign, self.factors, self.denominators = sign_, factors, denominators
        self.hints = hints

    @classmethod
    def of(cls, difference: poly.Fraction, domain: Domain) -> Gain:
        """Return the gain of a payoff difference."""
        if not difference.numerator:
            return cls(Sign.ZERO, Counter())
        constant, factors = poly.factor(difference.numerator)
        # A denominator has the sign of its inverse.
        product = Counter({f: k for each in (factors, difference.denominator) for f, k in each.items()})
        signs = {f: sign(f, domain) for f in product}
        product = _merged(product, signs, domain)
        positive, kept, strict = constant > 0, Counter[PolyElement](), True
        for f, k in product.items():
            if signs[f] is Sign.ZERO:
                return cls(Sign.ZERO, Counter())
            if signs[f].strict or (f in difference.denominator and (k % 2 == 0 or signs[f] is not Sign.UNKNOWN)):
                positive ^= k % 2 == 1 and signs[f] in (Sign.NEGATIVE, Sign.NONPOSITIVE)
                continue
            strict = strict and f in difference.denominator
            kept[f] += k if signs[f] is not Sign.UNKNOWN or k < 3 else 2 - k % 2
        undecided = [f for f in kept if f in difference.denominator]
        if not kept or all(signs[f] is not Sign.UNKNOWN or k % 2 == 0 for f, k in kept.items()):
            return cls(*_decided(kept, signs, positive=positive, strict=strict))
        shown = kept if positive else _flipped(kept)
        poles = tuple(f if f in shown else -f for f in undecided)
        return cls(Sign.UNKNOWN, shown, poles, tuple(difference.denominator))

    @property
    def switches(self) -> tuple[PolyElement, ...]:
        """Single generators among several factors, of a sign left open: they turn the inequality round."""
        if len(self.factors) < 2:
            return ()
        single = [f for f, k in self.factors.items() if k % 2 and len(f) == 1 and not f.is_ground]
        return tuple(f for f in single if f not in self.denominators)

    @property
    def polynomial(self) -> PolyElement:
        """The product of the factors."""
        factors = iter(self.factors.items())
        first, k = next(factors)
        total = first**k
        for factor, k in factors:
            total = total * factor**k
        return total

    @property
    def expression(self) -> Expr:
        """The product of the factors, each with its terms gathered."""
        return Mul(*(poly.grouped(factor, self.hints) ** k for factor, k in self.factors.items()))


def _merged(product: Counter[PolyElement], signs: dict[PolyElement, Sign], domain: Domain) -> Counter[PolyElement]:
    """Return the product with the factors in one symbol joined where together they have a sign, which is noted.

    Among whole numbers (3n - 4)(3n - 5) is positive: no whole number lies between the roots.
    """
    merged = Counter(product)
    for g in range(domain.ring.ngens):
        alone = [f for f, k in merged.items() if k % 2 and not signs[f].strict and poly.generators(f) == [g]]
        joined = reduce(mul, alone, domain.ring.one)
        found = domain.sign_on_line(joined) if len(alone) > 1 else Sign.UNKNOWN
        if found is not Sign.UNKNOWN:
            for f in alone:
                del merged[f]
            merged[joined], signs[joined] = 1, found
    return merged


def _decided(
    kept: Counter[PolyElement], signs: dict[PolyElement, Sign], *, positive: bool, strict: bool
) -> tuple[Sign, Counter[PolyElement]]:
    """Return the sign of a product of squares and of factors of known sign, and the factors with that sign."""
    shown = kept if positive else _flipped(kept)
    for f, k in kept.items():
        if k % 2 and signs[f] is Sign.NONPOSITIVE:
            positive = not positive
    found = Sign.POSITIVE if strict else Sign.NONNEGATIVE
    return (found if positive else found.flipped), shown


def _flipped(factors: Counter[PolyElement]) -> Counter[PolyElement]:
    """Return the factors of the negated product: one odd factor changes its sign, or -1 joins."""
    odd = [f for f, k in factors.items() if k % 2]
    flip = odd[-1] if odd else None
    if not factors:
        return factors
    if flip is None:
        ring = next(iter(factors)).ring
        return Counter({ring(-1): 1}) + factors
    return Counter({(-f if f is flip else f): k for f, k in factors.items()})
