"""Which equilibria attract what share of starts under a law of motion."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Control
from alignment_games.solvers.dynamics.laws import (
    AbstractDynamics,
    BestReplyDynamics,
    Starts,
    all_pure_starts,
    random_starts,
)
from alignment_games.solvers.polish import polish
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.verification import verified
from alignment_games.text.display import Displayed


@dataclass(frozen=True)
class RestPoints(AbstractSolver):
    """The equilibria at which play comes to rest under a law of motion, those that most starts lead to first.

    ``starts``: one array (starts, m_i) for each player; None takes every pure profile for best replies and 500
    random profiles, seeded, for the other dynamics. Ends within 0.05 of one equilibrium count for it.
    ``stats``: ``starts``, how many there were, and ``ends``, how many of them led to each profile put forward.

    >>> from alignment_games.solvers import solve
    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> [equilibrium.actions for equilibrium in solve(hunt, RestPoints())]
    [('stag', 'stag'), ('hare', 'hare')]
    """

    dynamics: AbstractDynamics = field(default_factory=BestReplyDynamics)
    starts: Starts | None = field(default=None, compare=False)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the polished ends of all paths that stand still."""
        starts = self.starts
        if starts is None:
            pure = isinstance(self.dynamics, BestReplyDynamics)
            starts = all_pure_starts(game) if pure else random_starts(game, 500)
        counts: dict[tuple[float, ...], int] = {}
        found: dict[tuple[float, ...], Profile] = {}
        for end, count in self._ends(game, starts):
            control.tick()
            profile = polish(game, end)
            if profile is not None:
                key = tuple(np.concatenate(profile).astype(float).round(6))
                counts[key], found[key] = counts.get(key, 0) + count, profile
        order = sorted(counts, key=lambda key: (-counts[key], tuple(-k for k in key)))
        proposal.profiles += [found[key] for key in order]
        proposal.stats |= {"starts": len(starts[0]), "ends": [counts[key] for key in order]}

    def _ends(self, game: NormalFormGame, starts: Starts) -> list[tuple[Profile, int]]:
        """Return where paths stand still at the end, and how many do there."""
        paths = self.dynamics.run(game, starts)
        moving = np.zeros(len(starts[0]), dtype=bool)
        if len(paths.times) > 1:
            moving = np.max([np.abs(x[-1] - x[-2]).max(axis=-1) for x in paths.profiles], axis=0) > 0.02
        flat, sizes = np.concatenate(paths.final, axis=-1), np.cumsum(game.n_actions)[:-1]
        ends, times = np.unique(flat[~moving].round(3), axis=0, return_counts=True)
        return [(tuple(np.split(end, sizes)), count) for end, count in zip(ends, times.tolist(), strict=True)]


@dataclass(frozen=True, eq=False, repr=False)
class Basins(Displayed):
    """What share of the starts each equilibrium of a solution attracts.

    ``shares``: in the solution's order. ``unsettled``: the share of starts that came to rest at no equilibrium in the
    time given: circles, or too little time.
    """

    solution: Solution
    shares: tuple[float, ...]
    unsettled: float

    @property
    def attractors(self) -> list[tuple[Equilibrium, float]]:
        """Each equilibrium with its share, largest first."""
        return sorted(zip(self.solution, self.shares, strict=True), key=lambda pair: -pair[1])

    def __str__(self) -> str:
        parts = [f"{share:.1%} to {equilibrium}" for equilibrium, share in self.attractors]
        parts += [f"{self.unsettled:.1%} to no equilibrium"] if self.unsettled else []
        return "; ".join(parts)

    def __repr__(self) -> str:
        return f"<Basins: {self}>"


@as_annotated()
def basins(game: Given, dynamics: AbstractDynamics, starts: Starts | None = None) -> Basins:
    """Return the share of starts that each equilibrium attracts; ``starts`` as in `RestPoints`.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(basins(hunt, BestReplyDynamics()))
    50.0% to Ann: stag, Bob: stag; 50.0% to Ann: hare, Bob: hare
    """
    game = as_game(game)
    solver, proposal, control = RestPoints(dynamics, starts), Proposal(), Control()
    solver.propose(game, proposal, control)
    solution = verified(game, solver, proposal, control)
    led = {id(profile): count for profile, count in zip(proposal.profiles, proposal.stats["ends"], strict=True)}
    counts, total = [led[id(equilibrium.profile)] for equilibrium in solution], proposal.stats["starts"]
    return Basins(solution, tuple(count / total for count in counts), 1 - sum(counts) / total)
