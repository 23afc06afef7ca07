"""Claims about who joins when a threshold must be met: threshold games, volunteers, essential states, networks."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from alignment_games.catalogue.claim import Claim
from alignment_games.catalogue.figures import CAPABILITIES, CAPABILITIES_1949
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.essential_states import find_essential_states, winning_side_game
from alignment_games.models.irrational import irrational_game
from alignment_games.models.threshold import minimal_winning_coalitions, threshold_game, volunteers_dilemma
from alignment_games.models.volunteer import (
    nobody_probability,
    threshold_probabilities,
    volunteer_probability,
)
from alignment_games.solvers import AlikePlayers, PureEnumeration, SupportEnumeration, solve

_EXACT = 1e-9


def balancing_coalitions(game: NormalFormGame) -> tuple[str, ...]:
    """Return who balances in each pure equilibrium, in words, sorted."""
    coalitions = []
    for equilibrium in solve(game, PureEnumeration()):
        pairs = zip(game.players, equilibrium.actions, strict=True)
        coalitions.append(" + ".join(sorted(name for name, action in pairs if action == "balance")) or "nobody")
    return tuple(sorted(coalitions))


def _facing_germany(year: int, tau: float) -> Callable[[], tuple[str, ...]]:
    def find() -> tuple[str, ...]:
        strengths = {name: power for name, power in CAPABILITIES[year].items() if name != "Germany"}
        return balancing_coalitions(threshold_game(strengths, against=CAPABILITIES[year]["Germany"], tau=tau))

    return find


#: Year and requirement tau, and the pure equilibria; subset sums of three figures, by hand.
_THIRTIES = {
    (1936, 1): ("France + UK", "USSR"),
    (1938, 1): ("USSR",),
    (1939, 1): ("UK + USSR", "nobody"),
    (1936, 0.75): ("France + UK", "USSR"),
    (1938, 0.75): ("France + UK", "USSR"),
    (1939, 0.75): ("France + UK", "USSR"),
    (1936, 1.25): ("USSR",),
    (1938, 1.25): ("France + USSR", "UK + USSR", "nobody"),
    (1939, 1.25): ("UK + USSR", "nobody"),
    (1936, 1.5): ("France + USSR", "UK + USSR", "nobody"),
    (1938, 1.5): ("UK + USSR", "nobody"),
    (1939, 1.5): ("France + UK + USSR", "nobody"),
}


def _mismatches_with_minimal_coalitions() -> int:
    """Count random five-state games whose pure equilibria are not the minimal winning coalitions (and nobody)."""
    rng, wrong = random.Random(1), 0  # noqa: S311 - games to test on, not secrets
    for _ in range(30):
        strengths = {name: rng.randint(1, 9) for name in "ABCDE"}
        required = rng.randint(5, 20)
        expected = {" + ".join(sorted(each)) for each in minimal_winning_coalitions(strengths, required)}
        if not any(strength >= required for strength in strengths.values()):
            expected.add("nobody")
        wrong += set(balancing_coalitions(threshold_game(strengths, against=required))) != expected
    return wrong


def _mixed_volunteers(game: NormalFormGame) -> dict[str, float]:
    """Return each state's chance to balance in the equilibrium in which every state mixes."""
    for equilibrium in solve(game, SupportEnumeration()):
        if all(len(support) == 2 for support in equilibrium.supports):
            return {name: float(equilibrium[name]["balance"]) for name in game.players}
    return {}


def _all_mixing_alike(n: int, required: int, cost: float) -> tuple[float, ...]:
    """Return the chances of the equilibria in which all mix alike, by the polynomial of `AlikePlayers`, ascending."""
    solution = solve(volunteers_dilemma(n, cost=cost, required=required), AlikePlayers())
    chances = ({round(float(p[0]), 12) for p in each.profile} for each in solution)
    return tuple(sorted(p for own in chances for p in own if len(own) == 1 and 0 < p < 1))


def _regret_at(n: int, required: int, cost: float) -> float:
    """Return the largest regret over the symmetric mixed profiles that the closed form names."""
    game = volunteers_dilemma(n, cost=cost, required=required)
    roots = threshold_probabilities(n, required, cost)
    return max(float(game.regrets([[p, 1 - p]] * n).max()) for p in roots)


def _unequal_volunteers(ratios: Mapping[str, float]) -> dict[str, float]:
    return _mixed_volunteers(threshold_game(dict.fromkeys(ratios, 1), against=1, cost=ratios))


_RATIOS = {"UK": 0.3, "France": 0.35, "USSR": 0.4}


def _costlier_volunteers_less() -> int:
    """Count pairs of states, among games of unequal cost ratios, of which the costlier does not volunteer more.

    The equilibrium in which all mix is the one that the search over supports finds, where there is one.
    """
    rng, wrong, found = random.Random(2), 0, 0  # noqa: S311 - games to test on, not secrets
    while found < 20:
        ratios = {name: rng.uniform(0.2, 0.5) for name in "ABC"}
        chances = _unequal_volunteers(ratios)
        found += bool(chances)
        ordered = sorted(chances, key=lambda name: ratios[name])
        wrong += sum(chances[one] >= chances[other] for one, other in pairwise(ordered))
    return wrong


def _inessential(resources: Mapping[str, Any]) -> tuple[str, ...]:
    return find_essential_states(resources).inessential


def _never_joins(resources: Mapping[str, Any]) -> tuple[str, ...]:
    joined = " ".join(balancing_coalitions(winning_side_game(resources))).split()
    return tuple(name for name in resources if name not in joined)


def _irrational() -> tuple[tuple[float, ...], ...]:
    """Return the first-action chances of every equilibrium, or nothing when completeness is not proven."""
    solution = solve(irrational_game(), SupportEnumeration())
    return tuple(tuple(float(p[0]) for p in each.profile) for each in solution) if solution.complete else ()


_WINNING = "derived: minimal winning coalitions of the figures, Correlates of War CINC v7.0"
_NIOU = "Niou, Ordeshook & Rose 1989"
_DIEKMANN = "Diekmann 1985"
_PALFREY = "Palfrey & Rosenthal 1984, binomial equation"
_FOUR = {"A": 110, "B": 100, "C": 60, "D": 30}

CLAIMS = (
    *(
        Claim("threshold", f"{year}, tau = {tau}: who balances Germany", _WINNING, claimed, _facing_germany(year, tau))
        for (year, tau), claimed in _THIRTIES.items()
    ),
    Claim(
        "threshold",
        "pure equilibria that are not minimal winning coalitions (or nobody), in 30 random games of five states",
        "derived: minimality is the condition that no balancer can leave",
        0,
        _mismatches_with_minimal_coalitions,
    ),
    Claim(
        "volunteer",
        "three states, c/b = 1/4: each volunteers with probability 1 - (c/b)^(1/2)",
        _DIEKMANN,
        {"State 1": 0.5, "State 2": 0.5, "State 3": 0.5},
        lambda: _mixed_volunteers(volunteers_dilemma(3, cost=0.25)),
        _EXACT,
    ),
    Claim(
        "volunteer",
        "chance that nobody volunteers among 2, 3, 5, 10 states at c/b = 1/2, rising: (c/b)^(n/(n-1))",
        _DIEKMANN,
        (0.25, 0.5**1.5, 0.5**1.25, 0.5 ** (10 / 9)),
        lambda: tuple(nobody_probability(n, 0.5) for n in (2, 3, 5, 10)),
        _EXACT,
        definition=True,
    ),
    Claim(
        "volunteer",
        "at the symmetric probabilities nobody gains by a deviation: largest regret, n = 2 to 8",
        _DIEKMANN,
        0,
        lambda: max(
            float(volunteers_dilemma(n, cost=0.3).regrets([[p, 1 - p]] * n).max())
            for n in range(2, 9)
            for p in [volunteer_probability(n, 0.3)]
        ),
        _EXACT,
    ),
    Claim(
        "volunteer",
        "four states: as many pure equilibria as states, one volunteer in each",
        _DIEKMANN,
        ("State 1", "State 2", "State 3", "State 4"),
        lambda: balancing_coalitions(volunteers_dilemma(4, cost=0.25)),
    ),
    Claim(
        "volunteer",
        "unequal cost ratios .3, .35, .4, all mixing: 1 - Q/k with Q = (product of k)^(1/2)",
        "Diekmann 1993",
        {name: 1 - (0.3 * 0.35 * 0.4) ** 0.5 / k for name, k in _RATIOS.items()},
        lambda: _unequal_volunteers(_RATIOS),
        _EXACT,
    ),
    Claim(
        "volunteer",
        "the costlier state volunteers more where all mix: exceptions in 20 drawn games of three states",
        "Diekmann 1993",
        0,
        _costlier_volunteers_less,
    ),
    Claim(
        "volunteer",
        "two of three needed, c/b = 1/4: the two mixed equilibria",
        _PALFREY,
        (0.1464466094, 0.8535533906),
        lambda: _all_mixing_alike(3, 2, 0.25),
        _EXACT,
    ),
    Claim(
        "volunteer",
        "three of five needed, c/b = 1/4: the two mixed equilibria",
        _PALFREY,
        (0.2858135047, 0.7141864953),
        lambda: _all_mixing_alike(5, 3, 0.25),
        _EXACT,
    ),
    Claim("volunteer", "... and their largest regret in the game", _PALFREY, 0, lambda: _regret_at(5, 3, 0.25), _EXACT),
    Claim(
        "volunteer",
        "two of three needed, c/b = .6: no symmetric mixed equilibrium",
        _PALFREY,
        (),
        lambda: _all_mixing_alike(3, 2, 0.6),
    ),
    Claim(
        "essential_states",
        "resources 120, 100, 80: nobody is inessential",
        _NIOU,
        (),
        lambda: _inessential({"A": 120, "B": 100, "C": 80}),
    ),
    Claim(
        "essential_states",
        "resources 110, 100, 60, 30: the fourth is inessential",
        _NIOU,
        ("D",),
        lambda: _inessential(_FOUR),
    ),
    Claim(
        "essential_states",
        "1949, USA, USSR, UK, France, China: France is inessential",
        "derived: majorities of the figures, Correlates of War CINC v7.0",
        ("France",),
        lambda: _inessential(CAPABILITIES_1949),
    ),
    Claim(
        "essential_states",
        "the inessential state joins in no pure equilibrium of the game",
        "derived: minimality",
        ("D",),
        lambda: _never_joins(_FOUR),
    ),
    Claim(
        "irrational",
        "number of equilibria, proven complete",
        "Nau, Gomez Canovas & Hansen 2004",
        1,
        lambda: len(_irrational()),
    ),
    Claim(
        "irrational",
        "the equilibrium: chances of the first action",
        "Nau, Gomez Canovas & Hansen 2004; r is the root of 2r^2 + 23r - 9",
        ((58 - 2 * 601**0.5) / (39 - 601**0.5), (31 - 601**0.5) / (601**0.5 - 11), (601**0.5 - 23) / 4),
        lambda: _irrational()[0],
        _EXACT,
    ),
)
