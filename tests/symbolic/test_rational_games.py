"""Small random games of rational payoffs against arithmetic on fractions, at ties, poles and touching points too."""

import numpy as np
import pytest
from sympy import Rational

from alignment_games.symbolic import conditions, regimes, threshold
from tests.symbolic.rational_oracle import is_equilibrium, points, profiles, random_game, value
from tests.tries import tries

SEEDS = range(2000, 2000 + tries(24, of=60))


def as_numbers(point):
    return {s: Rational(v.numerator, v.denominator) for s, v in point.items()}


def labels(game, index):
    return tuple(own[k] for own, k in zip(game.actions, index, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_conditions_and_thresholds_hold_where_the_payoffs_say_so(seed):
    rng = np.random.default_rng(seed)
    game, symbols = random_game(rng)
    if game.arithmetic != "symbolic":
        return
    index, strict = profiles(game)[int(rng.integers(len(profiles(game))))], bool(rng.random() < 0.3)
    found = conditions(game, labels(game, index), strict=strict)
    player = int(rng.integers(game.n_players))
    first, second = rng.choice(game.n_actions[player], 2, replace=False).tolist()
    at, instead = ((*index[:player], own, *index[player + 1 :]) for own in (first, second))
    used = sorted({s for e in game.payoffs.flat for s in getattr(e, "free_symbols", ())}, key=str)
    names = game.actions[player]
    preference = threshold(
        game, game.players[player], (names[first], names[second]), used[0], others=labels(game, index)
    )
    for point in points(rng, symbols, 12):
        numbers = as_numbers(point)
        assert found.holds(numbers) == is_equilibrium(game, index, point, strict=strict)
        ours, theirs = (value(game.payoffs[(player, *place)], point) for place in (at, instead))
        exists = ours is not None and theirs is not None
        assert preference.holds(numbers) == (exists and ours >= theirs)
    if found.example is not None and not found.never:
        assert found.holds(found.example)


@pytest.mark.parametrize("seed", SEEDS[: tries(12, of=30)])
def test_regimes_cover_every_point_without_ties(seed):
    rng = np.random.default_rng(seed)
    game, symbols = random_game(rng)
    if game.arithmetic != "symbolic":
        return
    found = regimes(game)
    sets = {frozenset(regime.profiles) for regime in found}
    for point in points(rng, symbols, 12):
        if None in [value(e, point) for e in game.payoffs.flat]:
            continue
        weak, strict = (
            {labels(game, k) for k in profiles(game) if is_equilibrium(game, k, point, strict=s)} for s in (False, True)
        )
        if weak == strict and found.complete:
            assert frozenset(weak) in sets
