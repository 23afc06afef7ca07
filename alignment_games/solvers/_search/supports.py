r"""The polynomial system of each support profile, and how far its numbers are certain.

With x on S and one action :math:`b_i` of :math:`S_i` as base, an equilibrium satisfies

.. math::

   u_i(a, x_{-i}) - u_i(b_i, x_{-i}) &= 0 \quad a \in S_i \setminus b_i \qquad (\text{as many as unknowns})\\
   u_i(a, x_{-i}) - u_i(b_i, x_{-i}) &\le 0 \quad a \notin S_i

Both sides are multilinear. Supports of one shape are stacked, so that they can be worked on together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.gathering import (
    SystemStack,
    by_layout,
    gathered,
    membership,
    order_of,
    owners,
    scaled,
)
from alignment_games.solvers._search.reading import read_simply

Support = tuple[tuple[int, ...], ...]
#: The size of the support and the number of actions of each player, in the order of the axes.
Layout = tuple[tuple[int, int], ...]

#: Rounding allowed in a corner value of a row scaled to 1: a hundred halvings lose a few times 1e-14.
ROUNDING = 1e-13
#: Numbers held at once by the systems of one stack; bounds the memory.
_NUMBERS = 250_000
#: Values smaller than this may have lost digits.
_COARSE = 1e-290
#: Two actions of another player whose values are proportional to this many units in the last place are.
_PROPORTIONAL = 8 * np.finfo(float).eps


@dataclass(frozen=True)
class Systems(SystemStack):
    """Stacked systems of support profiles: these, and for each the players with a choice, in the order of the axes."""

    supports: tuple[Support, ...]
    order: tuple[tuple[int, ...], ...]

    def take(self, which: Sequence[int]) -> Systems:
        """Return the systems at the given positions."""
        rows = list(which)
        supports, order = tuple(self.supports[k] for k in rows), tuple(self.order[k] for k in rows)
        return Systems(self.shape, self.values[rows], self.rounding[rows], self.own, supports, order)


@dataclass(frozen=True)
class ExactSystem:
    """One support's system in fractions.

    ``rows``: ``(rows, *shape)`` as in `Systems`, scaled alike. ``slack``: what rounding of the payoffs can change in
    each value, in floats; None for exact payoffs. ``own`` as in `Systems`.
    """

    rows: Array
    slack: Array | None
    own: tuple[int, ...]

    @property
    def n_equations(self) -> int:
        """The number of rows that must be zero."""
        return len(self.own)


def stacked_systems(gaps: Gaps, masks: Array) -> Iterator[Systems]:
    """Yield the systems of the given supports, stacked by shape, smallest shapes first, in stacks of bounded size."""
    if not len(masks):
        return
    n_actions = [len(d) for d in gaps.nearest]
    layouts: dict[Layout, list[Any]] = defaultdict(list)
    for order, sizes, rows in by_layout(masks, n_actions):
        layouts[tuple((sizes[i], n_actions[i]) for i in order)].append((order, masks[rows]))
    for layout in sorted(layouts, key=turn_of):
        most = max(1, _NUMBERS // (sum(n_actions) * turn_of(layout)[0]))
        for members in _portions(layouts[layout], most):
            yield _stack(gaps, [(order, _supports(rows, n_actions)) for order, rows in members])


def turn_of(layout: Layout) -> tuple[int, tuple[int, ...], Layout]:
    """Return what tells when supports of a layout have their turn: first how many pure profiles they hold."""
    shape = tuple(size for size, _ in layout if size > 1)
    return prod(shape), shape, layout


def turn_of_support(support: Support, n_actions: Sequence[int]) -> tuple[Any, ...]:
    """Return what tells when a support has its turn: by its layout, and within that by its sizes and bit sets."""
    sizes = [len(used) for used in support]
    layout = tuple((sizes[i], n_actions[i]) for i in order_of(sizes, n_actions))
    return turn_of(layout), sizes, [sum(1 << a for a in used) for used in support]


def _portions(layouts: Sequence[tuple[Any, Array]], most: int) -> Iterator[list[tuple[Any, Array]]]:
    """Yield the rows of all layouts, ``most`` at a time."""
    portion: list[tuple[Any, Array]] = []
    room = most
    for order, rows in layouts:
        left = rows
        while len(left):
            portion.append((order, left[:room]))
            left, room = left[room:], room - len(portion[-1][1])
            if room == 0:
                yield portion
                portion, room = [], most
    if portion:
        yield portion


def _supports(masks: Array, n_actions: Sequence[int]) -> list[Support]:
    actions = [_action_sets(m) for m in n_actions]
    return [tuple(own[mask - 1] for own, mask in zip(actions, row, strict=True)) for row in masks.tolist()]


@lru_cache(maxsize=32)
def _action_sets(n_actions: int) -> list[tuple[int, ...]]:
    """Return the actions in each non-empty bit set."""
    return [tuple(np.flatnonzero(row).tolist()) for row in membership(n_actions)]


def _stack(gaps: Gaps, layouts: list[tuple[tuple[int, ...], list[Support]]]) -> Systems:
    values, units = scaled(np.concatenate([_values(gaps.nearest, *layout) for layout in layouts]))
    values, scales = scaled(_without_positive_factors(values)[0])
    active = [(tuple(i for i in order if len(s[i]) > 1), s) for order, supports in layouts for s in supports]
    shape, rounding = values.shape[2:], _rounding(gaps, layouts, units * scales)
    return Systems(shape, values, rounding, owners(shape), tuple(s for _, s in active), tuple(o for o, _ in active))


def _rounding(gaps: Gaps, members: list[tuple[tuple[int, ...], list[Support]]], scales: Array) -> Array:
    """Return how far the corner values of each scaled row may be off; slack is looked up only where it may matter."""
    rounding = np.full(scales.shape, ROUNDING)
    if max(gaps.most_slack) <= ROUNDING * scales.min(initial=np.inf):
        return rounding
    start = 0
    for order, supports in members:
        part = slice(start, start + len(supports))
        start += len(supports)
        players = _row_players(order, supports[0], [len(d) for d in gaps.nearest])
        most = np.array([gaps.most_slack[i] for i in players])
        doubtful = np.flatnonzero((most > ROUNDING * scales[part]).any(axis=1)).tolist()
        if doubtful and gaps.slack is not None:
            slack = _values(gaps.slack, order, [supports[k] for k in doubtful])
            largest = slack.max(axis=tuple(range(2, slack.ndim))) / scales[part][doubtful]
            rounding[part][doubtful] = np.maximum(ROUNDING, largest)
    return rounding


def _row_players(order: Sequence[int], support: Support, n_actions: Sequence[int]) -> list[int]:
    """Return whose payoffs each row of a system compares."""
    equations = [i for i in order for _ in support[i][1:]]
    return equations + [i for i in order for _ in range(n_actions[i] - len(support[i]))]


def exact_system(gaps: Gaps, support: Support, order: Sequence[int]) -> ExactSystem:
    """Return one support's system in fractions, as `stacked_systems` has it in floats."""
    rest = [i for i in range(len(support)) if i not in order]
    layout = [*order, *sorted(rest, key=lambda i: -len(gaps.nearest[i]))]
    rows = _values(gaps.exact, layout, [support])
    slack = None if gaps.slack is None else _values(gaps.slack, layout, [support])
    rows, slack = _without_positive_factors(rows, slack)
    units = [Fraction(abs(row).max()) or Fraction(1) for row in rows[0]]
    rows = np.stack([row / unit for row, unit in zip(rows[0], units, strict=True)])
    if slack is not None:
        slack = np.stack([own / float(unit) for own, unit in zip(slack[0], units, strict=True)])
        rows = read_simply(rows, slack)
    return ExactSystem(rows, slack, owners(rows.shape[1:]))


def _without_positive_factors(values: Array, beside: Array | None = None) -> tuple[Array, Array | None]:
    """Return rows without the factors that are positive wherever every action of the support is used.

    A row may matter only if some player acts in some way: it is then that probability times a row in which the
    player does not occur, with the same sign. So it is for any product in which one player's factor has
    coefficients of one sign. Zeros on the faces where such a factor vanishes belong to smaller supports. In floats
    every value is such a product up to its own last places, so that none is lost beside a large one.

    ``beside``: figures of the same shape that go where the rows go.
    """
    last_places = 0 if values.dtype == object else _PROPORTIONAL
    for axis in range(2, values.ndim):
        slices = np.moveaxis(values, axis, 2).reshape(*values.shape[:2], values.shape[axis], -1)
        largest = abs(slices).max(axis=3).argmax(axis=2)[:, :, None, None]
        lead = np.take_along_axis(slices, largest, axis=2)
        square = (lead**2).sum(axis=3)
        factors = (slices * lead).sum(axis=3) / np.where(square == 0, 1, square)
        apart = abs(slices - factors[..., None] * lead) > last_places * abs(slices)
        if last_places:
            apart |= (slices != 0) & (abs(slices) < _COARSE)
        free = ~apart.any(axis=(2, 3)) & (factors >= 0).all(axis=2)
        values = _replaced(values, axis, free, lead)
        if beside is not None:
            own = np.moveaxis(beside, axis, 2).reshape(slices.shape)
            beside = _replaced(beside, axis, free, np.take_along_axis(own, largest, axis=2))
    return values, beside


def _replaced(values: Array, axis: int, free: Array, lead: Array) -> Array:
    """Return values in which the rows that are ``free`` of a player are the ``lead``, whatever the player does."""
    shape = [*values.shape[:2], *(k for j, k in enumerate(values.shape) if j > 1 and j != axis)]
    return np.where(
        free.reshape(*free.shape, *[1] * (values.ndim - 2)),
        np.expand_dims(lead[:, :, 0].reshape(shape), axis),
        values,
    )


def _values(differences: Sequence[Array], order: Sequence[int], supports: Sequence[Support]) -> Array:
    """Gather the rows of supports of one layout."""
    used = [np.array([s[i] for s in supports]) for i in range(len(differences))]
    unused = [
        np.array([[a for a in range(len(own)) if a not in s[i]] for s in supports], dtype=np.int64)
        for i, own in enumerate(differences)
    ]
    return gathered(differences, order, used, [own.reshape(len(supports), -1) for own in unused])
