"""Rows of many supports gathered at once from payoff differences, of one game or of many.

``differences``: for each player an array ``(m_i, m_i, *others)`` as in `gaps.Gaps`; of several games
``(games, m_i, m_i, *others)``, and then ``game`` says which one each support is of. ``used``, ``unused``: for each
player the actions that the supports use, ``(B, k)``, and those that they do not, ``(B, m - k)``. ``order``: the players
in the order of the axes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from alignment_games.arrays import Array


@dataclass(frozen=True)
class SystemStack:
    """Stacked systems of one shape.

    ``shape``: the sizes of the supports of the players with a choice. ``values``: array ``(B, rows, *shape)``, each row
    a multilinear function by its values at the pure profiles, scaled to a largest value of 1; the first
    ``n_equations`` rows must be zero, the others must not be positive. ``rounding``: how far the corner values of each
    row may be off, ``(B, rows)``: by arithmetic, and by the rounding of the payoffs themselves. ``own``: for each
    equation, the axis of the player who is to be indifferent, along which it does not vary.
    """

    shape: tuple[int, ...]
    values: Array
    rounding: Array
    own: tuple[int, ...]

    @property
    def n_equations(self) -> int:
        """The number of rows that must be zero."""
        return len(self.own)

    def __len__(self) -> int:
        return len(self.values)


def owners(shape: Sequence[int]) -> tuple[int, ...]:
    """Return for each equation the axis of its player."""
    return tuple(j for j, k in enumerate(shape) for _ in range(k - 1))


def order_of(sizes: Sequence[int], n_actions: Sequence[int]) -> tuple[int, ...]:
    """Return the players in the order of their axes: by the size of the support, then by the number of actions."""
    return tuple(sorted(range(len(sizes)), key=lambda i: (-sizes[i], -n_actions[i])))


def by_layout(masks: Array, n_actions: Sequence[int]) -> Iterator[tuple[tuple[int, ...], list[int], Array]]:
    """Yield the layouts of supports ``(B, n)``: the players in order of size, the sizes by player, which supports."""
    code = np.zeros(len(masks), dtype=np.int64)
    for i, m in enumerate(n_actions):
        code = code * m + membership(m).sum(axis=1)[masks[:, i] - 1] - 1
    order_of_codes = np.argsort(code, kind="stable")
    codes, starts = np.unique(code[order_of_codes], return_index=True)
    for number, rows in zip(codes.tolist(), np.split(order_of_codes, starts)[1:], strict=True):
        sizes = [int(k) + 1 for k in np.unravel_index(number, n_actions)]
        yield order_of(sizes, n_actions), sizes, rows


def used_and_unused(masks: Array, n_actions: Sequence[int], sizes: Sequence[int]) -> tuple[list[Array], list[Array]]:
    """Return the actions in supports of these sizes, bit sets ``(B, n)``, and the others, for each player."""
    turned = [_used_first(m)[masks[:, i] - 1] for i, m in enumerate(n_actions)]
    return [own[:, :k] for own, k in zip(turned, sizes, strict=True)], [
        own[:, k:] for own, k in zip(turned, sizes, strict=True)
    ]


@lru_cache(maxsize=32)
def _used_first(n_actions: int) -> Array:
    """Return for each non-empty bit set all actions, those in it first."""
    return np.argsort(1 - membership(n_actions), axis=1, kind="stable")


@lru_cache(maxsize=32)
def membership(n_actions: int) -> Array:
    """Return which actions are in each non-empty bit set: ``(2^m - 1, m)`` integers 0 or 1."""
    return (np.arange(1, 2**n_actions)[:, None] >> np.arange(n_actions)) & 1


def gathered(
    differences: Sequence[Array],
    order: Sequence[int],
    used: Sequence[Array],
    unused: Sequence[Array],
    game: Array | None = None,
) -> Array:
    """Return the rows of supports of one layout, ``(B, rows, *shape)``: equations, then conditions on the unused."""
    count, shape = len(used[0]), tuple(used[i].shape[1] for i in order if used[i].shape[1] > 1)
    equations = [_rows(differences[i], i, used[i][:, 1:], used, order, game) for i in order]
    conditions = [_rows(differences[i], i, unused[i], used, order, game) for i in order]
    rows = np.concatenate([*equations, *conditions], axis=1)
    return rows.reshape(count, rows.shape[1], *shape)


def _rows(
    difference: Array, player: int, actions: Array, used: Sequence[Array], order: Sequence[int], game: Array | None
) -> Array:
    """Return u(a, s) - u(base, s) for the given own actions, at all s in the support, axes in ``order``."""
    n = len(order)
    index = [] if game is None else [game.reshape(-1, *[1] * (n + 1))]
    index += [actions.reshape(*actions.shape, *[1] * n), used[player][:, :1].reshape(-1, *[1] * (n + 1))]
    for j in range(n):
        if j != player:
            place = [1] * n
            place[order.index(j)] = -1
            index.append(used[j].reshape(len(actions), 1, *place))
    rows = difference[tuple(index)]
    full = (*actions.shape, *(used[i].shape[1] for i in order))
    return np.broadcast_to(rows, full)


def scaled(values: Array) -> tuple[Array, Array]:
    """Return rows with a largest absolute value of 1, and what each was divided by, ``(B, rows)``.

    What no float holds then becomes the smallest float, not zero: its sign counts.
    """
    axes = tuple(range(2, values.ndim))
    scales = np.asarray(abs(values).max(axis=axes))
    scales[scales == 0] = 1.0
    small = values / scales.reshape(*scales.shape, *[1] * len(axes))
    lost = (small == 0) & (values != 0)
    if lost.any():
        small[lost] = np.copysign(np.nextafter(0, 1), values[lost])
    return small, scales
