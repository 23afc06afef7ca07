"""Run a solver, verify what it proposes by regret, report.

`solve` recomputes every regret on the payoffs themselves and keeps only what passes, so that a wrong solver yields
fewer answers, never wrong ones; if a proposal fails, nothing is called complete (`verification`).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from numbers import Real
from os import PathLike
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, as_problem
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.sum_game import SumGame
from alignment_games.game.symbols_left import symbols_left
from alignment_games.signatures import as_annotated
from alignment_games.solvers.auto import Auto
from alignment_games.solvers.certifying import certified, require_table
from alignment_games.solvers.control import (
    Control,
    OutOfTimeError,
    Progress,
    in_a_longer_run,
    interrupts_as_such,
    prepared,
)
from alignment_games.solvers.solution import Solution
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status
from alignment_games.solvers.verification import verified

logger = logging.getLogger("alignment_games")


@as_annotated(but=("solver",))
def solve(
    game: Given | Problem,
    solver: AbstractSolver = Auto(),
    *,
    tol: float | Sequence[float] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
    throw: bool = True,
    certificate: str | PathLike[str] | None = None,
) -> Solution:
    """Return the verified equilibria of one game: in normal form, or by its sums, as ``model.sums()`` gives it.

    ``solver``: by default `Auto` chooses. ``tol``: the regret that counts as zero, in payoff units, one
    number or one for each player; None is zero in exact arithmetic, and in floats what rounding can do to the payoffs
    and probabilities at stake, by the rule of `alignment_games.game.tolerance`.
    ``time_limit``: seconds; the payoffs of a model may take them once more. ``progress``: called with (done, total or
    None). ``throw=False`` returns an unfinished solution instead of raising it. ``certificate``: a file to write a
    proof to, which `alignment_games.certificates.checker` checks alone; ``stats["certificate"]`` says what it proves,
    and it may take the time limit once more.

    Raises UnsupportedGameError when the solver does not treat the game, and NotConvergedError, which
    carries the unfinished solution, when the run did not finish; where the limit passed before the payoffs were made,
    there is none, whatever ``throw`` says.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(solve(game))
    3 equilibria (VertexEnumeration): every equilibrium is here, proven and verified.
       Ann                  Bob                  regret
    1  stag                 stag                 0
    2  hare                 hare                 0
    3  2/3 stag + 1/3 hare  2/3 stag + 1/3 hare  0
    """
    control = Control(time_limit, progress)
    problem = _problem(game, time_limit)
    if certificate is not None:
        require_table(problem)
    solver = _applicable(solver, problem)
    proposal = Proposal(tol=_as_tolerances(tol, problem))
    _propose(solver, problem, proposal, control)
    solution = verified(problem, solver, proposal, control)
    if logger.isEnabledFor(logging.INFO):  # representations take longer than a small game
        logger.info("%s: %s in %.3g s: %s", solver, repr(problem), control.seconds, repr(solution))
    if certificate is not None:
        solution.stats["certificate"] = str(certified(solution, certificate, time_limit))
    if throw and not solution.status.finished:
        raise NotConvergedError(f"{type(solver).__name__}: {solution.status.value}", solution)
    return solution


def _problem(given: Any, time_limit: float | None) -> Problem:
    """Return what there is to solve, made in time: a table of fractions can take minutes."""
    if isinstance(given, (NormalFormGame, SumGame)):
        return given
    remedy = "allow more, offer fewer actions, or take floats for fractions (no --exact)"
    return prepared(lambda: as_problem(given), time_limit, "the payoffs were made", remedy)


def _propose(solver: AbstractSolver, problem: Problem, proposal: Proposal, control: Control) -> None:
    """Run the solver; what ends it early becomes the status of what it has proposed by then."""
    try:
        with interrupts_as_such():
            solver.propose(problem, proposal, control)
    except OutOfTimeError:
        proposal.status = Status.TIME_LIMIT
    except KeyboardInterrupt:
        if in_a_longer_run():
            raise
        proposal.status = Status.INTERRUPTED


def _applicable(solver: AbstractSolver, game: Problem) -> AbstractSolver:
    """Return the solver that runs on this game, or say why none does."""
    if not isinstance(solver, AbstractSolver):
        raise InvalidModelError(f"solver: expected a solver such as Auto() or PureEnumeration(), got {shown(solver)}")
    if isinstance(game, NormalFormGame):
        _refuse_family_or_symbols(game)
    solver = solver.choose(game) if isinstance(solver, Auto) else solver
    reason = solver.refusal(game)
    if reason is not None:
        raise UnsupportedGameError(f"{type(solver).__name__}: {reason}")
    return solver


def _refuse_family_or_symbols(game: NormalFormGame) -> None:
    if game.batch_shape:
        raise UnsupportedGameError(
            f"this is a family of games (batch {game.batch_shape}); solve() takes one, solve_batch() takes many"
        )
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(f"{symbols_left(game)}; alignment_games.conditions takes them as they are")


def _as_tolerances(tol: Any, game: Problem) -> Array | None:
    """Return one tolerance for each player. Raises InvalidModelError for what is none."""
    if tol is None:
        return None
    given = np.asarray(tol, dtype=object)
    numbers = all(isinstance(entry, Real) and float(entry) >= 0 for entry in given.ravel().tolist())
    if not numbers or given.shape not in {(), (game.n_players,)}:
        raise InvalidModelError(
            f"tol: expected a number of at least zero, or one for each of {game.n_players} players, got {shown(tol)}"
        )
    return np.broadcast_to(given, (game.n_players,))
