"""The equilibria of supports that the kernel settles all: which need no second look.

The kernel's proof of a root is that of `roots`: it is alone within a radius, every probability is positive there, every
unused action is worse by more than all that may be off. A root with a small radius and no small probability is an
equilibrium as `verdict` judges it by floats; the supports of others are looked at again. All come in the turn in which
supports are searched without a kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.solvers._search.gathering import order_of
from alignment_games.solvers._search.supports import Support, turn_of_support
from alignment_games.solvers._search.verdict import COARSE, SMALL

#: Roots on one support come by their places, to so many digits, as `roots.Root.place`.
_DIGITS = 9


@dataclass(frozen=True)
class Regular:
    """One equilibrium with its support and its index."""

    support: Support
    profile: Profile
    sign: int


#: What is to be done one after the other: equilibria to put forward, then supports to look at, ``(B, n)``.
Stage = tuple[Sequence[Regular], Array]


def stages_of(profiles: Array, masks: Array, signs: Array, n_actions: Sequence[int]) -> list[Stage]:
    """Return the equilibria, and supports for a second look, in turn.

    ``profiles``: flat, with the radius behind, as the kernel gives them. ``masks``: their supports, ``(B, n)``.
    """
    flat = profiles[:, :-1]
    small = ((flat > 0) & (flat <= SMALL)).any(axis=1) | (profiles[:, -1] >= COARSE)
    doubtful = {tuple(mask) for mask in masks[small].tolist()}
    starts = np.cumsum([0, *n_actions])
    flat = flat / np.repeat(np.add.reduceat(flat, starts[:-1], axis=1), n_actions, axis=1)
    own = [slice(start, end) for start, end in pairwise(starts.tolist())]
    rounded = np.round(flat, _DIGITS).tolist()
    turns: list[tuple[Any, ...]] = []
    found: list[Regular | None] = []
    for row, near, mask, sign in zip(flat, rounded, masks.tolist(), signs.tolist(), strict=True):
        profile, played = tuple(row[part] for part in own), row.tolist()
        support = tuple(tuple(a for a, x in enumerate(played[part]) if x) for part in own)
        turns.append(_turn(support, [near[part] for part in own]))
        found.append(None if tuple(mask) in doubtful else Regular(support, profile, sign))
    return _staged([(found[k], masks[k]) for k in sorted(range(len(found)), key=turns.__getitem__)])


def _staged(in_turn: Sequence[tuple[Regular | None, Array]]) -> list[Stage]:
    """Return stages that end with one support to look at each, but for the last."""
    stages: list[Stage] = []
    regular: list[Regular] = []
    before = None
    for each, mask in in_turn:
        if each is not None:
            regular.append(each)
        elif before is None or (mask != before).any():
            stages.append((regular, mask[None]))
            regular, before = [], mask
    return [*stages, (regular, np.zeros((0, len(before) if before is not None else 0), dtype=int))]


def _turn(support: Support, rounded: Sequence[list[float]]) -> tuple[Any, ...]:
    """Return what tells when an equilibrium has its turn: on one support by its play in the order of the axes."""
    n_actions = [len(own) for own in rounded]
    order = order_of([len(used) for used in support], n_actions)
    return *turn_of_support(support, n_actions), [share for i in order for share in rounded[i]]
