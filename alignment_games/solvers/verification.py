"""The one place where equilibria are checked: what a solver proposes passes by its regret, or is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.payoffs import map_objects
from alignment_games.game.problem import Problem
from alignment_games.game.profile import Profile, on_simplex
from alignment_games.game.strategic_range import against_play
from alignment_games.game.tolerance import judge
from alignment_games.solvers._quadratic import in_one_field, in_plain_numbers, multiplied_out, plain
from alignment_games.solvers.control import Control, OutOfTimeError
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

Array = NDArray[Any]

#: How far rounding may take the sum of a player's probabilities from one.
_OFF_SIMPLEX = 1e-12


def verified(problem: Problem, solver: AbstractSolver, proposal: Proposal, control: Control) -> Solution:
    """Recompute every regret on the payoffs, keep what passes, lower the status if anything failed.

    What cannot be verified in time is left out.
    """
    kept: dict[int, Equilibrium] = {}
    verified, status, clock = 0, proposal.status, control.overtime()
    try:
        for position, profile in enumerate(proposal.profiles):
            equilibrium = as_equilibrium(problem, profile, proposal.tol, proposal.indices.get(position))
            if equilibrium is not None:
                kept[position] = equilibrium
            verified += 1
            clock.tick()
    except OutOfTimeError:
        status = Status.TIME_LIMIT
    rejected = verified - len(kept)
    status = Status.UNPROVEN if rejected and status.complete else status
    order = sorted(kept, key=lambda position: (not kept[position].pure, position))
    new = {position: number for number, position in enumerate(order)}
    components = tuple(replace(c, members=tuple(new[m] for m in c.members if m in new)) for c in proposal.components)
    stats = {
        **proposal.stats,
        "seconds": control.seconds,
        "proposed": len(proposal.profiles),
        "rejected": rejected,
        "unverified": len(proposal.profiles) - verified,
    }
    found = tuple(kept[position] for position in order)
    return Solution(problem, found, status, solver, stats, components, proposal.degenerate)


def as_equilibrium(
    problem: Problem, profile: Profile, tol: Array | None = None, index: int | None = None
) -> Equilibrium | None:
    """Return the profile with its regret where that counts as zero, by ``tol`` or by the problem's own rule."""
    weighed = _by_table(problem, profile) if isinstance(problem, NormalFormGame) else _by_play(problem, profile)
    if weighed is None:
        return None
    payoffs, regrets, slack = weighed
    if not (regrets <= (slack if tol is None else tol)).all():
        return None
    return Equilibrium(problem, profile, payoffs, regrets.max(), index)


def _by_play(problem: Problem, profile: Profile) -> tuple[Array, Array, Array] | None:
    """Return each player's payoff, its regret and what counts as zero by the problem itself; None off the simplex."""
    if not on_simplex(profile, _OFF_SIMPLEX):
        return None
    judged = problem.judge(profile)
    return problem.expected_payoffs(profile), judged.regrets, judged.slack


def _by_table(game: NormalFormGame, profile: Profile) -> tuple[Array, Array, Array] | None:
    """Return the same by the rule of `game.tolerance`, in exact numbers where there are any."""
    floats = all(each.dtype != object for each in (game.payoffs, *profile))
    played = profile if floats else in_one_field(profile)
    if not all((p >= 0).all() and abs(plain(p.sum()) - 1) <= _OFF_SIMPLEX for p in played):
        return None
    in_play = [against_play(own, i, played) for i, own in enumerate(game.payoffs)]
    try:
        each, value = _expected(in_play, played)
    except OverflowError:  # payoffs beyond the floats
        fractions = [map_objects(Fraction, p) for p in played]
        each, value = _expected([against_play(own, i, fractions) for i, own in enumerate(game.payoffs)], fractions)
    if game.payoffs.dtype == object and not any(isinstance(p, float) for own in profile for p in own.tolist()):
        regrets = in_plain_numbers(np.stack([x.max() for x in each]) - value)
        regrets, slack = np.maximum(regrets, 0 * regrets), 0 * regrets
    else:
        judged = judge(game.payoffs, profile, in_play if floats else None)
        regrets, slack = judged.regrets, judged.slack
    return in_plain_numbers(value), regrets, slack


def _expected(in_play: Sequence[tuple[Array, Array]], profile: Sequence[Array]) -> tuple[list[Array], Array]:
    """Return what each player's actions and its play give it, in numbers of which equal ones compare as equal."""
    each = [multiplied_out(rows @ joint) for rows, joint in in_play]
    return each, multiplied_out(np.stack([(x * p).sum() for x, p in zip(each, profile, strict=True)]))
