r"""What a game is by structure: constant-sum, symmetric, potential, aggregative, supermodular.

Each function returns a `Verdict`: whether the property holds, and what proves it either way. In exact games
the answer is exact; in float games equalities hold up to `tolerance.equality_tolerances`. With a_i the action of
player i and u_i its payoffs:

- *constant-sum*: :math:`\sum_i u_i(a) = c` at every profile a.
- *symmetric*: permuting the players permutes the payoffs.
- *exact potential* P: :math:`u_i(b, a_{-i}) - u_i(a) = P(b, a_{-i}) - P(a)` for every deviation; *weighted*: the left
  side is divided by a weight :math:`w_i > 0`.
- *aggregative* (anonymous): a player cares how many others take each action, not who does.
- *supermodular* in the given order of actions: a higher action of one player raises the others' gain from theirs.

Source: D. Monderer & L. S. Shapley (1996), Potential games, Games and Economic Behavior 14; P. Milgrom &
J. Roberts (1990), Econometrica 58.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.tolerance import equality_tolerances
from alignment_games.text.display import Displayed
from alignment_games.text.visible import visible


@dataclass(frozen=True, eq=False, repr=False)
class Property(Displayed):
    """Whether a property holds, with its proof. True or false in a condition.

    ``witness``: when it holds, what shows it (a constant, the potential, the weights); otherwise None.
    ``reason``: a sentence that names the witness, or the profile at which the property fails.
    """

    holds: bool
    witness: Any
    reason: str

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return visible(self.reason)


def _tolerances(game: NormalFormGame) -> Array:
    return equality_tolerances(game.payoffs, game.n_players)


def constant_sum(game: NormalFormGame) -> Property:
    """Return whether the payoffs sum to one constant at every profile; the witness is the constant.

    >>> print(constant_sum(NormalFormGame([[[3, 1], [0, 2]], [[1, 3], [4, 2]]])))
    payoffs sum to 4 at every profile
    >>> print(constant_sum(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], actions=["stag", "hare"])))
    payoffs sum to 8 at (stag, stag) but to 3 at (stag, hare)
    """
    _require_one_game(game)
    totals = game.payoffs.sum(axis=0)
    constant = totals.flat[0]
    place = _first(abs(totals - constant) > _tolerances(game).sum())
    if place is None:
        return Property(True, constant, f"payoffs sum to {constant} at every profile")
    origin = (0,) * game.n_players
    reason = f"payoffs sum to {constant} at {_at(game, origin)} but to {totals[place]} at {_at(game, place)}"
    return Property(False, None, reason)


def zero_sum(game: NormalFormGame) -> Property:
    """Return whether the payoffs sum to zero at every profile.

    >>> bool(zero_sum(NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])))
    True
    """
    found = constant_sum(game)
    if found and abs(found.witness) > _tolerances(game).sum():
        return Property(False, None, f"{found.reason}, not to 0")
    return found


def symmetric(game: NormalFormGame) -> Property:
    """Return whether exchanging any two players, with their actions in order, changes nothing.

    Exchanging neighbours generates every permutation, so these are all that is tried.

    >>> print(symmetric(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"])))
    every player has the same payoffs as every other in the same place
    """
    _require_one_game(game)
    if len(set(game.n_actions)) > 1:
        return Property(False, None, f"the players have different numbers of actions: {game.n_actions}")
    slack = _per_player(game, _tolerances(game) + _tolerances(game).max())
    for i in range(game.n_players - 1):
        order = list(range(game.n_players))
        order[i], order[i + 1] = order[i + 1], order[i]
        exchanged = game.payoffs.swapaxes(i + 1, i + 2)[order]
        place = _first(abs(exchanged - game.payoffs) > slack)
        if place is not None:
            first, second = game.players[i], game.players[i + 1]
            reason = f"exchanging {first} and {second} changes the payoffs at {_at(game, place[1:])}"
            return Property(False, None, reason)
    return Property(True, None, "every player has the same payoffs as every other in the same place")


def aggregative(game: NormalFormGame) -> Property:
    """Return whether every player cares only how many others take each action, not who does.

    >>> print(aggregative(NormalFormGame.from_function(lambda *a: [a.count("arm")] * 3, "ABC", ["arm", "rest"])))
    each player's payoff depends on the own action and on how many others take each action
    """
    _require_one_game(game)
    if len(set(game.n_actions)) > 1:
        return Property(False, None, f"the players have different numbers of actions: {game.n_actions}")
    slack = _tolerances(game)
    for i, own in enumerate(game.payoffs):
        others = [j for j in range(game.n_players) if j != i]
        for j, k in pairwise(others):
            place = _first(abs(own.swapaxes(j, k) - own) > slack[i])
            if place is not None:
                pair = f"{game.players[j]} and {game.players[k]}"
                reason = f"for {game.players[i]} it matters which of {pair} does what at {_at(game, place)}"
                return Property(False, None, reason)
    return Property(
        True, None, "each player's payoff depends on the own action and on how many others take each action"
    )


def supermodular(game: NormalFormGame) -> Property:
    """Return whether higher actions are complements, with the actions in the order given.

    Then pure equilibria exist and form a lattice, and the largest and smallest survive iterated dominance.

    >>> bool(supermodular(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])))
    True
    """
    _require_one_game(game)
    for i, j in combinations(range(game.n_players), 2):
        for player in (i, j):
            steps = np.diff(np.diff(game.payoffs[player], axis=i), axis=j)
            place = _first(steps < -4 * _tolerances(game)[player])
            if place is not None:
                reason = (
                    f"from {_at(game, place)}, a higher action of {game.players[j if player == i else i]} "
                    f"lowers the gain of {game.players[player]} from a higher action"
                )
                return Property(False, None, reason)
    return Property(True, None, "a higher action of one player never lowers another's gain from a higher action")


def exact_potential(game: NormalFormGame) -> Property:
    """Return whether the game has an exact potential; the witness is the potential, zero at the first profile.

    Array of shape ``(m_0, ..., m_{n-1})`` in payoff units.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> exact_potential(dilemma).witness.tolist()
    [[0, 2], [2, 3]]
    """
    _require_one_game(game)
    found = _weights(game)
    return found if isinstance(found, Property) else _with_potential(game, [1] * game.n_players, found[1])


def weighted_potential(game: NormalFormGame) -> Property:
    """Return whether the game has a weighted potential; the witness is (potential, weights).

    The weight of the first player of each group of players who affect one another's gains is one.

    >>> game = NormalFormGame([[[3, 0], [5, 1]], [[6, 10], [0, 2]]])
    >>> potential, weights = weighted_potential(game).witness
    >>> print(*potential.flat, "weights", *weights)
    0 2 2 3 weights 1 2
    """
    _require_one_game(game)
    related = _weights(game)
    if isinstance(related, Property):
        return related
    weights, groups = related
    found = _with_potential(game, weights, groups)
    return Property(True, (found.witness, tuple(weights)), found.reason) if found else found


def _with_potential(game: NormalFormGame, weights: Sequence[Any], groups: Sequence[Sequence[int]]) -> Property:
    """Build the only candidate along one path from the first profile to each, and check every deviation.

    The potentials of groups of players who do not affect one another's gains add up; each is checked by itself, since
    the groups' units may have nothing to do with each other.
    """
    shares = [own / w if w != 1 else own for own, w in zip(game.payoffs, weights, strict=True)]
    slack = _tolerances(game) / np.array(weights)
    every = []
    for group in groups:
        potential = sum(_gain_from_first(shares[i], i) for i in sorted(group))
        every.append(potential)
        for i in group:
            rest = shares[i] - potential
            place = _first(abs(rest - rest.take([0], axis=i)) > 4 * slack[list(group)].sum())
            if place is not None:
                circle = f"a circle of deviations through {_at(game, place)} has a net gain"
                return Property(False, None, f"gains do not add up to a potential: {circle}")
    return Property(True, sum(every), "every player's gain from a deviation is the gain in the potential")


def _gain_from_first(own: Array, i: int) -> Array:
    """Return what player i gains by leaving the first action when all later players are at theirs."""
    later = own[(slice(None),) * (i + 1) + (slice(0, 1),) * (own.ndim - i - 1)]
    return later - later.take([0], axis=i)


def _weights(game: NormalFormGame) -> tuple[list[Any], list[list[int]]] | Property:
    """Return each player's weight from the ratios of mixed second differences, or why there are none.

    With them the groups of players who affect one another's gains.
    """
    weights: list[Any] = [None] * game.n_players
    groups: list[list[int]] = []
    for start in range(game.n_players):
        if weights[start] is not None:
            continue
        weights[start] = 1
        reached = [start]
        groups.append(reached)
        for i in reached:
            for j in range(game.n_players):
                if weights[j] is not None or i == j:
                    continue
                ratio = _ratio(game, i, j)
                if isinstance(ratio, Property):
                    return ratio
                if ratio is not None:
                    weights[j] = weights[i] * ratio
                    reached.append(j)
    return weights, groups


def _ratio(game: NormalFormGame, i: int, j: int) -> Any:
    """Return the weight of j per weight of i; None when neither affects the other's gains."""
    first, second = (_second_difference(game.payoffs[k], i, j) for k in (i, j))
    slack = 4 * _tolerances(game)
    place = np.unravel_index(int(np.argmax(abs(first))), first.shape)
    if not abs(first[place]) > slack[i]:
        place = np.unravel_index(int(np.argmax(abs(second))), second.shape)
    one, two = first[place], second[place]
    mattering = abs(one) > slack[i], abs(two) > slack[j]
    if not any(mattering):
        return None
    if not all(mattering) or (one > 0) != (two > 0):
        pair = f"{game.players[i]} and {game.players[j]}"
        reason = f"no weights make a potential: the gains of {pair} do not move together at {_at(game, place)}"
        return Property(False, None, reason)
    return Fraction(two) / Fraction(one) if game.arithmetic == "exact" else two / one


def _second_difference(own: Array, i: int, j: int) -> Array:
    """Return how the gain from each action of i over its first changes with each action of j."""
    gain = own - own.take([0], axis=i)
    return np.asarray(gain - gain.take([0], axis=j))


def _require_one_game(game: NormalFormGame) -> None:
    if game.batch_shape or game.arithmetic == "symbolic":
        kind = f"a family of games (batch {game.batch_shape})" if game.batch_shape else "a game with symbols"
        raise UnsupportedGameError(f"expected one game with numbers as payoffs, got {kind}; take one member of it")


def _per_player(game: NormalFormGame, values: Array) -> Array:
    return np.reshape(values, (-1, *[1] * game.n_players))


def _first(where: Array) -> tuple[int, ...] | None:
    """Return the first place at which the array is true, or None."""
    places = np.argwhere(where)
    return tuple(places[0].tolist()) if len(places) else None


def _at(game: NormalFormGame, place: Sequence[Any]) -> str:
    return f"({', '.join(labels[int(k)] for labels, k in zip(game.actions, place, strict=True))})"
