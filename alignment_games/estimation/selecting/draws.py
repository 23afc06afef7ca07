"""Draws of games with all their equilibria, made once and used again along the search (Bajari, Hong & Ryan 2010)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.estimation.selecting.traits import TRAITS, Candidates
from alignment_games.game.seeds import Seed
from alignment_games.solvers import solve_batch
from alignment_games.solvers.batch import BatchSolution

Array = NDArray[Any]

#: Numbers held at once while games are made and solved.
_TOGETHER = 2**21
#: How many times more draws a game gets in none of whose draws the observed profile has a chance, and the most.
_MORE, _MOST = 16, 2**18


@dataclass(frozen=True, eq=False)
class Solved:
    """Draws of some games, solved: ``games`` of them, ``draws`` each, and all equilibria.

    ``shocks`` and ``payoffs``: (games draws, n, m_0, ..., m_(n-1)). ``known``: which draws have all equilibria proven.
    ``many``: places of the draws with two equilibria or more; ``of_many``: which rows of the solution are theirs.
    ``traits``: of these rows, (rows, traits).
    """

    part: PlayedGames
    draws: int
    shocks: Array
    solution: BatchSolution
    known: Array
    many: Array
    of_many: Array
    starts: Array
    traits: Array


@dataclass(frozen=True, eq=False)
class Draws:
    """What a likelihood needs of the draws of some games.

    ``moves``: (games, draws, parameters), the derivatives of the draws' log density by the parameters where they were
    made. ``chances``: (games, draws), of the observed profile where a draw has one equilibrium, 0 where it has more.
    ``used``: (games, draws), whether all equilibria are proven to be known. ``many``: places of draws with more than
    one in the flattened draws, ``starts`` of their rows; ``row_chances``: of the observed profile at each row,
    ``traits`` (rows, traits).
    """

    moves: Array
    chances: Array
    used: Array
    many: Array
    starts: Array
    row_chances: Array
    traits: Array

    def in_units(self, units: Array) -> Draws:
        """Return the same with parameters in other units."""
        return replace(self, moves=self.moves * units)

    @property
    def unseen(self) -> Array:
        """Which games have no draw with an equilibrium in which the observed profile has a chance, by place."""
        games, draws = self.chances.shape
        rows = np.repeat(self.many // draws, np.diff(self.starts, append=len(self.row_chances)))
        seen = self.chances.sum(axis=1) + np.bincount(rows, self.row_chances, minlength=games)
        return np.flatnonzero(seen == 0)

    @property
    def incomplete(self) -> int:
        """Draws that are left out because not all of their equilibria are proven to be known."""
        return int((~self.used).sum())


def drawn(
    games: PlayedGames,
    parameters: Array,
    shocks: Shocks,
    traits: Sequence[str],
    draws: int,
    seed: np.random.SeedSequence,
) -> Iterator[Draws]:
    """Yield what a likelihood needs of draws at some parameters, in the order of the games.

    Games whose observed profile has a chance in no draw, outliers, are drawn again more often.
    """
    for made in solved(games, parameters, shocks, traits, draws, np.random.default_rng(seed)):
        found = reduced(made, shocks)
        unseen = found.unseen
        if not len(unseen) or draws >= _MOST:
            yield found
            continue
        cuts = np.unique(np.concatenate([unseen, unseen + 1]))
        for run in np.split(np.arange(len(made.part)), cuts):
            if len(run):
                more = min(draws * _MORE, _MOST) if run[0] in unseen else draws
                yield from drawn(made.part.take(run), parameters, shocks, traits, more, seed.spawn(1)[0])


def solved(
    games: PlayedGames,
    parameters: Array,
    shocks: Shocks,
    traits: Sequence[str],
    draws: int,
    rng: Seed,
    *,
    even: bool = True,
) -> Iterator[Solved]:
    """Yield the draws of games at some parameters, as many games at a time as fit in memory, with all equilibria.

    ``even``: as `Shocks.source` has it.
    """
    draw = shocks.source(games.shape, rng, even=even)
    each = draws * games.n_players * math.prod(games.shape)
    together = max(1, _TOGETHER // each)
    for first in range(0, len(games), together):
        part = games.take(slice(first, first + together))
        shocked = np.concatenate([draw(draws) for _ in range(len(part))])
        payoffs = np.repeat(part.payoffs(parameters), draws, axis=0) + shocked
        found = solve_batch(payoffs, n_players=games.n_players)
        counts = found.counts
        known = found.complete & (counts > 0)
        many = np.flatnonzero(known & (counts > 1))
        of_many = np.flatnonzero((known & (counts > 1))[found.game])
        place = np.repeat(np.arange(len(many)), counts[many])
        starts = np.cumsum(counts[many]) - counts[many]
        marks = np.zeros((len(of_many), len(traits)))
        if len(many) and traits:
            rows = Candidates(payoffs[many], place, tuple(own[of_many] for own in found.profiles))
            marks = np.stack([TRAITS[name](rows) for name in traits], axis=-1).astype(float)
        yield Solved(part, draws, shocked, found, known, many, of_many, starts, marks)


def reduced(made: Solved, shocks: Shocks) -> Draws:
    """Return what a likelihood of the observed profiles needs of solved draws."""
    part, found, draws = made.part, made.solution, made.draws
    precise = shocks.precision(part.features, part.shape)
    games, count = len(part), len(part.names)
    shocked = made.shocks.reshape(games, draws, -1)
    moves = shocked @ precise.reshape(games, count, -1).transpose(0, 2, 1)
    observed = part.played[found.game // draws]
    chances = np.ones(len(found.game))
    for own, action in zip(found.profiles, observed.T, strict=True):
        chances *= own[np.arange(len(own)), action]
    alone = made.known.copy()
    alone[made.many] = False
    of_alone = alone[found.game]
    single = np.zeros(games * draws)
    single[found.game[of_alone]] = chances[of_alone]
    return Draws(
        moves,
        single.reshape(games, draws),
        made.known.reshape(games, draws),
        made.many,
        made.starts,
        chances[made.of_many],
        made.traits,
    )
