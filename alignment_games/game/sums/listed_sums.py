"""A game of one sum of whole numbers, its payoffs listed at each value of the sum: whatever function they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral, Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known, shown
from alignment_games.game.sums.game_sums import GameSums

#: A sum lies on a whole number when it is off by no more than this: the rounding of intervals that are halved.
_ON_NUMBER = 1e-6
#: Payoffs that are listed, each by a call of the user's function: some seconds.
_MOST_LISTED = 2_000_000


@dataclass(frozen=True, eq=False)
class ListedSums(GameSums):
    """The figures of such a game; ``payoffs`` at the others' sums 0, 1, ..., shape (n, m, sums)."""

    payoffs: Array

    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums, as `GameSums.bounds` says.

        They are those at the whole numbers in the box; of a box without any, where nothing can occur, those next to it.
        """
        last = self.payoffs.shape[2] - 1
        first = np.clip(np.ceil(low[0] - _ON_NUMBER), 0, last).astype(int)
        final = np.clip(np.floor(high[0] + _ON_NUMBER), first, last).astype(int)
        level = np.frexp(final - first + 1)[1] - 1  # the largest power of two that fits
        ends = first, final - 2**level + 1
        rows = who[:, None]
        least, largest = (
            pick(*(levels[level, rows, :, end] for end in ends))
            for pick, levels in ((np.minimum, self._extremes_of_runs[0]), (np.maximum, self._extremes_of_runs[1]))
        )
        offered = self.offered[who][:, None]
        return np.where(offered, least, -np.inf), np.where(offered, largest, -np.inf)

    @cached_property
    def _extremes_of_runs(self) -> tuple[Array, Array]:
        """The least and the largest payoffs at 1, 2, 4, ... sums from each on, shape (powers, n, m, sums) each."""
        found = []
        for pick in (np.minimum, np.maximum):
            levels = [self.payoffs]
            while 2 ** len(levels) <= self.payoffs.shape[2]:
                half = 2 ** (len(levels) - 1)
                later = np.concatenate([levels[-1][..., half:], np.repeat(levels[-1][..., -1:], half, axis=2)], axis=2)
                levels.append(pick(levels[-1], later))
            found.append(np.stack(levels))
        return found[0], found[1]


def listed_game(
    payoff: Callable[[str, str, int], float], players: Sequence[str], amounts: Mapping[str, Any]
) -> tuple[tuple[tuple[str, ...], ...], ListedSums]:
    """Return the labels of the actions and the figures of a game; see `SumGame.from_function`."""
    own = _by_player(players, amounts)
    most = [max(each.values()) for each in own]
    count, size = max(map(len, own)), sum(most) + 1
    if len(own) * count * size > _MOST_LISTED:
        raise UnsupportedGameError(
            f"{len(own)} players with {count} actions and sums up to {size - 1:,} make {len(own) * count * size:,} "
            f"payoffs to list, at most {_MOST_LISTED:,}; take a larger unit for the amounts"
        )
    offered = np.arange(count) < np.array([[len(each)] for each in own])
    put_in, payoffs = np.zeros((1, len(own), count)), np.zeros((len(own), count, size))
    for i, (player, each) in enumerate(zip(players, own, strict=True)):
        for a, (action, amount) in enumerate(each.items()):
            put_in[0, i, a] = amount
            reachable = size - most[i]
            payoffs[i, a, :reachable] = [
                _finite(payoff(player, action, s), player, action, s) for s in range(reachable)
            ]
            payoffs[i, a, reachable:] = payoffs[i, a, reachable - 1]  # more than the others have
    return tuple(tuple(each) for each in own), ListedSums(offered, put_in, payoffs)


def _by_player(players: Sequence[str], amounts: Mapping[str, Any]) -> list[dict[str, int]]:
    """Return each player's amounts by action, checked."""
    if not isinstance(amounts, Mapping) or not amounts:
        raise InvalidModelError(f"amounts: expected a mapping from action to a whole number, got {shown(amounts)}")
    nested = all(isinstance(each, Mapping) for each in amounts.values())
    if nested:
        only_known("player", amounts, players)
        missing = [player for player in players if not amounts.get(player)]
        if missing:
            raise InvalidModelError(f"amounts say nothing for {', '.join(missing)}; give every player's actions")
    own = [dict(amounts[player] if nested else amounts) for player in players]
    for player, each in zip(players, own, strict=True):
        for action, amount in each.items():
            if isinstance(amount, bool) or not isinstance(amount, Integral) or amount < 0:
                raise InvalidModelError(
                    f"amounts: {player} puts {shown(amount)} into the sum by {shown(action)}; "
                    "expected a whole number of at least 0, in a unit of your choice"
                )
    return [{action: int(amount) for action, amount in each.items()} for each in own]


def _finite(value: Any, player: str, action: str, others: int) -> float:
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    raise InvalidModelError(
        f"the payoff function returned {shown(value)} for {shown(player)} at {shown(action)} and a sum of {others}; "
        "expected a finite number"
    )
