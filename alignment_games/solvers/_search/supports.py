r"""Support profiles that conditional dominance leaves, and the polynomial system of each.

A support profile :math:`S = (S_0, \dots, S_{n-1})` says which actions may be played. Action a of player i is
*conditionally dominated* given :math:`S_{-i}` when some action b (inside or outside :math:`S_i`) satisfies
:math:`u_i(b, s) \ge u_i(a, s)` at every pure profile s of :math:`S_{-i}` and is strict at one of them. If the
others play every action of :math:`S_{-i}` with positive probability, that s has positive probability too, b is
strictly better, and no equilibrium has exactly the supports S with a in :math:`S_i`. (Porter, Nudelman & Shoham
2004, "Simple search methods for finding a Nash equilibrium", section 4, ask for strict inequality everywhere
because they do not fix the others' supports; here every support is met in its own turn.) What holds
"somewhere in :math:`S_{-i}`" is a union over s, so one table over all sub-supports is filled axis by axis,
without a loop over supports.

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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame

Array = NDArray[Any]
Support = tuple[tuple[int, ...], ...]

#: Largest number of support profiles held at once as booleans.
_TABLE = 4_000_000


@dataclass(frozen=True)
class Systems:
    """Stacked systems of support profiles of one shape.

    ``supports``: the support profiles. ``order``: for each, the players with a choice, in the order of the
    axes. ``shape``: the sizes of their supports. ``values``: array ``(B, rows, *shape)``, each row a
    multilinear function by its values at the pure profiles; the first ``n_equations`` rows must be zero, the
    others must not be positive. ``scales``: what each row was divided by, shape ``(B, rows)``, payoff units
    relative to the player's range. ``own``: for each equation, the axis of the player who is to be indifferent,
    along which it does not vary.
    """

    supports: tuple[Support, ...]
    order: tuple[tuple[int, ...], ...]
    shape: tuple[int, ...]
    values: Array
    scales: Array
    own: tuple[int, ...]

    @property
    def n_equations(self) -> int:
        """The number of rows that must be zero."""
        return len(self.own)

    def take(self, which: Sequence[int]) -> Systems:
        """Return the systems at the given positions."""
        rows = list(which)
        return Systems(
            tuple(self.supports[k] for k in rows),
            tuple(self.order[k] for k in rows),
            self.shape,
            self.values[rows],
            self.scales[rows],
            self.own,
        )


def payoff_differences(game: NormalFormGame) -> list[Array]:
    """Return, for each player, u(a, s) - u(b, s), of shape ``(m_i, m_i, *others)``.

    In units of the player's payoff range. Differences are taken before anything is rounded, so that each is
    right to a few units in its own last place; those within the game's tolerance are ties, exactly zero.
    Fractions for an exact game.
    """
    payoffs = game.payoffs
    tolerances = game.tolerances()
    differences = []
    for i in range(game.n_players):
        own = np.moveaxis(payoffs[i], i, 0)
        spread = own.max() - own.min()
        gaps = own[:, None] - own[None, :]
        gaps = np.where(abs(gaps) <= tolerances[i], 0 * gaps, gaps)
        differences.append(gaps / (Fraction(spread) if game.arithmetic == "exact" else spread) if spread else gaps)
    return differences


def surviving_supports(differences: Sequence[Array]) -> Iterator[Array]:
    """Yield the supports that conditional dominance leaves, as arrays ``(B, n)`` of action bit sets.

    Chunks run over the first player's supports, which bounds the memory.
    """
    n_actions = [len(d) for d in differences]
    members = [_members(m) for m in n_actions]
    tables = [
        _dominated(differences[i], [members[j] for j in range(len(members)) if j != i]) for i in range(len(members))
    ]
    rest = int(np.prod([len(m) for m in members[1:]]))
    step = max(1, _TABLE // rest)
    for start in range(0, len(members[0]), step):
        own = slice(start, start + step)
        alive = np.ones([len(members[0][own]), *(len(m) for m in members[1:])], dtype=bool)
        for i, table in enumerate(tables):
            part = table if i == 0 else table[:, own]
            rows = members[i][own] if i == 0 else members[i]
            bad = np.tensordot(rows, part, axes=(1, 0)) > 0
            alive &= ~np.moveaxis(bad, 0, i)
        yield np.argwhere(alive) + 1 + np.array([start] + [0] * (len(members) - 1))


def _members(n_actions: int) -> Array:
    """Return which actions are in each non-empty bit set: ``(2^m - 1, m)`` integers 0 or 1."""
    return (np.arange(1, 2**n_actions)[:, None] >> np.arange(n_actions)) & 1


def _dominated(differences: Array, others: Sequence[Array]) -> Array:
    """Return which own actions are dominated given each choice of the others' supports, 0 or 1."""
    worse = np.stack([_somewhere(row < 0, others) for row in differences])
    better = worse.swapaxes(0, 1)  # a is better than b where b is worse than a
    found: Array = (worse & ~better).any(axis=1).astype(np.int64)
    return found


def _somewhere(holds: Array, others: Sequence[Array]) -> Array:
    """Return whether something holds at some pure profile of each choice of supports, for each of the first axis."""
    for axis, members in enumerate(others, start=1):
        flat = holds.reshape(int(np.prod(holds.shape[:axis])), holds.shape[axis], -1)
        found = (members.astype(np.float32) @ flat.astype(np.float32)) > 0
        holds = found.reshape(*holds.shape[:axis], len(members), *holds.shape[axis + 1 :])
    return holds


def stacked_systems(differences: Sequence[Array], masks: Array) -> list[Systems]:
    """Return the systems of the given supports, stacked by shape, smallest shapes first."""
    n_actions = [len(d) for d in differences]
    layouts: dict[Any, list[Any]] = defaultdict(list)
    for order, rows in _by_layout(masks, n_actions):
        key = tuple((len(rows[0][i]), n_actions[i]) for i in order)
        layouts[key].append((order, rows))
    found = [_stack(differences, members) for members in layouts.values()]
    return sorted(found, key=lambda s: (int(np.prod(s.shape)), s.shape))


def _by_layout(masks: Array, n_actions: Sequence[int]) -> Iterator[tuple[tuple[int, ...], list[Support]]]:
    """Yield the supports of each layout (sizes by player), with the players in order of size."""
    sizes = np.stack([_members(m).sum(axis=1)[masks[:, i] - 1] for i, m in enumerate(n_actions)], axis=1)
    layouts, which = np.unique(sizes, axis=0, return_inverse=True)
    actions = [[tuple(np.flatnonzero(row).tolist()) for row in _members(m)] for m in n_actions]
    for number, layout in enumerate(layouts.tolist()):
        order = tuple(sorted(range(len(layout)), key=lambda i: (-layout[i], -n_actions[i])))
        rows = masks[which.reshape(-1) == number].tolist()
        yield order, [tuple(own[mask - 1] for own, mask in zip(actions, row, strict=True)) for row in rows]


def _stack(differences: Sequence[Array], members: list[tuple[tuple[int, ...], list[Support]]]) -> Systems:
    values = _without_positive_factors(np.concatenate([_values(differences, *layout) for layout in members]))
    axes = tuple(range(2, values.ndim))
    scales = abs(values).max(axis=axes)
    scales[scales == 0] = 1.0
    values /= scales.reshape(*scales.shape, *[1] * len(axes))
    active = [(tuple(i for i in order if len(s[i]) > 1), s) for order, supports in members for s in supports]
    shape = values.shape[2:]
    own = tuple(j for j, k in enumerate(shape) for _ in range(k - 1))
    return Systems(tuple(s for _, s in active), tuple(order for order, _ in active), shape, values, scales, own)


def _without_positive_factors(values: Array) -> Array:
    """Return rows without the factors that are positive wherever every action of the support is used.

    A row may matter only if some player acts in some way: it is then that probability times a row in which the
    player does not occur, with the same sign. So it is for any product in which one player's factor has
    coefficients of one sign. Zeros on the faces where such a factor vanishes belong to smaller supports.
    """
    slack = 0 if values.dtype == object else 1e-14
    for axis in range(2, values.ndim):
        slices = np.moveaxis(values, axis, 2).reshape(*values.shape[:2], values.shape[axis], -1)
        largest = abs(slices).max(axis=3).argmax(axis=2)
        lead = np.take_along_axis(slices, largest[:, :, None, None], axis=2)
        square = (lead**2).sum(axis=3)
        factors = (slices * lead).sum(axis=3) / np.where(square == 0, 1, square)
        rest = abs(slices - factors[..., None] * lead).max(axis=(2, 3))
        free = (rest <= slack * abs(lead).max(axis=(2, 3))) & (factors >= -slack).all(axis=2)
        shape = [*values.shape[:2], *(k for j, k in enumerate(values.shape) if j > 1 and j != axis)]
        values = np.where(
            free.reshape(*free.shape, *[1] * (values.ndim - 2)),
            np.expand_dims(lead[:, :, 0].reshape(shape), axis),
            values,
        )
    return values


def _values(differences: Sequence[Array], order: Sequence[int], supports: Sequence[Support]) -> Array:
    """Gather the rows of supports of one layout: equations first, then the conditions on unused actions."""
    used = [np.array([s[i] for s in supports]) for i in range(len(differences))]
    shape = tuple(used[i].shape[1] for i in order if used[i].shape[1] > 1)
    equations, conditions = [], []
    for i in order:
        unused = np.array(
            [[a for a in range(len(differences[i])) if a not in s[i]] for s in supports], dtype=np.int64
        ).reshape(len(supports), -1)
        equations.append(_rows(differences[i], i, used[i][:, 1:], used, order))
        conditions.append(_rows(differences[i], i, unused, used, order))
    rows = np.concatenate([*equations, *conditions], axis=1)
    return rows.reshape(*rows.shape[:2], *shape)


def _rows(difference: Array, player: int, actions: Array, used: Sequence[Array], order: Sequence[int]) -> Array:
    """Return u(a, s) - u(base, s) for the given own actions, at all s in the support, axes in ``order``."""
    n = len(order)
    index = [actions.reshape(*actions.shape, *[1] * n), used[player][:, :1].reshape(-1, *[1] * (n + 1))]
    for j in range(n):
        if j != player:
            place = [1] * n
            place[order.index(j)] = -1
            index.append(used[j].reshape(len(actions), 1, *place))
    rows = difference[tuple(index)]
    full = (*actions.shape, *(used[i].shape[1] for i in order))
    return np.broadcast_to(rows, full)
