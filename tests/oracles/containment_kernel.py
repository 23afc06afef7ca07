"""Bounds of the search's compiled half, and signs at irrational roots, at points that are known: as in `containment`.

Kept apart as the kernel's functions are compiled when they are first called here, which takes longer than few points.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from mpmath import mp

from alignment_games.solvers._kernel.contraction import (
    fixed_point_map,
    inverse_at_centre,
    least_shares,
    one_to_one,
    possible,
    shrink_to,
)
from alignment_games.solvers._kernel.desk import desk_of
from alignment_games.solvers._kernel.multipliers import first_multipliers
from alignment_games.solvers._kernel.separation import parted
from alignment_games.solvers._kernel.systems import layout_of
from alignment_games.solvers._search.certified import certify
from alignment_games.solvers._search.irrational import signs_at
from alignment_games.solvers._search.supports import ROUNDING, ExactSystem
from tests.oracles.containment import planted, uniqueness

#: Digits in which roots are known, and up to which a value at them counts as zero.
DIGITS, NOTHING = 60, 1e-40


def kernel(rng, n):
    """Ranges, preconditioning and separation, begun anywhere, exclude no cell with a solution; shrinking keeps it."""
    wrong = 0
    for small in (False, True):
        for cells, _, local in planted(rng, n // 2, small=small):
            layout, roots = layout_of(np.array(cells.shape)), np.concatenate(local, axis=1)
            flat = np.ascontiguousarray(cells.values.reshape(*cells.values.shape[:2], -1))
            beginnings = rng.normal(size=(len(flat), _multipliers(layout, flat.shape[1]))) * 10 ** rng.uniform(-3, 3)
            each = zip(flat, cells.rounding, roots, beginnings, strict=True)
            wrong += sum(not _kept(*own, layout) for own in each)
    return n, wrong


def _multipliers(layout, rows):
    return first_multipliers(layout)[-1] + rows - len(layout[4])


def _kept(values, rounding, root, multipliers, layout):
    """Return whether the kernel leaves a root where it is, whatever multipliers it begins with."""
    d, corners = len(layout[4]), values.shape[1]
    if not possible(values, rounding, d):
        return False
    desk, sums, low = desk_of(layout, len(values)), np.empty(corners), np.empty(len(root))
    if parted(values, rounding, layout, desk, multipliers, np.zeros(corners), sums):
        return False
    least_shares(sums, layout, low)
    if (root < low).any():
        return False
    inverse, h, margin = np.empty((d, d)), np.empty((len(root), corners)), np.empty(len(root))
    inverse_at_centre(values, layout, desk, inverse)
    fixed_point_map(values, rounding, layout, inverse, h, margin)
    return shrink_to(h, margin, layout, low) and bool((root >= low - 1e-12).all())


def _one_to_one(cells, own):
    layout = layout_of(np.array(cells.shape))
    flat = np.ascontiguousarray(cells.values.reshape(*cells.values.shape[:2], -1))
    desk, h = desk_of(layout, flat.shape[1]), np.empty((layout[2][-1], flat.shape[2]))
    return np.array([one_to_one(*each, layout, desk, h) for each in zip(flat, cells.rounding, strict=True)])


def kernel_uniqueness(rng, n):
    """Where the kernel calls equations one to one, no two points of the cell have the same values."""
    return uniqueness(rng, n, _one_to_one)


def irrational_signs(rng, n):
    """The signs told at an irrational root of three players are those that sixty digits and sums of equations have."""
    wrong = tried = 0
    while tried < n:
        equations = [np.expand_dims(rng.integers(-4, 5, (2, 2)), j).repeat(2, axis=j) for j in range(3)]
        weights = rng.integers(1, 4, 3)
        tie = sum(w * row for w, row in zip(weights, equations, strict=True))
        rows = [*equations, tie, rng.integers(-4, 5, (2, 2, 2))]
        if not all(row.any() for row in rows):
            continue
        exact = np.array([[Fraction(int(x), int(abs(row).max())) for x in row.ravel()] for row in rows], dtype=object)
        system = ExactSystem(exact.reshape(-1, 2, 2, 2), None, (0, 1, 2))
        start = [np.array([1 - p, p]) for p in rng.random(3)]
        root = certify(system.rows[:3].astype(float), tuple(start), np.full(3, ROUNDING))
        if root is None:
            continue
        signs = signs_at(system, root, lambda: None)
        if signs is None:
            continue
        tried += 1
        with mp.workdps(DIGITS):
            digits = _digits(equations, [own[1] for own in root.point])
            chances = [chance for x in digits for chance in (1 - x, x)]
            wrong += signs != [_sign(value) for value in (*chances, 0, _value(rows[4], digits))]
    return tried, wrong


def _digits(equations, start):
    """Return the root near a start in many digits."""
    functions = [lambda *x, row=row: _value(row, x) for row in equations]
    return list(mp.findroot(functions, [mp.mpf(float(x)) for x in start], tol=mp.mpf(10) ** (10 - 2 * DIGITS)))


def _value(row, x):
    """Return the value of a row where each player takes its second action with these chances."""
    table = [[[mp.mpf(int(v)) for v in line] for line in face] for face in row]
    faces = [[line[0] * (1 - x[2]) + line[1] * x[2] for line in face] for face in table]
    lines = [face[0] * (1 - x[1]) + face[1] * x[1] for face in faces]
    return lines[0] * (1 - x[0]) + lines[1] * x[0]


def _sign(value):
    """Return the sign of a number of many digits."""
    return 0 if abs(value) < NOTHING else 1 if value > 0 else -1


COMPILED = {
    "cells of the kernel": kernel,
    "uniqueness in the kernel": kernel_uniqueness,
}
