"""The one interface of all solvers, and `solve`: run, verify by regret, report.

A solver proposes profiles and says what it can prove about them. `solve` recomputes every regret on the
payoffs themselves and keeps only what passes, so that a wrong solver yields fewer answers, never wrong
ones; if a proposal fails, nothing is called complete.
"""

from __future__ import annotations

import abc
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import NotConvergedError, UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, is_pure
from alignment_games.solvers._control import Control, OutOfTimeError, Progress, in_a_longer_run
from alignment_games.solvers._solution import Component, Equilibrium, Solution, Status

Array = NDArray[Any]

logger = logging.getLogger("alignment_games")


@dataclass
class Proposal:
    """What a solver puts forward, filled while it works so that an interrupted run keeps its finds.

    ``components`` refer to profiles by their position in ``profiles``.
    """

    profiles: list[Profile] = field(default_factory=list)
    status: Status = Status.SOME
    components: list[Component] = field(default_factory=list)
    degenerate: bool | None = None
    stats: dict[str, Any] = field(default_factory=dict)


class AbstractSolver(abc.ABC):
    """A method for finding equilibria; its fields are its options."""

    def why_not(self, game: NormalFormGame) -> str | None:  # noqa: ARG002 - the general answer needs no look
        """Return why this solver does not treat the game, or None when it does."""
        return None

    @abc.abstractmethod
    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Fill the proposal: profiles, and a status that says no more than is proven.

        May raise ``OutOfTimeError`` through ``control.tick``; what was proposed by then is kept.
        """


def solve(
    game: NormalFormGame,
    solver: AbstractSolver | None = None,
    *,
    tol: float | Sequence[float] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
    throw: bool = True,
) -> Solution:
    """Return the verified equilibria of one game.

    ``solver``: None lets `Auto` choose. ``tol``: the regret that counts as zero, in payoff units, one
    number or one for each player; None is 1e-10 of each player's payoff range, zero in exact arithmetic.
    ``time_limit``: seconds. ``progress``: called with (done, total or None). ``throw=False`` returns an
    unfinished solution instead of raising it.

    Raises UnsupportedGameError when the solver does not treat the game, and NotConvergedError, which
    carries the unfinished solution, when the run did not finish.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(solve(game))
    3 equilibria (VertexEnumeration): every equilibrium is here, proven and verified.
       Ann                  Bob                  regret
    1  stag                 stag                 0
    2  hare                 hare                 0
    3  2/3 stag + 1/3 hare  2/3 stag + 1/3 hare  0
    """
    if solver is None:
        from alignment_games.solvers.auto import Auto

        solver = Auto()
    if game.batch_shape:
        raise UnsupportedGameError(
            f"this is a family of games (batch {game.batch_shape}); solve() takes one, solve_batch() takes many"
        )
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(
            "payoffs hold symbols; put numbers in with game.substitute({...}), or ask for alignment_games.conditions"
        )
    solver = solver.choose(game) if hasattr(solver, "choose") else solver
    reason = solver.why_not(game)
    if reason is not None:
        raise UnsupportedGameError(f"{type(solver).__name__}: {reason}")
    proposal, control = Proposal(), Control(time_limit, progress)
    try:
        solver.propose(game, proposal, control)
    except OutOfTimeError:
        proposal.status = Status.TIME_LIMIT
    except KeyboardInterrupt:
        if in_a_longer_run():
            raise
        proposal.status = Status.INTERRUPTED
    solution = _verified(game, solver, proposal, control, tol)
    logger.info("%s: %s in %.3g s: %s", solver, repr(game), control.seconds, repr(solution))
    if throw and not solution.status.finished:
        raise NotConvergedError(f"{type(solver).__name__}: {solution.status.value}", solution)
    return solution


def _verified(game: NormalFormGame, solver: AbstractSolver, proposal: Proposal, control: Control, tol: Any) -> Solution:
    """Recompute every regret on the payoffs, keep what passes, lower the status if anything failed."""
    slack = game.tolerances() if tol is None else np.broadcast_to(np.asarray(tol), (game.n_players,))
    kept: dict[int, Equilibrium] = {}
    for position, profile in enumerate(proposal.profiles):
        equilibrium, passed = _verify(game, profile, slack)
        if passed:
            kept[position] = equilibrium
    rejected = len(proposal.profiles) - len(kept)
    status = Status.UNPROVEN if rejected and proposal.status.complete else proposal.status
    order = sorted(kept, key=lambda position: (not kept[position].pure, position))
    new = {position: number for number, position in enumerate(order)}
    components = tuple(
        Component(tuple(new[m] for m in c.members if m in new), c.dimension, c.description) for c in proposal.components
    )
    stats = {
        **proposal.stats,
        "seconds": control.seconds,
        "proposed": len(proposal.profiles),
        "rejected": rejected,
    }
    found = tuple(kept[position] for position in order)
    return Solution(game, found, status, solver, stats, components, proposal.degenerate)


def _verify(game: NormalFormGame, profile: Profile, slack: Array) -> tuple[Equilibrium, bool]:
    """Compute regrets with each player's payoffs shifted to start at zero, which keeps large offsets exact."""
    payoffs: Array = game.payoffs
    if is_pure(profile):
        at = tuple(int(np.argmax(np.asarray(p) > 0)) for p in profile)
        own = [np.moveaxis(payoffs[i], i, -1)[at[:i] + at[i + 1 :]] for i in range(game.n_players)]
        value = np.stack([x[k] for x, k in zip(own, at, strict=True)])
        gains = np.stack([x.max() for x in own]) - value
    else:
        floor = payoffs.min(axis=tuple(range(1, payoffs.ndim)))
        shifted = payoffs - floor.reshape(-1, *[1] * game.n_players)
        each = [_multiplied_out(x) for x in best_reply.deviation_payoffs(shifted, profile)]
        above = _multiplied_out(np.stack([(x * p).sum() for x, p in zip(each, profile, strict=True)]))
        gains = _multiplied_out(np.stack([x.max() for x in each]) - above)
        value = above + floor
        if payoffs.dtype == object and any(isinstance(p, float) for own in profile for p in own.tolist()):
            slack = np.maximum(slack, best_reply.tolerances(payoffs.astype(float), game.n_players))
    valid = all(np.all(p >= 0) for p in profile) and all(abs(p.sum() - 1) <= 1e-12 for p in profile)
    return Equilibrium(game, profile, value, max(gains.max(), 0 * gains.max())), valid and bool(np.all(gains <= slack))


def _multiplied_out(numbers: Array) -> Array:
    """Return algebraic numbers multiplied out, so that those that are equal compare as equal."""
    if numbers.dtype != object:
        return numbers
    flat = [number.expand() if hasattr(number, "expand") else number for number in numbers.tolist()]
    return np.array([*flat, None], dtype=object)[:-1]
