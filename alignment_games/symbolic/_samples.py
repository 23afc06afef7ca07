"""Random values of parameters in the signs and kinds that are known, and which of them a domain allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

import numpy as np
from sympy import Expr, Integer, Symbol, lambdify

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.expressions import brief
from alignment_games.symbolic._domain import Domain, Sign
from alignment_games.symbolic._evaluation import signs_at, zero_at
from alignment_games.symbolic._line import LinePiece, admits

#: Whole numbers tried from the ends of an interval that the user's inequalities leave to a parameter.
_MOST_WHOLE = 64


def allowed(domain: Domain, point: dict[Symbol, Array]) -> tuple[Array, Array]:
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


def intervals(domain: Domain, symbol: Symbol) -> list[LinePiece]:
    """Return what the inequalities in one parameter alone leave of its line, where there are any."""
    g = domain.ring.symbols.index(symbol) if symbol in domain.ring.symbols else None
    if g is None or not any(h.polynomial.degree(g) > 0 for h in domain.given):
        return []
    return domain.line([], g) or []


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
        found = np.asarray(_function(generator, symbols)(*(point[s] for s in symbols)))
        return np.where(np.isreal(found), np.real(found), np.nan).astype(float)
    except (TypeError, ValueError, ArithmeticError, NameError, AttributeError, NotImplementedError) as error:
        raise UnsupportedGameError(
            f"payoffs hold {brief(generator)}, which cannot be evaluated; put numbers in for "
            f"{', '.join(sorted(map(str, generator.free_symbols)))}, or write it in elementary functions"
        ) from error


@lru_cache(maxsize=256)
def _function(generator: Expr, symbols: tuple[Symbol, ...]) -> Callable[..., Any]:
    return cast("Callable[..., Any]", lambdify(symbols, generator, ["scipy", "numpy"]))


def length(x: Array) -> Array:
    """Return roughly how many binary digits a number takes: those of its fraction and those of its scale."""
    mantissa, exponent = np.frexp(np.abs(x))
    digits = np.argmax(np.stack([mantissa * 2.0**k % 1 == 0 for k in range(1, 12)]), axis=0)
    return np.asarray(digits + np.abs(exponent - 1))


def random_values(symbol: Symbol, count: int, rng: np.random.Generator, intervals: list[LinePiece]) -> Array:
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
        values = whole_numbers(symbol, np.sign(values) * np.ceil(np.abs(values)), rng)
    inside = [_inside(piece, whole=bool(symbol.is_integer)) for piece in intervals]
    options = np.concatenate([np.empty(0), *inside])
    if len(options):
        values = np.where(rng.random(count) < 0.5, rng.choice(options, size=count), values)
    return np.asarray(values)


def whole_numbers(symbol: Symbol, values: Array, rng: np.random.Generator) -> Array:
    """Return whole numbers of the symbol's kind (even, prime, ...): zero now and then, others replaced at random."""
    values = np.where(rng.random(len(values)) < 1 / 8, 0.0, values)
    near = {*np.unique(values).tolist(), *map(float, range(-12, 13))}
    allowed = np.array(sorted(k for k in near if admits(symbol, Integer(int(k)))))
    if not len(allowed):
        return np.asarray(values)
    return np.where(np.isin(values, allowed), values, rng.choice(allowed, size=len(values)))


def _inside(piece: LinePiece, *, whole: bool) -> Array:
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
