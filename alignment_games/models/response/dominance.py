r"""Responses that no equilibrium uses, proven from the sums of what the others put in, for many games at once.

A state sees the others through sums: the help that reaches it, the aid to the threat, and, where the common outcome
counts, the whole coalition. A chance to lose falls in the help and rises in the aid (`states.contest`), so over a box
of sums every payoff is least where the help is least and the aid largest, and largest at the opposite corner. Response
b strictly dominates response a where, in each of some boxes that cover all sums that can occur,

.. math:: \min U(b) > \max U(a).

Of two responses that are alike but for what a loss means to the state (to pass the buck, to stay neutral, to align),
the difference itself is monotone in the chance to lose, and the two corners of a box say how small it gets.

The boxes: what the strongest few of the others do is told apart, but only as far as the state can tell it apart
(passing, staying neutral and arming lend nothing to either side: one class); the rest may do anything, which makes an
interval. With all others told apart the sums are exact, and so is the elimination by pure responses.

Strictly means by more than `_MARGIN` of the largest payoff, far more than what the rule of `game.tolerance` lets pass
for a tie; so what is left out is in no equilibrium by that rule, and leaving it out changes none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from alignment_games.arrays import Array
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.lent import alike
from alignment_games.models.response.own_payoffs import payoff_bounds
from alignment_games.states.arguments import of_state
from alignment_games.states.contest import difference_contest, ratio_contest

Mask = NDArray[np.bool_]

#: A response goes where it is worse by more than this share of the state's largest payoff.
_MARGIN = 10 * RELATIVE_TOLERANCE
#: Sums are added up here in another order than in a table: boxes are this much wider, as a share.
_WIDER = 1e-12
#: Figures that the chance to lose and the common outcome depend on.
_SHARED = ("membership", "contribution", "mobilisation", "aid", "share")


def has_bounds(model: ResponseFigures) -> bool:
    """Return whether all payoffs are monotone in the sums: floats, a known contest, and no figure below zero."""
    if model.is_exact or model.utility.contest not in (ratio_contest, difference_contest):
        return False
    hostility = np.asarray(model.threat.hostility, dtype=float)
    rows = [model.rows[name] for name in {name for own in model.actions for name in own}]
    return all(
        all(np.min(getattr(row, name)) >= 0 for name in _SHARED)
        and np.max(row.membership) <= 1
        and np.min(row.exposure - np.asarray(row.appeasement) * (1 - hostility)) >= 0
        for row in rows
    )


class ResponseBounds:
    """Bounds on the payoffs of a family of response games whose figures have one batch axis, of length ``games``."""

    def __init__(self, model: ResponseFigures, games: int) -> None:
        self.model, self.games, self.n = model, games, len(model.states)

    def sizes(self) -> Array:
        """Return a bound on the size of each state's payoffs, ``(games, n)``; not finite where some payoff may not be.

        The sides of a contest are least and largest where help and aid are both least, and both largest.
        """
        alive = [np.ones((self.games, len(own)), dtype=bool) for own in self.model.actions]
        ends, found = self._every_end(alive), []
        for i in range(self.n):
            low, high, _ = self._boxes(i, alive, ends, 0)
            corners = [*payoff_bounds(self.model, i, low, high)]
            corners += [payoff_bounds(self.model, i, end, end)[0] for end in (low, high)]
            found.append(np.max(np.abs(corners), axis=(0, 1, 2)))
        return np.stack(found, axis=1)

    def survivors(self, alive: Sequence[Mask], sizes: Array, apart: int) -> list[Mask]:
        """Return which responses one more round leaves, booleans ``(games, m_i)``, of those ``alive`` before it.

        ``sizes``: as `sizes` gives them. ``apart``: how many of the strongest others are told apart.
        """
        left = [own.copy() for own in alive]
        ends = self._every_end(left)
        for i, own in enumerate(left):
            if (own.sum(axis=1) > 1).any():
                low, high, occurs = self._boxes(i, left, ends, apart)
                somewhere = np.flatnonzero(own.any(axis=0)).tolist()
                least, largest = payoff_bounds(self.model, i, low, high, somewhere)
                at = dict(zip(somewhere, zip(least, largest, strict=True), strict=True))
                self._strike_out(i, own, at, occurs, _MARGIN * sizes[:, i])
                ends[i] = self._ends(i, own)
        return left

    def telling(self, alive: Sequence[Mask], apart: int) -> Mask:
        """Return what of the strongest others' play is left to tell apart, ``(games, apart + 1, classes)``."""
        found = np.zeros((self.games, apart + 1, max(map(len, self._classes))), dtype=bool)
        for k, at in zip(self._by_strength[: apart + 1], np.moveaxis(found, 1, 0), strict=False):
            for own, lives in zip(self._classes[k], at.T, strict=False):
                lives[:] = alive[k][:, own].any(axis=1)
        return found

    def _strike_out(
        self, i: int, own: Mask, bounds: Mapping[int, tuple[Array, Array]], occurs: Mask, margin: Array
    ) -> None:
        """Strike out what another response of a state, alive itself, dominates in every box that occurs.

        ``bounds``: the least and the largest payoffs of each response that is alive in some game.
        """
        for worse, better in permutations(bounds, 2):
            both = own[:, worse] & own[:, better]
            if both.any():
                (least, largest), (least_of_worse, largest_of_worse) = bounds[better], bounds[worse]
                gap = least - largest_of_worse
                if self._alike(i, worse, better):
                    gap = np.minimum(least - least_of_worse, largest - largest_of_worse)
                own[:, worse] &= ~(both & ((gap > margin) | ~occurs).all(axis=0))

    def _alike(self, i: int, *actions: int) -> bool:
        """Return whether two responses of a state are alike but for what a loss means to it and what they cost."""
        rows = [self.model.rows[self.model.actions[i][a]] for a in actions]
        return all(np.array_equal(*(of_state(getattr(row, name), i) for row in rows)) for name in _SHARED)

    def _boxes(self, i: int, alive: Sequence[Mask], ends: Sequence[Array], apart: int) -> tuple[Array, Array, Mask]:
        """Return boxes that cover the others' help, coalition and aid: ends ``(3, boxes, games)``, and which occur."""
        others = [k for k in self._by_strength if k != i]
        low, high = self._interval(i, ends, others[apart:])
        occurs = np.ones((1, self.games), dtype=bool)
        for k in others[:apart]:
            classes = [own for own in self._classes[k] if alive[k][:, own].any()]
            lives = np.stack([alive[k][:, own].any(axis=1) for own in classes])
            brought = np.stack([self._brought(i, k)[:, :, own[0]] for own in classes], axis=1)
            low, high = ((end[:, :, None] + brought[:, None]).reshape(3, -1, self.games) for end in (low, high))
            occurs = (occurs[:, None] & lives).reshape(-1, self.games)
        return low * (1 - _WIDER), high * (1 + _WIDER), occurs

    def _interval(self, i: int, ends: Sequence[Array], others: Sequence[int]) -> tuple[Array, Array]:
        """Return the least and the most that some others may bring, ``(3, 1, games)`` each."""
        low, high = np.zeros((2, 3, 1, self.games))
        for k in others:
            arrives = np.reshape(self.model.arrives(i, k), -1)
            for total, (lent, aid) in zip((low, high), ends[k], strict=True):
                total[:, 0] += np.stack([lent * arrives, lent, aid])
        return low, high

    def _every_end(self, alive: Sequence[Mask]) -> list[Array]:
        return [self._ends(k, own) for k, own in enumerate(alive)]

    def _ends(self, k: int, alive: Mask) -> Array:
        """Return the least and the most that one state may lend to the coalition and to the threat, ``(2, 2, games)``.

        What arrives of it rises with it, so that these ends say how much may arrive.
        """
        lent = self._lent[k]
        return np.stack([np.where(alive, lent, np.inf).min(axis=2), np.where(alive, lent, -np.inf).max(axis=2)])

    def _brought(self, i: int, k: int) -> Array:
        """Return what each action of k brings as state i sees it: help, coalition, aid, ``(3, games, m_k)``."""
        lent, aid = self._lent[k]
        return np.stack([lent * np.reshape(self.model.arrives(i, k), (-1, 1)), lent, aid])

    @cached_property
    def _lent(self) -> list[Array]:
        """What each action lends to the coalition and to the threat, ``(2, games, m_i)`` for each state."""
        return [np.stack([self._power_in("contribution", i), self._power_in("aid", i)]) for i in range(self.n)]

    def _power_in(self, column: str, i: int) -> Array:
        rows = [of_state(getattr(self.model.rows[action], column), i) for action in self.model.actions[i]]
        return np.stack([np.broadcast_to(row * self.model.states[i].power, self.games) for row in rows], axis=1)

    @cached_property
    def _by_strength(self) -> list[int]:
        """The states, those who can bring most to a side first."""
        return sorted(range(self.n), key=lambda k: -float(self._lent[k].max(axis=(0, 2)).mean()))

    @cached_property
    def _classes(self) -> list[list[list[int]]]:
        """The actions of each state, by position, in classes that look alike to the others."""
        return [alike(lent) for lent in self._lent]
