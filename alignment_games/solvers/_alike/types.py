r"""Every equilibrium of n players who are all alike, by kind: who uses which actions, and in which proportion.

What exchanging players makes of an equilibrium is another one, so that a kind is told by how many players use each
support, and by how those of one support divide into groups of one proportion each. Three facts keep the kinds few.

*Supports.* In an equilibrium no action in use pays less than another one at all counts that the others can make, and
less at one: those have a positive chance (`counts`).

*Groups.* Two players who use the same w actions, with probabilities x and y, are indifferent while the other is
there, and payoffs are linear in its probabilities: :math:`A (x - y) = 0`, where A, of w - 1 rows and columns, is the
mean, over the counts that all the others make, of the differences that one player's choice makes to another's gaps.
Where :math:`P A_c`, for one matrix P, is zero or has a positive definite symmetric part at all counts c, and not always
zero, A is regular and x = y. With w = 2, and d groups of the same support, differences of the gap up to order d - 1
vanish on average (as in `kinds`), so that one of order j and one sign leaves at most j groups.

*Systems.* What is left are as many equations as unknowns (`systems`), all of whose roots `boxes` finds and proves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from math import comb

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._alike.boxes import nowhere, roots, value_and_slopes, value_at
from alignment_games.solvers._alike.counts import ByCounts, Support, Users
from alignment_games.solvers._alike.kinds import Part, arrangements
from alignment_games.solvers._alike.systems import Group, gains_of, proportions, system_of
from alignment_games.solvers.control import Control

#: Gains below this share of the largest are too close to zero for floats to tell their sign.
_NEAR = 1e-9
#: Of the largest gap, what rounding of payoffs may be worth.
_ROUNDING = 1e-12
#: Proportions of two groups that are nearer than this are one group's.
_SAME = 1e-8
#: A Jacobian with this condition is not singular that near.
_REGULAR = 1e5
#: Systems of more unknowns than this are not searched, nor more boxes of one.
_MOST_UNKNOWNS, _MOST_BOXES = 6, 20_000
#: Boxes that are looked at to rule a tie out.
_MOST_TIED = 500
#: What a box and a profile of supports take, in units of work; measured.
_A_BOX, _A_SUPPORT = 600, 800


@dataclass(frozen=True)
class TypeKind:
    """A kind of equilibrium by its parts: how many players, and with which probability of each action."""

    parts: tuple[Part, ...]

    @property
    def multiplicity(self) -> int:
        """In how many ways the players can be given these parts."""
        return arrangements([count for count, _ in self.parts])


@dataclass
class TypeKinds:
    """The kinds found, why they may not be all, and how much work is left."""

    work: int
    kinds: list[TypeKind] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def doubt(self) -> str:
        """The doubts in one line, each once."""
        return "; ".join(dict.fromkeys(self.doubts))


def types_of(game: ByCounts, control: Control, most_work: int) -> TypeKinds:
    """Return every kind of equilibrium, pure ones first, then by how many numbers tell it."""
    found = TypeKinds(most_work)
    every = sorted(_groups(game, control), key=_unknowns)
    for groups in every:
        control.tick()
        _add(game, groups, found, control)
    return found


def work_of_types(n_players: int, n_actions: int) -> int:
    """Return what going through the supports will take, about two million units to a second.

    >>> work_of_types(11, 3)  # 12,376 supports
    9900800
    """
    return _A_SUPPORT * comb(n_players + 2**n_actions - 2, n_players)


def _groups(game: ByCounts, control: Control) -> Iterator[list[Group]]:
    """Yield the groups that players may form."""
    for users in _supports(game):
        control.tick()
        divisions = [_divisions(game, users, support) for support in users]
        for parts in product(*divisions):
            yield [Group(support, k) for support, own in zip(users, parts, strict=True) for k in own]


def _unknowns(groups: Sequence[Group]) -> int:
    return sum(group.unknowns for group in groups)


def _supports(game: ByCounts) -> Iterator[Users]:
    """Yield the ways to use supports that no comparison of two actions rules out."""
    m = game.n_actions
    every = [own for k in range(1, m + 1) for own in combinations(range(m), k)]
    for counts in _divided(game.n_players, len(every)):
        users = {support: count for support, count in zip(every, counts, strict=True) if count}
        if not any(_worse(game, users, support) for support in users):
            yield users


def _divided(number: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to divide a number into so many parts, in order, zeros among them."""
    for bars in combinations(range(number + parts - 1), parts - 1):
        ends = (-1, *bars, number + parts - 1)
        yield tuple(after - before - 1 for before, after in pairwise(ends))


def _without(users: Users, support: Support, count: int) -> Users:
    """Return the users without so many of one support."""
    return {own: number - count * (own == support) for own, number in users.items()}


def _worse(game: ByCounts, users: Users, support: Support) -> bool:
    """Return whether an action in use pays less than another one at some counts that can occur, and more at none."""
    gaps = game.gaps[list(support)][..., game.others.reached(_without(users, support, 1))]
    return bool(((gaps.max(axis=2) <= 0) & (gaps.min(axis=2) < 0)).any())


def _divisions(game: ByCounts, users: Users, support: Support) -> list[tuple[int, ...]]:
    """Return how those who use a support may divide into groups of one proportion each."""
    count = users[support]
    if count == 1 or len(support) == 1:
        return [(count,)]
    most = _most_groups(game, users, support) if len(support) == 2 else 1 if _regular(game, users, support) else count
    return [parts for parts in _partitions(count, count) if len(parts) <= most]


def _partitions(number: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write a number as a sum of positive ones, the largest first."""
    if not number:
        yield ()
    for first in range(min(number, largest), 0, -1):
        for rest in _partitions(number - first, first):
            yield (first, *rest)


def _most_groups(game: ByCounts, users: Users, support: Support) -> int:
    """Return the least order of which all differences of a gap have one sign; the number of users without one.

    A difference that rounding of payoffs may have made has none.
    """
    a, b = support
    gaps, doubtful = game.whole_gaps[a, b], _ROUNDING * float(abs(game.whole_gaps).max())
    for order in range(1, users[support]):
        fewer = game.all_but(order + 1)
        at = fewer.table[fewer.reached(_without(users, support, order + 1))]
        differences = np.zeros(len(at), dtype=object)
        for chosen in range(order + 1):
            shift = np.zeros(game.n_actions, dtype=int)
            shift[[a, b]] = chosen, order - chosen
            differences = differences + (-1) ** chosen * comb(order, chosen) * gaps[game.others.rows(at + shift)]
        certain = all(abs(each) > 2**order * doubtful for each in differences if each)
        if certain and differences.any() and ((differences >= 0).all() or (differences <= 0).all()):
            return order
    return users[support]


def _regular(game: ByCounts, users: Users, support: Support) -> bool:
    """Return whether the matrix A of two players who use a support is regular, whatever all others' proportions."""
    fewer = game.all_but(2)
    at = fewer.table[fewer.reached(_without(users, support, 2))]
    base, *rest = (game.others.rows(at + np.eye(game.n_actions, dtype=int)[action]) for action in support)
    gaps = game.gaps[list(support[1:]), support[0]]
    matrices = np.stack([gaps[:, row] - gaps[:, base] for row in rest], axis=1).transpose(2, 0, 1)
    mean = matrices.mean(axis=0)
    if np.linalg.cond(mean) > 1 / _NEAR:
        return False
    turned = np.linalg.inv(mean) @ matrices
    # Where no choice makes a difference the matrix is zero, exactly; else it has to be definite beyond rounding.
    turned = turned[matrices.any(axis=(1, 2))]
    return bool(np.linalg.eigvalsh(turned + turned.transpose(0, 2, 1)).min() > _NEAR)


def _add(game: ByCounts, groups: Sequence[Group], found: TypeKinds, control: Control) -> None:
    """Add the kinds of equilibria in which players form these groups."""
    unknowns = _unknowns(groups)
    if not unknowns:
        found.kinds.append(_kind(game, groups, []))
        return
    if unknowns > _MOST_UNKNOWNS:
        found.doubts.append(f"groups that mix with more than {_MOST_UNKNOWNS} unknowns in all were not looked for")
        return
    equations = system_of(game, groups)
    gains = gains_of(game, groups)
    regular = equations.reshape(unknowns, -1).any(axis=1)
    if not regular.all():
        if not nowhere(equations[regular], gains, _MOST_TIED, control.tick):
            found.doubts.append("two actions may pay the same whatever those who mix do: a continuum")
        return
    solved = roots(equations, gains, _orders(groups), min(_MOST_BOXES, found.work // _A_BOX), control.tick)
    found.work -= _A_BOX * solved.boxes
    if found.work <= 0:
        found.doubts.append("some who may mix differently were not looked for, for the work that it takes: most_work")
    elif not solved.proven:
        found.doubts.append("probabilities that lie too close together were not parted")
    for point in solved.points:
        if not _one_group_twice(groups, equations, point, found):
            _judge(game, groups, point, value_at(gains, point), found)


def _orders(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Return which unknowns are in order: of groups that could be exchanged, the first unknown of each."""
    first = np.cumsum([0, *(group.unknowns for group in groups)]).tolist()
    return [
        (first[g], first[g + 1]) for g in range(len(groups) - 1) if groups[g] == groups[g + 1] and groups[g].unknowns
    ]


def _one_group_twice(groups: Sequence[Group], equations: Array, point: Array, found: TypeKinds) -> bool:
    """Return whether two groups mix alike at a root: they are one group, which is found as such.

    Let one's probabilities move by d and the other's so that both together do not: the equations then move by -A d.
    So A is as far from singular as the Jacobian where both are equal, and that is next to the root.
    """
    chances = proportions(groups, point.tolist())
    if not any(
        groups[g].support == groups[h].support and np.abs(chances[g] - chances[h]).max() < _SAME
        for g, h in combinations(range(len(groups)), 2)
    ):
        return False
    if np.linalg.cond(value_and_slopes(equations, point)[1]) > _REGULAR:
        found.doubts.append("two groups may mix almost alike")
    return True


def _judge(game: ByCounts, groups: Sequence[Group], point: Array, gains: Array, found: TypeKinds) -> None:
    """Add the kind of a root, unless an action not in use pays more."""
    if (np.abs(gains) < _NEAR).any():
        found.doubts.append("a condition was too close to zero to be decided")
    elif (gains < 0).all():
        kind = _kind(game, groups, point.tolist())
        if not any(_same(kind, other) for other in found.kinds):  # groups of one size are found in either order
            found.kinds.append(kind)


def _same(one: TypeKind, other: TypeKind) -> bool:
    """Return whether two kinds are one but for the order of the groups."""
    return len(one.parts) == len(other.parts) and all(
        any(count == size and np.abs(np.subtract(chances, own)).max() < _SAME for size, own in other.parts)
        for count, chances in one.parts
    )


def _kind(game: ByCounts, groups: Sequence[Group], point: Sequence[float]) -> TypeKind:
    told = []
    for group, chances in zip(groups, proportions(groups, point), strict=True):
        full = np.zeros(game.n_actions)
        full[list(group.support)] = chances
        told.append((group.size, tuple(full.tolist())))
    return TypeKind(tuple(sorted(told, reverse=True)))
