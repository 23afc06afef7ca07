r"""Draws of games of which the pure equilibria are looked for: no draw is wasted on what was not observed.

With N the pure equilibria of a game, the chance of the observed profile a, given that there is one, is

.. math:: P(a) = \Pr(a \in N)\; \operatorname{E}[\text{share of } a \mid a \in N] \,/\, \Pr(N \ne \emptyset).

The first factor has no need of simulation (`replies`). Of the second, draws are made given that a is an equilibrium: a
few of the many draws in which a rare profile is one would say little of it. A player's payoffs of the own actions
beside what the others played, the only ones that decide whether a is an equilibrium, are drawn given that that of a is
the largest: first this one, by its distribution function, then the others, cut off above it. All other payoffs move as
normal numbers do when some of them are known (Matheron's rule, as in Journel & Huijbregts 1978).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.selecting.draws import Drawing, Draws, reduced, solved
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.replies import Replies, replies_of
from alignment_games.estimation.selecting.shocks import Shocks
from alignment_games.game.best_reply import pure_deviation_payoffs

#: Points at which a distribution function is known, and how far beyond the likeliest place it is followed.
_POINTS, _FAR = 512, 9.0
#: What an underflown probability is taken to be.
_LEAST = 1e-300


def drawn_pure(drawing: Drawing, seed: np.random.SeedSequence) -> Iterator[Draws | Replies]:
    """Yield the three factors of the chances of what was played, from draws."""
    parameters, shocks = drawing.parameters, drawing.shocks
    yield replies_of(drawing.games, shocks, parameters)
    of_play, of_any = (np.random.default_rng(each) for each in seed.spawn(2))
    first = 0
    given = partial(given_equilibrium, parameters=parameters, shocks=shocks)
    for made in solved(drawing, of_play, kind="pure", given=given):
        yield reduced(made, shocks, first)
        first += len(made.part)
    first = 0
    for made in solved(replace(drawing, traits=()), of_any, kind="pure"):
        found = reduced(made, shocks, first)
        none = np.zeros(0, dtype=int)
        there = made.known.reshape(found.chances.shape)
        yield replace(
            found,
            chances=there.astype(float),
            used=np.ones_like(there),
            many=none,
            starts=none,
            row_chances=np.zeros(0),
            traits=np.zeros((0, len(drawing.traits))),
            divides=True,
        )
        first += len(made.part)


def given_equilibrium(games: PlayedGames, drawn: Array, *, parameters: Array, shocks: Shocks) -> None:
    """Change shocks, (n, m_0, ..., m_(n-1), games draws), to draws given that what was played is an equilibrium."""
    from scipy.special import ndtr

    size, count = np.hypot(shocks.profile, shocks.action), drawn.shape[-1] // len(games)
    share = (shocks.action / size) ** 2
    lines = pure_deviation_payoffs(games.payoffs(parameters), np.arange(len(games)), list(games.played.T))
    for game, played in enumerate(games.played.tolist()):
        here = drawn[..., game * count : (game + 1) * count]
        for i, own in enumerate(played):
            line = here[(i, *played[:i], slice(None), *played[i + 1 :])]
            moved = size * _given_best(lines[i][game] / size, own, ndtr(line / size)) - line
            if share:
                here[i] += share * moved.reshape(*(-1 if j == i else 1 for j in range(games.n_players)), count)
            line += (1 - share) * moved


def _given_best(line: Array, own: int, uniform: Array) -> Array:
    """Return normal shocks to payoffs of actions, (m, draws), given that one's is the largest, by uniform numbers."""
    from scipy.special import log_ndtr, ndtr, ndtri

    gaps = np.delete(line[own] - line, own)
    points = np.linspace(-_FAR, _FAR + max(0.0, -gaps.min(initial=0)), _POINTS)
    logs = log_ndtr(points[:, None] + gaps).sum(axis=1) - np.square(points) / 2
    density = np.exp(logs - logs.max())
    total = np.cumsum(density[1:] + density[:-1], dtype=float)
    best = np.interp(uniform[own], np.concatenate([[0], total / total[-1]]), points)
    found = np.empty_like(uniform)
    found[own] = best
    below = np.arange(len(line)) != own
    found[below] = ndtri(np.maximum(uniform[below] * ndtr(best + gaps[:, None]), _LEAST))
    return found
