r"""The index of every equilibrium and component, of any number of players: by a game nearby, in parts that stay apart.

Payoffs are moved by up to a thousandth of their range, at random. The game that this makes has no ties, so that all
its equilibria are known with their indices. All mixed profiles are cut into cells until those that may hold
equilibria of any game in between fall into parts (`near_games`). In each part the indices of the nearby game's
equilibria add up to those of the game itself: a part with one equilibrium or component gives its index. Where all are
known, and where there is none, the sums must be the same, or completeness is withdrawn.

Equilibria that are regular have theirs before that (`regular_index`). Actions that are strictly dominated and copies
of others are left out first. That changes no index.

Source: Ritzberger (1994), International Journal of Game Theory 23; Govindan & Wilson (1997), Games and Economic
Behavior 21, for copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.entrance import Given
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.signatures import as_annotated
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.control import Control
from alignment_games.solvers.indices.near_games import NearCells
from alignment_games.solvers.indices.regular_index import regular_index
from alignment_games.solvers.smaller_games.reduced import Reduced, without_copies, without_dominated, without_idle
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve
from alignment_games.solvers.status import Status

#: How far payoffs move, as a share of each player's range.
_MOVED = 2.0**-10
#: More than rounding can make of payoffs that are at most one.
_ROUNDING = 1e-12
#: Edges of cells that are too short to be told apart from what payoffs move.
_SMALLEST = 2.0**-12
#: Nearby games that are tried.
_TRIES = 3


@dataclass
class _Set:
    """A component or an isolated equilibrium: its ends in the game without copies, and its index as far as known."""

    ends: Sequence[Profile]
    index: int | None


@as_annotated()
def with_indices(solution: Given, *, most_cells: int = 3000, time_limit: float | None = None) -> Solution:
    """Return the solution with the index of every equilibrium and component for which it can be proven.

    Two-player games have theirs already, and equilibria without ties. ``most_cells``: as many as may be looked at
    together; where the parts are not apart by then, or the ``time_limit`` (seconds) has passed, an index stays None.
    So it does where the solution is not complete. ``stats["index_sum"]`` is one where all are told.

    Raises UnsupportedGameError for a game of sums.

    A law passes by two votes of three. That nobody votes for it is an equilibrium, but nothing keeps it in place:

    >>> from alignment_games.solvers import solve
    >>> passes = [[[0, 0], [0, 1]], [[0, 1], [1, 1]]]
    >>> solution = with_indices(solve(NormalFormGame([passes] * 3, ["Ann", "Bob", "Cat"], ["no", "yes"])))
    >>> [component.index for component in solution.components], solution[4].actions, solution[4].index
    ([1], ('no', 'no', 'no'), 0)
    """
    solution = as_solution(solution)
    joined = {k for component in solution.components for k in component.members}
    alone = [k for k in range(len(solution)) if k not in joined]
    if solution.status not in (Status.ALL, Status.ALL_COMPONENTS):
        return solution
    game, steps = _reduced(solution.game)
    ends = [_forth(equilibrium.profile, steps) for equilibrium in solution]
    sets = [_Set([ends[k] for k in component.members], component.index) for component in solution.components]
    payoffs = _in_units(game)
    for k in alone:
        index = solution[k].index
        sets.append(_Set([ends[k]], regular_index(payoffs, ends[k]) if index is None else index))
    if not _agree(sets, payoffs, most_cells, Control(time_limit)):
        return replace(solution, status=Status.UNPROVEN)
    indices = [one.index for one in sets]
    components = tuple(replace(c, index=index) for c, index in zip(solution.components, indices, strict=False))
    each = dict(zip(alone, indices[len(components) :], strict=True))
    equilibria = tuple(replace(e, index=each.get(k)) for k, e in enumerate(solution))
    known = [index for index in indices if index is not None]
    stats = solution.stats | ({"index_sum": sum(known)} if len(known) == len(indices) else {})
    return replace(solution, equilibria=equilibria, components=components, stats=stats)


def _reduced(game: NormalFormGame) -> tuple[NormalFormGame, list[Reduced]]:
    """Return the game without dominated actions, copies and idle players, and the steps to it."""
    steps = []
    for step in (without_dominated, without_copies, without_idle):
        steps.append(step(game))
        game = steps[-1].game
    return game, steps


def _forth(profile: Profile, steps: Sequence[Reduced]) -> Profile:
    """Return a profile in the smaller game: the probability of copies together."""

    def forth(play: Profile, step: Reduced) -> Profile:
        return tuple(np.array([sum(play[i][own].astype(float)) for own in step.copies[i]]) for i in step.movers)

    return reduce(forth, steps, profile)


def _all_told(sets: Sequence[_Set]) -> bool:
    return all(one.index is not None for one in sets)


def _agree(sets: Sequence[_Set], payoffs: Sequence[Array], most_cells: int, control: Control) -> bool:
    """Put in the indices that parts of the cells give, as these are cut smaller; return whether nothing contradicts.

    Parts that several share give what others leave only where no smaller cells can be had: else the sum over all, which
    is one, would be no check.
    """
    if _all_told(sets):
        return sum(one.index for one in sets if one.index is not None) == 1
    nearby = _nearby_indices(payoffs, control)
    if nearby is None:
        return True
    cells, size = NearCells.whole(payoffs[0].shape).pruned(payoffs, _MOVED + _ROUNDING), 1.0
    while True:
        agreed = _told(sets, cells, nearby, most=1)
        if _all_told(sets) or not agreed:
            return agreed
        size /= 2
        smaller = _smaller(cells.take(_open(sets, cells)), payoffs, size, most_cells)
        if smaller is None or size < _SMALLEST or control.seconds_left <= 0:
            return _told(sets, cells, nearby, most=len(sets))
        cells = smaller


def _in_units(game: NormalFormGame) -> list[Array]:
    """Return payoffs as floats from zero to one."""
    exact = game.to_exact().payoffs
    return [((own - own.min()) / ((own.max() - own.min()) or 1)).astype(float) for own in exact]


def _nearby_indices(payoffs: Sequence[Array], control: Control) -> list[tuple[Profile, int]] | None:
    """Return all equilibria of a nearby game without ties with their indices; None where none is found."""
    rng = np.random.default_rng(0)
    for _ in range(_TRIES):
        game = NormalFormGame([own + _MOVED * rng.random(own.shape) for own in payoffs])
        limit = None if np.isinf(control.seconds_left) else max(control.seconds_left, 0.0)
        solution = solve(game, time_limit=limit, throw=False)
        known = [(e.profile, e.index) for e in solution if e.index is not None]
        if solution.status is Status.ALL and len(known) == len(solution):
            return known
    return None


def _smaller(cells: NearCells, payoffs: Sequence[Array], size: float, most_cells: int) -> NearCells | None:
    """Return what cut cells leave of some, with edges of this size at most; None where they are too many."""
    while len(cells) <= most_cells and (halves := cells.halved(size)) is not None:
        cells = halves.pruned(payoffs, _MOVED + _ROUNDING)
    return cells if len(cells) <= most_cells else None


def _open(sets: Sequence[_Set], cells: NearCells) -> Array:
    """Return which cells are in a group with a set whose index is not known."""
    group = cells.groups()
    held = {int(group[k]) for one in sets if one.index is None for end in one.ends for k in cells.holding(end)}
    return np.isin(group, list(held))


def _told(sets: Sequence[_Set], cells: NearCells, nearby: Sequence[tuple[Profile, int]], *, most: int) -> bool:
    """Put in what parts tell that ``most`` share; return whether the sums of those where all is known are right."""
    group = cells.groups()
    totals = dict.fromkeys(group.tolist(), 0)
    for profile, index in nearby:
        for k in cells.holding(profile)[:1]:  # none where all that is near is known already
            totals[int(group[k])] += index
    places = [{int(group[k]) for end in one.ends for k in cells.holding(end)} for one in sets]
    agreed = True
    for members, groups in [*_parts(places), ([], totals.keys() - set().union(*places))]:
        unknown = [sets[k] for k in members if sets[k].index is None]
        rest = sum(totals[g] for g in groups) - sum(sets[k].index or 0 for k in members)
        if len(unknown) == 1 and len(members) <= most:
            unknown[0].index = rest
        agreed &= bool(unknown) or rest == 0
    return agreed


def _parts(places: Sequence[set[int]]) -> list[tuple[list[int], set[int]]]:
    """Return which of the sets that are in cells share groups, directly or through others, with these groups."""
    parts: list[tuple[list[int], set[int]]] = []
    for k, own in ((k, own) for k, own in enumerate(places) if own):
        touching = [part for part in parts if part[1] & own]
        parts = [part for part in parts if part not in touching]
        parts.append(([j for part in touching for j in part[0]] + [k], own.union(*(part[1] for part in touching))))
    return parts
