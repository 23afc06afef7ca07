"""The lines of a certificate: cells of mixed strategies, each cut in two or closed by a reason that `checker` accepts.

First supports are decided, action by action, and what an action surely played rules out is closed as early as can be;
dominated actions, iterated, are the first to go, and what is nearly closed comes before what is not. What is left has
one support, and is one product of polytopes (two players, or more where ties leave a continuum), one equilibrium's
neighbourhood, or is halved until it is one or without equilibria.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, combinations, product

import numpy as np

from alignment_games.arrays import Array
from alignment_games.certificates.checker import Cell, Found, Game, Vertex
from alignment_games.certificates.equilibria import Equations, Line, Point, line_of
from alignment_games.certificates.reasons import Floats, exclusion, in_floats

Support = tuple[frozenset[int], ...]

#: Cells before the first look for an equilibrium that nobody told of; each later look waits for twice as many.
_LOOK = 16
#: Least shares of a cell's corners in a point that floats take for one of its own.
_INSIDE = 1e-6
#: Roots closer than this are one.
_SAME = 1e-9
#: Edges shorter than this are not halved, nor cells with corners of a larger weight.
_SHORT, _HEAVY = 2.0**-40, 2**300


@dataclass
class ProofSearch:
    """The proof of one game. ``known``: equilibria to start from; others are looked for where the proof needs them.

    ``most_cells``: cells of one support before it is left open. ``in_time``: whether to go on; else the rest is open.
    """

    game: Game
    known: Sequence[Point] = ()
    most_cells: int = 5_000
    in_time: Callable[[], bool] = lambda: True
    found: list[Found] = field(default_factory=list)
    pieces: int = 0
    open: int = 0
    _on: dict[Support, list[int]] = field(default_factory=dict)
    _points: list[Array] = field(default_factory=list)
    _roots: dict[Support, list[Array]] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """Yield the lines that follow the header, in order."""
        stack = [self.game.whole]
        while stack:
            cell = stack.pop()
            if not self.in_time():
                yield self._open()
                continue
            floats = in_floats(cell)
            closed = self._closed(cell, floats)
            if closed:
                yield closed
            elif all(cell.sure[i] == cell.support[i] for i in range(len(cell.corners))):
                yield from self._settled(cell, floats)
            else:
                i, a = _undecided(cell, floats.gains)
                yield {"split": [i, a]}
                stack += reversed(cell.split(i, a))
        yield {"end": {"equilibria": len(self.found), "pieces": self.pieces, "open": self.open}}

    def _closed(self, cell: Cell, floats: Floats) -> Line | None:
        """Return why a cell has no equilibrium, or has nothing but equilibria."""
        terms = exclusion(cell, floats)
        if terms:
            return {"worse": terms}
        if max(cell.counts) > 1 and _tied(cell, floats.gains) and max(map(max, cell.gains(cell.support))) <= 0:
            self.pieces += 1
            return {"all": True}
        return None

    def _open(self) -> Line:
        self.open += 1
        return {"open": True}

    def _settled(self, cell: Cell, floats: Floats) -> Iterator[Line]:
        """Yield the lines that close a cell of one support, which no gains exclude."""
        support = tuple(cell.support[i] for i in range(len(cell.corners)))
        points = [point for point in self.known if _support(point) == support]
        if max(cell.counts) == 1:
            points = [tuple(_probabilities(own[0]) for own in cell.corners)]
        elif len(support) == 2:
            sides = [sorted(vertices) for vertices, _ in cell.polytopes()]
            alone = all(len(own) == 1 for own in sides) and _support(tuple(own[0] for own in sides)) == support
            points = [tuple(own[0] for own in sides)] if alone else []
        kept = [line for point in points for line in self._put(support, point)]
        if len(support) == 2 and max(cell.counts) > 1 and not kept:
            yield self._polytopes(sides)
        else:
            yield from self._halved(cell, floats, support, kept)

    def _polytopes(self, sides: Sequence[Sequence[Vertex]]) -> Line:
        self.pieces += all(map(bool, sides))
        return {"polytopes": [[list(map(str, vertex)) for vertex in own] for own in sides]}

    def _put(self, support: Support, point: Point) -> Iterator[Line]:
        """Yield the line of an equilibrium near a point, if there is a new one."""
        made = line_of(self.game, point)
        if made is None or not all(made[1].apart(other) for other in self.found):
            return
        self._on.setdefault(support, []).append(len(self.found))
        self._points.append(np.array([float(x) for x in chain(*made[1].centre)]))
        self._roots.setdefault(support, []).append(self._points[-1])
        self.found.append(made[1])
        yield {"equilibrium": made[0]}

    def _halved(self, whole: Cell, floats: Floats, support: Support, kept: list[Line]) -> Iterator[Line]:
        """Yield the lines that close a cell of one support by halves; they are kept until all of it is closed.

        ``kept``: those of equilibria that are known there, not told if it stays open: nothing is claimed of it then.
        """
        stack, count, look, untried = [whole], 0, _LOOK, _has_ties(whole, floats)
        while stack:
            cell, count = stack.pop(), count + 1
            floats = floats if cell is whole else in_floats(cell)
            closed = self._at(cell, support) or self._excluded(cell, floats, support)
            if not closed and count >= _LOOK and untried and not self._on.get(support):
                untried, sides = False, [sorted(vertices) for vertices, _ in whole.polytopes()]
                if sides:
                    yield self._polytopes(sides)
                    return
            if not closed and count >= look:
                kept, look = [*kept, *self._looked(cell, support)], 2 * count
                closed = self._at(cell, support)
            if closed:
                kept.append(closed)
                continue
            edge = _longest(cell)
            if edge is None or count > self.most_cells or not self.in_time():
                first = min(self._on.pop(support, [len(self.found)]))
                del self.found[first:], self._points[first:]
                yield self._open()
                return
            kept.append({"halve": edge})
            stack += reversed(cell.halve(*edge))
        yield from kept

    def _at(self, cell: Cell, support: Support) -> Line | None:
        here = next((k for k in self._on.get(support, []) if self.found[k].holds(cell)), None)
        return None if here is None else {"at": here}

    def _excluded(self, cell: Cell, floats: Floats, support: Support) -> Line | None:
        if any(_around(cell, self._points[k]) for k in self._on.get(support, [])):
            return None  # nothing excludes an equilibrium
        terms = exclusion(cell, floats)
        return {"worse": terms} if terms else None

    def _looked(self, cell: Cell, support: Support) -> Iterator[Line]:
        """Yield the line of an equilibrium to which Newton's method leads from a cell's middle, if it is new."""
        on = [sorted(own) for own in support]
        middles = (np.array([_probabilities(c) for c in own], dtype=float).mean(axis=0) for own in cell.corners)
        root = Equations(self.game, on).root([own[use] for own, use in zip(middles, on, strict=True)])
        if root is None or min(own.min() for own in root) <= 0:
            return
        full = [np.zeros(len(own[0])) for own in self.game.whole.corners]
        for own, use, x in zip(full, on, root, strict=True):
            own[use] = x
        known = self._roots.setdefault(support, [])
        flat = np.concatenate(full)
        if not any(abs(flat - other).max() < _SAME for other in known):
            known.append(flat)
            yield from self._put(support, tuple(tuple(map(Fraction, own.tolist())) for own in full))


def _support(point: Point) -> Support:
    """Return the actions that each player uses."""
    return tuple(frozenset(a for a, x in enumerate(own) if x) for own in point)


def _probabilities(corner: Sequence[int]) -> tuple[Fraction, ...]:
    """Return the mixed strategy at a corner."""
    return tuple(Fraction(x, sum(corner)) for x in corner)


def _in_shares(corners: Sequence[Sequence[int]]) -> Array:
    """Return the mixed strategies at corners as floats."""
    return np.array([[weight / sum(corner) for weight in corner] for corner in corners])


def _tied(cell: Cell, payoffs: Sequence[Array]) -> bool:
    """Return whether, to floats, all that may be played is a best reply everywhere."""
    for i, own in enumerate(payoffs):
        rows = np.moveaxis(own, i, 0)
        if (rows[sorted(cell.support[i])] < rows.max(axis=0) - 1e-9).any():
            return False
    return True


def _around(cell: Cell, point: Array) -> bool:
    """Return whether, to floats, a point lies well inside of a cell whose players have as many corners as actions."""
    ends = np.cumsum([len(own[0]) for own in cell.corners])
    for own, x in zip(cell.corners, np.split(point, ends[:-1]), strict=True):
        if len(own) > 1:
            corners = _in_shares(own)
            used = corners.any(axis=0)
            inside = np.linalg.lstsq(corners[:, used].T, x[used])[0]  # corners may be as close as floats are
            if inside.min() < _INSIDE:
                return False
    return True


def _has_ties(cell: Cell, floats: Floats) -> bool:
    """Return whether two actions of a support pay the same somewhere at the corners, as they do along a continuum."""
    for i, own in enumerate(floats.gains):
        rows = np.moveaxis(own, i, 0)[sorted(cell.support[i])]
        if not np.diff(np.sort(rows, axis=0), axis=0).all():
            return True
    return False


def _undecided(cell: Cell, payoffs: Sequence[Array]) -> tuple[int, int]:
    """Return a player and an action to decide: that whose two parts are, one times the other, nearest to be closed.

    A part is the nearer, the fewer corners there are at which some action does not gain over one that is surely played.
    It is closed where there are none, as if an action is dominated, or is all that keeps another from being so.
    """
    never = _barring_never(cell, payoffs)
    best, least = (0, 0), (np.inf, 0)
    for i, own in enumerate(payoffs):
        left = sorted(cell.support[i] - cell.sure[i])
        rows = np.moveaxis(own, i, 0).reshape(own.shape[i], -1)
        for a in left:
            surely = float((rows <= rows[a]).mean(axis=1).min())
            score = (surely * never.get((i, a), 1.0), len(left))
            if score < least:
                best, least = (i, a), score
    return best


def _barring_never(cell: Cell, payoffs: Sequence[Array]) -> dict[tuple[int, int], float]:
    """Return of players and actions at which share of corners without the action the others' play is not ruled out."""
    never: dict[tuple[int, int], float] = {}
    for i, own in enumerate(payoffs):
        rows = np.moveaxis(own, i, 0)
        others = [j for j in range(own.ndim) if j != i]
        for a, (axis, j) in product(cell.sure[i], enumerate(others, start=1)):
            barring = (rows <= rows[a]).mean(axis=tuple(k for k in range(1, rows.ndim) if k != axis))
            count = barring.shape[1]
            shares = (barring.sum(axis=1, keepdims=True) - barring).min(axis=0) / max(1, count - 1)
            for share, corner in zip(shares.tolist(), cell.corners[j], strict=True):
                at = (j, corner.index(max(corner)))
                never[at] = min(share, never.get(at, 1.0))
    return never


def _longest(cell: Cell) -> list[int] | None:
    """Return the longest edge as a player and two corners, None where all are too short to halve."""
    longest, where = _SHORT, None
    if max(map(sum, chain(*cell.corners))) > _HEAVY:
        return None
    for i, own in enumerate(cell.corners):
        points = _in_shares(own)
        for v, w in combinations(range(len(own)), 2):
            length = float(abs(points[v] - points[w]).max())
            if length > longest:
                longest, where = length, [i, v, w]
    return where
