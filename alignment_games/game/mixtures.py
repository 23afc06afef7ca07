r"""Does a mixture dominate? Decided by certificates, and by whole numbers where floats leave it open.

A row of *gains* says what an action gets more than some fixed play, at each pure profile s of the others. A mixture y
of rows dominates that play *strictly* iff :math:`\sum_b y_b g_b(s) > 0` for all s, and *weakly* iff no sum is negative
and one is positive. By duality there is no strictly dominating mixture iff a belief q over s exists with
:math:`\sum_s q_s g_b(s) \le 0` for every row b, and no weakly dominating one iff such a belief gives every s a chance.

A float is read as a payoff that was rounded once: a gain u - v of floats is known to within
:math:`\epsilon = 2^{-53} (|u| + |v|)`, and what dominates must do so wherever in that range the payoffs lie.
So gains enter as :math:`g - \epsilon` where they have to be positive and as :math:`g + \epsilon` where they must not
be negative; in exact arithmetic these are the same. Whether a mixture dominates depends on no player's units, and
not on what the others' play adds to all actions alike; each profile's gains are taken in units of its largest.

HiGHS proposes a mixture and a belief; whichever leaves a clear margin is the proof. Where neither does, the program
is solved again in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.exact_program import maximise, whole_numbers

Kind = Literal["strict", "weak"]

#: Half a unit in the last place, as a share of a float.
HALF_A_UNIT = 2.0**-53
#: A margin above this, in units of each profile's largest gain, is beyond the rounding of the floats that show it.
_CLEAR = 1e-9
#: Gains of no more than so many times their error tell nothing.
_DROWNED = 1024


def own_rows(payoffs: Array, player: int) -> Array:
    """Return one player's payoffs as a table, a row for each own action, a column for each play of the others."""
    own = np.moveaxis(payoffs[player], player, 0)
    return np.asarray(own.reshape(len(own), -1))


@dataclass(frozen=True, eq=False)
class Advantages:
    """What each of some actions, ``rows`` (actions, profiles), gets more than a fixed ``play`` (profiles).

    ``roundings``: how often the numbers were rounded.
    """

    rows: Array
    play: Array
    roundings: int = 1

    @classmethod
    def of(cls, rows: Array, action: int) -> Advantages:
        """Compare the other rows with one of them."""
        return cls(np.delete(rows, action, axis=0), rows[action])

    @classmethod
    def with_mixture(cls, rows: Array, support: Sequence[int]) -> Advantages:
        """Compare all rows with the equal mixture of some, all in multiples of as many payoffs."""
        return cls(rows * len(support), rows[list(support)].sum(axis=0), len(support) + 1)

    @cached_property
    def gains(self) -> Array:
        """What each action gets more at each profile."""
        return np.asarray(self.rows - self.play)

    @cached_property
    def errors(self) -> Array:
        """How far the gains may be from those of the payoffs before they were rounded."""
        half = 0 if self.rows.dtype == object else self.roundings * HALF_A_UNIT
        return np.asarray(half * (abs(self.rows) + abs(self.play)))

    def at_least(self, kind: Kind) -> tuple[Array, Array]:
        """Return the gains that must not be negative, and those that must be positive."""
        low = self.gains - self.errors
        return (low if kind == "strict" else self.gains + self.errors), low

    def is_best_somewhere(self) -> bool:
        """Return whether the play beats all actions at some profile: then, and next to it, no mixture does better."""
        return bool((self.gains + self.errors < 0).all(axis=0).any())

    def dominating_rows(self, kind: Kind) -> Array:
        """Return which single actions dominate: booleans of shape (actions,)."""
        bearable, positive = self.at_least(kind)
        if kind == "strict":
            return np.asarray((positive > 0).all(axis=1))
        return np.asarray((bearable >= 0).all(axis=1) & (positive > 0).any(axis=1))


def dominating_action(comparison: Advantages, kind: Kind) -> int | None:
    """Return the dominating action that is itself best in sum, so that chains end at their top."""
    dominating = np.flatnonzero(comparison.dominating_rows(kind))
    return max(dominating.tolist(), key=lambda b: comparison.gains[b].sum()) if len(dominating) else None


def dominating_mixture(comparison: Advantages, kind: Kind) -> dict[int, Any] | None:
    """Return the weights of a mixture that dominates, None where none does.

    Fractions in exact arithmetic and where only whole numbers could decide, otherwise floats.

    >>> rows = np.array([[4, 0], [0, 4], [1, 1]], dtype=object)
    >>> {b: str(weight) for b, weight in dominating_mixture(Advantages.of(rows, 2), "strict").items()}
    {0: '1/2', 1: '1/2'}
    """
    if comparison.is_best_somewhere():
        return None
    exact = comparison.gains.dtype == object
    mixture, decided = _proposal(comparison, kind)
    if decided and mixture is None:
        return None
    if mixture is not None:
        weights = _simple_fractions(mixture) if exact else mixture
        if not exact or _dominates(comparison, weights, kind):
            return {b: w for b, w in enumerate(weights.tolist()) if w > 0}
    return _exact_mixture(comparison, kind)


def _proposal(comparison: Advantages, kind: Kind) -> tuple[Array | None, bool]:
    """Return a mixture that clearly dominates strictly, or None; and whether that none does is clear as well."""
    bearable, positive = (_in_own_units(table, comparison.gains) for table in comparison.at_least(kind))
    mixture, belief = _best_against_worst(positive)
    if (mixture @ positive).min(initial=np.inf) > _CLEAR:
        return mixture, True
    # A belief with a margin bears that every profile is given a little chance.
    return None, bool((bearable @ belief).max() < -_CLEAR)


def _in_own_units(table: Array, gains: Array) -> Array:
    largest = abs(gains).max(axis=0)
    if table.dtype != object:
        return table / np.where(largest > 0, largest, 1.0)
    unit = [Fraction(1, 1) / entry if entry else Fraction(1) for entry in largest.tolist()]
    return np.asarray(table * np.array([*unit, None], dtype=object)[:-1]).astype(float)


def _best_against_worst(gains: Array) -> tuple[Array, Array]:
    """Return the mixture with the largest least gain, and the belief that keeps every action's gain below it."""
    from scipy.optimize import linprog

    actions, profiles = gains.shape
    answer = linprog(
        np.r_[np.zeros(actions), -1.0],
        A_ub=np.c_[-gains.T, np.ones(profiles)],
        b_ub=np.zeros(profiles),
        A_eq=np.r_[np.ones(actions), 0.0][None],
        b_eq=[1.0],
        bounds=[(0, None)] * actions + [(None, None)],
        method="highs",
    )
    if answer.status != 0:  # nothing proposed is nothing proven
        return np.full(actions, 1 / actions), np.full(profiles, 1 / profiles)
    return _distribution(answer.x[:actions]), _distribution(-answer.ineqlin.marginals)


def _distribution(weights: Array) -> Array:
    kept = np.where(weights < 1e-12, 0.0, weights)
    return np.asarray(kept / kept.sum())


def _simple_fractions(weights: Array) -> Array:
    simple = [Fraction(float(w)).limit_denominator(10**6) if w > 1e-9 else Fraction(0) for w in weights]
    return np.array([*(w / sum(simple) for w in simple), None], dtype=object)[:-1]


def _dominates(comparison: Advantages, weights: Array, kind: Kind) -> bool:
    bearable, positive = (weights @ table for table in comparison.at_least(kind))
    return bool((positive > 0).all()) if kind == "strict" else bool((bearable >= 0).all() and (positive > 0).any())


def _exact_mixture(comparison: Advantages, kind: Kind) -> dict[int, Fraction] | None:
    """Solve for weights of sum one at most: strictly, for what all gains exceed; weakly, for the sum of the gains.

    Either is positive for some weights, and then for their multiples of sum one, iff a mixture dominates.
    """
    rows, play, errors = (_as_fractions(table) for table in (comparison.rows, comparison.play, comparison.errors))
    gains = rows - play
    size = len(gains)
    if kind == "strict":
        constraints = [[*(-g for g in column), 1] for column in _directions(gains - errors)]
        objective, total = [*[0] * size, 1], [*[1] * size, 0]
    else:
        constraints = [[-g for g in column] for column in _directions(gains + errors)]
        objective, total = whole_numbers(_gain_beyond_rounding(gains, errors)), [1] * size
    bounds = [*[0] * len(constraints), 1]
    value, point = maximise(objective, [*constraints, total], bounds, until_positive=True)
    weights = point[:size]
    return {b: w / sum(weights) for b, w in enumerate(weights) if w > 0} if value > 0 else None


def _gain_beyond_rounding(gains: Array, errors: Array) -> list[Fraction]:
    """Return each action's sum of gains, each profile's in units of its largest, less what rounding may feign.

    Profiles at which gains drown in rounding are left out. At the others a loss within rounding passes for none, and
    with it may come a gain that is larger; only one many times larger counts. In exact arithmetic every gain does.
    """
    largest, noise = abs(gains).max(axis=0), errors.max(axis=0)
    clear = np.flatnonzero((largest > _DROWNED * noise).astype(bool)).tolist()
    units = [gains[:, s] / largest[s] for s in clear]
    worst = max((noise[s] / largest[s] for s in clear), default=Fraction(0))
    feigned = len(clear) * max(_DROWNED * worst, Fraction(_CLEAR)) if worst else Fraction(0)
    return [sum(row, -feigned) for row in zip(*units, strict=True)] if units else [Fraction(0)] * len(gains)


def _directions(table: Array) -> list[tuple[int, ...]]:
    """Return the columns in whole numbers, each direction once."""
    return list(dict.fromkeys(tuple(whole_numbers(column)) for column in table.T.tolist()))


def _as_fractions(table: Array) -> Array:
    found = np.empty(table.size, dtype=object)
    found[:] = [Fraction(entry) for entry in table.ravel().tolist()]
    return found.reshape(table.shape)
