"""A second method for rational payoffs: arithmetic on fractions, one node of an expression after the other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from sympy import Add, Expr, Integer, Mul, Pow, Rational, Symbol

from alignment_games import NormalFormGame

#: One symbol of each kind, and numbers that it may take: small ones, so that ties and poles are met.
REALS = [Fraction(p, q) for p in range(-6, 7) for q in (1, 2, 3)]
DOMAINS: dict[Symbol, list[Fraction]] = {
    Symbol("x", real=True): REALS,
    Symbol("p", positive=True): [v for v in REALS if v > 0],
    Symbol("u", nonnegative=True): [v for v in REALS if v >= 0],
    Symbol("n", integer=True, positive=True): [Fraction(k) for k in range(1, 9)],
    Symbol("m", integer=True): [Fraction(k) for k in range(-6, 7)],
    Symbol("e", even=True, nonnegative=True): [Fraction(k) for k in range(0, 12, 2)],
    Symbol("z"): REALS,
}


def value(e: Any, point: Mapping[Symbol, Fraction]) -> Fraction | None:
    """Evaluate a rational expression node by node; None where some node divides by zero."""
    if getattr(e, "is_Symbol", False):
        return point[e]
    if not getattr(e, "args", ()):
        return Fraction(int(e.numerator), int(e.denominator))
    parts = [value(part, point) for part in e.args]
    if any(part is None for part in parts):
        return None
    if isinstance(e, Add):
        return sum(parts, Fraction(0))
    if isinstance(e, Mul):
        return Fraction(np.prod(np.array(parts, dtype=object)))
    assert isinstance(e, Pow)
    base, exponent = parts
    return None if exponent < 0 and base == 0 else base ** int(exponent)


def is_equilibrium(game: NormalFormGame, index: tuple[int, ...], point: Mapping[Symbol, Fraction], *, strict: bool):
    """Compare the payoffs of one profile with its deviations; False where one of them does not exist."""
    for i, m in enumerate(game.n_actions):
        values = [value(game.payoffs[(i, *index[:i], b, *index[i + 1 :])], point) for b in range(m)]
        if m > 1 and None in values:
            return False
        others = [v for b, v in enumerate(values) if b != index[i]]
        if any(v > values[index[i]] or (strict and v == values[index[i]]) for v in others):
            return False
    return True


def random_root(rng: np.random.Generator, symbols: list[Symbol]) -> Expr:
    """An affine factor: half of them vanish at points that are looked at."""
    s = symbols[int(rng.integers(len(symbols)))]
    other = symbols[int(rng.integers(len(symbols)))] if rng.random() < 0.25 else Integer(0)
    return int(rng.integers(1, 4)) * s - Rational(int(rng.integers(-5, 6)), int(rng.integers(1, 3))) + other


def random_payoff(rng: np.random.Generator, symbols: list[Symbol]) -> Expr:
    """A rational function of degree three at most, with poles and touching points."""
    kind = rng.random()
    if kind < 0.3:
        return Integer(int(rng.integers(-3, 4)))
    top: Expr = Integer(int(rng.choice([-2, -1, 1, 2])))
    for _ in range(int(rng.integers(1, 3))):
        factor = random_root(rng, symbols)
        top *= factor ** int(rng.integers(1, 3)) if top.is_Integer else factor
    top += int(rng.integers(-2, 3)) if rng.random() < 0.5 else 0
    if kind > 0.65:
        top /= random_root(rng, symbols) ** int(rng.integers(1, 3))
    return top


def random_game(rng: np.random.Generator) -> tuple[NormalFormGame, list[Symbol]]:
    kinds = list(DOMAINS)
    symbols = [kinds[k] for k in rng.choice(len(kinds), size=int(rng.integers(1, 3)), replace=False)]
    shape = (2, 2, 2) if rng.random() < 0.5 else (1, 3)
    table = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        table[place] = random_payoff(rng, symbols)
    return NormalFormGame(table), symbols


def points(rng: np.random.Generator, symbols: list[Symbol], count: int) -> list[dict[Symbol, Fraction]]:
    """All points of one symbol; random ones of two."""
    if len(symbols) == 1:
        return [{symbols[0]: v} for v in dict.fromkeys(DOMAINS[symbols[0]])]
    choices = [DOMAINS[s] for s in symbols]
    return [
        {s: own[int(rng.integers(len(own)))] for s, own in zip(symbols, choices, strict=True)} for _ in range(count)
    ]


def profiles(game: NormalFormGame) -> list[tuple[int, ...]]:
    return list(product(*(range(m) for m in game.n_actions)))
