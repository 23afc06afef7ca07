"""Draws of games with all their equilibria, made once and used again along the search (Bajari, Hong & Ryan 2010)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.estimation.selecting.traits import TRAITS, Candidates
from alignment_games.game.seeds import Seed, generator
from alignment_games.solvers import solve_batch
from alignment_games.solvers.batch import BatchSolution

#: Which equilibria are looked for.
Equilibria = Literal["all", "pure"]
#: Numbers held at once while games are made and solved.
_TOGETHER = 2**20
#: A game is drawn anew where the observed profile has chances in draws that count for less than this share of those
#: asked for, with so many times more draws, and the most: of them, and of the numbers that they hold.
_SEEN, _MORE, _MOST, _MOST_NUMBERS = 1 / 8, 4, 2**18, 2**24
#: Blocks of draws that are independent of each other, from whose differences the noise of simulation is known.
_BLOCKS = 4
#: What stands in for a sum of squares of nothing.
_NONE = 1e-300


def blocks_of(draws: int) -> int:
    """Return in how many independent blocks so many draws of a game come; both are powers of two."""
    return min(_BLOCKS, draws)


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is drawn: so many draws of each game, with shocks to its payoffs at some parameters.

    ``traits``: which traits of equilibria are looked at, where a draw has more than one.
    """

    games: PlayedGames
    parameters: Array
    shocks: Shocks
    traits: Sequence[str]
    draws: int


@dataclass(frozen=True, eq=False)
class Solved:
    """Draws of some games, solved: ``games`` of them, ``draws`` each, and all equilibria.

    ``shocks``: (n, m_0, ..., m_(n-1), games draws). ``known``: which draws have all equilibria proven.
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

    ``games``: their places among all. ``moves``: (games, draws, parameters), the derivatives of the draws' log density
    by the parameters where they were made. ``chances``: (games, draws), of the observed profile where a draw has one
    equilibrium, 0 where it has more. ``used``: (games, draws), whether all equilibria are proven to be known. ``many``:
    places of draws with more than one in the flattened draws, ``starts`` of their rows; ``row_chances``: of the
    observed profile at each row, ``traits`` (rows, traits). ``divides``: whether the likelihood is divided by what is
    found with these, as by the chance that there is an equilibrium.
    """

    games: Array
    moves: Array
    chances: Array
    used: Array
    many: Array
    starts: Array
    row_chances: Array
    traits: Array
    divides: bool = False

    def in_units(self, units: Array) -> Draws:
        """Return the same with parameters in other units."""
        return replace(self, moves=self.moves * units)

    @property
    def seen(self) -> Array:
        """For how many draws those count in whose equilibria the observed profile has a chance, by game.

        That is the square of the sum of their chances over the sum of their squares (Kish 1965).
        """
        games, draws = self.chances.shape
        rows = np.repeat(self.many // draws, self.sizes)
        sums = [(self.chances**k).sum(axis=1) + np.bincount(rows, self.row_chances**k, minlength=games) for k in (1, 2)]
        return np.asarray(np.square(sums[0]) / np.maximum(sums[1], _NONE))

    @property
    def sizes(self) -> Array:
        """Of each draw with more than one equilibrium, how many it has."""
        return np.diff(self.starts, append=len(self.row_chances))

    def take(self, kept: Array) -> Draws:
        """Return the draws of some games, which ``kept`` says of each."""
        draws = self.chances.shape[1]
        own = kept[self.many // draws]
        rows = np.repeat(own, self.sizes)
        place = np.cumsum(kept) - 1
        many = place[self.many[own] // draws] * draws + self.many[own] % draws
        sizes = self.sizes[own]
        return Draws(
            self.games[kept],
            self.moves[kept],
            self.chances[kept],
            self.used[kept],
            many,
            np.cumsum(sizes) - sizes,
            self.row_chances[rows],
            self.traits[rows],
            self.divides,
        )

    @property
    def incomplete(self) -> int:
        """Draws that are left out because not all of their equilibria are proven to be known."""
        return int((~self.used).sum())


def drawn(drawing: Drawing, seed: np.random.SeedSequence, least: float | None = None) -> Iterator[Draws]:
    """Yield what a likelihood needs of draws, which say of what games they are.

    Games whose observed profile has a chance in fewer than ``least`` draws, of those asked for a share where it is
    None, are drawn anew, with more of them: a handful says little of a small chance. What few draws say of the
    derivatives is not off by their being few, so that to draw anew where they happen to be few puts none of them off.
    """
    first, draws = 0, drawing.draws
    least = draws * _SEEN if least is None else least
    most = min(_MOST, 1 << (_MOST_NUMBERS // drawing.games.numbers).bit_length() - 1)  # a power of two, as draws are
    for made in solved(drawing, np.random.default_rng(seed)):
        found = reduced(made, drawing.shocks, first)
        first += len(made.part)
        scarce = (found.seen < least) & (draws < most)
        if not scarce.all():
            yield found.take(~scarce) if scarce.any() else found
        if scarce.any():
            again = replace(drawing, games=made.part.take(np.flatnonzero(scarce)), draws=min(draws * _MORE, most))
            for part in drawn(again, seed.spawn(1)[0], least):
                yield replace(part, games=found.games[scarce][part.games])


def solved(
    drawing: Drawing,
    rng: Seed,
    *,
    even: bool = True,
    kind: Equilibria = "all",
    given: Callable[[PlayedGames, Array], None] | None = None,
) -> Iterator[Solved]:
    """Yield the draws, of as many games at a time as fit in memory, with their equilibria.

    ``even``: as `Shocks.source` has it. ``kind``: all equilibria, or the pure ones, and draws without one are unknown.
    ``given``: changes the shocks of some games to draws given what is known of them.
    """
    games, draws, traits = drawing.games, drawing.draws, drawing.traits
    blocks = blocks_of(draws)
    sources = [drawing.shocks.source(games.shape, own, even=even) for own in generator(rng).spawn(blocks)]
    together = max(1, _TOGETHER // (draws * games.numbers))
    for first in range(0, len(games), together):
        part = games.take(slice(first, first + together))
        shocked = np.concatenate([draw(draws // blocks) for _ in range(len(part)) for draw in sources], axis=-1)
        if given is not None:
            given(part, shocked)
        means = np.moveaxis(part.payoffs(drawing.parameters), 0, -1)
        payoffs = np.moveaxis(shocked + np.repeat(means, draws, axis=-1), -1, 0)
        found = solve_batch(payoffs, n_players=games.n_players, kind=kind)
        counts = found.counts
        # Pure equilibria are looked for profile by profile: those found are all, though a batch calls no game complete.
        known = (found.complete | (kind == "pure")) & (counts > 0)
        several = known & (counts > 1)
        many, of_many = np.flatnonzero(several), np.flatnonzero(several[found.game])
        starts = np.cumsum(counts[many]) - counts[many]
        marks = np.zeros((len(of_many), len(traits)))
        if len(many) and traits:
            rows = Candidates(payoffs, found.game[of_many], tuple(own[of_many] for own in found.profiles))
            marks = np.stack([TRAITS[name](rows) for name in traits], axis=-1).astype(float)
        yield Solved(part, draws, shocked, found, known, many, of_many, starts, marks)


def reduced(made: Solved, shocks: Shocks, first: int = 0) -> Draws:
    """Return what a likelihood of the observed profiles needs of solved draws; ``first``: the place of their game."""
    part, found, draws = made.part, made.solution, made.draws
    # A constant of a player's payoffs moves no equilibrium and no trait: left in, it would only scatter the weights.
    moving = part.features - part.features.mean(axis=tuple(range(3, part.features.ndim)), keepdims=True)
    precise = shocks.precision(moving, part.shape)
    games, count = len(part), len(part.names)
    shocked = np.moveaxis(made.shocks.reshape(-1, games, draws), 1, 0)
    moves = np.ascontiguousarray((precise.reshape(games, count, -1) @ shocked).transpose(0, 2, 1))
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
        first + np.arange(games),
        moves,
        single.reshape(games, draws),
        made.known.reshape(games, draws),
        made.many,
        made.starts,
        chances[made.of_many],
        made.traits,
    )
