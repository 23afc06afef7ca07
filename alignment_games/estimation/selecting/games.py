r"""What was played in many small games whose payoffs are affine in the parameters.

With features F given for each game, player and profile, payoffs before their shocks are

.. math:: f_i(a; \theta) = \text{base}_i(a) + \sum_k \theta_k F_{ki}(a).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked


@dataclass(frozen=True)
class Labels:
    """What a game, the states in it, and each state's actions are called."""

    game: str
    states: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False, repr=False)
class PlayedGames:
    """Games of one shape and the pure profiles that were observed in them.

    ``names``: of the parameters. ``base``: (games, n, m_0, ..., m_(n-1)), the part of payoffs that is known.
    ``features``: (games, parameters, n, m_0, ..., m_(n-1)), what a unit of each parameter adds. ``played``: (games, n),
    the action of each player by its place. ``clusters``: (games,), which games are not independent; None for none.
    ``labels``: what each game, its states and their actions are called; none for their numbers. Raises
    InvalidModelError for shapes that do not fit, for numbers that are not finite, and unknown actions.
    """

    names: tuple[str, ...]
    base: Array
    features: Array
    played: Array
    clusters: Array | None = None
    labels: Sequence[Labels] = ()

    def __post_init__(self) -> None:
        base, features, played = np.asarray(self.base, float), np.asarray(self.features, float), np.asarray(self.played)
        games, n = base.shape[:2] if base.ndim > 2 else (0, 0)
        if base.ndim != n + 2 or not games:
            raise InvalidModelError(f"base needs the shape (games, n, m_0, ..., m_(n-1)), got {base.shape}")
        expected = {
            "features": (features, (games, len(self.names), *base.shape[1:])),
            "played": (played, (games, n)),
            "clusters": (np.arange(games) if self.clusters is None else np.asarray(self.clusters), (games,)),
        }
        for what, (given, shape) in expected.items():
            if given.shape != shape:
                raise InvalidModelError(f"{what} needs the shape {shape} to go with base, got {given.shape}")
        if not (np.isfinite(base).all() and np.isfinite(features).all()):
            raise InvalidModelError("base and features need finite numbers")
        if len(set(self.names)) < len(self.names):
            raise InvalidModelError(f"name each parameter once, got {', '.join(self.names)}")
        whole = np.issubdtype(played.dtype, np.integer)
        if not whole or (played < 0).any() or (played >= np.array(base.shape[2:])).any():
            raise InvalidModelError(f"played needs the places of actions, from 0 to below {base.shape[2:]}")
        for name, value in (("base", base), ("features", features), ("played", played)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "clusters", expected["clusters"][0])
        object.__setattr__(self, "labels", self._checked(self.labels or self._numbered()))

    def _numbered(self) -> list[Labels]:
        states = tuple(f"player {i + 1}" for i in range(self.n_players))
        actions = tuple(tuple(map(str, range(m))) for m in self.shape)
        return [Labels(f"game {k + 1}", states, actions) for k in range(len(self))]

    def _checked(self, labels: Sequence[Labels]) -> tuple[Labels, ...]:
        shapes = {(len(each.states), *map(len, each.actions)) for each in labels}
        if len(labels) != len(self) or shapes != {(self.n_players, *self.shape)}:
            raise InvalidModelError(f"labels need a name for each of {len(self)} games of {self.shape} actions")
        return tuple(labels)

    def __len__(self) -> int:
        return len(self.base)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return tuple(self.base.shape[2:])

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.shape)

    @property
    def numbers(self) -> int:
        """How many payoffs one game has."""
        return self.n_players * math.prod(self.shape)

    def payoffs(self, parameters: Sequence[float] | Array) -> Array:
        """Return payoffs before their shocks, (games, n, m_0, ..., m_(n-1))."""
        return np.asarray(self.base + np.einsum("gk...,k->g...", self.features, np.asarray(parameters, dtype=float)))

    def take(self, games: Array | slice) -> PlayedGames:
        """Return some of the games."""
        clusters = np.asarray(self.clusters)[games]
        labels = [self.labels[k] for k in np.arange(len(self))[games]]
        return PlayedGames(self.names, self.base[games], self.features[games], self.played[games], clusters, labels)

    def with_played(self, played: Array) -> PlayedGames:
        """Return the same games with other observed profiles."""
        return replace(self, played=played)

    def __repr__(self) -> str:
        shape = " x ".join(map(str, self.shape))
        return f"<PlayedGames: {len(self):,} of {shape} actions, {len(self.names)} parameters>"


@as_annotated()
def entry_games(regressors: Mapping[str, Any], entered: Any, clusters: Any = None) -> PlayedGames:
    """Return games of entry: who enters gains a constant, what its regressors bring, and something for each rival.

    Staying out is worth 0 (Bresnahan & Reiss 1990; Tamer 2003). ``regressors``: (games, n) each, by name.
    ``entered``: (games, n), true or 1 where a player entered. Parameters are ``constant``, one for each regressor,
    and ``rival``, for each other player that enters.

    >>> games = entry_games({"power": [[1.0, 2.0]]}, [[True, False]])
    >>> games.names, games.payoffs([0.5, 1.0, -2.0])[0, 1].tolist()
    (('constant', 'power', 'rival'), [[0.0, 2.5], [0.0, 0.5]])
    """
    played = np.asarray(entered)
    if played.ndim != 2 or not np.isin(played, (0, 1)).all():
        raise InvalidModelError("entered needs the shape (games, n), of true and false")
    games, n = played.shape
    given = {name: np.asarray(checked(values, name), dtype=float) for name, values in regressors.items()}
    for name, values in given.items():
        if values.shape != (games, n):
            raise InvalidModelError(f"{name} needs the shape of entered, {(games, n)}, got {values.shape}")
    enters = np.indices((2,) * n)
    rivals = enters.sum(axis=0) - enters
    wide = (...,) + (None,) * n
    columns = [np.broadcast_to(enters, (games, *enters.shape)), *(values[wide] * enters for values in given.values())]
    columns.append(np.broadcast_to(enters * rivals, (games, *enters.shape)))
    features = np.stack(columns, axis=1)
    names = ("constant", *given, "rival")
    players = tuple(f"player {i + 1}" for i in range(n))
    labels = [Labels(f"game {k + 1}", players, (("out", "in"),) * n) for k in range(games)]
    return PlayedGames(names, np.zeros((games, *enters.shape)), features, played.astype(int), clusters, labels)
