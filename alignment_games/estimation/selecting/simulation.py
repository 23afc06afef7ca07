"""Play made by known parameters, and chances of profiles: what estimates are tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import only_known
from alignment_games.estimation.selecting.draws import Drawing, Equilibria, Solved, solved
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.estimation.selecting.traits import TRAITS
from alignment_games.game.seeds import Seed, generator
from alignment_games.signatures import as_annotated


@as_annotated()
def profile_chances(
    games: PlayedGames,
    parameters: Sequence[float] | Array,
    selection: Mapping[str, float] | None = None,
    shocks: Shocks | None = None,
    *,
    draws: int = 1024,
    rng: Seed = 0,
    equilibria: Equilibria = "all",
) -> Array:
    """Return the chance of each pure profile in each game, (games, m_0, ..., m_(n-1)), by simulation.

    ``selection``: coefficients by trait, none for equal chances of all equilibria. ``draws``: a power of two.
    ``equilibria``: "all", or "pure" for the chances given that there is a pure equilibrium.
    """
    chosen = _known(selection)
    made = solved(_drawing(games, parameters, chosen, shocks, draws), generator(rng), kind=equilibria)
    found = []
    for part in made:
        share = _shares(part, np.array(list(chosen.values())))
        joint = share.reshape(-1, *(1,) * games.n_players)
        for i, own in enumerate(part.solution.profiles):
            joint = joint * own.reshape(-1, *(own.shape[1] if j == i else 1 for j in range(games.n_players)))
        total = np.zeros((len(part.part), *games.shape))
        np.add.at(total, part.solution.game // draws, joint)
        found.append(total / total.sum(axis=tuple(range(1, total.ndim)), keepdims=True))
    return np.concatenate(found)


@as_annotated()
def simulate_play(
    games: PlayedGames,
    parameters: Sequence[float] | Array,
    selection: Mapping[str, float] | None = None,
    shocks: Shocks | None = None,
    *,
    rng: Seed = 0,
) -> PlayedGames:
    """Return the same games with play drawn: shocks, one of the equilibria that they leave, an action of each player.

    >>> from alignment_games.estimation.selecting.games import entry_games
    >>> games = entry_games({}, np.zeros((1000, 2), dtype=int))
    >>> played = simulate_play(games, [0.0, 0.0], rng=1).played  # each enters with a chance of one half
    >>> [round(share, 1) for share in played.mean(axis=0).tolist()]
    [0.5, 0.5]
    """
    source, chosen = generator(rng), _known(selection)
    seeds = source.spawn(1)[0]
    made = solved(_drawing(games, parameters, chosen, shocks), seeds, even=False)
    found = []
    for part in made:
        share = np.cumsum(_shares(part, np.array(list(chosen.values()))))
        ends = np.cumsum(part.solution.counts)
        target = np.arange(len(part.part)) + source.uniform(size=len(part.part))  # each game's shares sum up to one
        rows = np.minimum(np.searchsorted(share, target), ends - 1)
        actions = []
        for own in part.solution.profiles:
            above = source.uniform(size=(len(rows), 1)) > own[rows].cumsum(axis=1)
            actions.append(np.minimum(above.sum(axis=1), own.shape[1] - 1))
        found.append(np.stack(actions, axis=1))
    return games.with_played(np.concatenate(found))


def _known(selection: Mapping[str, float] | None) -> dict[str, float]:
    chosen = {name: float(value) for name, value in (selection or {}).items()}
    only_known("trait", chosen, TRAITS)
    return chosen


def _drawing(
    games: PlayedGames,
    parameters: Sequence[float] | Array,
    chosen: Mapping[str, float],
    shocks: Shocks | None,
    draws: int = 1,
) -> Drawing:
    return Drawing(games, np.asarray(parameters, float), shocks or Shocks(), tuple(chosen), draws)


def _shares(made: Solved, selection: Array) -> Array:
    """Return the chance of each equilibrium of its draw; all rows of an incomplete draw share one as well."""
    utility = np.zeros(len(made.solution.game))
    utility[made.of_many] = made.traits @ selection
    game = made.solution.game
    top = np.full(len(made.solution.complete), -np.inf)
    np.maximum.at(top, game, utility)
    share = np.exp(utility - top[game])
    return np.asarray(share / np.bincount(game, share, minlength=len(top))[game])
