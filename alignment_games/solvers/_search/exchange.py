r"""Players who may change places: what is found on one support stands on every other that exchanging them makes of it.

Players i and j are alike when exchanging them changes no payoff: :math:`u_{\sigma(k)}(\sigma s) = u_k(s)` for all
players k and profiles s, with :math:`\sigma` the exchange of i and j. With one player the others of a class are
exchanged by such steps, so all orders of a class are symmetries of the game, and they take equilibria to equilibria of
the same index (Nash 1951, on symmetries). So one support of each orbit is searched: that in which the bit sets of a
class do not fall. Payoffs must be the same to the last bit: nothing that is proven hangs on rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.factors import Piece
from alignment_games.solvers._search.found import Found
from alignment_games.solvers._search.regular import Regular
from alignment_games.solvers._search.supports import Support, Systems, turn_of_support
from alignment_games.solvers._search.verdict import RootVerdict
from alignment_games.solvers.smaller_games._copies import Copies

OfPlayer = TypeVar("OfPlayer")


@dataclass(frozen=True)
class Exchange:
    """The classes of players of a game who are alike, those of one player left out. ``n_actions``: of the game."""

    classes: tuple[tuple[int, ...], ...]
    n_actions: tuple[int, ...]

    @classmethod
    def of(cls, game: NormalFormGame, copies: Copies | None = None) -> Exchange:
        """Return who is alike in a game. ``copies``: what its actions stand for, which must be the same too.

        >>> hunt = [[[4, 0], [3, 2]], [[4, 3], [0, 2]]]
        >>> Exchange.of(NormalFormGame(hunt)).classes
        ((0, 1),)
        """
        payoffs, sizes = game.payoffs, game.n_actions
        where_all_play_first = payoffs.reshape(len(sizes), -1)[:, 0].tolist()
        if len(set(where_all_play_first)) == len(sizes):  # so it is in most games
            return cls((), sizes)
        classes: list[list[int]] = []
        for j, value in enumerate(where_all_play_first):
            for own in classes:
                i = own[0]
                fits = value == where_all_play_first[i] and sizes[i] == sizes[j]
                if fits and (copies is None or copies[i] == copies[j]) and _alike(payoffs, i, j):
                    own.append(j)
                    break
            else:
                classes.append([j])
        return cls(tuple(tuple(own) for own in classes if len(own) > 1), sizes)

    def first_of_each(self, masks: Array) -> Array:
        """Return one support of each orbit, from all that are left, ``(B, n)``."""
        for own in self.classes:
            masks = masks[(np.diff(masks[:, own], axis=1) >= 0).all(axis=1)]
        return masks

    def moves(self, support: Support) -> list[Move]:
        """Return one exchange of players for each support that exchanging makes of this one."""
        moves = [Move(tuple(range(len(support))))]
        for own in self.classes:
            moves = [move.then(own, places) for move in moves for places in _arrangements([support[i] for i in own])]
        return moves

    def orbit(self, support: Support) -> list[Support]:
        """Return every support that exchanging players makes of this one."""
        return [move.of(support) for move in self.moves(support)]


@dataclass(frozen=True)
class Move:
    """An exchange of players: the place that each one takes."""

    places: tuple[int, ...]

    def then(self, own: Sequence[int], places: Sequence[int]) -> Move:
        """Return the same with the players of one class in other places of this class."""
        moved = list(self.places)
        for player, place in zip(own, places, strict=True):
            moved[player] = own[place]
        return Move(tuple(moved))

    def of(self, by_player: Sequence[OfPlayer]) -> tuple[OfPlayer, ...]:
        """Return what belongs to each player, at the player's new place."""
        moved = list(by_player)
        for player, place in enumerate(self.places):
            moved[place] = by_player[player]
        return tuple(moved)

    def order(self, players: Sequence[int]) -> tuple[int, ...]:
        """Return the new places of players."""
        return tuple(self.places[player] for player in players)


class FoundOfAll:
    """What `Found` is told of one support of each orbit, told of all, in the turn in which all would be searched.

    Supports without any search, on which every profile is an equilibrium, come before the others, the largest first.
    """

    def __init__(self, found: Found, exchange: Exchange) -> None:
        self.found, self.exchange, self._searching = found, exchange, False
        self._waiting: list[tuple[tuple[Any, ...], Callable[[], None]]] = []

    @property
    def degenerate(self) -> bool:
        """Whether some equilibrium is not regular."""
        return self.found.degenerate

    @property
    def signs(self) -> dict[int, int]:
        """The index of each equilibrium, by position."""
        return self.found.signs

    def pure(self, support: Support, *, tied: bool) -> None:
        """Put forward a pure equilibrium."""
        self._of_all(support, lambda move: self.found.pure(move.of(support), tied=tied))

    def regular(self, equilibria: Sequence[Regular]) -> None:
        """Put forward equilibria that the kernel proves; the search begins with this."""
        if not self._searching:
            self._put_all(largest_first=True)
            self._searching = True
        for each in equilibria:
            self._of_all(each.support, partial(self._regular, each))

    def _regular(self, each: Regular, move: Move) -> None:
        self.found.regular([Regular(move.of(each.support), move.of(each.profile), each.sign)])

    def root(self, support: Support, order: Sequence[int], verdict: RootVerdict, sign: int) -> None:
        """Put forward a root that is an equilibrium."""
        self._of_all(support, lambda move: self.found.root(move.of(support), move.order(order), verdict, sign))

    def sample(self, systems: Systems, k: int, points: Sequence[tuple[Array, ...]]) -> None:
        """Put forward one equilibrium, if there is one, of a support whose continuum is not worked out."""
        one = systems.take([k])
        support, order = one.supports[0], one.order[0]

        def put(move: Move) -> None:
            self.found.sample(replace(one, supports=(move.of(support),), order=(move.order(order),)), 0, points)

        self._of_all(support, put)

    def piece(self, support: Support, order: Sequence[int], piece: Piece) -> None:
        """Put forward the ends of a piece, and remember it when it is more than a point."""
        self._of_all(support, lambda move: self.found.piece(move.of(support), move.order(order), piece))

    def finish(self, gaps: Sequence[Array]) -> bool:
        """Write all that was found, and the components, into the proposal."""
        self._put_all()
        return self.found.finish(gaps)

    def _put_all(self, *, largest_first: bool = False) -> None:
        by_place = sorted(self._waiting, key=lambda each: each[0][1:])
        for _, put in sorted(by_place, key=lambda each: each[0][0], reverse=largest_first):
            put()
        self._waiting = []

    def _of_all(self, support: Support, put: Callable[[Move], None]) -> None:
        for move in self.exchange.moves(support):
            self._waiting.append((turn_of_support(move.of(support), self.exchange.n_actions), partial(put, move)))


def told_of_all(found: Found, exchange: Exchange) -> Found | FoundOfAll:
    """Return what is to be told of one support of each orbit: where nobody is alike that is one by one."""
    return FoundOfAll(found, exchange) if exchange.classes else found


def _alike(payoffs: Array, i: int, j: int) -> bool:
    """Return whether exchanging two players changes no payoff, ``(n, *actions)``."""
    order = list(range(len(payoffs)))
    order[i], order[j] = j, i
    return bool(np.array_equal(payoffs, payoffs[order].swapaxes(1 + i, 1 + j)))


def _arrangements(used: Sequence[tuple[int, ...]]) -> Iterator[list[int]]:
    """Yield for each different order of what the players of a class use the place that each of them takes."""
    from sympy.utilities.iterables import multiset_permutations

    for order in multiset_permutations(list(used)):
        free: dict[tuple[int, ...], list[int]] = {}
        for place, own in enumerate(order):
            free.setdefault(own, []).append(place)
        yield [free[own].pop(0) for own in used]
