r"""Many games of one kind as one array, so that a likelihood is a few array operations.

A row is one state in one game. Its payoff is affine in its own perceived threat,

.. math::

   u_r(a, s) = \text{base}_r(a, s) + T_r\, \text{slope}_r(a, s),

with s the play of the others: base and slope hold the contest and the costs and do not depend on the
parameters that are estimated. The others enter through the strength that they lend, so the strongest
``individually`` of them are kept as they are and the rest move as one bloc of their joint power, each of its
actions as likely as the power-weighted mean of its members'. Up to ``individually + 1`` others nothing is
approximated. Games with fewer others are padded with others who do not matter. The payoffs are those of the first
form of the utility (`states.security.FirstForm`), in which others matter through what they lend alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.estimation.mixing import Mixing, joined, mixing_of
from alignment_games.io.sources.alignments import ObservedGame
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.models.response.payoffs import ResponsePayoffs, finite
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.threat import PerceivedThreat

#: How many of the other states are kept apart in a row.
INDIVIDUALLY = 4
#: Payoffs that are made at once.
_TOGETHER = 2**18


@dataclass(frozen=True, eq=False)
class Stack:
    """Rows of states in games.

    ``base`` and ``slope``: (rows, m, m, ..., m), own action first, then one axis for each slot of others.
    ``mixing``: whose play makes up whose slots.
    ``sources``: by name, (rows,). ``played``: (rows,) positions of actions. ``clusters``, ``games``,
    ``states``: (rows,) names.
    """

    actions: tuple[str, ...]
    base: Array
    slope: Array
    mixing: Mixing
    sources: dict[str, Array]
    played: Array
    clusters: Array
    games: Array
    states: Array

    def __len__(self) -> int:
        return len(self.played)

    @cached_property
    def blocks(self) -> list[GamesOfOneSize]:
        """The games of each size."""
        _, first, counts = np.unique(self.games, return_index=True, return_counts=True)
        order = np.argsort(first)
        first, counts = first[order], counts[order]
        return [
            GamesOfOneSize.of(self, first[counts == n][:, None] + np.arange(n)) for n in sorted(set(counts.tolist()))
        ]

    @cached_property
    def in_blocs(self) -> list[str]:
        """The names of the games in which some of the others move as one bloc, see the head of this module."""
        names, counts = np.unique(self.games, return_counts=True)
        return [str(name) for name in names[counts > len(self.mixing.idle) + 1]]

    def take(self, rows: Array) -> Stack:
        """Return some of the rows; whole games only, because a game's rows depend on one another."""
        kept = np.flatnonzero(rows)
        parts = {name: values[kept] for name, values in self.sources.items()}
        return Stack(
            self.actions,
            self.base[kept],
            self.slope[kept],
            self.mixing.take(kept),
            parts,
            *(each[kept] for each in (self.played, self.clusters, self.games, self.states)),
        )

    def with_played(self, played: Array) -> Stack:
        """Return the same games with other choices."""
        return replace(self, played=played)


@dataclass(frozen=True, eq=False)
class GamesOfOneSize:
    """The ``rows`` of games of n states, (games, n), with what a stack has of them.

    ``base`` and ``slope``: (m, m, ..., m, games, n), the states last; ``mixing`` by game and state.
    """

    rows: Array
    base: Array
    slope: Array
    mixing: Mixing

    @staticmethod
    def of(stack: Stack, rows: Array) -> GamesOfOneSize:
        """Return the games whose rows are given."""
        base, slope = (np.ascontiguousarray(np.moveaxis(t[rows], (0, 1), (-2, -1))) for t in (stack.base, stack.slope))
        return GamesOfOneSize(rows, base, slope, stack.mixing.take(rows, rows.shape[1]))


def stack_games(games: Sequence[ObservedGame], individually: int = INDIVIDUALLY) -> Stack:
    """Return the games as one stack.

    Sources are the four of the perceived threat and the covariates. ``individually``: how many of the others each
    state tells apart; the table grows with each by the number of actions. Raises InvalidModelError for no games,
    and where states differ in the actions on offer, or games in their covariates.
    """
    if not isinstance(games, (list, tuple)) or not all(isinstance(game, ObservedGame) for game in games):
        raise InvalidModelError(
            f"expected a record of what states did, got {shown(games)}; read_choices makes one of dyads with a column "
            "of outcomes, io.read_alignments of a table of cases"
        )
    if not games:
        raise InvalidModelError("no games to estimate from; give at least one")
    actions = games[0].model.actions[0]
    names = set(games[0].covariates)
    for game in games:
        if any(own != actions for own in game.model.actions):
            raise InvalidModelError(f"{game.name}: every state needs the actions {', '.join(actions)}")
        for name in names ^ set(game.covariates):
            raise InvalidModelError(f"{game.name}: {unknown_name('covariate', name, names & set(game.covariates))}")
    slots = min(max(len(game.played) for game in games) - 1, individually + 1)
    parts = [_rows(game, slots, individually) for game in games]
    return Stack(
        actions,
        base=np.concatenate([base for base, _, _ in parts]),
        slope=np.concatenate([slope for _, slope, _ in parts]),
        mixing=joined([mixing for _, _, mixing in parts]),
        sources=_sources(games),
        played=np.array([actions.index(action) for game in games for action in game.played]),
        clusters=np.array([game.cluster for game in games for _ in game.played]),
        games=np.array([game.name for game in games for _ in game.played]),
        states=np.array([name for game in games for name in game.model.names]),
    )


def _sources(games: Sequence[ObservedGame]) -> dict[str, Array]:
    def joined(parts: list[Array]) -> Array:
        return np.concatenate([np.asarray(part, dtype=float) for part in parts])

    for game in games:
        if not isinstance(game.model.utility, FirstForm):
            raise InvalidModelError(
                f"{game.name}: estimates know the first form of the utility alone; give utility=FirstForm()"
            )
        if not isinstance(game.model.threat, PerceivedThreat):
            raise InvalidModelError(f"{game.name}: the threat was given outright; estimation needs its sources")
    sources = [game.model.threat.sources for game in games if isinstance(game.model.threat, PerceivedThreat)]
    found = {name: joined([each[name] for each in sources]) for name in sources[0]}
    return found | {name: joined([game.covariates[name] for game in games]) for name in games[0].covariates}


def _rows(game: ObservedGame, slots: int, individually: int) -> tuple[Array, Array, Mixing]:
    """Return base, slope and mixing of one game's rows."""
    model, n = game.model, len(game.played)
    powers = np.array([float(state.power) for state in model.states])
    order = np.argsort(-powers, kind="stable")
    others = order[None].repeat(n, axis=0)[order != np.arange(n)[:, None]].reshape(n, -1)
    alone = others.shape[1] if others.shape[1] <= slots else individually
    columns = [powers, *powers[others[:, :alone].T]]
    if alone < others.shape[1]:
        columns.append(powers[others[:, alone:]].sum(axis=1))
    facing = np.stack(columns)
    together = max(1, _TOGETHER // len(model.actions[0]) ** len(facing))
    parts = [_own_payoffs(model, facing, slice(k, k + together), slots) for k in range(0, n, together)]
    base, full = (np.concatenate(levels) for levels in zip(*parts, strict=True))
    return base, full - base, mixing_of(powers, slots, individually)


def _own_payoffs(model: ResponseModel, facing: Array, rows: slice, slots: int) -> tuple[Array, Array]:
    """Return the payoffs of some states at threat 0 and at threat 1, (rows, m, ..., m), padded to the number of slots.

    ``facing``: (1 + others, n), each state's own power, then that of each other that it tells apart, and of the rest.
    """
    near = np.broadcast_to(model.threat.closeness, (len(model.names),))[rows]
    states = tuple(State(f"state {k}", power) for k, power in enumerate(facing[:, rows]))
    threat = GivenThreat(tuple(state.name for state in states), np.array([0.0, 1.0])[:, None, None], near[:, None])
    actions = (model.actions[0],) * len(states)
    formula = ResponsePayoffs(ResponseFigures(states, model.against, threat, model.utility, actions, model.table))
    found = np.moveaxis(finite(lambda: formula.table_of(0)).astype(float), (-2, -1), (0, 1))
    padded = found.reshape(*found.shape, *(1,) * (slots - len(states) + 1))
    low, high = np.broadcast_to(padded, (*found.shape[:2], *(len(actions[0]),) * (slots + 1)))
    return low, high
