r"""What several methods need of a game of numbers: the check that it is one, and the derivatives of payoffs.

With :math:`u_i(a, x_{-i})` player i's expected payoff of action a, the derivative with respect to the
probability of player j's action b is the expected payoff of (a, b) against the play of all others,

.. math::

   D_{(i,a),(j,b)} = \partial u_i(a, x_{-i}) / \partial x_j(b)
                   = \sum_{s} u_i(a, b, s) \prod_{k \ne i, j} x_k(s_k), \qquad D_{(i,a),(i,b)} = 0 .
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame


def one_game_of_numbers(game: NormalFormGame, method: str) -> NormalFormGame:
    """Return the game itself. Raises UnsupportedGameError for families of games and for symbolic payoffs."""
    if game.batch_shape:
        raise UnsupportedGameError(f"{method} takes one game, got a family (batch {game.batch_shape}); take one of it")
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(f"{method} needs numbers; put them in with game.substitute({{...}})")
    return game


def unit_payoffs(game: NormalFormGame) -> tuple[Array, float]:
    """Return float payoffs that run from 0 to at most 1 for each player, and the one scale divided out."""
    above = _halves_above_least(game)
    half = above.max()
    return _divided(above, half), nearest_float(2 * half) or 1.0


def own_unit_payoffs(game: NormalFormGame) -> Array:
    """Return float payoffs that run from 0 to 1 for each player, or are 0, whatever units each player's are in."""
    above = _halves_above_least(game)
    return _divided(above, above.max(axis=tuple(range(1, above.ndim)), keepdims=True))


def _halves_above_least(game: NormalFormGame) -> Array:
    """Return half of what each payoff is above the player's least: the whole may be too large for a float."""
    halves = game.payoffs / (Fraction(2) if game.arithmetic == "exact" else 2)
    return np.asarray(halves - halves.min(axis=tuple(range(1, halves.ndim)), keepdims=True))


def nearest_float(number: Any) -> float:
    """Return the nearest float, infinity for what is larger than all."""
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def _divided(numbers: Array, unit: Any) -> Array:
    """Return the numbers in floats of a unit; a unit of zero leaves the zeros that they are."""
    return np.asarray(numbers / np.where(unit == 0, 1, unit)).astype(float)


def in_own_unit(value: Array, base: Array) -> tuple[Array, float]:
    """Return value - base in floats from -1 to 1, and the unit, in payoffs, that was divided out.

    >>> gain, unit = in_own_unit(np.array([3e-9, 1e-9]), np.array([1e-9, 1e-9]))
    >>> gain.tolist(), round(unit, 12)
    ([1.0, 0.0], 2e-09)
    """
    two: Any = Fraction(2) if value.dtype == object else 2
    halves = value / two - base / two
    half = abs(halves).max()
    return _divided(halves, half), nearest_float(2 * half) or 1.0


@dataclass(frozen=True)
class PayoffTables:
    """The payoffs of one game laid out so that expected payoffs and their derivatives come at two passes over them.

    ``payoffs``: ``(n, m_0, ..., m_{n-1})``. Each player's table starts with its own action and goes round the
    table from there, so that players who see the same row of numbers of actions are treated as one stack.
    """

    payoffs: Array

    @cached_property
    def _stacks(self) -> list[tuple[list[int], Array, Array]]:
        """Return players, their tables (players, own actions, joint actions of others), and where results go."""
        sizes = self.payoffs.shape[1:]
        n, starts = len(sizes), np.cumsum([0, *sizes])
        alike: dict[tuple[int, ...], list[int]] = {}
        for i in range(n):
            alike.setdefault(sizes[i:] + sizes[:i], []).append(i)
        stacks = []
        for round_table, players in alike.items():
            turned = [self.payoffs[i].transpose([*range(i, n), *range(i)]) for i in players]
            tables = np.ascontiguousarray(np.stack(turned)).reshape(len(players), round_table[0], -1)
            own = np.array([np.arange(starts[i], starts[i + 1]) for i in players])
            rest = np.array([np.r_[starts[i + 1] : starts[n], 0 : starts[i]] for i in players], dtype=int)
            stacks.append((players, tables, own[:, :, None] * starts[n] + rest[:, None, :]))
        return stacks

    def values(self, profile: Sequence[Array]) -> list[Array]:
        """Return the expected payoffs of each player's actions (m_i,), at one pass over the tables."""
        n = len(profile)
        values: list[Array] = [np.empty(0)] * n
        for players, tables, _ in self._stacks:
            others = [np.stack([profile[(i + k) % n] for i in players]) for k in range(1, n)]
            half, expected = len(others) // 2, tables
            for part in (others[half:], others[:half]):
                if part:
                    joint = joint_distributions(part)
                    expected = expected.reshape(len(players), -1, joint.shape[1]) @ joint[:, :, None]
            for i, own in zip(players, expected.reshape(tables.shape[:2]), strict=True):
                values[i] = own
        return values

    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        """Return the expected payoffs of all players' actions in one row (N,), and their derivatives (N, N)."""
        n, total = len(profile), sum(len(x) for x in profile)
        kind = np.result_type(self.payoffs, *profile)
        derivatives = np.zeros((total, total), dtype=kind)
        values: list[Array] = [np.empty(0)] * n
        for players, tables, places in self._stacks:
            others = [np.stack([profile[(i + k) % n] for i in players]) for k in range(1, n)]
            pairs = pairs_against_rest(tables, others)
            expected = (pairs[0] @ others[0][:, :, None] if others else tables)[:, :, 0]
            for i, own in zip(players, expected, strict=True):
                values[i] = own
            derivatives.reshape(-1)[places] = np.concatenate(pairs, axis=2) if others else 0
        return np.concatenate(values), derivatives


def payoff_derivatives(payoffs: Array, profile: Sequence[Array]) -> tuple[Array, Array]:
    """Return the expected payoffs of all players' actions in one row (N,), and their derivatives (N, N).

    N is the number of actions of all players together, in the players' order. For many profiles of one game,
    keep its `PayoffTables`.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> values, derivatives = payoff_derivatives(pennies, [np.array([0.5, 0.5]), np.array([1.0, 0.0])])
    >>> values.tolist(), derivatives[0].tolist()
    ([1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -1.0])
    """
    return PayoffTables(payoffs).derivatives(profile)


def pairs_against_rest(tables: Array, others: list[Array]) -> list[Array]:
    """Return, for each other player, the tables (players, own actions, its actions) against the play of the rest.

    The others are halved: the half that is kept is divided further, so that the whole table is read but twice.
    """
    if len(others) < 2:
        return [tables] * len(others)
    stack, m, _ = tables.shape
    kept, rest = others[: len(others) // 2], others[len(others) // 2 :]
    first, last = joint_distributions(kept), joint_distributions(rest)
    early = tables.reshape(stack, -1, last.shape[1]) @ last[:, :, None]
    late = first[:, None, None, :] @ tables.reshape(stack, m, first.shape[1], -1)
    return pairs_against_rest(early.reshape(stack, m, -1), kept) + pairs_against_rest(late[:, :, 0], rest)


def joint_distributions(parts: list[Array]) -> Array:
    """Return the joint distributions (players, joint actions) of independent parts, the last changing fastest."""
    joint = parts[0]
    for part in parts[1:]:
        joint = (joint[:, :, None] * part[:, None, :]).reshape(len(part), -1)
    return joint
