"""A builder and what it makes: payoffs for many parameter values at once, in one array."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, TypeGuard

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.size import MOST_AXES
from alignment_games.game.symbols_left import symbols_left
from alignment_games.models.door import as_model
from alignment_games.models.model import Input
from alignment_games.models.plain import FunctionModel
from alignment_games.models.response.dominance import has_bounds
from alignment_games.models.response.model import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.solvers.control import Tick, unhurried
from alignment_games.sweeps._inputs import arguments
from alignment_games.sweeps.families._games import Games, TableGames
from alignment_games.sweeps.families._response_games import ResponseGames
from alignment_games.sweeps.runs._allowance import Allowance, allowed
from alignment_games.sweeps.runs._run import CHUNK_BYTES

Columns = Mapping[Input, Any]

#: Payoffs that agree this closely are the same: one formula on numbers and on arrays differs by rounding only.
_SAME = 1e-12


#: Up to so many payoffs a table is quicker made than avoided.
_SMALL = 10_000
#: Points at which games without tables are solved together: few patterns of what is left, little memory.
_TOGETHER = 4096


@dataclass(frozen=True, eq=False)
class Family:
    """The games of one builder. ``arrays``: it takes arrays of parameters; otherwise games are built one by one.

    ``by_sums``: it makes response models too large for tables at every point; these are solved by what dominance leaves
    of them, see `_response_games`. ``allowance``: what a run over them may take.
    """

    build: Callable[..., Any]
    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    arrays: bool
    by_sums: bool = False
    allowance: Allowance | None = None

    @classmethod
    def of(cls, source: Any, probe: Columns) -> Family:
        """Return the family of a builder, after trying it at the two ``probe`` points (columns of length 2).

        Arrays are used only where they give the same payoffs as numbers do. Raises InvalidModelError for
        something that builds no game, and whatever the builder itself raises.
        """
        build = _OfModel(as_model(source))
        rows = [{name: float(column[k]) for name, column in probe.items()} for k in range(2)]
        models = [build(**arguments(row)) for row in rows]
        if all(map(is_large, models)) and _takes_arrays(build, probe, _samples, models):
            return cls(build, models[0].names, models[0].actions, arrays=True, by_sums=True)
        single = [_single(_game(each)) for each in models]
        first = single[0]
        if first.arithmetic == "symbolic":
            raise UnsupportedGameError(symbols_left(first))
        return cls(build, first.players, first.actions, _takes_arrays(build, probe, _payoffs, single))

    @property
    def profile_shape(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return tuple(map(len, self.actions))

    @property
    def n_profiles(self) -> int:
        """The number of pure profiles."""
        return prod(self.profile_shape)

    @property
    def n_payoffs(self) -> int:
        """The number of payoffs in the table of one game."""
        return len(self.players) * self.n_profiles

    @property
    def bytes_per_game(self) -> int:
        """The size of one game's payoffs in memory."""
        return 8 * self.n_payoffs

    @property
    def together(self) -> int:
        """How many games are solved together."""
        return _TOGETHER if self.by_sums else max(1, CHUNK_BYTES // self.bytes_per_game)

    def games(self, columns: Columns, tick: Tick = unhurried) -> Games:
        """Return the games of some points, which run as in `payoffs`."""
        shape = np.broadcast_shapes(*map(np.shape, columns.values()))
        if not self.by_sums:
            if self.allowance is not None:
                self.allowance.begin(prod(shape))
                self.allowance.take_tables(prod(shape) * self.n_payoffs)
            return TableGames(*self.payoffs(columns, tick))
        flat = {name: np.broadcast_to(column, shape).ravel() for name, column in columns.items()}
        return ResponseGames(
            lambda points: self.build(**arguments({name: column[points] for name, column in flat.items()})),
            prod(shape),
            self.allowance,
        )

    def allowed(self, points: int | None, remedy: str, *, meant: Sequence[Any] = ()) -> Family:
        """Return the family for a run that is refused where it would take long; see `_allowance`.

        ``meant``: what says that a long run is meant, where it is given.
        """
        if any(each is not None for each in meant):
            return self
        return replace(self, allowance=Allowance(points, remedy, allowed(len(self.players))))

    def foresee(self, points: int) -> None:
        """Say that the games of so many points will be made in parts. Raises UnsupportedGameError where that is long.

        What dominance leaves shows only as games are looked at: without tables nothing is refused here.
        """
        if self.allowance is not None and not self.by_sums:
            self.allowance.foresee_tables(points * self.n_payoffs)

    def at(self, **values: float) -> NormalFormGame:
        """Return one game of the family."""
        return _one(self.build, values)

    def payoffs(self, columns: Columns, tick: Callable[[], None] = lambda: None) -> tuple[Array, Array | None]:
        """Return payoffs ``(points, n, m_0, ...)`` and the chance that the threat is held ``(points, m_0, ...)``.

        The columns broadcast against each other; points run through their common shape, last axis fastest.
        The second is None where the builder's games have no `ResponseModel` to ask. ``tick`` is called before each
        game that has to be built on its own.
        """
        shape = np.broadcast_shapes(*map(np.shape, columns.values()))
        if self.arrays:
            game = _game(self.build(**arguments(columns)))
            return self._flat(game.payoffs, shape, len(self.players) + 1), self._held(game, shape)
        rows = zip(*(np.broadcast_to(column, shape).ravel().tolist() for column in columns.values()), strict=True)
        games = []
        for row in rows:
            tick()
            games.append(_one(self.build, dict(zip(columns, row, strict=True))))
        held = [self._held(game, (1,)) for game in games]
        known = [each for each in held if each is not None]
        return np.stack([game.payoffs for game in games]), np.concatenate(known) if known else None

    def _held(self, game: NormalFormGame, shape: tuple[int, ...]) -> Array | None:
        model: Any = getattr(game, "model", None)
        return self._flat(model.held(), shape, len(self.players)) if hasattr(model, "held") else None

    def _flat(self, table: Array, batch: tuple[int, ...], kept: int) -> Array:
        """Return the table with its batch axes spread out to ``batch`` and run together into one."""
        own = table.shape[-kept:]
        return np.broadcast_to(table, (*batch, *own)).reshape(-1, *own)

    def fingerprint(self, columns: Columns) -> str:
        """Return a digest of the labels and of the payoffs at some points: another model gives another digest."""
        digest = hashlib.sha256(repr((self.players, self.actions)).encode())
        rows = zip(*(np.ravel(column).tolist() for column in columns.values()), strict=True)
        for row in rows:
            built = self.build(**arguments(dict(zip(columns, row, strict=True))))
            payoffs = _samples(built) if self.by_sums else _single(_game(built)).payoffs
            digest.update(" ".join(f"{float(entry):.9e}" for entry in payoffs.flat).encode())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class _OfModel:
    """A model as a builder that other processes can receive."""

    model: Any

    def __call__(self, **parameters: Any) -> Any:
        made = self.model.with_parameters(**parameters)
        return made.built() if isinstance(made, FunctionModel) else made


def _game(built: Any) -> NormalFormGame:
    game = built.game() if hasattr(built, "game") else built
    if not isinstance(game, NormalFormGame):
        raise InvalidModelError(f"the builder must return a NormalFormGame, it returned {built!r}")
    return game


def _one(build: Callable[..., Any], values: Mapping[Any, Any]) -> NormalFormGame:
    return _single(_game(build(**arguments(values))))


def _single(game: NormalFormGame) -> NormalFormGame:
    if game.batch_shape:
        raise InvalidModelError(f"the builder made a family (batch {game.batch_shape}) where single numbers were given")
    return game


def is_large(built: Any) -> TypeGuard[ResponseModel]:
    """Return whether a response model was built that is better solved without its table."""
    if not isinstance(built, ResponseModel) or built.batch_shape or not has_bounds(built):
        return False
    profiles = prod(map(len, built.actions))
    return len(built.names) * profiles > _SMALL and len(built.names) < MOST_AXES - 1  # one for the games, one for whose


def _samples(model: Any) -> Array:
    """Return payoffs of a large model in which every figure counts: all deviations where all take their k-th action."""
    if not isinstance(model, ResponseModel):
        raise TypeError(f"expected a response model, got {type(model).__name__}")
    shape = [len(own) for own in model.actions]
    profiles = [[min(k, size - 1) for size in shape] for k in range(max(shape))]
    every = [payoffs_against(model, i, profile) for profile in profiles for i in range(len(shape))]
    return np.concatenate(every, axis=-1)


def _payoffs(built: Any) -> Array:
    return _game(built).payoffs


def _takes_arrays(
    build: Callable[..., Any], probe: Columns, payoffs: Callable[[Any], Array], single: list[Any]
) -> bool:
    """Return whether a builder makes of arrays what it made of numbers, by the ``payoffs`` of what it makes."""
    try:
        together = payoffs(build(**arguments(probe)))
        want = np.stack(list(map(payoffs, single)))
        return bool(
            np.allclose(np.broadcast_to(together, want.shape).astype(float), want.astype(float), rtol=_SAME, atol=0)
        )
    except (TypeError, ValueError, IndexError):
        return False  # it wants numbers; errors of the model itself would have shown in the single games
