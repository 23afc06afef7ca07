"""Which responses are left at each point of a chunk of response games, and which points have the same ones left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.models.response.dominance import ResponseBounds, has_bounds
from alignment_games.models.response.model import ResponseModel
from alignment_games.solvers.control import FEW_PLAYERS, Tick
from alignment_games.sweeps.runs._allowance import Allowance

#: The games of some of the points, given by their positions, along one axis; of one position, that game alone.
ModelAt = Callable[[Array | int], ResponseModel]

#: What a state that lends to a side, lends to the other or stands apart may do: kinds of play of one of the others.
_KINDS = 3
#: How many more of the others are told apart where that may pay.
_STEP = 2
#: To make one more table costs as much as so many more profiles in the tables of some points.
_WORTH_A_TABLE = 5_000
#: One more round costs as much as the tables of so many payoffs, all points together.
_WORTH_A_ROUND = 100_000
#: Boxes are looked at where so many times more profiles are left.
_MORE = 3
#: Of so many of the others in games of many states: what is left open then, sums settle sooner.
_MOST_APART = 4
#: A game of many states by sums takes as long as so many payoffs.
_BY_SUMS = 400_000
#: So many points of one kind are looked at by themselves.
_FEW = 256
#: Boxes of sums, of all points together, that are looked at in one go: few enough for the cache.
_BOXES = 2**16


class Residual(NamedTuple):
    """Points, by position, at which the same actions (by position, for each state) are left."""

    points: Array
    kept: tuple[Array, ...]


def residuals(
    model_at: ModelAt, games: int, sizes: Array, tick: Tick, allowance: Allowance | None = None
) -> list[Residual]:
    """Return the points by what iterated strict dominance leaves there; see `models.response.dominance`.

    More of the others' play is told apart as long as that costs less than the table of what is left. ``sizes``: a
    bound on each state's payoffs, ``(games, n)``. Nothing is left out where no bounds are known. ``allowance``: of the
    run, for what this takes and for the tables of what is left.
    """
    every = np.arange(games)
    model = model_at(every)
    alive = [np.ones((games, len(own)), dtype=bool) for own in model.actions]
    if has_bounds(model):
        most = len(alive) if len(alive) <= FEW_PLAYERS else _MOST_APART + 1
        for apart in range(0, most, _STEP):
            boxes = _KINDS**apart
            open_ = every[_profiles(alive) > _MORE * boxes]
            if allowance is not None:
                allowance.take(float(len(open_)) * boxes * len(alive))
            for points in _pieces(model_at, open_, alive, apart):
                _eliminate(model_at, points, alive, sizes, apart, tick)
    if allowance is not None:
        left = _profiles(alive) * len(alive)
        allowance.take(float((left if len(alive) <= FEW_PLAYERS else np.minimum(left, _BY_SUMS)).sum()))
    return _by_pattern(alive)


def _profiles(alive: Sequence[Array]) -> Array:
    """Return how many profiles are left at each point."""
    return np.asarray(np.prod([own.sum(axis=1, dtype=float) for own in alive], axis=0))


def _pieces(model_at: ModelAt, points: Array, alive: Sequence[Array], apart: int) -> Iterator[Array]:
    """Yield the points in pieces that are looked at in one go, where many have the same to be told apart by themselves.

    Boxes that occur at none of a piece's points are not made: mostly a third of all is left then.
    """
    if not len(points):
        return
    telling = ResponseBounds(model_at(points), len(points)).telling([own[points] for own in alive], apart)
    patterns, group, sizes = np.unique(telling, axis=0, return_inverse=True, return_counts=True)
    boxes = np.maximum(np.count_nonzero(patterns, axis=2), 1)[:, :apart].prod(axis=1)
    few = (sizes < _FEW)[group.ravel()]
    pieces = [(_KINDS**apart, points[few])]
    pieces += [(int(boxes[k]), points[group.ravel() == k]) for k in np.flatnonzero(sizes >= _FEW).tolist()]
    for each, together in pieces:
        most = max(1, _BOXES // each)
        yield from (together[start : start + most] for start in range(0, len(together), most))


def _eliminate(model_at: ModelAt, points: Array, alive: Sequence[Array], sizes: Array, apart: int, tick: Tick) -> None:
    """Strike out, round after round, what is dominated at some points, while more goes than a round costs."""
    while _profiles([own[points] for own in alive]).sum() * len(alive) > _WORTH_A_ROUND:
        tick()
        before = [own[points] for own in alive]
        after = ResponseBounds(model_at(points), len(points)).survivors(before, sizes[points], apart)
        for own, left in zip(alive, after, strict=True):
            own[points] = left
        points = points[np.any([(a != b).any(axis=1) for a, b in zip(before, after, strict=True)], axis=0)]


def _by_pattern(alive: Sequence[Array]) -> list[Residual]:
    """Return the points with the same actions left, few of them together with points that have more left."""
    patterns, group = np.unique(np.concatenate(alive, axis=1), axis=0, return_inverse=True)
    cuts = np.cumsum([own.shape[1] for own in alive])[:-1]
    kept = [tuple(map(np.flatnonzero, np.split(pattern, cuts))) for pattern in patterns]
    profiles = np.array([float(prod(map(len, each))) for each in kept])
    joined = _joined(patterns, profiles, np.bincount(group.ravel()))[group.ravel()]
    return [Residual(np.flatnonzero(joined == k), kept[k]) for k in np.unique(joined).tolist()]


def _joined(patterns: Array, profiles: Array, points: Array) -> Array:
    """Return the pattern with which each is solved: itself, or one that leaves all that it leaves, at less cost.

    ``patterns``: the actions left in each; ``profiles``: how many that makes; ``points``: how many points have them.

    >>> patterns = np.array([[1, 1, 1], [1, 0, 1], [0, 1, 0]], dtype=bool)
    >>> _joined(patterns, np.array([4, 2, 1]), np.array([9, 3, 9])).tolist()
    [0, 0, 0]
    """
    into = np.arange(len(patterns))
    for k in np.argsort(-profiles, kind="stable").tolist():
        larger = ~(patterns[k] & ~patterns).any(axis=1) & (into == np.arange(len(patterns)))
        larger &= (profiles - profiles[k]) * points[k] < _WORTH_A_TABLE
        larger[k] = False
        if larger.any():
            into[k] = int(np.where(larger, profiles, np.inf).argmin())
    return into
