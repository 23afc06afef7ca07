"""Which actions stay equally likely along a path of responses: the symmetries of players and of actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game import best_reply


def symmetry_classes(payoffs: Array, bias: Array) -> Array:
    """Return the number of the class of each action; classes stay equally likely along the whole path.

    >>> hunt = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])
    >>> symmetry_classes(hunt, np.zeros(4)).tolist()
    [0, 1, 0, 1]
    """
    return classes_by_values(lambda profile: best_reply.deviation_payoffs(payoffs, profile), payoffs.shape[1:], bias)


def classes_by_values(
    values_at: Callable[[Sequence[Array]], Sequence[Array]], sizes: Sequence[int], bias: Array
) -> Array:
    """Return the number of the class of each action, from the expected payoffs of all players' actions.

    Actions are told apart, starting from the number of their player's actions, by their payoff at a random
    profile that gives every class its own probability, summing to one for each player: payoffs are polynomials
    in these, so that, but for a coincidence of probability zero, equal values mean equal payoffs at all such
    profiles. This finds the symmetries between
    players (buck-passing among equals) and between actions (matching pennies) alike.
    """
    rng = np.random.default_rng(20_041)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    own = [owner == i for i in range(len(sizes))]
    classes = _numbered([(m,) for m in sizes for _ in range(m)])
    while True:
        chance = rng.uniform(0.5, 1.5, size=len(classes))[classes]
        profile = [chance[mask] / chance[mask].sum() for mask in own]
        values = np.concatenate(values_at(profile))
        for mask in own:
            values[mask] -= values[mask].mean()
        level = _grouped(values, 1e-13), _grouped(bias, 1e-9 * max(1.0, float(np.abs(bias).max(initial=0))))
        kind = list(zip(classes.tolist(), *(part.tolist() for part in level), strict=True))
        company = [tuple(sorted(kind[j] for j in np.flatnonzero(mask))) for mask in own]
        finer = _numbered([(*k, company[i]) for k, i in zip(kind, owner, strict=True)])
        if finer.max() == classes.max():
            return classes
        classes = finer


def _grouped(values: Array, gap: float) -> Array:
    """Return the number of the cluster of each value; clusters are parted by more than the gap."""
    order = np.argsort(values, kind="stable")
    jumps = np.r_[0, np.cumsum(np.diff(values[order]) > gap)]
    groups = np.empty(len(values), dtype=int)
    groups[order] = jumps
    return groups


def _numbered(keys: list[Any]) -> Array:
    """Return the number of each key, in order of first appearance."""
    seen: dict[Any, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys])
