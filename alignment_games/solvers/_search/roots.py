r"""All roots of stacked systems inside their products of simplices, each certified, none missed.

Cells are excluded, shrunk, settled or cut (see `cells`) until none is left. A settled cell lies in a larger
one on which the equations are one to one, with Newton's limit in it, so it holds no other root. Every root is
then certified by itself (see `certified`), with a radius within which no other is: cells within it are done with.

Where the Jacobian is singular at a root nothing can be certified: the root may be multiple or lie on a
continuum. Such cells are set aside once they are small, with the point and its rank deficiency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search import contraction
from alignment_games.solvers._search.cells import Cells
from alignment_games.solvers._search.certified import SINGULAR, STANDSTILL, Point, Root, certify, certify_each, within
from alignment_games.solvers._search.double_roots import DoubleRoot
from alignment_games.solvers._search.gathering import SystemStack
from alignment_games.solvers.control import Tick

#: Numbers held at once by the cells being worked on; bounds the memory.
_CHUNK = 150_000
#: From this size on, cells are asked whether they hold a singular root.
_SMALL = 0.04
#: Cells this small that are still unsettled are given up as unknown.
_SMALLEST = 1e-7
#: Cells that reach no farther from a root than this times its smallest singular value are compared with `Root.alone`.
_NEIGHBOURHOOD = 0.1
#: By how much a cell is enlarged, in its own coordinates, around itself and Newton's limit.
_ROOM = 0.02


@dataclass
class Findings:
    """What the search found for each system, by position.

    ``roots``: certified isolated roots. ``singular``: points where the Jacobian is singular. ``unknown``:
    systems of which some cell was given up.
    """

    roots: dict[int, list[Root]] = field(default_factory=dict)
    singular: dict[int, list[Point]] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    cells: int = 0

    def add(self, other: Findings, at: Sequence[int]) -> None:
        """Add what was found for other systems, which have these positions here."""
        self.roots |= {at[k]: roots for k, roots in other.roots.items()}
        self.singular |= {at[k]: points for k, points in other.singular.items()}
        self.unknown |= {at[k] for k in other.unknown}
        self.cells += other.cells

    def add_inside(self, owner: int, root: Root) -> None:
        """Keep a root unless it is outside the simplices, or there already, found from a neighbouring cell."""
        if min(float(x.min()) for x in root.point) > -root.radius:
            known = self.roots.setdefault(owner, [])
            if not any(_distance(root.point, other.point) + root.radius < other.alone for other in known):
                known.append(root)


def _distance(one: Point, other: Point) -> float:
    return max(float(abs(a - b).max()) for a, b in zip(one, other, strict=True))


def find_roots(systems: SystemStack, tick: Tick, most_cells: int, double: Sequence[DoubleRoot] = ()) -> Findings:
    """Return all roots of the equations in the closed simplices at which the conditions may hold.

    ``tick`` is called between chunks of work and may end the search by raising. ``most_cells``: for each
    system; one that needs more ends as unknown. ``double``: roots of all systems that are known to be double; what is
    singular elsewhere ends as unknown then.
    """
    findings = Findings()
    used = np.zeros(len(systems), dtype=np.int64)
    stack = [Cells.whole(np.arange(len(used)), systems.values, systems.rounding)]
    size = max(8, _CHUNK // int(np.prod(systems.values.shape[1:])))
    while stack:
        tick()
        cells = _next(stack, size)
        findings.cells += len(cells)
        np.add.at(used, cells.owner, 1)
        given_up = used > most_cells
        given_up[[k for k in findings.singular if used[k] > most_cells // 10]] = True
        findings.unknown.update(np.flatnonzero(given_up).tolist())
        cells = cells.take(~given_up[cells.owner])
        if len(cells):
            stack += _step(cells, systems, findings, double)
    return findings


def _next(stack: list[Cells], size: int) -> Cells:
    """Take about ``size`` cells from the top of the stack."""
    parts, count = [], 0
    while stack and count < size:
        parts.append(stack.pop())
        count += len(parts[-1])
    cells = _cells.join(parts)
    if len(cells) > size:
        stack.append(cells.take(slice(size, None)))
        cells = cells.take(slice(None, size))
    return cells


def _step(cells: Cells, systems: SystemStack, findings: Findings, double: Sequence[DoubleRoot]) -> list[Cells]:
    """Exclude, settle, shrink or cut the cells; return what is left to do."""
    d = systems.n_equations
    cells = cells.take(_cells.possible(cells, d))
    if not len(cells):
        return []
    cells, found = contraction.newton(cells, systems.own)
    left = np.ones(len(cells), dtype=bool)
    candidates = np.flatnonzero(found.unique)
    if len(candidates):
        left[candidates] = ~_settle(cells.take(candidates), systems, findings)
    small = np.flatnonzero(left & (cells.sizes() < _SMALL))
    if len(small):
        left[small] = ~_set_aside(cells.take(small), systems, findings, double)
    rest = np.flatnonzero(left)
    return _cells.halved(cells.take(rest), [part[rest] for part in found.low], found.changes[rest]) if len(rest) else []


def _settle(cells: Cells, systems: SystemStack, findings: Findings) -> Array:
    """Return which cells are settled: they hold at most one root, and it is certified or outside."""
    d, shape = systems.n_equations, cells.shape
    local = _newton_steps(cells.values[:, :d], [np.full((len(cells), k), 1 / k) for k in shape])
    reach = np.max([-y.min(axis=1) for y in local], axis=0)
    settled: Array = np.isfinite(reach) & (reach < 3)
    near = np.flatnonzero(settled)
    if not len(near):
        return settled
    cells, local = cells.take(near), [y[near] for y in local]
    maps = [_outgrown(y) for y in local]
    growth = np.prod([abs(own).sum(axis=2).max(axis=1) for own in maps], axis=0)  # of errors, by leaving the cell
    larger = replace(cells.restricted(maps), rounding=cells.rounding * growth[:, None])
    settled[near] = unique = contraction.one_to_one(larger, d)
    points = cells.points(local)
    at = np.flatnonzero(unique)
    owner = cells.owner[at]
    roots = certify_each(systems.values[owner, :d], [p[at] for p in points], systems.rounding[owner, :d])
    proven = np.array([k for k, root in enumerate(roots) if root is not None], dtype=int)
    certain = [root for root in roots if root is not None]
    inside = within(certain, [v[at[proven]] for v in larger.vertices]) if certain else np.zeros(0, dtype=bool)
    settled[near[at]] = False
    settled[near[at[proven[inside]]]] = True
    for own, root, kept in zip(owner[proven].tolist(), certain, inside.tolist(), strict=True):
        if kept:
            findings.add_inside(own, root)
    return settled


def _outgrown(local: Array) -> Array:
    """Return maps to slightly larger simplices that hold the old one and the points, inside."""
    low = np.minimum(local, 0) - _ROOM
    found: Array = (1 - low.sum(axis=1))[:, None, None] * np.eye(local.shape[1]) + low[:, None]
    return found


def _newton_steps(equations: Array, point: list[Array], steps: int = 12) -> list[Array]:
    """Return Newton's method run from the points, in least squares where the Jacobian is singular."""
    for _ in range(steps):
        slopes = _cells.jacobian(equations, point)
        value = _cells.evaluate(equations, point)
        step = (_solver(slopes) @ -value[..., None])[..., 0]
        step = np.clip(step, -2, 2)
        point = [y + s for y, s in zip(point, _cells.spread(step, equations.shape[2:]), strict=True)]
        if abs(step).max() <= STANDSTILL:
            break
    return point


def _solver(matrices: Array) -> Array:
    """Return inverses, and pseudo-inverses where there is none."""
    left, values, right = np.linalg.svd(matrices)
    cut = values > 1e-9 * values[:, :1]
    inverse = np.where(cut, 1 / np.where(cut, values, 1), 0)
    found: Array = (right.transpose(0, 2, 1) * inverse[:, None]) @ left.transpose(0, 2, 1)
    return found


def _set_aside(cells: Cells, systems: SystemStack, findings: Findings, double: Sequence[DoubleRoot]) -> Array:
    """Return which small cells are done with.

    Newton's limit is a singular root in or next to them, or a root that is certified to be the only one as far
    as they reach; or a root that is known to be double is; or they are too small.
    """
    d, shape = systems.n_equations, cells.shape
    local = _newton_steps(cells.values[:, :d], [np.full((len(cells), k), 1 / k) for k in shape], steps=25)
    value = abs(_cells.evaluate(cells.values[:, :d], local)).max(axis=1)
    done = np.any([root.holds(cells) for root in double], axis=0) if double else np.zeros(len(cells), dtype=bool)
    near = np.flatnonzero(~done & (np.max([-y.min(axis=1) for y in local], axis=0) < 3) & (value < 1e-9))
    points = [p[near] for p in cells.points(local)]
    slopes = _cells.jacobian(systems.values[cells.owner[near], :d], points)
    steepness = np.linalg.svd(slopes, compute_uv=False)[:, -1]
    away = cells.take(near).farthest(points)
    for k, cell in enumerate(near.tolist()):
        owner, point = int(cells.owner[cell]), tuple(p[k] for p in points)
        if steepness[k] < SINGULAR and not double:
            findings.singular.setdefault(owner, []).append(point)
            done[cell] = True
        elif away[k] < _NEIGHBOURHOOD * steepness[k]:
            root = certify(systems.values[owner, :d], point, systems.rounding[owner, :d])
            done[cell] = root is not None and away[k] + _distance(root.point, point) < root.alone
            if root is not None and done[cell]:
                findings.add_inside(owner, root)
    tiny = ~done & (cells.sizes() < _SMALLEST)
    findings.unknown.update(cells.owner[tiny].tolist())
    found: Array = done | tiny
    return found
