"""Random payoffs in symbols of every sign: what is derived against exact arithmetic."""

import numpy as np
import pytest
from sympy import Integer, Rational, Symbol

from alignment_games import NormalFormGame
from alignment_games.symbolic import Sign, conditions, threshold
from tests.tries import tries

SYMBOLS = (
    Symbol("p", positive=True),
    Symbol("q", positive=True),
    Symbol("n", negative=True),
    Symbol("u", nonnegative=True),
    Symbol("v", nonpositive=True),
    Symbol("r", real=True),
    Symbol("z"),
)


def random_polynomial(rng, size=3):
    total = Integer(0)
    for _ in range(size):
        term = Integer(int(rng.integers(-3, 4)))
        for s in rng.choice(len(SYMBOLS), size=int(rng.integers(0, 3)), replace=True):
            term *= SYMBOLS[s]
        total += term
    return total


def random_payoff(rng):
    denominator = random_polynomial(rng, 2)
    return random_polynomial(rng) / denominator if rng.random() < 0.5 and denominator != 0 else random_polynomial(rng)


#: The signs that each symbol may take.
ALLOWED = dict(zip(SYMBOLS, [(1,), (1,), (-1,), (0, 1), (-1, 0), (-1, 0, 1), (-1, 0, 1)], strict=True))


def random_point(rng):
    sizes = {s: Rational(int(rng.integers(1, 7)), int(rng.integers(1, 4))) for s in SYMBOLS}
    return {s: size * int(rng.choice(ALLOWED[s])) for s, size in sizes.items()}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(tries(3, of=6)), 40])
@pytest.mark.parametrize("strict", [False, True])
def test_conditions_hold_exactly_where_the_payoffs_say_so(seed, strict):
    rng = np.random.default_rng(seed)
    payoffs = [random_payoff(rng) for _ in range(3)]
    game = NormalFormGame([payoffs], ["France"], [["a", "b", "c"]])
    result = conditions(game, "a", strict=strict)
    for _ in range(40):
        point = random_point(rng)
        if any(e.as_numer_denom()[1].xreplace(point) == 0 for e in payoffs):
            continue  # there is no game here
        values = [e.xreplace(point) for e in payoffs]
        best = max(values[1:])
        truth = values[0] > best if strict else values[0] >= best
        assert result.holds(point) == bool(truth)
        for condition in result:
            stated = [rule for assumed, rule in condition.cases if assumed.xreplace(point)]
            assert all(bool(rule.xreplace(point)) == bool(condition.relation.xreplace(point)) for rule in stated)
    for implied in result.implied:
        assert implied.certificate.check()
    for k, witness in enumerate(result.witnesses):
        if witness is not None:
            assert [not bool(c.relation.xreplace(witness)) for c in result] == [j == k for j in range(len(result))]


@pytest.mark.parametrize("seed", range(8))
def test_thresholds_say_exactly_when_the_action_is_preferred(seed):
    rng = np.random.default_rng(100 + seed)
    x = SYMBOLS[0]
    first = x * random_polynomial(rng, 2) + random_polynomial(rng, 2).subs(x, 1)
    second = random_polynomial(rng, 2)
    game = NormalFormGame([[first, second]], ["France"], [["a", "b"]])
    if not any(hasattr(e, "has") and e.has(x) for e in (first, second)):
        return
    found = threshold(game, "France", ("a", "b"), x)
    for _ in range(25):
        point = random_point(rng)
        prefers = bool(first.xreplace(point) >= second.xreplace(point))
        if found.verdict in (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO):
            assert prefers
        elif found.verdict is Sign.NEGATIVE:
            assert not prefers
        elif len(found.values) == 1 and found.value.xreplace(point).is_finite:
            stated = [rule for assumed, rule in found.cases if assumed is True or assumed.xreplace(point)]
            assert all(bool(rule if rule in (True, False) else rule.xreplace(point)) == prefers for rule in stated)


def test_the_points_cover_ties_and_both_answers():
    rng = np.random.default_rng(1)
    game = NormalFormGame([[SYMBOLS[0] * SYMBOLS[5], SYMBOLS[6] * SYMBOLS[1]]], ["France"], [["a", "b"]])
    found = [conditions(game, "a").holds(random_point(rng)) for _ in range(12)]
    assert {True, False} == set(found)
