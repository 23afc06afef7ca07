"""The page on choosing a solver names every solver there is, and what it says of each is so."""

import inspect

import numpy as np
import pytest

import alignment_games.solvers as room
from alignment_games import NormalFormGame, solve
from alignment_games.solvers import (
    AbstractSolver,
    LemkeHowson,
    LogitTracing,
    PureEnumeration,
    Status,
    SupportEnumeration,
    VertexEnumeration,
    ZeroSum,
)

PENNIES = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
#: One strict equilibrium in dominant actions, so that every method finds it.
DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
THREE = NormalFormGame(np.stack([np.indices((2, 2, 2))[i] for i in range(3)]))


def test_every_solver_has_its_row():
    rows = {line.split()[0] for line in room.__doc__.splitlines() if line}
    solvers = {
        name
        for name in room.__all__
        if inspect.isclass(value := getattr(room, name)) and issubclass(value, AbstractSolver)
    }
    assert solvers - {"AbstractSolver", "Auto"} <= rows


@pytest.mark.parametrize(
    ("solver", "status"),
    [
        (VertexEnumeration(), Status.ALL),
        (SupportEnumeration(), Status.ALL),
        (PureEnumeration(), Status.ALL_PURE),
        (LemkeHowson(), Status.SOME),
        (LogitTracing(), Status.SOME),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_each_proves_of_a_game_with_one_equilibrium(solver, status):
    solution = solve(DILEMMA, solver)
    assert solution.status is status
    assert [equilibrium.actions for equilibrium in solution] == [("2", "2")]


def test_zero_sum_proves_the_only_pair_and_pure_enumeration_that_there_is_none():
    assert solve(PENNIES, ZeroSum()).status is Status.ALL
    assert len(solve(PENNIES, PureEnumeration())) == 0


@pytest.mark.parametrize("solver", [VertexEnumeration(), LemkeHowson(), ZeroSum()], ids=lambda s: type(s).__name__)
def test_the_methods_for_two_players_decline_three(solver):
    assert "expected 2 players, got 3" in solver.why_not(THREE)


@pytest.mark.parametrize(
    "solver", [SupportEnumeration(), PureEnumeration(), LogitTracing()], ids=lambda s: type(s).__name__
)
def test_the_methods_for_any_number_of_players_treat_three(solver):
    # Everybody is paid for the second action, whatever the others do.
    assert [equilibrium.actions for equilibrium in solve(THREE, solver)] == [("2", "2", "2")]
