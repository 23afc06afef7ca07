"""Which equilibria attract what share of starts under a law of motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers.dynamics import (
    AbstractDynamics,
    BestReplyDynamics,
    Starts,
    all_pure_starts,
    random_starts,
)
from alignment_games.solvers.polish import polish
from alignment_games.solvers.solution import Equilibrium
from alignment_games.text.display import Displayed


@dataclass(frozen=True, eq=False, repr=False)
class Basins(Displayed):
    """Which equilibria attract what share of the starts.

    ``attractors``: pairs of an equilibrium and its share, largest first. ``unsettled``: the share of starts
    that came to rest at no equilibrium in the time given: circles, or too little time.
    """

    game: NormalFormGame
    attractors: tuple[tuple[Equilibrium, float], ...]
    unsettled: float

    def __str__(self) -> str:
        parts = [f"{share:.1%} to {equilibrium}" for equilibrium, share in self.attractors]
        parts += [f"{self.unsettled:.1%} to no equilibrium"] if self.unsettled else []
        return "; ".join(parts)

    def __repr__(self) -> str:
        return f"<Basins: {self}>"


def basins(game: NormalFormGame, dynamics: AbstractDynamics, starts: Starts | None = None) -> Basins:
    """Return the share of starts that each equilibrium attracts.

    ``starts``: one array (starts, m_i) for each player; None takes every pure profile for best replies and 500
    random profiles, seeded, for the other dynamics. Ends within 0.05 of one equilibrium count for it.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(basins(hunt, BestReplyDynamics()))
    50.0% to Ann: stag, Bob: stag; 50.0% to Ann: hare, Bob: hare
    """
    if starts is None:
        starts = all_pure_starts(game) if isinstance(dynamics, BestReplyDynamics) else random_starts(game, 500)
    paths = dynamics.run(game, starts)
    moving = np.zeros(len(starts[0]), dtype=bool)
    if len(paths.times) > 1:
        moving = np.max([np.abs(x[-1] - x[-2]).max(axis=-1) for x in paths.profiles], axis=0) > 0.02
    counts: dict[tuple[float, ...], int] = {}
    found: dict[tuple[float, ...], Profile] = {}
    flat, sizes = np.concatenate(paths.final, axis=-1), np.cumsum(game.n_actions)[:-1]
    ends, times = np.unique(flat[~moving].round(3), axis=0, return_counts=True)
    for end, count in zip(ends, times.tolist(), strict=True):
        profile = polish(game, np.split(end, sizes))
        if profile is not None:
            key = tuple(np.concatenate(profile).astype(float).round(6))
            counts[key], found[key] = counts.get(key, 0) + count, profile
    total = len(starts[0])
    order = sorted(counts, key=lambda key: (-counts[key], tuple(-k for k in key)))
    pairs = tuple((_equilibrium(game, found[key]), counts[key] / total) for key in order)
    return Basins(game, pairs, 1 - sum(counts.values()) / total)


def _equilibrium(game: NormalFormGame, profile: Profile) -> Equilibrium:
    return Equilibrium(game, profile, game.expected_payoffs(profile), game.regrets(profile).max())
