"""Actions that stand for several that are the same to everybody: the profiles that one stands for, and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.text.lists import listed

#: For each player, for each action of the smaller game: the positions in the full game that it stands for.
Copies = Sequence[Sequence[Sequence[int]]]


def sets_of_copies(n_actions: int, same: Callable[[int, int], bool]) -> list[list[int]]:
    """Return the sets of actions that are the same as the first of their set, in the order of these.

    >>> sets_of_copies(5, lambda first, other: (first - other) % 3 == 0)
    [[0, 3], [1, 4], [2]]
    """
    sets: list[list[int]] = []
    for action in range(n_actions):
        home = next((own for own in sets if same(own[0], action)), None)
        if home is None:
            sets.append([action])
        else:
            home.append(action)
    return sets


def spread(profile: Profile, copies: Copies, n_actions: Sequence[int]) -> list[Profile]:
    """Return the profiles of the full game that one of the smaller game stands for: one for each choice of copies.

    >>> [[p.tolist() for p in each] for each in spread((np.array([1.0, 0.0]),), [[[0, 2], [1]]], [3])]
    [[[1.0, 0.0, 0.0]], [[0.0, 0.0, 1.0]]]
    """
    choices = [
        [
            _placed(p, places, m)
            for places in product(*(own if w != 0 else own[:1] for own, w in zip(sets, p, strict=True)))
        ]
        for sets, p, m in zip(copies, profile, n_actions, strict=True)
    ]
    return list(product(*choices))


def _placed(probabilities: Array, places: Sequence[int], n_actions: int) -> Array:
    full = np.zeros(n_actions, dtype=probabilities.dtype)
    full[list(places)] = probabilities
    return full


def freedom(copies: Copies, support: Sequence[Sequence[int]]) -> int:
    """Return the dimension that spreading weight over copies of the used actions adds."""
    return sum(len(sets[a]) - 1 for sets, used in zip(copies, support, strict=True) for a in used)


def copying(
    players: Sequence[str], actions: Sequence[Sequence[str]], copies: Copies, support: Sequence[Sequence[int]]
) -> str:
    """Return which actions may be exchanged for copies, as clauses to be put behind what is played."""
    parts = [
        f"{player} may put {labels[sets[a][0]]}'s weight on {listed([labels[k] for k in sets[a]])} in any proportion"
        for player, labels, sets, used in zip(players, actions, copies, support, strict=True)
        for a in used
        if len(sets[a]) > 1
    ]
    return "".join(f"; {part}" for part in parts)
