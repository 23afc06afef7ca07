"""What kind of alignment game it is: who is indispensable, who can stand in for whom.

Read off the pure equilibria: the set of states that balance in each, and the set that bandwagon.
"""

from __future__ import annotations

from itertools import combinations

from alignment_games.solvers.solution import Solution
from alignment_games.text.lists import listed

BALANCING = ("balance", "soft_balance")


def coalitions(solution: Solution, actions: tuple[str, ...] = BALANCING) -> list[frozenset[str]]:
    """Return, for each pure equilibrium, the states that play one of the actions."""
    players = solution.problem.players
    return [
        frozenset(p for p, action in zip(players, equilibrium.actions, strict=True) if action in actions)
        for equilibrium in solution
        if equilibrium.pure
    ]


def indispensable(balancers: list[frozenset[str]], players: tuple[str, ...]) -> list[str]:
    """Return the states without which nobody balances in any equilibrium: members of every coalition."""
    acting = [members for members in balancers if members]
    return [p for p in players if acting and all(p in members for members in acting)]


def substitutes(balancers: list[frozenset[str]], players: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the pairs of which one balances where the other does not, and the other way round elsewhere."""
    return [
        (a, b)
        for a, b in combinations(players, 2)
        if any(a in m and b not in m for m in balancers) and any(b in m and a not in m for m in balancers)
    ]


def kind_of_game(solution: Solution) -> list[str]:
    """Return sentences on the kind of game, empty where nobody can balance or no equilibrium is pure."""
    players = solution.problem.players
    balancers = coalitions(solution)
    if not balancers or not any(set(BALANCING) & set(own) for own in solution.problem.actions):
        return []
    sentences = [_kind(balancers, coalitions(solution, ("bandwagon",)))]
    needed = indispensable(balancers, players)
    pairs = substitutes(balancers, players)
    if needed:
        verb = "is" if len(needed) == 1 else "are"
        sentences.append(f"{listed(needed)} {verb} indispensable: no equilibrium has balancing without.")
    if pairs:
        stand_ins = (f"{a} and {b}" for a, b in pairs)
        sentences.append(f"Substitutes, of which one balances so that the other need not: {'; '.join(stand_ins)}.")
    return sentences


def _kind(balancers: list[frozenset[str]], bandwagoners: list[frozenset[str]]) -> str:
    nobody, somebody = any(not m for m in balancers), any(balancers)
    if any(len(m) > 1 for m in bandwagoners) and any(not m for m in bandwagoners):
        return "A bandwagoning cascade: states bandwagon together or not at all, each because the others do."
    if nobody and somebody:
        return "A stag hunt: balancing pays each state only when enough others balance, and nobody may."
    if nobody:
        return "A buck-passing game without a buck-catcher: in no pure equilibrium does anybody balance."
    if len(set(balancers)) > 1:
        return "A buck-passing game: somebody has to catch the buck, and each equilibrium names another."
    return f"Balancing has one shape: {listed(sorted(balancers[0]))} balance{'s' if len(balancers[0]) == 1 else ''}."
