"""Claims about choosing sides: landscapes of two blocs, third parties, similarity of portfolios."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from alignment_games.catalogue.claim import Claim
from alignment_games.catalogue.figures import (
    LANDSCAPE_ACTORS,
    LANDSCAPE_PROPENSITIES,
    LANDSCAPE_SIZES,
    LANDSCAPE_SIZES_WEAK_SYRIA,
)
from alignment_games.models.landscape import Landscape
from alignment_games.models.similarity import portfolio_similarity
from alignment_games.models.third_party import third_party_choice, third_party_game
from alignment_games.solvers import PureEnumeration, solve


def _landscape(sizes: dict[str, int]) -> Landscape:
    return Landscape(sizes, LANDSCAPE_PROPENSITIES)


def _minimum_energies(sizes: dict[str, int]) -> tuple[float, ...]:
    return tuple(float(each.energy) for each in _landscape(sizes).local_minima())


def _against(sizes: dict[str, int]) -> str:
    """Return the bloc that stands against the United States at the lowest minimum."""
    return ", ".join(_landscape(sizes).local_minima()[0].blocs[1])


def _largest_violation_of_the_identity() -> Any:
    """Return the largest |E(X) - E(X^k) - 2 s_k (F_k(X) - F_k(X^k))| over every configuration and move."""
    landscape = _landscape(LANDSCAPE_SIZES)
    worst = 0
    others = LANDSCAPE_ACTORS[1:]
    blocs = (frozenset(bloc) for size in range(len(others) + 1) for bloc in combinations(others, size))
    state = {bloc: (landscape.energy(bloc), landscape.frustrations(bloc)) for bloc in blocs}
    for bloc, (energy, frustration) in state.items():
        for k in others:
            moved_energy, moved = state[bloc ^ {k}]
            change = 2 * LANDSCAPE_SIZES[k] * (frustration[k] - moved[k])
            worst = max(worst, abs(energy - moved_energy - change))
    return worst


def _equilibria_are_minima() -> bool:
    landscape = _landscape(LANDSCAPE_SIZES)
    found = set()
    for equilibrium in solve(landscape.game(), PureEnumeration()):
        pairs = zip(LANDSCAPE_ACTORS, equilibrium.actions, strict=True)
        found.add(frozenset(name for name, action in pairs if action == "bloc_2"))
    everyone = frozenset(LANDSCAPE_ACTORS)
    minima = {frozenset(each.blocs[1]) for each in landscape.local_minima()}
    return found == minima | {everyone - bloc for bloc in minima}


def _configurations_of_17() -> int:
    sizes = {f"Actor {k}": 1 + k % 5 for k in range(17)}
    pairs = combinations(sizes, 2)
    return _configurations(Landscape(sizes, {pair: (k * k) % 5 - 2 for k, pair in enumerate(pairs)}))


def _configurations(landscape: Landscape) -> int:
    minima = landscape.local_minima()
    return sum(each.basin for each in minima) if minima.exhaustive else 0


def _third_party_identity() -> str:
    import sympy

    a, b, k, u, v, c, d = sympy.symbols("A B K u_A u_B c_A c_B", positive=True)
    choice = third_party_choice(k, a, b, values=(u, v), costs=(c, d))
    return str(sympy.simplify(choice.margin - (k / (a + b + k) * (u - v) - (c - d))))


def _odds_identity() -> str:
    import sympy

    a, b, k = sympy.symbols("A B K", positive=True)
    joins_a = third_party_choice(k, a, b, values=(1, 0)).join_first
    joins_b = third_party_choice(k, a, b, values=(0, 1)).join_second
    return str(sympy.simplify(joins_a + joins_b - 1 - k / (a + b + k)))


def _choices_by_cost() -> tuple[str, ...]:
    """Return the choice at A = 2, B = 3, K = 5, u = (1, 0) as the cost of joining A passes K/(A+B+K) = 1/2."""
    from fractions import Fraction

    costs = (Fraction(2, 5), Fraction(1, 2), Fraction(3, 5))
    return tuple(third_party_choice(Fraction(5), 2, 3, values=(1, 0), costs=(cost, 0)).choice for cost in costs)


def _third_parties_that_do_not_split() -> int:
    """Count drawn games of two third parties of opposite interests with another equilibrium than that they split.

    Joining the side that it wants, A with all that is on it, raises that side's odds from A/(A+B) to (A+K)/(A+B+K),
    by KB / ((A+B)(A+B+K)): at least its power times the weaker side's, over the square of all power.
    """
    rng, wrong = random.Random(3), 0  # noqa: S311 - games to test on, not secrets
    for _ in range(40):
        first, second, *powers = (rng.uniform(1, 2) for _ in range(4))
        least = min(powers) * min(first, second) / (first + second + sum(powers)) ** 2
        values = {"Italy": (1.0, 0.0), "Japan": (0.0, 1.0)}
        game = third_party_game(
            dict(zip(values, powers, strict=True)), first=first, second=second, values=values, cost=0.9 * least
        )
        found = [equilibrium.actions for equilibrium in solve(game, PureEnumeration())]
        wrong += found != [("join_first", "join_second")]
    return wrong


_AXELROD = "Axelrod & Furnas 2016, corrected data set"
_BENNETT = "Axelrod & Bennett 1993"
_LALMAN = "Bueno de Mesquita & Lalman 1992, as commonly stated"

CLAIMS = (
    Claim(
        "landscape",
        "energies of all local minima, strong Syria",
        _AXELROD,
        (-83200.0,),
        lambda: _minimum_energies(LANDSCAPE_SIZES),
    ),
    Claim(
        "landscape",
        "energies of all local minima, weak Syria",
        _AXELROD,
        (-65600.0,),
        lambda: _minimum_energies(LANDSCAPE_SIZES_WEAK_SYRIA),
    ),
    Claim(
        "landscape",
        "strong Syria: who stands against the United States, Turkey among them",
        _AXELROD,
        "Turkey, ISIS, Nusra",
        lambda: _against(LANDSCAPE_SIZES),
    ),
    Claim(
        "landscape",
        "weak Syria: Turkey changes sides",
        _AXELROD,
        "ISIS, Nusra",
        lambda: _against(LANDSCAPE_SIZES_WEAK_SYRIA),
    ),
    Claim(
        "landscape",
        "largest violation of E(X) - E(X^k) = 2 s_k (F_k(X) - F_k(X^k)), 1,024 configurations, 10 moves each",
        _BENNETT,
        0,
        _largest_violation_of_the_identity,
    ),
    Claim("landscape", "local minima of E are the pure equilibria", _BENNETT, True, _equilibria_are_minima),
    Claim(
        "landscape",
        "17 states with invented propensities: basins cover every configuration",
        _BENNETT,
        65536,
        _configurations_of_17,
    ),
    Claim("third_party", "P_AK + P_BK - 1 - K/(A+B+K), in symbols", _LALMAN, "0", _odds_identity, definition=True),
    Claim(
        "third_party",
        "U(A) - U(B) - [K/(A+B+K) (u_A - u_B) - (c_A - c_B)], in symbols",
        _LALMAN,
        "0",
        _third_party_identity,
        definition=True,
    ),
    Claim(
        "third_party",
        "the choice as the cost of joining A goes below, to, and above K/(A+B+K) (u_A - u_B)",
        _LALMAN,
        ("join_first", "neutral", "join_second"),
        _choices_by_cost,
    ),
    Claim(
        "third_party",
        "two third parties of opposite interests join opposite sides, and nothing else is an equilibrium, when joining "
        "costs less than it must raise a side's odds: exceptions in 40 drawn games",
        "derived: each raises its side's odds",
        0,
        _third_parties_that_do_not_split,
    ),
    Claim(
        "third_party",
        "S of opposite commitments 3, 0 and 0, 3, and of identical ones",
        "Signorino & Ritter 1999",
        (-1, 1),
        lambda: (portfolio_similarity([3, 0], [0, 3]), portfolio_similarity([3, 1], [3, 1])),
    ),
)
