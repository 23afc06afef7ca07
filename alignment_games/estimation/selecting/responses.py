"""Observed response games as games whose payoffs are affine: a rate, and costs of actions besides."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.estimation.selecting.games import Labels, PlayedGames
from alignment_games.io.sources.alignments import Alignments, ObservedGame
from alignment_games.signatures import as_annotated

#: Payoffs of games of one size that are held at once: a quarter of a GiB, which draws take several times.
_MOST_PAYOFFS = 2**25


@as_annotated()
def response_games(games: Sequence[ObservedGame] | Alignments, costs: Sequence[str] = ()) -> list[PlayedGames]:
    """Return observed response games by their size: payoffs times a rate, less what actions cost besides.

    Threats are what the games say. Parameters are ``rate``, of payoffs over the size of shocks, and ``cost of`` each
    action named. Raises InvalidModelError for an action that no game has, and for costs of all actions,
    UnsupportedGameError for games of so many states that their payoffs do not fit.

    >>> from alignment_games.estimation.simulation import random_game
    >>> rng = np.random.default_rng(1)
    >>> small, large = response_games([random_game(f"game {k}", rng) for k in range(9)], costs=["balance"])
    >>> small, small.names
    (<PlayedGames: 6 of 3 x 3 x 3 actions, 2 parameters>, ('rate', 'cost of balance'))
    """
    found = games.games if isinstance(games, Alignments) else tuple(games)
    by_shape: dict[tuple[int, ...], list[ObservedGame]] = {}
    for game in found:
        by_shape.setdefault(tuple(map(len, game.model.actions)), []).append(game)
        if all(set(actions) <= set(costs) for actions in game.model.actions):
            raise InvalidModelError(f"{game.name}: of the costs of all actions only differences count; leave one out")
    for name in costs:
        if not any(name in actions for game in found for actions in game.model.actions):
            raise InvalidModelError(f"cost of {name!r:.60}: no state of these games has such an action")
    return [_of_one_shape(alike, costs) for alike in by_shape.values()]


def _affordable(games: Sequence[ObservedGame], costs: Sequence[str]) -> None:
    """Raise UnsupportedGameError where the payoffs of games of one size take more memory than draws of them leave."""
    sizes = [len(actions) for actions in games[0].model.actions]
    count = len(games) * (1 + len(costs)) * len(sizes) * prod(sizes)
    if count > _MOST_PAYOFFS:
        raise UnsupportedGameError(
            f"{len(games)} games of {len(sizes)} states with {max(sizes)} responses make {count:.2g} payoffs, and all "
            f"equilibria of draws of them are looked for among {_MOST_PAYOFFS:.2g} at most; take fewer states or "
            "responses, or quantal responses (fit without --all-equilibria), which take any number of states"
        )


def _of_one_shape(games: Sequence[ObservedGame], costs: Sequence[str]) -> PlayedGames:
    _affordable(games, costs)
    features = np.stack([_features(game, costs) for game in games])
    played = [[own.index(a) for own, a in zip(game.model.actions, game.played, strict=True)] for game in games]
    names = ("rate", *(f"cost of {name}" for name in costs))
    clusters = np.array([game.cluster for game in games])
    labels = [Labels(game.name, tuple(game.model.names), tuple(map(tuple, game.model.actions))) for game in games]
    return PlayedGames(names, np.zeros_like(features[:, 0]), features, np.array(played), clusters, labels)


def _features(game: ObservedGame, costs: Sequence[str]) -> Array:
    """Return what a unit of each parameter adds to payoffs, (parameters, n, m_0, ..., m_(n-1))."""
    payoffs = np.asarray(game.model.payoffs(), dtype=float)
    own = np.indices(payoffs.shape[1:])
    charged = [
        [-np.equal(actions, name)[at].astype(float) for actions, at in zip(game.model.actions, own, strict=True)]
        for name in costs
    ]
    return np.stack([payoffs, *map(np.asarray, charged)])
