r"""The equations of groups of players who mix: polynomials in Bernstein's form.

A group is of k players who use the actions of a support S, each with the same probabilities x. For one of its players
every action in S pays the same against k - 1 others of its group and all others:

.. math:: E[u_a(C) - u_b(C)] = 0, \qquad a, b \in S,

with C the sum of the counts that the others make. The probabilities of S = (1, ..., w) are told by w - 1 numbers
between 0 and 1, each the share that all but the last action have of what is left: the last has :math:`1 - s_1`, the
one before :math:`s_1 (1 - s_2)`, ..., the first :math:`s_1 \dotsm s_{w-1}`. Of q players, i choose another action than
the last with Bernstein's polynomial :math:`\binom{q}{i} s_1^i (1 - s_1)^{q-i}` as chance, and the same again among
these i: values at counts are thus coefficients of Bernstein's form, once degrees are raised to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import comb
from typing import NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._alike.counts import ByCounts, Support


class Group(NamedTuple):
    """So many players who use the actions of a support in the same proportion."""

    support: Support
    size: int

    @property
    def unknowns(self) -> int:
        """How many numbers tell the proportion."""
        return len(self.support) - 1


def system_of(game: ByCounts, groups: Sequence[Group]) -> Array:
    """Return the coefficients of the equations of groups, shape (equations, degree + 1 for each unknown).

    >>> from fractions import Fraction
    >>> chicken = ByCounts(2, 2, ((Fraction(-1), Fraction(1)), (Fraction(0), Fraction(0))))
    >>> system_of(chicken, [Group((0, 1), 2)]).tolist()  # of one unknown, in degree 2: the second pays 1 - 2 s less
    [[-1.0, 0.0, 1.0]]
    """
    return np.stack(
        [
            _without_faces(_gap(game, groups, g, action))
            for g, group in enumerate(groups)
            for action in group.support[1:]
        ]
    )


def gains_of(game: ByCounts, groups: Sequence[Group]) -> Array:
    """Return what a player of each group would gain by each action that it does not use, in the same form.

    Of those that it would gain something by: where it always pays the same, there is no row.
    """
    gaps = [
        _gap(game, groups, g, action)
        for g, group in enumerate(groups)
        for action in range(game.n_actions)
        if action not in group.support
    ]
    shape = [group.size + 1 for group in groups for _ in range(group.unknowns)]
    return np.array([gap for gap in gaps if gap.any()]).reshape(-1, *shape)


def _gap(game: ByCounts, groups: Sequence[Group], g: int, action: int) -> Array:
    """Return what an action pays a player of group g more than the first that it uses, in Bernstein's form."""
    rows, forms = _others(game, groups, g)
    coefficients = game.gaps[action, groups[g].support[0]][rows]
    for form in forms:  # each takes the first axis, by counts, to the last ones, by degrees
        coefficients = np.tensordot(coefficients, form, axes=(0, form.ndim - 1))
    return np.asarray(coefficients)


def _others(game: ByCounts, groups: Sequence[Group], g: int) -> tuple[Array, list[Array]]:
    """Return the rows of counts that others of each group make, one axis for each, and their Bernstein's forms."""
    total = np.zeros(game.n_actions, dtype=int)
    forms = []
    for h, group in enumerate(groups):
        others = group.size - (h == g)
        counts, form = _form(others, len(group.support), group.size)
        full = np.zeros((len(counts), game.n_actions), dtype=int)
        full[:, group.support] = counts
        total = total[..., None, :] + full
        forms.append(form)
    return game.others.rows(total), forms


@cache
def _form(players: int, width: int, degree: int) -> tuple[Array, Array]:
    """Return the counts that players make of so many actions, and Bernstein's form of each one's chance.

    The second is of shape (degree + 1 for each of width - 1 unknowns, counts).
    """
    if width == 1:
        return np.array([[players]]), np.ones(1)
    parts, forms = [], []
    for first in range(players + 1):  # so many choose another action than the last
        counts, form = _form(first, width - 1, degree)
        parts.append(np.column_stack([counts, np.full(len(counts), players - first)]))
        forms.append(form)
    joined = np.zeros((players + 1, *forms[0].shape[:-1], sum(map(len, parts))))
    start = 0
    for first, form in enumerate(forms):
        joined[first, ..., start : start + form.shape[-1]] = form
        start += form.shape[-1]
    return np.concatenate(parts), np.tensordot(_raising(players, degree), joined, axes=1)


@cache
def _raising(degree: int, to: int) -> Array:
    """Return the matrix that writes a polynomial of Bernstein's form in a higher degree."""
    return np.array(
        [
            [comb(degree, i) * comb(to - degree, k - i) / comb(to, k) if k >= i else 0.0 for i in range(degree + 1)]
            for k in range(to + 1)
        ]
    )


def _without_faces(coefficients: Array) -> Array:
    """Return the polynomial divided by what makes it zero on whole faces of the cube, so that no root lies there."""
    for axis in range(coefficients.ndim):
        rows = np.moveaxis(coefficients, axis, 0)
        while len(rows) > 1 and rows.any() and not (rows[0].any() and rows[-1].any()):
            degree = len(rows) - 1
            steps = np.arange(1, degree + 1).reshape(-1, *(1,) * (rows.ndim - 1))
            rows = rows[1:] * (degree / steps) if not rows[0].any() else rows[:-1] * (degree / steps[::-1])
        raised = np.tensordot(_raising(len(rows) - 1, coefficients.shape[axis] - 1), rows, axes=1)
        coefficients = np.moveaxis(raised, 0, axis)
    return coefficients


def proportions(groups: Sequence[Group], point: Sequence[float]) -> list[Array]:
    """Return the probabilities of each group's actions at a root, as its unknowns tell them."""
    left, found = list(point), []
    for group in groups:
        chances, rest = [], 1.0
        for _ in range(group.unknowns):
            share = left.pop(0)
            chances.append(rest * (1 - share))
            rest *= share
        found.append(np.array([rest, *chances[::-1]]))
    return found
