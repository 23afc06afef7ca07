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

from alignment_games.solvers._exact_algebra import affine_dimension
from alignment_games.solvers._solution import Component, _in_words

Pair = tuple[int, int]
Point = NDArray[Any]


@dataclass(frozen=True)
class NashSubset:
    """A maximal Nash subset: the positions of its extreme strategies, the first player's and the second's."""

    first: tuple[int, ...]
    second: tuple[int, ...]

    @property
    def is_point(self) -> bool:
        """Whether the subset is one isolated pair."""
        return len(self.first) == len(self.second) == 1


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


def maximal_nash_subsets(pairs: Sequence[Pair]) -> list[NashSubset]:
    """Return the maximal bicliques of the graph, each with its positions in rising order.

    The second sides of maximal bicliques are the intersections of neighbourhoods of first strategies.

    >>> [(s.first, s.second) for s in maximal_nash_subsets([(0, 0), (0, 1), (1, 1)])]
    [((0,), (0, 1)), ((0, 1), (1,))]
    """
    neighbours: dict[int, frozenset[int]] = {}
    for x, y in pairs:
        neighbours[x] = neighbours.get(x, frozenset()) | {y}
    sides: set[frozenset[int]] = set()
    for own in neighbours.values():
        sides |= {own, *(own & side for side in sides)}
    subsets = [
        NashSubset(tuple(sorted(x for x, own in neighbours.items() if side <= own)), tuple(sorted(side)))
        for side in sides
        if side
    ]
    return sorted(subsets, key=lambda subset: (subset.first, subset.second))


def components(
    pairs: Sequence[Pair],
    points: tuple[Sequence[Point], Sequence[Point]],
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
) -> list[Component]:
    """Return the components that are more than a point; members are positions in ``pairs``.

    ``points``: the extreme strategies of each player, exact. The dimension is the largest of a maximal Nash subset.
    """
    place = {pair: position for position, pair in enumerate(pairs)}
    found = []
    for group in connected(pairs):
        if len(group) == 1:
            continue
        subsets = maximal_nash_subsets(group)
        sides = [([points[0][x] for x in s.first], [points[1][y] for y in s.second]) for s in subsets]
        dimension = max(affine_dimension(first) + affine_dimension(second) for first, second in sides)
        words = "; or ".join(
            ", ".join(_behaviour(*row) for row in zip(players, side, actions, strict=True)) for side in sides
        )
        found.append(Component(tuple(place[pair] for pair in group), dimension, words))
    return found


def _behaviour(player: str, extremes: Sequence[Point], labels: Sequence[str]) -> str:
    """Return what the player may do in one subset, in words."""
    names = [_in_words(labels, point) for point in sorted(extremes, key=lambda point: [-p for p in point])]
    if len(names) == 1:
        return f"{player} plays {names[0]}"
    if all(name in labels for name in names):
        return f"{player} may mix {_listed(names, 'and')} in any proportion"
    return f"{player} may play any mixture of {_listed([f'({name})' for name in names], 'and')}"


def _listed(names: Sequence[str], joint: str) -> str:
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
