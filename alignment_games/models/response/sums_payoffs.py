r"""The payoffs of a response game from what the others put in, and bounds on them, without a table of payoffs.

State i sees the others' play only through sums: the help :math:`C_i` that arrives (one sum for all states that
rate everybody's reliability alike), the aid :math:`B_i` to the threat, and, where the common outcome has a value,
the whole coalition. The formula is at the head of `models.response.payoffs`. Defence rises in C and attack in B,
and a contest success function rises in the one and falls in the other (Skaperdas 1996, Economic Theory 7), so
every chance to lose falls in C and rises in B, products of such chances too, and over a box of sums each takes its
extremes at two corners.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums


@dataclass(frozen=True, eq=False)
class ResponsePayoffSums(GameSums):
    """The figures of a response game, n states with up to m actions each.

    ``amounts``: what each action puts into each sum: one sum of help for each way to rate the others, then the aid,
    then the whole coalition if its fate counts and no sum of help is a share of it. ``help_at``: which sum of help
    each state looks at, shape (n,). ``whole_at``: the sum from which the whole coalition is read, at ``whole_rate``
    for each unit of it. ``strength``, ``access``, ``shield`` (how far the others' stand shields it), ``weight``,
    ``paid`` (cost less benefit) and ``prize`` (share of the spoils times power): shape (n, m). ``common``: the value
    of the common outcome, ``backing``: the power of guarantors, ``offensive``: the threat's offensive power in its
    eyes, ``proximity`` and ``decisiveness``: shape (n, 1). ``threat_power``, ``whole_offensive`` and
    ``whole_backing``: the threat's power, its offensive power, and that of all guarantors.
    """

    help_at: Array
    whole_at: int
    whole_rate: float
    strength: Array
    access: Array
    shield: Array
    weight: Array
    paid: Array
    prize: Array
    common: Array
    backing: Array
    offensive: Array
    proximity: Array
    decisiveness: Array
    threat_power: float
    whole_offensive: float
    whole_backing: float
    contest: Callable[[Any, Any, Any], Any]

    @property
    def aid_at(self) -> int:
        """The position of the sum of aid."""
        return int(self.help_at.max()) + 1

    @cached_property
    def has_whole(self) -> bool:
        """Whether anybody values what becomes of the coalition as a whole."""
        return bool(self.prize.any() or self.common.any())

    def restricted(self, kept: Sequence[Sequence[int]]) -> Self:
        """Return the figures of the game in which each state keeps the actions at the given positions, in that order.

        >>> from alignment_games.cases import load_case
        >>> sums = load_case("europe-1938").model.sums().sums
        >>> sums.restricted([[0, 2], [1], [0, 1, 2]]).offered.astype(int).tolist()
        [[1, 1, 0], [1, 0, 0], [1, 1, 1]]
        """
        n, m = self.offered.shape
        counts = np.array([len(own) for own in kept])
        offered = np.arange(counts.max()) < counts[:, None]
        columns: Array = np.zeros(offered.shape, dtype=int)
        columns[offered] = np.concatenate([np.asarray(own, dtype=int) for own in kept])
        tables = {each.name: getattr(self, each.name) for each in fields(self)}
        taken: dict[str, Any] = {
            name: np.take_along_axis(table, np.broadcast_to(columns, (*table.shape[:-1], columns.shape[1])), axis=-1)
            for name, table in tables.items()
            if isinstance(table, np.ndarray) and table.shape[-2:] == (n, m)
        }
        return replace(self, **(taken | {"offered": offered}))

    def same_states(self, other: GameSums) -> Array:
        """Return of which states all figures are those of another game, as `GameSums.same_states` says."""
        n = len(self.offered)
        if not isinstance(other, ResponsePayoffSums):
            return np.zeros(n, dtype=bool)
        pairs = [(getattr(self, each.name), getattr(other, each.name)) for each in fields(self)]
        tables = [pair for pair in pairs if isinstance(pair[0], np.ndarray)]
        shared = [pair for pair in pairs if not isinstance(pair[0], np.ndarray)]
        shared.append((self.decisiveness[0, 0], other.decisiveness[0, 0]))  # of the coalition as a whole
        if any(one != two for one, two in shared) or any(one.shape != two.shape for one, two in tables):
            return np.zeros(n, dtype=bool)
        rows = [np.moveaxis(one == two, max(0, one.ndim - 2), 0).reshape(n, -1).all(axis=1) for one, two in tables]
        return np.asarray(np.logical_and.reduce(rows))

    def _of_help(self, sums: Array, who: Array) -> Array:
        """Return the help that each state looks at, shape (k, r, 1), from sums of shape (d, k, r)."""
        return np.asarray(sums[self.help_at[who], np.arange(len(who))][..., None])

    @np.errstate(over="ignore", invalid="ignore")  # e^(k (A - D)) past the floats means lost; the rest is refused
    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums, as `GameSums.bounds` says."""
        weight = self.weight[who][:, None]
        help_ = np.stack([self._of_help(high, who), self._of_help(low, who)])
        surest, worst = -weight * self._lost(who, help_, np.stack([low[self.aid_at], high[self.aid_at]])[..., None])
        common = self._of_the_whole(who, low, high) if self.has_whole else (0, 0)
        paid = np.where(self.offered, self.paid, np.inf)[who][:, None]
        return np.minimum(worst, surest) + common[0] - paid, np.maximum(worst, surest) + common[1] - paid

    def gaps(self, who: Array, low: Array, high: Array) -> Array:
        """Return by how much actions do better than others in boxes, as `GameSums.gaps` says.

        Of two actions that the contests do not tell apart, the difference is monotone in the chance to lose, and one
        of the two corners shows its least.
        """
        least, largest = self.bounds(who, low, high)
        with np.errstate(invalid="ignore"):  # of two actions that are not offered
            apart = least[..., :, None] - largest[..., None, :]
            at_corners = (end[..., :, None] - end[..., None, :] for end in (least, largest))
            return np.where(self._alike[who][:, None], np.minimum(*at_corners), apart)

    @cached_property
    def _alike(self) -> Array:
        """Which actions of each state differ only in how bad a loss is and what they cost, shape (n, m, m)."""
        figures = np.stack([self.strength, self.access, self.shield, self.prize, *self.amounts])
        bad = self.weight >= 0
        alike = (figures[..., :, None] == figures[..., None, :]).all(axis=0)
        return np.asarray(alike & bad[..., :, None] & bad[..., None, :])

    def _lost(self, who: Array, help_: Array, aid: Array) -> Array:
        """Return the chances that states fall, given the help and the aid of the others, shape (..., k, r, m)."""

        def row(figures: Array) -> Array:
            return figures[who][:, None]

        attack = row(self.offensive) + aid
        coming = help_ + row(self.backing)
        defence = row(self.strength) + row(self.access) * coming
        decisiveness = row(self.decisiveness) if self._one_decisiveness is None else self._one_decisiveness
        lost = 1 - self.contest(defence, attack * row(self.proximity), decisiveness)
        if not self.shield.any():
            return np.asarray(lost)
        return np.asarray(lost * (1 - row(self.shield) * self.contest(coming, attack, decisiveness)))

    @cached_property
    def _one_decisiveness(self) -> float | None:
        """The decisiveness that all states share, if they do: powers of one exponent are many times as fast."""
        first = float(self.decisiveness[0, 0])
        return first if (self.decisiveness == first).all() else None

    def _of_the_whole(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return bounds on what the coalition's fate is worth: spoils from its failure, less the common loss."""
        a_low, a_high = (sums[self.aid_at][..., None] + self.amounts[self.aid_at, who][:, None] for sums in (low, high))
        c_low, c_high = (self.whole(sums[self.whole_at][..., None], who, (slice(None), None)) for sums in (low, high))
        shared = self.decisiveness[0]  # the contest of the coalition as a whole takes the first state's, as the model
        least_failure = 1 - self.contest(c_high, self.whole_offensive + a_low, shared)
        most_failure = 1 - self.contest(c_low, self.whole_offensive + a_high, shared)
        prize, common = self.prize[who][:, None], self.common[who][:, None]
        least = prize / (self.threat_power + a_high) * least_failure
        most = prize / (self.threat_power + a_low) * most_failure
        return np.minimum(least, most) - common * most_failure, np.maximum(least, most) - common * least_failure

    def whole(self, others: Array, who: Any, axes: Any = ()) -> Array:
        """Return the strength of the whole coalition at each action, given the others' sum that it is read from."""
        own = self.amounts[self.whole_at, who][axes]
        return np.asarray(self.whole_rate * (others + own) + self.whole_backing)
