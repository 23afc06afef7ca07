"""Random rational points of a domain, and the signs of polynomials there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Integer, Symbol, lambdify

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.expressions import brief
from alignment_games.symbolic._domain import Domain, Sign
from alignment_games.symbolic._evaluation import signs_at, zero_at
from alignment_games.symbolic._line import Piece, admits

Array = NDArray[Any]

#: With fewer random points than this in the domain, more are taken near a point of it.
_FEWEST = 50
#: Larger samples are left in the order in which they were drawn.
_MOST_TO_SORT = 10_000
#: Whole numbers tried from the ends of an interval that the user's inequalities leave to a parameter.
_MOST_WHOLE = 64


def draw(domain: Domain, count: int, rng: np.random.Generator) -> tuple[dict[Symbol, Array], Array]:
    """Return random rational points of the domain, and the generators' values there.

    Coordinates are binary fractions, so that a float is the point itself, those of few digits first. Points that
    break an inequality of ``given``, or come too near for the sign to be sure, are left out, as are those at which
    some payoff does not exist.
    """
    point = {s: _random_values(s, count, rng, _intervals(domain, s)) for s in domain.symbols}
    values, keep = _allowed(domain, point)
    if domain.given and keep.sum() < _FEWEST:
        point = _around(domain, count, rng) or point
        values, keep = _allowed(domain, point)
    order = np.flatnonzero(keep)
    if count <= _MOST_TO_SORT:
        digits = sum(map(_length, (x[keep] for x in point.values())), np.zeros(len(order)))
        order = order[np.argsort(digits, kind="stable")]
    return {s: x[order] for s, x in point.items()}, values[:, order]


def _allowed(domain: Domain, point: dict[Symbol, Array]) -> tuple[Array, Array]:
    """Return the generators' values, and which points satisfy every inequality and have every payoff."""
    values = _generator_values(domain, point)
    keep: Array = np.asarray(np.isfinite(values).all(axis=0))
    for hypothesis in domain.given:
        at = values[:, keep]
        met = signs_at(hypothesis.polynomial, at) > 0
        if not hypothesis.strict and all(s.is_integer for s in domain.symbols):
            met |= zero_at(hypothesis.polynomial, at)
        keep[keep] &= met
    for pole in domain.poles:
        keep[keep] &= signs_at(pole, values[:, keep]) != 0
    return values, keep


def _intervals(domain: Domain, symbol: Symbol) -> list[Piece]:
    """Return what the inequalities in one parameter alone leave of its line, where there are any."""
    g = domain.ring.symbols.index(symbol) if symbol in domain.ring.symbols else None
    if g is None or not any(h.polynomial.degree(g) > 0 for h in domain.given):
        return []
    return domain.line([], g) or []


def _around(domain: Domain, count: int, rng: np.random.Generator) -> dict[Symbol, Array] | None:
    """Return points scattered about one that satisfies ``given``, for domains too narrow to hit by chance."""
    from alignment_games.symbolic._points import find_point  # which samples the domain without ``given``

    centre = find_point([h.polynomial for h in domain.given], Domain(domain.ring))
    if centre is None:
        return None
    width = 2.0 ** -rng.integers(1, 8, size=count)
    scattered = {
        s: float(x) * (1 + width * rng.integers(-63, 64, size=count) / 64 * (np.arange(count) > 0))
        for s, x in centre.items()
    }
    return {s: _whole_numbers(s, np.round(x), rng) if s.is_integer else x for s, x in scattered.items()}


def _generator_values(domain: Domain, point: Mapping[Symbol, Array]) -> Array:
    symbols, count = domain.symbols, len(next(iter(point.values()), np.empty(1)))
    values = np.empty((domain.ring.ngens, count))
    with np.errstate(all="ignore"):
        for k, generator in enumerate(domain.ring.symbols):
            values[k] = point[generator] if generator.is_Symbol else _evaluated(generator, symbols, point)
    return values


def _evaluated(generator: Expr, symbols: tuple[Symbol, ...], point: Mapping[Symbol, Array]) -> Array:
    """Return a generator's values in floats, NaN where it has no real one."""
    try:
        found = np.asarray(lambdify(symbols, generator, ["scipy", "numpy"])(*(point[s] for s in symbols)))
        return np.where(np.isreal(found), np.real(found), np.nan).astype(float)
    except (TypeError, ValueError, ArithmeticError, NameError, AttributeError, NotImplementedError) as error:
        raise UnsupportedGameError(
            f"payoffs hold {brief(generator)}, which cannot be evaluated; put numbers in for "
            f"{', '.join(sorted(map(str, generator.free_symbols)))}, or write it in elementary functions"
        ) from error


def _length(x: Array) -> Array:
    """Return roughly how many binary digits a number takes: those of its fraction and those of its scale."""
    mantissa, exponent = np.frexp(np.abs(x))
    digits = np.argmax(np.stack([mantissa * 2.0**k % 1 == 0 for k in range(1, 12)]), axis=0)
    return np.asarray(digits + np.abs(exponent - 1))


def _random_values(symbol: Symbol, count: int, rng: np.random.Generator, intervals: list[Piece]) -> Array:
    """Return binary fractions over narrow and wide scales around one, in the signs that the symbol allows.

    Half of them lie in the bounded ``intervals``, where there are any.
    """
    spread = rng.choice([1.0, 3.0, 8.0], size=count)
    exponents = np.round(rng.uniform(-1, 1, size=count) * spread)
    steps = 2 ** np.where(np.arange(count) < count // 2, 1, 6)
    values = rng.integers(steps, 2 * steps) / steps * 2.0**exponents
    sign = Sign.of_symbol(symbol)
    if sign in (Sign.NEGATIVE, Sign.NONPOSITIVE):
        values = -values
    elif sign is Sign.UNKNOWN:
        values = values * rng.choice([-1.0, 1.0], size=count)
    if symbol.is_integer:
        values = _whole_numbers(symbol, np.sign(values) * np.ceil(np.abs(values)), rng)
    inside = [_inside(piece, whole=bool(symbol.is_integer)) for piece in intervals]
    options = np.concatenate([np.empty(0), *inside])
    if len(options):
        values = np.where(rng.random(count) < 0.5, rng.choice(options, size=count), values)
    return np.asarray(values)


def _whole_numbers(symbol: Symbol, values: Array, rng: np.random.Generator) -> Array:
    """Return whole numbers of the symbol's kind (even, prime, ...): zero now and then, others replaced at random."""
    values = np.where(rng.random(len(values)) < 1 / 8, 0.0, values)
    near = {*np.unique(values).tolist(), *map(float, range(-12, 13))}
    allowed = np.array(sorted(k for k in near if admits(symbol, Integer(int(k)))))
    if not len(allowed):
        return np.asarray(values)
    return np.where(np.isin(values, allowed), values, rng.choice(allowed, size=len(values)))


def _inside(piece: Piece, *, whole: bool) -> Array:
    """Return numbers of a piece as floats: whole ones, or 63 evenly spaced inside a bounded interval."""
    if whole:
        least, most = (piece.sample, piece.sample) if piece.is_root else (piece.least, piece.most)
        ends = [int(k) for k in (least, most) if k is not None]
        steps = range(_MOST_WHOLE)
        numbers = {ends[0] + k for k in steps} if least is not None else set()
        numbers |= {ends[-1] - k for k in steps} if most is not None else set()
        return np.array(
            sorted(k for k in numbers if (least is None or k >= least) and (most is None or k <= most)), dtype=float
        )
    if piece.is_root or piece.low is None or piece.high is None:
        return np.empty(0)
    low, high = float(piece.low.high), float(piece.high.low)
    return low + (high - low) * np.arange(1, 64) / 64
