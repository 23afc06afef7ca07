"""Supports on which some actions come to the same: solved with one of each, then spread out again.

Two actions of one player may differ somewhere in the game and yet be the same to everybody as long as the others
keep to their supports. The equations are then too few. With such actions merged they are as many as the unknowns
again, and each root stands for all ways to share the weight between the actions that were merged.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.solvers._search.cells import evaluate
from alignment_games.solvers._search.components import Piece
from alignment_games.solvers._search.polytope import Polytope
from alignment_games.solvers._search.roots import find_roots
from alignment_games.solvers._search.supports import Systems

Array = NDArray[Any]
#: For each player with a choice, for each merged action: the positions in the support that it stands for.
Classes = list[list[list[int]]]

#: Rows scaled to 1 that differ by no more than this are the same.
_SAME = 1e-12


def merged_pieces(
    systems: Systems, k: int, tick: Callable[[], None], most_cells: int, tol: float
) -> list[Piece] | None:
    """Return a support's equilibria that use every action, as pieces; None where merging does not settle it."""
    classes = [_classes(systems.values[k], axis) for axis in range(1, systems.values.ndim - 1)]
    reduced = _reduced(systems, k, classes)
    if reduced is None:
        return None
    findings = find_roots(reduced, tick, most_cells)
    if findings.unknown or findings.singular:
        return None
    pieces = []
    for root in findings.roots.get(0, []):
        inside = min(x.min() for x in root.point) > max(root.radius, _SAME)
        gains = evaluate(reduced.values, [x[None] for x in root.point])[0] * reduced.scales[0]
        if inside and (gains[reduced.n_equations :] <= tol).all():
            pieces.append(Piece(tuple(_spread(x, own) for x, own in zip(root.point, classes, strict=True))))
    return pieces


def _classes(values: Array, axis: int) -> list[list[int]]:
    """Return the sets of one player's actions that no row tells apart."""
    slices = np.moveaxis(values, axis, 0)
    sets: list[list[int]] = []
    for a in range(len(slices)):
        home = next((own for own in sets if abs(slices[own[0]] - slices[a]).max() <= _SAME), None)
        if home is None:
            sets.append([a])
        else:
            home.append(a)
    return sets


def _reduced(systems: Systems, k: int, classes: Classes) -> Systems | None:
    """Return the system with one action of each class and each equation once, if it is square."""
    d, values = systems.n_equations, systems.values[k]
    for axis, own in enumerate(classes, start=1):
        values = np.take(values, [members[0] for members in own], axis=axis)
    rows: list[int] = []
    for r in range(d):
        if abs(values[r]).max() > _SAME and all(abs(values[r] - values[s]).max() > _SAME for s in rows):
            rows.append(r)
    unknowns = sum(len(own) - 1 for own in classes)
    if len(rows) == d or len(rows) != unknowns:
        return None
    kept = [*rows, *range(d, len(values))]
    one, players = systems.take([k]), tuple(systems.own[r] for r in rows)
    return Systems(one.supports, one.order, values.shape[1:], values[None, kept], one.scales[:, kept], players)


def _spread(probabilities: Array, classes: list[list[int]]) -> Polytope:
    """Return all ways to share each merged action's probability between the actions it stands for."""
    size = sum(len(members) for members in classes)
    vertices = []
    for places in product(*classes):
        vertex = np.zeros(size)
        vertex[list(places)] = probabilities / probabilities.sum()
        vertices.append(vertex)
    return Polytope(np.array(vertices), -np.eye(size))
