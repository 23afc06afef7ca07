"""The one place where equilibria are checked: what a solver proposes passes by its regret, or is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from alignment_games.algebra.quadratic import in_one_field, in_plain_numbers, multiplied_out, plain
from alignment_games.arrays import Array, map_objects
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.profile import Profile, on_simplex
from alignment_games.game.strategic_range import against_play
from alignment_games.game.tolerance import RELATIVE_TOLERANCE, judge
from alignment_games.solvers.control import Control, OutOfTimeError
from alignment_games.solvers.numeric import joint_distributions
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: How far rounding may take the sum of a player's probabilities from one.
_OFF_SIMPLEX = 1e-12
#: Payoffs, times profiles, that are weighed at once; and between which sizes these lose nothing in floats.
_MOST_AT_ONCE, _FLOATS = 1_000_000, (1e-100, 1e100)
#: Payoffs, times profiles, up to which plain numbers are faster than arrays.
_FEW = 250


def verified(problem: Problem, solver: AbstractSolver, proposal: Proposal, control: Control) -> Solution:
    """Recompute every regret on the payoffs, keep what passes, lower the status if anything failed.

    What cannot be verified in time is left out.
    """
    kept = _clear(problem, proposal) if isinstance(problem, NormalFormGame) else {}
    left = [position for position in range(len(proposal.profiles)) if position not in kept]
    verified, status, clock = len(kept), proposal.status, control.overtime()
    try:
        for position in left:
            found = as_equilibrium(problem, proposal.profiles[position], proposal.tol, proposal.indices.get(position))
            if found is not None:
                kept[position] = found
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
    equilibria = tuple(kept[position] for position in order)
    return Solution(problem, equilibria, status, solver, stats, components, proposal.degenerate)


def _clear(game: NormalFormGame, proposal: Proposal) -> dict[int, Equilibrium]:
    """Return, by position, those of small games of floats whose regret is rounding of probabilities, all at once.

    They pass by the first term of the rule of `game.tolerance`; what does not is looked at by itself.
    """
    profiles, count = proposal.profiles, len(proposal.profiles)
    few = game.payoffs.size * count <= _FEW
    if (
        proposal.tol is not None
        or not 0 < game.payoffs.size * count <= _MOST_AT_ONCE
        or not _plain(game.payoffs, few=few)
    ):
        return {}
    if not all(own.dtype.char == "d" for profile in profiles for own in profile):
        return {}
    weigh = _weighed_in_numbers if few else _weighed_in_arrays
    return {
        k: Equilibrium(game, profiles[k], payoffs, regret, proposal.indices.get(k))
        for k, payoffs, regret in weigh(game.payoffs, profiles)
    }


def _weighed_in_arrays(table: Array, profiles: Sequence[Profile]) -> Iterator[tuple[int, Array, Any]]:
    """Yield the positions of what passes, each player's payoff, and the largest regret."""
    each = [np.array(own) for own in zip(*profiles, strict=True)]
    flat, starts = np.concatenate(each, axis=1), np.cumsum([0, *table.shape[1:-1]])
    on_simplex = (flat >= 0).all(axis=1) & (abs(np.add.reduceat(flat, starts, axis=1) - 1) <= _OFF_SIMPLEX).all(axis=1)
    weighed = [_payoffs_and_losses(own, i, each) for i, own in enumerate(table)]
    both = np.concatenate(weighed, axis=2)
    payoffs, stakes = np.add.reduceat(both * flat, starts, axis=2)
    regrets = np.maximum(stakes - np.minimum.reduceat(both[1], starts, axis=1), 0.0)
    passed = on_simplex & (regrets <= RELATIVE_TOLERANCE * stakes).all(axis=1)
    largest = regrets.max(axis=1)
    for k in passed.nonzero()[0].tolist():
        yield k, payoffs[k], largest[k]


def _payoffs_and_losses(own: Array, player: int, each: Sequence[Array]) -> Array:
    """Return what a player's actions give it, and lose it, against each of many profiles: ``(2, profiles, m_i)``."""
    rows = own.transpose(player, *(j for j in range(own.ndim) if j != player)).reshape(own.shape[player], -1)
    others = [play for j, play in enumerate(each) if j != player]
    joint = joint_distributions(others) if others else np.ones((len(each[0]), 1))
    return np.asarray(joint @ np.array([rows.T, (rows.max(axis=0) - rows).T]))


def _weighed_in_numbers(table: Array, profiles: Sequence[Profile]) -> Iterator[tuple[int, Array, Any]]:
    """Yield the same, on plain numbers: arrays of a few take four times as long."""
    flat, sizes = table.reshape(len(table), -1).tolist(), table.shape[1:]
    steps = [prod(sizes[i + 1 :]) for i in range(len(sizes))]
    for k, profile in enumerate(profiles):
        used = _used(profile, steps)
        if used is None:
            continue
        if all(len(own) == 1 == own[0][1] for own in used):
            certain = _payoffs_of_best_replies(flat, [own[0][0] for own in used], steps, sizes)
            if certain is not None:
                yield k, np.array(certain), np.float64(0)
            continue
        weighed = [_payoff_stake_regret(own, i, used, (steps[i], sizes[i])) for i, own in enumerate(flat)]
        if all(regret <= RELATIVE_TOLERANCE * stake for _, stake, regret in weighed):
            payoffs, _, regrets = zip(*weighed, strict=True)
            yield k, np.array(payoffs), np.float64(max(regrets))


def _used(profile: Profile, steps: Sequence[int]) -> list[list[tuple[int, float]]] | None:
    """Return where in a row each used action of each player leads, with its probability; None for what is no play."""
    used = []
    for own, step in zip(profile, steps, strict=True):
        play = own.tolist()
        if min(play) < 0 or not abs(sum(play) - 1) <= _OFF_SIMPLEX:
            return None
        used.append([(a * step, p) for a, p in enumerate(play) if p])
    return used


def _payoffs_of_best_replies(
    flat: Sequence[Sequence[float]], places: Sequence[int], steps: Sequence[int], sizes: Sequence[int]
) -> list[float] | None:
    """Return what pure play gives each player, None where one could do better: regret is then all that is at stake.

    ``places``: where in the rows each player's action leads.
    """
    at, payoffs = sum(places), []
    for own, place, step, m in zip(flat, places, steps, sizes, strict=True):
        start = at - place
        if own[at] < max(own[start : start + step * m : step]):
            return None
        payoffs.append(own[at])
    return payoffs


def _payoff_stake_regret(
    own: Sequence[float], player: int, used: Sequence[Sequence[tuple[int, float]]], actions: tuple[int, int]
) -> tuple[float, float, float]:
    """Return what a player's play gives it, what is at stake for it, and what it could gain, as in `game.tolerance`.

    ``own``: its payoffs in one row. ``used``: where in the row each action of each player leads, with its probability.
    ``actions``: how far apart this player's actions are in the row, and how many there are.
    """
    joint = [(0, 1.0)]
    for j, others in enumerate(used):
        if j != player:
            joint = [(at + a, p * q) for at, p in joint for a, q in others]
    step, m = actions
    payoffs, losses = [0.0] * m, [0.0] * m
    for at, p in joint:
        column = own[at : at + step * m : step]
        best = max(column)
        for a, payoff in enumerate(column):
            payoffs[a] += p * payoff
            losses[a] += p * (best - payoff)
    payoff, stake = 0.0, 0.0
    for a, q in used[player]:
        payoff += q * payoffs[a // step]
        stake += q * losses[a // step]
    return payoff, stake, max(stake - min(losses), 0.0)


def _plain(payoffs: Array, *, few: bool) -> bool:
    """Return whether payoffs can be weighed in floats without a unit; ``few`` are looked at as plain numbers."""
    if payoffs.dtype == object:
        return False
    sizes, (low, high) = abs(payoffs), _FLOATS
    numbers = sizes.ravel().tolist() if few else (sizes.min(), sizes.max())
    return bool(max(numbers) < high and (min(numbers) > low or ((sizes > low) | (sizes == 0)).all()))


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
