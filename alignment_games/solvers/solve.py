"""Run a solver, verify what it proposes by regret, report.

`solve` recomputes every regret on the payoffs themselves and keeps only what passes, so that a wrong solver yields
fewer answers, never wrong ones; if a proposal fails, nothing is called complete.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.payoffs import map_objects
from alignment_games.game.profile import Profile
from alignment_games.game.strategic_range import against_play
from alignment_games.game.tolerance import judge
from alignment_games.solvers._quadratic import in_one_field, in_plain_numbers, multiplied_out, plain
from alignment_games.solvers.auto import Auto
from alignment_games.solvers.control import Control, OutOfTimeError, Progress, in_a_longer_run
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Component, Status

Array = NDArray[Any]

logger = logging.getLogger("alignment_games")


def solve(
    game: Given,
    solver: AbstractSolver = Auto(),
    *,
    tol: float | Sequence[float] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
    throw: bool = True,
) -> Solution:
    """Return the verified equilibria of one game.

    ``solver``: by default `Auto` chooses. ``tol``: the regret that counts as zero, in payoff units, one
    number or one for each player; None is zero in exact arithmetic, and in floats what rounding can do to the payoffs
    and probabilities at stake, by the rule of `alignment_games.game.tolerance`.
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
    game = as_game(game)
    if not isinstance(solver, AbstractSolver):
        raise InvalidModelError(f"solver: expected a solver such as Auto() or PureEnumeration(), got {shown(solver)}")
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
    proposal, control = Proposal(tol=_as_tolerances(tol, game)), Control(time_limit, progress)
    try:
        solver.propose(game, proposal, control)
    except OutOfTimeError:
        proposal.status = Status.TIME_LIMIT
    except KeyboardInterrupt:
        if in_a_longer_run():
            raise
        proposal.status = Status.INTERRUPTED
    solution = _verified(game, solver, proposal, control)
    logger.info("%s: %s in %.3g s: %s", solver, repr(game), control.seconds, repr(solution))
    if throw and not solution.status.finished:
        raise NotConvergedError(f"{type(solver).__name__}: {solution.status.value}", solution)
    return solution


def _verified(game: NormalFormGame, solver: AbstractSolver, proposal: Proposal, control: Control) -> Solution:
    """Recompute every regret on the payoffs, keep what passes, lower the status if anything failed.

    What cannot be verified in time is left out.
    """
    kept: dict[int, Equilibrium] = {}
    verified, status, clock = 0, proposal.status, control.overtime()
    try:
        for position, profile in enumerate(proposal.profiles):
            equilibrium, passed = _verify(game, profile, proposal.tol)
            if passed:
                kept[position] = equilibrium
            verified += 1
            clock.tick()
    except OutOfTimeError:
        status = Status.TIME_LIMIT
    rejected = verified - len(kept)
    status = Status.UNPROVEN if rejected and status.complete else status
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
        "unverified": len(proposal.profiles) - verified,
    }
    found = tuple(kept[position] for position in order)
    return Solution(game, found, status, solver, stats, components, proposal.degenerate)


def _verify(game: NormalFormGame, profile: Profile, tol: Array | None) -> tuple[Equilibrium, bool]:
    """Return the profile with its regret, and whether that counts as zero, by ``tol`` or by the rule of `tolerance`."""
    played = in_one_field(profile)
    try:
        each, value = _expected(game, played)
    except OverflowError:  # payoffs beyond the floats
        each, value = _expected(game, [map_objects(Fraction, p) for p in played])
    if game.payoffs.dtype == object and not any(isinstance(p, float) for own in profile for p in own.tolist()):
        regrets = in_plain_numbers(np.stack([x.max() for x in each]) - value)
        regrets, slack = np.maximum(regrets, 0 * regrets), 0 * regrets
    else:
        judged = judge(game.payoffs, profile)
        regrets, slack = judged.regrets, judged.slack
    valid = all(np.all(p >= 0) and abs(plain(p.sum()) - 1) <= 1e-12 for p in played)
    passed = valid and bool(np.all(regrets <= (slack if tol is None else tol)))
    return Equilibrium(game, profile, in_plain_numbers(value), regrets.max()), passed


def _expected(game: NormalFormGame, profile: Sequence[Array]) -> tuple[list[Array], Array]:
    """Return what each player's actions and its play give it, in numbers of which equal ones compare as equal."""
    in_play = [against_play(own, i, profile) for i, own in enumerate(game.payoffs)]
    each = [multiplied_out(rows @ joint) for rows, joint in in_play]
    return each, multiplied_out(np.stack([(x * p).sum() for x, p in zip(each, profile, strict=True)]))


def _as_tolerances(tol: Any, game: NormalFormGame) -> Array | None:
    """Return one tolerance for each player. Raises InvalidModelError for what is none."""
    if tol is None:
        return None
    given = np.asarray(tol, dtype=object)
    numbers = all(isinstance(entry, Real) and float(entry) >= 0 for entry in given.ravel().tolist())
    if not numbers or given.shape not in {(), (game.n_players,)}:
        raise InvalidModelError(
            f"tol: expected a number of at least zero, or one for each of {game.n_players} players, got {tol!r:.60}"
        )
    return np.broadcast_to(given, (game.n_players,))
