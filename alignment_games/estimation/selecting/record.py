"""What is estimated from where one of several equilibria is selected: games, traits and shocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import get_args

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.estimation.choices import Clustered
from alignment_games.estimation.selecting.draws import Drawing, Draws, Equilibria, drawn
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.pure_draws import drawn_pure
from alignment_games.estimation.selecting.replies import Replies
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.estimation.selecting.traits import TRAITS
from alignment_games.game.seeds import Seed, seed_sequence
from alignment_games.signatures import as_annotated

#: Draws of each game.
DRAWS = 1024
#: Seconds for all equilibria of one draw of three states with three actions, which no batch looks for.
_ALONE = 0.05


class SelectedGames(Clustered):
    """Games, what was played in them, traits by which one of their equilibria is selected, and shocks to payoffs."""

    @as_annotated()
    def __init__(
        self,
        games: PlayedGames | Sequence[PlayedGames],
        traits: Sequence[str] = ("pure", "joint_payoff"),
        shocks: Shocks | None = None,
        *,
        equilibria: Equilibria = "all",
    ) -> None:
        self.games = (games,) if isinstance(games, PlayedGames) else tuple(games)
        if not self.games:
            raise InvalidModelError("no games to estimate from; give at least one")
        if any(each.names != self.games[0].names for each in self.games):
            raise InvalidModelError("games of all shapes need the same parameters, in the same order")
        only_known("trait", traits, TRAITS)
        only_known("kind of equilibria", [equilibria], get_args(Equilibria))
        if equilibria == "pure" and "pure" in traits:
            raise InvalidModelError("pure: of pure equilibria alone each has this trait; leave it out")
        self.equilibria = equilibria
        self.traits = tuple(traits)
        self.shocks = Shocks() if shocks is None else shocks
        self.names = (*self.games[0].names, *(f"selects {name}" for name in self.traits))

    @property
    def rows(self) -> int:
        """The number of games."""
        return sum(map(len, self.games))

    @cached_property
    def clusters(self) -> Array:
        """The case of each game."""
        named = [np.asarray(each.clusters).astype(str) for each in self.games]
        if all(len(set(own.tolist())) == len(own) for own in named):  # no cases: each game is one
            return np.arange(self.rows)
        return np.concatenate(named)

    def drawn(self, parameters: Sequence[float] | Array, *, draws: int = DRAWS, rng: Seed = 0) -> list[Draws | Replies]:
        """Return draws of all games at the parameters of utility, reduced to what a likelihood needs."""
        making = drawn_pure if self.equilibria == "pure" else drawn
        point, draws = np.asarray(parameters, dtype=float), _power_of_two(draws)
        seeds = seed_sequence(rng).spawn(len(self.games))
        first = np.cumsum([0, *map(len, self.games)])
        return [
            replace(part, games=int(first[k]) + part.games)
            for k, (games, seed) in enumerate(zip(self.games, seeds, strict=True))
            for part in making(Drawing(games, point, self.shocks, self.traits, draws), seed)
        ]

    def units(self) -> Array:
        """Return the units of the search: one over the largest size of what a parameter multiplies; selection as is."""
        count = len(self.games[0].names)
        sizes = np.max([abs(each.features).max(axis=(0, *range(2, each.features.ndim))) for each in self.games], axis=0)
        if (sizes == 0).any():
            idle = [name for name, size in zip(self.names, sizes, strict=False) if not size]
            raise InvalidModelError(
                f"not identified by these games: {', '.join(idle)}: it moves no payoff; leave it out"
            )
        return np.concatenate([1 / sizes, np.ones(len(self.names) - count)])

    def notes(self) -> list[str]:
        """Return what is to be known of errors, and of what a search costs, one line each."""
        return [*super().notes(), *(self._cost(each) for each in self.games if self._one_by_one(each))]

    def _one_by_one(self, games: PlayedGames) -> bool:
        """Return whether no batch looks for all equilibria of draws of such games."""
        return self.equilibria == "all" and games.n_players > 2 and games.shape != (2, 2, 2)

    def _cost(self, games: PlayedGames) -> str:
        shape, hours = " x ".join(map(str, games.shape)), len(games) * DRAWS * _ALONE / 3600
        return (
            f"all equilibria of {len(games):,} games of {shape} actions, {DRAWS:,} draws of each, take {hours:.2g} "
            "hours or more, often in a search; take pure ones alone (equilibria='pure', --pure-only), or fewer draws"
        )

    def __str__(self) -> str:
        shapes = ", ".join(f"{len(each):,} of {' x '.join(map(str, each.shape))} actions" for each in self.games)
        lines = [f"games: {shapes}; {len(self.cases):,} cases", f"parameters: {', '.join(self.names)}"]
        return "\n".join([*lines, *self.warnings()])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.rows:,} games, {len(self.names)} parameters>"


def _power_of_two(draws: int) -> int:
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 2:
        raise InvalidModelError(f"draws must be a whole number of at least 2, got {draws!r:.60}")
    return 1 << (draws - 1).bit_length()
