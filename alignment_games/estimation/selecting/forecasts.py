"""Forecasts of what each player does, over all equilibria of games with shocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.estimation.forecasts import Forecasts, Foretold
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.estimation.selecting.simulation import profile_chances
from alignment_games.game.seeds import Seed, seed_sequence

Array = NDArray[Any]


def foretold(
    games: Sequence[PlayedGames],
    parameters: Array,
    selection: Mapping[str, float],
    shocks: Shocks,
    *,
    draws: int,
    rng: Seed,
) -> Forecasts:
    """Return every player's action beside the chances at given parameters, one for each player of each game."""
    seeds = seed_sequence(rng).spawn(len(games))
    found: list[Foretold] = []
    for of_shape, seed in zip(games, seeds, strict=True):
        joint = profile_chances(of_shape, parameters, selection, shocks, draws=draws, rng=np.random.default_rng(seed))
        found += _of_one_shape(of_shape, joint)
    return Forecasts(tuple(found))


def _of_one_shape(games: PlayedGames, joint: Array) -> Iterator[Foretold]:
    n = games.n_players
    own = [joint.sum(axis=tuple(1 + j for j in range(n) if j != i)) for i in range(n)]
    for k, (cluster, labels) in enumerate(zip(np.asarray(games.clusters).tolist(), games.labels, strict=True)):
        for i, (state, actions) in enumerate(zip(labels.states, labels.actions, strict=True)):
            chances = dict(zip(actions, own[i][k].tolist(), strict=True))
            yield Foretold(str(cluster), labels.game, state, actions[int(games.played[k, i])], chances)
