"""What kind of alignment game it is: who is indispensable, who can stand in for whom.

Read off the pure equilibria: the set of states that balance in each, and the set that bandwagon.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from alignment_games.solvers.solution import Solution

BALANCING = ("balance", "soft_balance")


class Shape(enum.Enum):
    """What the coalitions of balancers, and of bandwagoners, have in common over the pure equilibria."""

    CASCADE = "bandwagoning together or not at all"
    STAG_HUNT = "nobody balances in one, some in another"
    NO_CATCHER = "nobody balances in any"
    BUCK_PASSING = "somebody balances in each, and not the same"
    ONE_COALITION = "the same balance in each"


@dataclass(frozen=True)
class GameKind:
    """The shape of a game, and the states on which it turns.

    ``balancers``: who balances in the first pure equilibrium. ``indispensable``: the members of every coalition.
    ``substitutes``: pairs of which one balances where the other does not, and the other way round elsewhere.
    """

    shape: Shape
    balancers: frozenset[str]
    indispensable: tuple[str, ...]
    substitutes: tuple[tuple[str, str], ...]


def coalitions(solution: Solution, actions: tuple[str, ...] = BALANCING) -> list[frozenset[str]]:
    """Return, for each pure equilibrium, the states that play one of the actions."""
    players = solution.problem.players
    return [
        frozenset(p for p, action in zip(players, equilibrium.actions, strict=True) if action in actions)
        for equilibrium in solution
        if equilibrium.pure
    ]


def indispensable(balancers: Sequence[frozenset[str]], players: Sequence[str]) -> list[str]:
    """Return the states without which nobody balances in any equilibrium: members of every coalition."""
    acting = [members for members in balancers if members]
    return [p for p in players if acting and all(p in members for members in acting)]


def substitutes(balancers: Sequence[frozenset[str]], players: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of which one balances where the other does not, and the other way round elsewhere."""
    return [
        (a, b)
        for a, b in combinations(players, 2)
        if any(a in m and b not in m for m in balancers) and any(b in m and a not in m for m in balancers)
    ]


def kind_of_game(solution: Solution) -> GameKind | None:
    """Return the kind of game, None where nobody can balance or no equilibrium is pure.

    >>> from alignment_games import solve, threshold_game
    >>> found = kind_of_game(solve(threshold_game({"A": 3, "B": 1, "C": 1}, against=4)))
    >>> found.shape.name, found.indispensable, found.substitutes
    ('STAG_HUNT', ('A',), (('B', 'C'),))
    """
    players = solution.problem.players
    balancers = coalitions(solution)
    if not balancers or not any(set(BALANCING) & set(own) for own in solution.problem.actions):
        return None
    return GameKind(
        _shape(balancers, coalitions(solution, ("bandwagon",))),
        balancers[0],
        tuple(indispensable(balancers, players)),
        tuple(substitutes(balancers, players)),
    )


def _shape(balancers: Sequence[frozenset[str]], bandwagoners: Sequence[frozenset[str]]) -> Shape:
    nobody, somebody = any(not m for m in balancers), any(balancers)
    if any(len(m) > 1 for m in bandwagoners) and any(not m for m in bandwagoners):
        return Shape.CASCADE
    if nobody:
        return Shape.STAG_HUNT if somebody else Shape.NO_CATCHER
    return Shape.BUCK_PASSING if len(set(balancers)) > 1 else Shape.ONE_COALITION
