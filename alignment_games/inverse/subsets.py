r"""The largest number of groups of affine inequalities that one point of a box meets: maximum feasible subsystem.

.. math::

   \max_{\theta, z} \sum_g z_g \quad\text{where}\quad
   s_r(\theta) \ge \underline{s}_r (1 - z_{g(r)}),\quad z_g \in \{0, 1\}

with :math:`\underline{s}_r` the least that a slack can be in the box, so that a group with z = 0 asks nothing. HiGHS
branches and bounds (Huangfu & Hall 2018); its answer is checked in fractions, and its bound holds up to the rounding
of its floats. A bound that needs no trust: groups that cannot all be met, each shown by Farkas' multipliers in
fractions, must each lose a member, and the fewest that hit them all must go (Chinneck 2008, ch. 7).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.inverse.linear import Affine, Point, deepest, mean

#: A dual value below this is rounding.
_NO_WEIGHT = 1e-9


@dataclass(frozen=True, eq=False)
class Groups:
    """Affine slacks of which those of a group are met together or not, in a box."""

    slacks: tuple[Affine, ...]
    group: tuple[int, ...]
    low: Point
    high: Point

    @property
    def count(self) -> int:
        """The number of groups; those without slacks are met anywhere."""
        return max(self.group, default=-1) + 1

    def met(self, point: Sequence[Fraction], *, strictly: bool = False) -> list[bool]:
        """Return which groups a point meets, exactly; ``strictly``: with every slack above zero."""
        found = [True] * self.count
        for slack, g in zip(self.slacks, self.group, strict=True):
            value = slack.at(point)
            found[g] = found[g] and (value > 0 if strictly else value >= 0)
        return found

    @cached_property
    def asking(self) -> list[int]:
        """The positions of the slacks that are not met all over the box."""
        return [k for k, slack in enumerate(self.slacks) if slack.least(self.low, self.high) < 0]

    @cached_property
    def floats(self) -> tuple[Array, Array, Array]:
        """The constants, coefficients and group of every slack that asks for something."""
        kept = self.asking
        constants = np.array([float(self.slacks[k].constant) for k in kept])
        slopes = np.array([[float(c) for c in self.slacks[k].coefficients] for k in kept]).reshape(-1, len(self.low))
        return constants, slopes, np.array([self.group[k] for k in kept], dtype=int)


@dataclass(frozen=True)
class Subset:
    """The groups that a ``point`` meets, checked in fractions, and the ``bound`` of HiGHS on their number."""

    point: Point
    groups: tuple[int, ...]
    bound: int


def largest_subset(
    groups: Groups, *, families: Sequence[Sequence[int]] = (), whole: int = 0, time_limit: float = 60.0
) -> Subset | None:
    """Return the largest subset found of the groups that one point meets; None where none meets what is asked.

    ``families``: sets of groups, of which at least ``whole`` are to be met entirely.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    constants, slopes, owner = groups.floats
    low, high = (np.array([float(x) for x in end]) for end in (groups.low, groups.high))
    d, n, f = len(low), groups.count, len(families)
    least = constants + np.where(slopes > 0, slopes * low, slopes * high).sum(axis=1)
    rows = np.zeros((len(constants), d + n + f))
    rows[:, :d] = slopes / -least[:, None]  # in units of the most that is missed, so that all are of one size
    rows[np.arange(len(rows)), d + owner] = -1
    limits = [LinearConstraint(rows, lb=constants / least - 1)] if len(rows) else []
    limits += _whole_families(families, d, n, whole)
    with silence():
        result = milp(
            np.concatenate([np.zeros(d), -np.ones(n), np.zeros(f)]),
            constraints=limits,
            bounds=Bounds(np.concatenate([low, np.zeros(n + f)]), np.concatenate([high, np.ones(n + f)])),
            integrality=np.concatenate([np.zeros(d), np.ones(n + f)]),
            options={"time_limit": time_limit},
        )
    if result.x is None:
        return None
    chosen = np.flatnonzero(result.x[d : d + n] > 0.5).tolist()
    point = _exact_point(groups, chosen, result.x[:d])
    met = [g for g, holds in enumerate(groups.met(point)) if holds]
    bound = n if result.mip_dual_bound is None else int(np.floor(-result.mip_dual_bound + 1e-6))
    return Subset(point, tuple(met), max(bound, len(met)) if not whole else bound)


@contextmanager
def silence() -> Iterator[None]:
    """Send nowhere what a compiled library writes to standard output: HiGHS leaves debugging lines there.

    They would stand in the midst of what a command prints, such as JSON.
    """
    with suppress(AttributeError, OSError, ValueError):  # none, closed, or full
        sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _whole_families(families: Sequence[Sequence[int]], d: int, n: int, whole: int) -> list[Any]:
    """Return the constraints that a family counts only where all its groups are met, and that enough count."""
    from scipy.optimize import LinearConstraint

    if not whole:
        return []
    pairs = [(k, g) for k, family in enumerate(families) for g in family]
    rows = np.zeros((len(pairs) + 1, d + n + len(families)))
    for row, (k, g) in zip(rows, pairs, strict=False):
        row[d + g], row[d + n + k] = 1, -1
    rows[-1, d + n :] = 1
    return [LinearConstraint(rows, lb=np.concatenate([np.zeros(len(pairs)), [whole]]))]


def _exact_point(groups: Groups, chosen: Sequence[int], near: Array) -> Point:
    """Return a point in fractions that meets the groups, if there is one; else the one that floats found."""
    wanted = set(chosen)
    slacks = [groups.slacks[k] for k in groups.asking if groups.group[k] in wanted]
    if slacks:
        value, point = deepest(slacks, groups.low, groups.high)
        if value >= 0:
            return point
    inside = zip(groups.low, near.tolist(), groups.high, strict=True)
    return tuple(min(max(a, Fraction(x)), b) for a, x, b in inside)


def conflicts(groups: Groups, *, most: int) -> tuple[int, list[tuple[int, ...]]]:
    """Return a bound on the number of groups that any point meets, and the sets that prove it.

    Of each set no point of the box meets all, checked in fractions. ``most``: linear programs that are solved.
    """
    found: dict[tuple[int, ...], None] = {}
    solved, dropped = 0, set[int]()
    while solved < most:
        left, fresh = set(range(groups.count)) - dropped, False
        while solved < most and (conflict := _conflict(groups, sorted(left))):
            solved += 1
            fresh = fresh or conflict not in found
            found[conflict] = None
            left -= set(conflict)
        solved += 1
        if not fresh:
            break
        dropped = _fewest_that_hit(list(found), groups.count)
    return groups.count - len(_fewest_that_hit(list(found), groups.count)), list(found)


def _conflict(groups: Groups, members: Sequence[int]) -> tuple[int, ...] | None:
    """Return groups among the members that no point meets together, proven in fractions; None where none is found."""
    from scipy.optimize import linprog

    constants, slopes, owner = groups.floats
    at = np.flatnonzero(np.isin(owner, members))
    if not len(at):
        return None
    rows = np.column_stack([-slopes[at], np.ones(len(at))])
    ends = [(float(a), float(b)) for a, b in zip(groups.low, groups.high, strict=True)]
    goal = np.concatenate([np.zeros(len(ends)), [-1.0]])
    result = linprog(goal, A_ub=rows, b_ub=constants[at], bounds=[*ends, (None, 1.0)], method="highs-ds")
    if result.x is None or -result.fun >= -_NO_WEIGHT:
        return None
    weights = -result.ineqlin.marginals
    used = np.flatnonzero(weights > _NO_WEIGHT).tolist()
    slacks = [groups.slacks[groups.asking[at[k]]] for k in used]
    combined = mean(slacks, [Fraction(float(weights[k])) for k in used])
    if combined.most(groups.low, groups.high) >= 0:
        return None
    return tuple(sorted({int(owner[at[k]]) for k in used}))


def _fewest_that_hit(sets: Sequence[tuple[int, ...]], count: int) -> set[int]:
    """Return the fewest groups of which every set has one."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not sets:
        return set()
    rows = np.zeros((len(sets), count))
    for row, each in zip(rows, sets, strict=True):
        row[list(each)] = 1
    result = milp(
        np.ones(count), constraints=LinearConstraint(rows, lb=1), bounds=Bounds(0, 1), integrality=np.ones(count)
    )
    return set(np.flatnonzero(result.x > 0.5).tolist())
