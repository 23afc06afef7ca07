"""Claims about how much states give: burden sharing, contests, returns to scale."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from alignment_games.catalogue.claim import Claim
from alignment_games.models.burden_sharing import burden_shares, burden_sharing_game
from alignment_games.models.contest_effort import (
    contest_game,
    difference_contest_game,
    equilibrium_efforts,
    symmetric_effort,
)
from alignment_games.models.returns_to_scale import best_coalition_ratio, coalition_payoff, returns_to_scale_game
from alignment_games.solvers import PureEnumeration, solve

_NAMES = "ABCDE"
_EXACT = 1e-9
#: By decisiveness m, the ratio r of a coalition to the rest that is best for its members: r^m - m r - (m-1) = 0.
_BEST_RATIOS = {2: 1 + 2**0.5, 3: 2}


def _contributions(incomes: Sequence[int]) -> tuple[float, ...]:
    shares = burden_shares(dict(zip(_NAMES, incomes, strict=False)), weight=Fraction(1, 2))
    return tuple(float(share) for share in shares.contributions.values())


def _discrete_contributions(levels: Sequence[int]) -> tuple[str, ...]:
    """Return the pure equilibria of the discrete game at incomes 10 and 5."""
    solution = solve(burden_sharing_game({"A": 10, "B": 5}, levels), PureEnumeration())
    return tuple(", ".join(equilibrium.actions) for equilibrium in solution)


def _falls_of_the_share_of_income() -> int:
    """Count where a larger income gives a smaller share, over 200 drawn sets of five incomes."""
    rng, falls = random.Random(1), 0  # noqa: S311 - incomes to test on, not secrets
    for _ in range(200):
        incomes = sorted((rng.randint(1, 100) for _ in range(5)), reverse=True)
        shares = [given / income for given, income in zip(_contributions(incomes), incomes, strict=True)]
        falls += sum(larger < smaller - _EXACT for larger, smaller in pairwise(shares))
    return falls


def _efforts(values: Mapping[str, int]) -> tuple[float, ...]:
    exact = {name: Fraction(value) for name, value in values.items()}
    return tuple(float(effort) for effort in equilibrium_efforts(exact).efforts.values())


def _is_equilibrium_on_grid(values: Mapping[str, float], efforts: Sequence[float], decisiveness: float = 1) -> bool:
    """Return whether the efforts are an equilibrium of the game with a fine grid of levels around them."""
    levels = sorted({*efforts, *(k / 20 for k in range(31))})
    game = contest_game(values, levels, decisiveness=decisiveness)
    profile = {name: f"effort {effort}" for name, effort in zip(values, efforts, strict=True)}
    return bool(game.regrets(profile).max() <= _EXACT)


def _nobody_arms(strengths: Sequence[float]) -> tuple[bool, ...]:
    """Return, for each kV, whether no effort by either is an equilibrium of the difference contest."""
    levels = [0.0, *(1e-3 * 1.3**k for k in range(30))]
    games = (difference_contest_game({"A": 1.0, "B": 1.0}, levels, decisiveness=k) for k in strengths)
    return tuple(bool(game.regrets("effort 0.0, effort 0.0").max() <= 0) for game in games)


def _payoffs_at_constant_returns() -> tuple[Any, ...]:
    """Return what a state of power 1 gets beside a war of 3 against 2, m = 1: wait, balance, bandwagon."""
    game = returns_to_scale_game({"Third": Fraction(1)}, attacker=Fraction(3), target=Fraction(2))
    return tuple(game.payoffs[0])


def _best_with_a_cost() -> tuple[str, ...]:
    powers = {"Britain": 1.0, "Austria": 1.5}
    game = returns_to_scale_game(powers, attacker=3.0, target=2.0, cost=0.01)
    return tuple(", ".join(equilibrium.actions) for equilibrium in solve(game, PureEnumeration()))


def _best_ratios_by_search() -> tuple[float, ...]:
    """Return the ratios at which a member's payoff peaks, by direct search over coalitions of a total of 1."""
    from scipy.optimize import minimize_scalar

    def lost(share: float, decisiveness: int) -> float:
        return -float(coalition_payoff(1.0, share, 1 - share, decisiveness))

    searches = [minimize_scalar(lost, args=(m,), bounds=(0.5, 0.99), options={"xatol": 1e-10}) for m in _BEST_RATIOS]
    return tuple(float(found.x / (1 - found.x)) for found in searches)


_OLSON = "Olson & Zeckhauser 1966; Bergstrom, Blume & Varian 1986"
_TULLOCK = "Tullock 1980"
_POWELL = "own reduction, in the spirit of Powell 1999"

CLAIMS = (
    Claim("burden_sharing", "incomes 10, 6", _OLSON, (14 / 3, 2 / 3), lambda: _contributions((10, 6)), _EXACT),
    Claim("burden_sharing", "incomes 10, 5: the smaller rides free", _OLSON, (5, 0), lambda: _contributions((10, 5))),
    Claim(
        "burden_sharing",
        "incomes 100, 60, 40, 20, 10",
        _OLSON,
        (140 / 3, 20 / 3, 0, 0, 0),
        lambda: _contributions((100, 60, 40, 20, 10)),
        _EXACT,
    ),
    Claim(
        "burden_sharing",
        "the share of income given, (1 - a) (1/(1-a) - G/I), rises with income I: falls in 200 drawn sets of incomes",
        _OLSON,
        0,
        _falls_of_the_share_of_income,
    ),
    Claim(
        "burden_sharing",
        "incomes 10, 5, levels 0, 2, 5: the discrete game has the continuous equilibrium alone",
        "derived by hand: 25 > 16 at 5 against 0; 25 > 21 at 0 against 5; no other pair holds",
        ("give 5, give 0",),
        lambda: _discrete_contributions((0, 2, 5)),
    ),
    Claim(
        "contest_effort",
        "equal values, n = 2, 3, 5 at m = 1 and n = 2 at m = 1/2: effort m (n-1) V / n^2",
        _TULLOCK,
        (0.25, 2 / 9, 0.16, 0.125),
        lambda: (*(symmetric_effort(n, 1.0) for n in (2, 3, 5)), symmetric_effort(2, 1.0, 0.5)),
        _EXACT,
        definition=True,
    ),
    Claim(
        "contest_effort",
        "... is an equilibrium of the game on a grid of efforts, n = 2, m = 1 and 5/4",
        _TULLOCK,
        (True, True),
        lambda: (
            _is_equilibrium_on_grid({"A": 1.0, "B": 1.0}, (0.25, 0.25)),
            _is_equilibrium_on_grid({"A": 1.0, "B": 1.0}, (0.3125, 0.3125), 1.25),
        ),
    ),
    Claim(
        "contest_effort",
        "values 3, 2, 1: efforts, the third inactive",
        "Hillman & Riley 1989",
        (0.72, 0.48, 0),
        lambda: _efforts({"A": 3, "B": 2, "C": 1}),
        _EXACT,
    ),
    Claim(
        "contest_effort",
        "... is an equilibrium of the game on a grid of efforts",
        "Hillman & Riley 1989",
        True,
        lambda: _is_equilibrium_on_grid({"A": 3.0, "B": 2.0, "C": 1.0}, (0.72, 0.48, 0.0)),
    ),
    Claim(
        "contest_effort",
        "difference form, kV = 1, 2, 3.9, 4, 4.2, 6, 10: nobody arms iff kV <= 4",
        "Hirshleifer 1989; derived: the first unit of effort gains kV/4",
        (True, True, True, True, False, False, False),
        lambda: _nobody_arms((1, 2, 3.9, 4, 4.2, 6, 10)),
    ),
    Claim(
        "returns_to_scale",
        "m = 1: wait, balance and bandwagon all give s/S, here 1/6",
        _POWELL,
        (Fraction(1, 6), Fraction(1, 6), Fraction(1, 6)),
        _payoffs_at_constant_returns,
    ),
    Claim(
        "returns_to_scale",
        "m = 1 and any cost: waiting is the only equilibrium",
        _POWELL,
        ("wait, wait",),
        _best_with_a_cost,
    ),
    Claim(
        "returns_to_scale",
        "best ratio of the coalition to the rest, m = 2 and 3: roots of r^m - m r - (m-1)",
        _POWELL,
        tuple(_BEST_RATIOS.values()),
        lambda: tuple(map(best_coalition_ratio, _BEST_RATIOS)),
        _EXACT,
        definition=True,
    ),
    Claim(
        "returns_to_scale",
        "... is where a member's payoff peaks, by direct search",
        _POWELL,
        tuple(_BEST_RATIOS.values()),
        _best_ratios_by_search,
        1e-6,
    ),
)
