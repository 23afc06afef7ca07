"""Equilibria of many games of one shape at once, as flat arrays keyed by game."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import comb
from typing import Literal

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.symbols_left import symbols_left
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.signatures import as_annotated
from alignment_games.solvers._batches.any_shape import any_shape_equilibria, games_at_once, worth_searching
from alignment_games.solvers._batches.three_players import three_player_equilibria
from alignment_games.solvers._batches.two_players import MOST_SUPPORT, FoundInBatch, two_player_equilibria
from alignment_games.solvers._search.stacked import games_stacked, stacked_equilibria, worth_stacking
from alignment_games.solvers.auto import Auto
from alignment_games.solvers.control import Control, OutOfTimeError, Progress, longer_run
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solve import solve
from alignment_games.solvers.status import Component, Status
from alignment_games.solvers.two_players.vertex_enumeration import VertexEnumeration
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table

#: Games advanced together: enough that the calls of numpy do not count, few enough for memory.
_CHUNK = 16384
#: Games looked through together for pure equilibria: few enough for the cache, which their one pass gains by.
_PASS = 8192
#: Pairs of supports up to which the vectorised search beats one game after another.
_MOST_SUPPORTS = 300
#: A regret below this share of what is at stake leaves no doubt about the probabilities; others are solved one by one.
_CLEAR = RELATIVE_TOLERANCE / 100
#: Payoff ranges below this lose digits when scaled.
_SMALLEST_RANGE = 1e-290


@dataclass(frozen=True, eq=False, repr=False)
class BatchSolution(Displayed):
    """The verified equilibria of a family of games, one row for each equilibrium.

    ``game``: which game each equilibrium belongs to, rising; positions count the flattened batch.
    ``profiles``: one array ``(equilibria, m_i)`` for each player. ``regrets``: the largest of each, in payoff units.
    ``complete``: for each game, whether every equilibrium is provably here. ``one_by_one``: for each game, whether
    ties (or a shape that has no vectorised method) made it be solved on its own. ``components``: the continua of
    each game that has some; their members are rows. ``finished``: False where the time limit left games unreached.

    >>> import numpy as np
    >>> games = np.array([[[[4, 0], [3, 2]], [[4, 3], [0, 2]]], [[[1, 0], [0, 0]], [[1, 0], [0, 0]]]])  # two games
    >>> found = solve_batch(games, n_players=2)
    >>> found.game.tolist(), found.complete.tolist()
    ([0, 0, 0, 1, 1], [True, True])
    """

    batch_shape: tuple[int, ...]
    game: Array
    profiles: Profile
    regrets: Array
    complete: Array
    one_by_one: Array
    components: Mapping[int, tuple[Component, ...]] = field(default_factory=dict)
    finished: bool = True

    def __len__(self) -> int:
        return len(self.game)

    @property
    def counts(self) -> Array:
        """The number of equilibria of each game."""
        return np.bincount(self.game, minlength=len(self.complete))

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows: how many games have how many equilibria."""
        numbers, games = np.unique(self.counts, return_counts=True)
        rows = [
            [equilibria, count, int(self.complete[self.counts == equilibria].sum())]
            for equilibria, count in zip(numbers.tolist(), games.tolist(), strict=True)
        ]
        return [Table(["equilibria", "games", "of these complete"], rows, str(self))]

    def __str__(self) -> str:
        complete = int(self.complete.sum())
        return f"{len(self):,} equilibria of {len(self.complete):,} games, {complete:,} of them complete"


@longer_run()
@as_annotated()
def solve_batch(
    games: NormalFormGame | Array,
    *,
    n_players: int | None = None,
    kind: Literal["all", "pure"] = "all",
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> BatchSolution:
    """Return the verified equilibria of every game in a family.

    ``games``: a game whose payoffs carry leading axes, or an array ``(*batch, n, m_0, ..., m_{n-1})``, read with
    one batch axis unless ``n_players`` says otherwise. ``kind="pure"`` looks for pure equilibria only, and calls
    no game complete. Two players with few actions and small games of more players are solved together, with the
    extra ``fast`` in compiled code on all processors. Games with ties are solved one by one through `solve`, and so are
    shapes with very many supports. When ``time_limit`` (seconds) passes,
    the games not reached have ``complete`` False, and the batch has ``finished`` False. An interrupt ends the batch.

    Raises InvalidModelError for a wrong shape and UnsupportedGameError for symbols.

    >>> dilemmas = np.array([[[[3, 0], [5, gain]], [[3, 5], [0, gain]]] for gain in (1.0, -1.0)])
    >>> found = solve_batch(dilemmas)
    >>> found.counts.tolist(), found.complete.tolist()
    ([1, 3], [True, True])
    """
    if kind not in {"all", "pure"}:
        raise InvalidModelError(f"expected kind 'all' or 'pure', got {kind!r}")
    family = _as_family(games, n_players)
    run = _Run(family, family.payoffs.reshape(-1, *family.payoffs.shape[len(family.batch_shape) :]))
    control = Control(time_limit, progress)
    try:
        if kind == "pure":
            run.find_pure(control)
        else:
            run.solve_together(control)
            run.solve_one_by_one(control)
    except OutOfTimeError:
        run.finished = False  # what was reached is marked, game by game
    return run.solution()


def _as_family(games: NormalFormGame | Array, n_players: int | None) -> NormalFormGame:
    """Return the games as one object, refusing symbols and shapes that cannot be read."""
    if not isinstance(games, NormalFormGame):
        array = np.asanyarray(games)  # a masked array stays one, to be refused
        n = array.ndim - 2 if n_players is None else n_players
        if n < 1:
            raise InvalidModelError(
                f"expected payoffs of shape (*batch, n, m_0, ..., m_(n-1)), got {array.shape}; "
                "for one game, solve(game)"
            )
        games = NormalFormGame(array, players=[f"Player {i + 1}" for i in range(n)])
    if games.arithmetic == "symbolic":
        raise UnsupportedGameError(symbols_left(games))
    return games


class _Run:
    """One run over a flattened family: rows as they are found, and what is known of each game."""

    def __init__(self, family: NormalFormGame, payoffs: Array) -> None:
        self.family = family
        self.payoffs = payoffs
        self.n = family.n_players
        self.game: list[Array] = [np.zeros(0, dtype=np.intp)]
        self.profiles: list[Profile] = [tuple(np.zeros((0, m)) for m in family.n_actions)]
        self.regrets: list[Array] = [np.zeros(0)]
        self.complete = np.zeros(len(payoffs), dtype=bool)
        self.one_by_one = np.zeros(len(payoffs), dtype=bool)
        self.components: dict[int, tuple[Component, ...]] = {}
        self.finished = True

    def find_pure(self, control: Control) -> None:
        """Add every pure equilibrium."""
        for start in range(0, len(self.payoffs), _PASS):
            control.tick(start, len(self.payoffs))
            payoffs = best_reply.batch_innermost(self.payoffs[start : start + _PASS], self.n)
            *actions, game = np.nonzero(np.moveaxis(best_reply.pure_equilibria(payoffs, self.n), 0, -1))
            profiles = tuple(
                np.eye(m).take(own, axis=1).T for m, own in zip(self.family.n_actions, actions, strict=True)
            )
            deviations = best_reply.pure_deviation_payoffs(payoffs, game, actions)
            regrets = [
                own.max(axis=1) - own[np.arange(len(own)), a] for own, a in zip(deviations, actions, strict=True)
            ]
            self._add(game + start, profiles, np.max(regrets, axis=0))

    def solve_together(self, control: Control) -> None:
        """Add the equilibria of all games that the vectorised method decides."""
        method = _method(self.family, len(self.payoffs), control.seconds_left)
        if method is None:
            return
        chunk = _AT_ONCE[method](self.family.n_actions) if method in _AT_ONCE else _CHUNK
        for start in range(0, len(self.payoffs), chunk):
            control.tick(start, len(self.payoffs))
            losses, scaled = _scaled(self.payoffs[start : start + chunk], self.n)
            found = method(np.moveaxis(scaled, 0, -1))
            profiles = tuple(_to_simplex(own) for own in found.weights)
            regrets, stakes = _regrets(_take(losses, found.game), profiles)
            failed = ~(regrets <= _CLEAR * stakes).all(axis=-1)
            # A game without ties has an odd number of equilibria (Wilson 1971): an independent check.
            decided = ~found.undecided & (np.bincount(found.game, minlength=len(losses)) % 2 == 1)
            decided[found.game[failed]] = False
            self.complete[start : start + chunk] = decided
            kept = np.flatnonzero(decided[found.game])
            profiles = tuple(np.take(own, kept, axis=0) for own in profiles)
            self._add(found.game[kept] + start, profiles, np.maximum(regrets.max(axis=-1)[kept], 0))

    def solve_one_by_one(self, control: Control) -> None:
        """Add the equilibria of all games that are not complete yet."""
        left = np.flatnonzero(~self.complete)
        self.one_by_one[left] = True
        solver = VertexEnumeration() if self.n == 2 else Auto()
        for done, index in enumerate(left.tolist()):
            control.tick(len(self.payoffs) - len(left) + done, len(self.payoffs))
            game = NormalFormGame(self.payoffs[index], self.family.players, self.family.actions)
            limit = None if control.time_limit is None else control.seconds_left
            self._add_solution(index, solve(game, solver, time_limit=limit, throw=False))

    def _add_solution(self, index: int, solution: Solution) -> None:
        self.complete[index] = solution.complete
        self.finished &= solution.status is not Status.TIME_LIMIT
        if solution.components:
            self.components[index] = solution.components
        if len(solution):
            profiles = tuple(np.stack(own) for own in zip(*(e.profile for e in solution), strict=True))
            self._add(np.full(len(solution), index), profiles, np.array([e.regret for e in solution]))

    def _add(self, game: Array, profiles: Profile, regrets: Array) -> None:
        self.game.append(game)
        self.profiles.append(profiles)
        self.regrets.append(regrets)

    def solution(self) -> BatchSolution:
        """Return all rows in the order of the games."""
        game = np.concatenate(self.game)
        order = np.argsort(game.astype(np.min_scalar_type(len(self.complete))), kind="stable")  # short ones sort faster
        game = game[order]
        starts = np.searchsorted(game, list(self.components))
        moved = {
            index: tuple(replace(c, members=tuple(int(start) + m for m in c.members)) for c in found)
            for start, (index, found) in zip(starts, self.components.items(), strict=True)
        }
        profiles = tuple(np.concatenate(own).take(order, axis=0) for own in zip(*self.profiles, strict=True))
        regrets = np.concatenate(self.regrets)[order]
        known = (self.complete, self.one_by_one, moved, self.finished)
        return BatchSolution(self.family.batch_shape, game, profiles, regrets, *known)


#: How many games a method of any shape takes at once.
_AT_ONCE: dict[Callable[[Array], FoundInBatch], Callable[[tuple[int, ...]], int]] = {
    any_shape_equilibria: games_at_once,
    stacked_equilibria: games_stacked,
}


def _method(family: NormalFormGame, games: int, seconds: float) -> Callable[[Array], FoundInBatch] | None:
    """Return the method that solves so many games of this shape together, or None; ``seconds``: that are left."""
    if family.arithmetic != "float":
        return None
    if family.n_players == 2:
        m, n = family.n_actions
        small = min(m, n) <= MOST_SUPPORT and comb(m + n, m) <= _MOST_SUPPORTS
        return two_player_equilibria if small else None
    if family.n_actions == (2, 2, 2):
        return three_player_equilibria
    if worth_searching(family.n_actions, games, seconds):
        return any_shape_equilibria
    return stacked_equilibria if worth_stacking(family.n_actions, games) else None


def _scaled(payoffs: Array, n: int) -> tuple[Array, Array]:
    """Return losses, zero or less, and payoffs in units in which no loss is larger than one.

    A loss is what a payoff falls short of the player's best one against the same play of the others. Units are powers
    of two, so that differences of payoffs stay right to the last digit. A range too small or too large for floats
    leaves NaN or zeros: no sign is certain then, and no game decided. Neighbouring games are neighbours in memory.
    """
    axes = tuple(range(2, n + 2))
    payoffs = best_reply.batch_innermost(payoffs, n)
    losses = np.empty_like(payoffs)
    with np.errstate(all="ignore"):
        for i in range(n):
            np.subtract(payoffs[:, i], payoffs[:, i].max(axis=i + 1, keepdims=True), out=losses[:, i])
        ranges = -losses.min(axis=axes, keepdims=True)
        units = np.exp2(-np.frexp(np.maximum(ranges, _SMALLEST_RANGE))[1])
        # Arithmetic keeps the layout, which np.where would not.
        return losses, payoffs * ((ranges > _SMALLEST_RANGE) * units)


def _regrets(losses: Array, profiles: Profile) -> tuple[Array, Array]:
    """Return regrets and stakes as in `game.tolerance`, shape ``(equilibria, n)`` each."""
    each = best_reply.deviation_payoffs(losses, profiles)
    stakes = np.stack([-(value * p).sum(axis=-1) for value, p in zip(each, profiles, strict=True)])
    regrets = np.stack([value.max(axis=-1) for value in each]) + stakes
    return np.moveaxis(regrets, 0, -1), np.moveaxis(stakes, 0, -1)


def _take(figures: Array, game: Array) -> Array:
    """Return the figures of these games, neighbouring games staying neighbours in memory."""
    return np.moveaxis(np.take(np.moveaxis(figures, 0, -1), game, axis=-1), -1, 0)


def _to_simplex(weights: Array) -> Array:
    """Return weights ``(m, equilibria)`` as probabilities ``(equilibria, m)``."""
    return np.moveaxis(weights / weights.sum(axis=0), 0, -1)
