"""Supports on which some actions come to the same: solved with one of each, then spread out again.

Two actions of one player may differ somewhere in the game and yet be the same to everybody as long as the others
keep to their supports. The equations are then too few. With such actions merged they are as many as the unknowns
again, and each root stands for all ways to share the weight between the actions that were merged.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from alignment_games.algebra.polytope import Polytope
from alignment_games.arrays import Array
from alignment_games.solvers._search.factors import Flat, Piece
from alignment_games.solvers._search.roots import find_roots
from alignment_games.solvers._search.supports import ExactSystem, Systems
from alignment_games.solvers._search.verdict import judge_exactly
from alignment_games.solvers.control import Tick
from alignment_games.solvers.smaller_games._copies import sets_of_copies

#: For each player with a choice, for each merged action: the positions in the support that it stands for.
Classes = list[list[list[int]]]


def merged_pieces(systems: Systems, k: int, exact: ExactSystem, tick: Tick, most_cells: int) -> list[Piece] | None:
    """Return a support's equilibria that use every action, as pieces; None where merging does not settle it.

    ``exact``: the system at position k in fractions, which say what is the same.
    """
    classes = [_classes(exact.rows, axis) for axis in range(1, exact.rows.ndim)]
    reduced = _reduced(systems, k, exact, classes)
    if reduced is None:
        return None
    square, rows = reduced
    findings = find_roots(square, tick, most_cells)
    if findings.unknown or findings.singular:
        return None
    verdicts = [judge_exactly(rows, root, tick) for root in findings.roots.get(0, [])]
    if not all(verdict.certain for verdict in verdicts):
        return None
    points = [verdict.point for verdict in verdicts if verdict.point is not None]
    axes = tuple(range(len(classes)))
    return [Piece((Flat(axes, tuple(map(_spread, point, classes))),)) for point in points]


def _classes(rows: Array, axis: int) -> list[list[int]]:
    """Return the sets of one player's actions that no row tells apart."""
    slices = np.moveaxis(rows, axis, 0)
    return sets_of_copies(len(slices), lambda a, b: bool((slices[a] == slices[b]).all()))


def _reduced(systems: Systems, k: int, exact: ExactSystem, classes: Classes) -> tuple[Systems, ExactSystem] | None:
    """Return the system with one action of each class and each equation once, if it is square."""
    d, values, rows, slack = exact.n_equations, systems.values[k], exact.rows, exact.slack
    for axis, own in enumerate(classes, start=1):
        firsts = [members[0] for members in own]
        values, rows = np.take(values, firsts, axis=axis), np.take(rows, firsts, axis=axis)
        slack = None if slack is None else np.take(slack, firsts, axis=axis)
    different: list[int] = []
    for r in range(d):
        if (rows[r] != 0).any() and not any(_proportional(rows[r], rows[s]) for s in different):
            different.append(r)
    if len(different) == d or len(different) != sum(len(own) - 1 for own in classes):
        return None
    kept = [*different, *range(d, len(values))]
    one, players = systems.take([k]), tuple(systems.own[r] for r in different)
    square = Systems(values.shape[1:], values[None, kept], one.rounding[:, kept], players, one.supports, one.order)
    return square, ExactSystem(rows[kept], None if slack is None else slack[kept], players)


def _proportional(one: Array, other: Array) -> bool:
    """Return whether two rows vanish at the same profiles, one being a multiple of the other."""
    at = np.unravel_index(int(np.argmax(abs(one))), one.shape)
    return bool((one * other[at] == other * one[at]).all())


def _spread(probabilities: Array, classes: list[list[int]]) -> Polytope:
    """Return all ways to share each merged action's probability between the actions it stands for."""
    size = sum(len(members) for members in classes)
    vertices = []
    for places in product(*classes):
        vertex = np.zeros(size, dtype=object)
        vertex[list(places)] = probabilities
        vertices.append(vertex)
    return Polytope(np.array(vertices), np.zeros((0, size), dtype=object))
