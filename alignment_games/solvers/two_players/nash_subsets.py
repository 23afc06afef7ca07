r"""Maximal Nash subsets and connected components of a two-player game's equilibria.

Let R be the pairs (x, y) of extreme equilibrium strategies that are equilibria together. Every equilibrium
lies in a *maximal Nash subset* conv X x conv Y, where X and Y are a maximal biclique of the graph R:
every x in X goes with every y in Y, and no strategy can be added. Subsets that share a pair are connected;
the components of the graph are the components of the equilibrium set.

Source: C. A. Winkels (1979); D. Avis, G. Rosenberg, R. Savani & B. von Stengel (2010), Economic Theory 42,
section 2, proposition 1 and section 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.entrance import not_taken
from alignment_games.signatures import as_annotated
from alignment_games.solvers._vertices.exact_algebra import affine_dimension
from alignment_games.solvers.solution import Solution, in_words
from alignment_games.solvers.status import Component
from alignment_games.text.display import DisplayedRecord
from alignment_games.text.lists import listed

Pair = tuple[int, int]
Point = NDArray[Any]


@dataclass(frozen=True, repr=False)
class NashSubset(DisplayedRecord):
    """A maximal Nash subset: every mixture of ``first`` with every mixture of ``second`` is an equilibrium.

    ``first``, ``second``: the extreme strategies of each player. ``members``: the positions, in the solution,
    of the extreme equilibria that they form. One member: an isolated equilibrium.
    """

    first: tuple[Point, ...]
    second: tuple[Point, ...]
    members: tuple[int, ...]


@as_annotated()
def nash_subsets(solution: Solution) -> list[NashSubset]:
    """Return the maximal Nash subsets that the extreme equilibria of a two-player solution span.

    With a complete solution, every equilibrium of the game lies in one of them. Raises UnsupportedGameError
    for other numbers of players, InvalidModelError for what is no solution.

    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.solvers import VertexEnumeration, solve
    >>> solution = solve(NormalFormGame([[[1, 1], [1, 0]], [[1, 1], [0, 1]]]), VertexEnumeration())
    >>> [subset.members for subset in nash_subsets(solution)]
    [(0, 1)]
    """
    if not isinstance(solution, Solution):
        raise not_taken(solution, "a solution, as solve(game, VertexEnumeration()) returns it")
    if solution.game.n_players != 2:
        raise UnsupportedGameError(
            f"expected a game of 2 players, got {solution.game.n_players}; solution.components has the continua that "
            "were found"
        )
    keys = [(tuple(x.tolist()), tuple(y.tolist())) for x, y in (equilibrium.profile for equilibrium in solution)]
    place = {pair: position for position, pair in enumerate(keys)}
    strategies = {own: solution[position].profile[i] for pair, position in place.items() for i, own in enumerate(pair)}
    return [
        NashSubset(
            tuple(strategies[x] for x in first),
            tuple(strategies[y] for y in second),
            tuple(sorted(place[x, y] for x in first for y in second)),
        )
        for first, second in bicliques(keys)
    ]


def connected(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs grouped by connected component of their graph, in order of first appearance.

    >>> connected([(0, 0), (1, 1), (0, 2)])
    [[(0, 0), (0, 2)], [(1, 1)]]
    """
    groups: list[tuple[set[int], set[int], list[Pair]]] = []
    for x, y in pairs:
        touching = [group for group in groups if x in group[0] or y in group[1]]
        merged = ({x}, {y}, [(x, y)])
        for group in reversed(touching):
            merged = (merged[0] | group[0], merged[1] | group[1], group[2] + merged[2])
        at = groups.index(touching[0]) if touching else len(groups)
        groups = [group for group in groups if group not in touching]
        groups.insert(at, merged)
    return [group[2] for group in groups]


def bicliques(pairs: Sequence[tuple[Any, Any]]) -> list[tuple[list[Any], list[Any]]]:
    """Return the maximal bicliques of the graph, in order of first appearance.

    The second sides of maximal bicliques are the intersections of neighbourhoods of first strategies.

    >>> bicliques([(0, 0), (0, 1), (1, 1)])
    [([0], [0, 1]), ([0, 1], [1])]
    """
    firsts, seconds = ([*dict.fromkeys(pair[i] for pair in pairs)] for i in range(2))
    neighbours: dict[Any, frozenset[Any]] = {x: frozenset() for x in firsts}
    for x, y in pairs:
        neighbours[x] |= {y}
    sides: set[frozenset[Any]] = set()
    for own in neighbours.values():
        sides |= {own, *(own & side for side in sides)}
    found = [
        ([x for x in firsts if side <= neighbours[x]], [y for y in seconds if y in side]) for side in sides if side
    ]
    return sorted(found, key=lambda sets: [firsts.index(x) for x in sets[0]])


def components(
    pairs: Sequence[Pair],
    points: tuple[Sequence[Point], Sequence[Point]],
    shown: tuple[Sequence[Point], Sequence[Point]],
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
) -> list[Component]:
    """Return the components that are more than a point; members are positions in ``pairs``.

    ``points``: the extreme strategies of each player, exact; ``shown``: the same as the words are to show them.
    The dimension is the largest of a maximal Nash subset.
    """
    place = {pair: position for position, pair in enumerate(pairs)}
    found = []
    for group in connected(pairs):
        if len(group) == 1:
            continue
        subsets = bicliques(group)
        dimension = max(
            sum(affine_dimension([own[k] for k in side]) for own, side in zip(points, sides, strict=True))
            for sides in subsets
        )
        words = "; or ".join(
            ", ".join(
                _behaviour(player, [own[k] for k in side], labels)
                for player, labels, own, side in zip(players, actions, shown, sides, strict=True)
            )
            for sides in subsets
        )
        found.append(Component(tuple(place[pair] for pair in group), dimension, words))
    return found


def _behaviour(player: str, extremes: Sequence[Point], labels: Sequence[str]) -> str:
    """Return what the player may do in one subset, in words."""
    names = [in_words(labels, point) for point in sorted(extremes, key=lambda point: [-p for p in point])]
    if len(names) == 1:
        return f"{player} plays {names[0]}"
    if all(name in labels for name in names):
        return f"{player} may mix {listed(names)} in any proportion"
    return f"{player} may play any mixture of {listed([f'({name})' for name in names])}"
