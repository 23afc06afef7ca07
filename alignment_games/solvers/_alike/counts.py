r"""Players who are all alike, by counts: what each action pays where so many of the others take each action.

With m actions, :math:`u_a(c)` is what action a pays where the others' counts are :math:`c = (c_1, ..., c_m)`, which sum
to n - 1. Of a player whose support is S, others with supports :math:`S_j` can make the counts c iff for every set T of
actions at least as many of c lie in T as players whose supports do (Hall 1935); each such c then has a positive chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame

#: The positions of the actions that a player uses.
Support = tuple[int, ...]
#: How many players use each support.
Users = Mapping[Support, int]


class Counts:
    """How many of some other players take each action: every way, one row of ``table`` each."""

    def __init__(self, others: int, n_actions: int) -> None:
        self.others, self.n_actions = others, n_actions
        self.table = counts_of(others, n_actions)
        self._base = (others + 1) ** np.arange(n_actions)
        self._places = np.zeros((others + 1) ** n_actions, dtype=int)
        self._places[self.table @ self._base] = np.arange(len(self.table))
        sets = [frozenset(own) for k in range(1, n_actions) for own in combinations(range(n_actions), k)]
        self._lying = {own: self.table[:, sorted(own)].sum(axis=1) for own in sets}

    def rows(self, counts: Array) -> Array:
        """Return which rows some counts are, of whatever shape (..., actions)."""
        return np.asarray(self._places[counts @ self._base])

    def reached(self, users: Users) -> Array:
        """Return which rows can occur where so many of the others use each support."""
        reached = np.ones(len(self.table), dtype=bool)
        for own, lying in self._lying.items():
            least = sum(count for support, count in users.items() if own.issuperset(support))
            if least:
                reached &= lying >= least
        return reached


@dataclass(frozen=True, eq=False)
class ByCounts:
    """What each action pays beyond the last: ``beyond[a][k]`` where the others make row k of `others`, exactly."""

    n_players: int
    n_actions: int
    beyond: tuple[tuple[Fraction, ...], ...]

    @cached_property
    def others(self) -> Counts:
        """The counts that all others of a player can make."""
        return Counts(self.n_players - 1, self.n_actions)

    def all_but(self, players: int) -> Counts:
        """Return the counts that all but so many players can make."""
        if players not in self._fewer:
            self._fewer[players] = Counts(self.n_players - players, self.n_actions)
        return self._fewer[players]

    @cached_property
    def _fewer(self) -> dict[int, Counts]:
        return {1: self.others}

    @cached_property
    def gaps(self) -> Array:
        """What action a pays more than b, in shares of the largest such gap: shape (actions, actions, rows)."""
        pairs = list(self._pairs())
        largest = max((abs(gap) for _, _, row in pairs for gap in row), default=Fraction(0)) or Fraction(1)
        found = np.zeros((self.n_actions, self.n_actions, len(self.others.table)))
        for a, b, row in pairs:
            found[a, b] = [float(gap / largest) for gap in row]
            found[b, a] = -found[a, b]
        return found

    @cached_property
    def whole_gaps(self) -> Array:
        """The same gaps in whole numbers, of a unit of their own, so that differences of them are exact."""
        pairs = list(self._pairs())
        unit = lcm(*(gap.denominator for _, _, row in pairs for gap in row))
        found = np.zeros((self.n_actions, self.n_actions, len(self.others.table)), dtype=object)
        for a, b, row in pairs:
            found[a, b] = [int(gap * unit) for gap in row]
            found[b, a] = -found[a, b]
        return found

    def _pairs(self) -> Iterator[tuple[int, int, list[Fraction]]]:
        for a, b in combinations(range(self.n_actions), 2):
            yield a, b, [one - other for one, other in zip(self.beyond[a], self.beyond[b], strict=True)]

    def tie(self, slack: Fraction) -> str:
        """Return which actions pay the same everywhere, or almost the same somewhere; empty without such a tie."""
        if any(not any(row) for _, _, row in self._pairs()):
            return "two actions pay the same, whatever the others do: continua of equilibria"
        near = (self.gaps != 0) & (np.abs(self.gaps) <= float(slack))
        return "two actions pay almost the same somewhere, which may be rounding" if near.any() else ""


def counts_of(players: int, n_actions: int) -> Array:
    """Return in how many of each action so many players may choose, one row each.

    >>> counts_of(2, 2).tolist()
    [[2, 0], [1, 1], [0, 2]]
    """
    if n_actions == 1:
        return np.array([[players]])
    parts = []
    for first in range(players, -1, -1):
        rest = counts_of(players - first, n_actions - 1)
        parts.append(np.column_stack([np.full(len(rest), first), rest]))
    return np.concatenate(parts)


def by_counts(game: NormalFormGame | SumGame) -> ByCounts | None:
    """Return the payoffs by counts, in units of the first player's; None where players differ.

    >>> from alignment_games.models.threshold import volunteers_dilemma
    >>> [float(gain) for gain in by_counts(volunteers_dilemma(3, cost=0.25)).beyond[0]]
    [-0.25, -0.25, 0.75]
    """
    if len(set(game.n_actions)) != 1:
        return None
    n, m = game.n_players, game.n_actions[0]
    counts = counts_of(n - 1, m)
    shared: ByCounts | None = None
    for table in _of_sums(game, counts) if isinstance(game, SumGame) else _of_table(game, counts):
        if table is None:
            return None
        exact = [[Fraction(value) for value in row] for row in table]
        beyond = tuple(tuple(x - last for x, last in zip(row, exact[-1], strict=True)) for row in exact)
        if shared is None:
            shared, first = ByCounts(n, m, beyond), _size(beyond)
        unit = _size(beyond)
        if unit == 0 or not _equal(beyond, first, shared.beyond, unit):
            return None
    return shared


def _size(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    return max(abs(value) for row in rows for value in row)


def _equal(one: Any, times: Fraction, other: Any, unit: Fraction) -> bool:
    """Return whether two tables are the same but for their units."""
    return all(x * times == y * unit for row, of in zip(one, other, strict=True) for x, y in zip(row, of, strict=True))


def _of_table(game: NormalFormGame, counts: Array) -> Iterator[list[list[Any]] | None]:
    """Yield, for each player, the payoffs of each action by counts; None where it matters who does what."""
    if game.arithmetic == "symbolic":
        yield None
        return
    n, m = game.n_players, game.n_actions[0]
    played = np.indices((m,) * (n - 1)).reshape(n - 1, -1)
    taken = np.stack([(played == a).sum(axis=0) for a in range(m)], axis=-1)
    code = n ** np.arange(m)
    order = np.argsort(counts @ code)
    row = order[np.searchsorted(np.sort(counts @ code), taken @ code)]
    first = np.zeros(len(counts), dtype=int)
    first[row[::-1]] = np.arange(len(row))[::-1]
    for i, payoffs in enumerate(game.payoffs):
        flat = np.moveaxis(payoffs, i, 0).reshape(m, -1)
        yield flat[:, first].tolist() if np.array_equal(flat[:, first][:, row], flat) else None


def _of_sums(game: SumGame, counts: Array) -> Iterator[list[list[Any]] | None]:
    """Yield the same of a game of sums, to which all must contribute alike."""
    amounts = game.sums.amounts
    if (amounts != amounts[:, :1]).any():
        yield None
        return
    others = amounts[:, 0] @ counts.T
    for i in range(game.n_players):
        table = game.sums.bounds(np.array([i]), others[:, None], others[:, None])[0][0].T
        yield table.tolist() if np.isfinite(table).all() else None
