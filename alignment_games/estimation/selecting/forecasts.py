"""Forecasts of what each player does, over all equilibria of games with shocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.forecasts import Forecasts, Foretold
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.record import SelectedGames
from alignment_games.estimation.selecting.simulation import profile_chances
from alignment_games.game.seeds import Seed, seed_sequence


def foretold(problem: SelectedGames, games: Sequence[PlayedGames], point: Array, *, draws: int, rng: Seed) -> Forecasts:
    """Return every player's action beside the chances at a point of a problem, one for each player of each game."""
    count = len(problem.games[0].names)
    selection = dict(zip(problem.traits, point[count:].tolist(), strict=True))
    found: list[Foretold] = []
    for alike, seed in zip(games, seed_sequence(rng).spawn(len(games)), strict=True):
        source = np.random.default_rng(seed)
        given = (alike, point[:count], selection, problem.shocks)
        found += _of_one_shape(alike, profile_chances(*given, draws=draws, rng=source, equilibria=problem.equilibria))
    return Forecasts(tuple(found))


def _of_one_shape(games: PlayedGames, joint: Array) -> Iterator[Foretold]:
    n = games.n_players
    own = [joint.sum(axis=tuple(1 + j for j in range(n) if j != i)) for i in range(n)]
    for k, (cluster, labels) in enumerate(zip(np.asarray(games.clusters).tolist(), games.labels, strict=True)):
        for i, (state, actions) in enumerate(zip(labels.states, labels.actions, strict=True)):
            chances = dict(zip(actions, own[i][k].tolist(), strict=True))
            yield Foretold(str(cluster), labels.game, state, actions[int(games.played[k, i])], chances)
