"""Pure profiles by number, the last player's action changing fastest; of many players in Python's own whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import prod
from operator import mul
from typing import Any

import numpy as np

from alignment_games.arrays import Array

#: Profiles that NumPy's whole numbers count.
_MOST_COUNTED = 2**62


def position_type(shape: Sequence[int]) -> type[Any]:
    """Return the type that holds the position of every profile.

    >>> [position_type([4] * n).__name__ for n in (7, 20, 40)]
    ['int32', 'int64', 'object']
    """
    count = prod(map(int, shape))
    if count > _MOST_COUNTED:
        return object
    return np.int32 if count <= np.iinfo(np.int32).max else np.int64


def positions_of(index: Sequence[Any], shape: Sequence[int]) -> Any:
    """Return the positions of profiles, given as arrays of actions that broadcast, one for each player.

    >>> int(positions_of((1, 2), (2, 3))), positions_of((3,) * 40, (4,) * 40) == 4**40 - 1
    (5, True)
    """
    if position_type(shape) is not object:
        return np.ravel_multi_index(tuple(index), tuple(shape))
    strides = [*accumulate(map(int, reversed(shape[1:])), mul, initial=1)][::-1]
    each = (np.asarray(own).astype(object) * stride for own, stride in zip(index, strides, strict=True))
    return sum(each)


def actions_at(positions: Any, shape: Sequence[int]) -> tuple[Array, ...]:
    """Return the actions of profiles, by position, one array for each player.

    >>> [int(own) for own in actions_at(5, (2, 3))], set(map(int, actions_at(4**40 - 1, (4,) * 40)))
    ([1, 2], {3})
    """
    if position_type(shape) is not object:
        return tuple(np.unravel_index(positions, tuple(shape)))
    left, found = np.asarray(positions, dtype=object), []
    for size in reversed(shape):
        found.append(np.asarray(left % int(size)).astype(np.int64))
        left = np.asarray(left // int(size), dtype=object)
    return tuple(reversed(found))
