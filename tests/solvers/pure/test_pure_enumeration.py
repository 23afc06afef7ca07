import numpy as np
import pytest
from hypothesis import given

from alignment_games import NormalFormGame, NotConvergedError, Status, solve
from alignment_games.solvers import Auto, LogitTracing, PureEnumeration
from tests import brute_force
from tests.strategies import integer_payoffs


@given(integer_payoffs(players=(1, 4), actions=(1, 3)))
def test_all_and_only_the_pure_equilibria(payoffs):
    for kind in (object, float):
        game = NormalFormGame(payoffs.astype(kind))
        solution = solve(game, PureEnumeration())
        assert {tuple(s[0] for s in e.supports) for e in solution} == brute_force.pure_equilibria(payoffs)
        assert solution.status is Status.ALL_PURE
        assert not solution.complete


def test_payoffs_from_tiny_to_huge():
    rng = np.random.default_rng(3)
    payoffs = rng.normal(size=(3, 2, 3, 2))
    expected = brute_force.pure_equilibria(payoffs)
    for scale in (1e-9, 1.0, 1e9):
        found = solve(NormalFormGame(payoffs * scale), PureEnumeration())
        assert {tuple(s[0] for s in e.supports) for e in found} == expected


def test_where_there_is_no_pure_equilibrium_another_solver_is_asked():
    pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    solution = solve(pennies, PureEnumeration(LogitTracing()))
    assert [x.tolist() for x in solution[0].profile] == [[0.5, 0.5]] * 2
    assert solution.status is Status.NO_PURE
    hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    assert solve(hunt, PureEnumeration(LogitTracing())).status is Status.ALL_PURE
    assert len(solve(pennies, PureEnumeration())) == 0


def test_that_there_is_no_pure_equilibrium_stands_when_the_other_solver_finds_none():
    pennies = NormalFormGame([[[1, -1], [-2, 1]], [[-1, 1], [1, -1]]])
    solution = solve(pennies, PureEnumeration(LogitTracing(most_steps=1)))
    assert solution.status is Status.ALL_PURE
    assert len(solution) == 0


def test_eight_players_with_three_actions_get_an_equilibrium_unasked():
    seen = set()
    for seed in (0, 1):
        payoffs = np.random.default_rng(seed).uniform(size=(8, *[3] * 8))
        solution = solve(NormalFormGame(payoffs))
        assert len(solution) > 0
        assert (solution.status is Status.ALL_PURE) == bool(brute_force.pure_equilibria(payoffs))
        seen.add(solution.status)
    assert seen == {Status.ALL_PURE, Status.NO_PURE}
    assert Auto(most_payoffs=1000).choose(NormalFormGame(payoffs)) == PureEnumeration()


def test_the_tolerance_given_is_the_regret_that_counts_as_zero():
    game = NormalFormGame(np.array([[[0, 0], [0, 0]], [[0, 0.05], [0, 0.05]]]))
    assert len(solve(game, PureEnumeration())) == 2
    solution = solve(game, PureEnumeration(), tol=0.1)
    assert [e.regret for e in solution] == [0.05, 0, 0.05, 0]
    assert len(solve(game, PureEnumeration(), tol=[0, 0.05])) == 4
    assert len(solve(game, PureEnumeration(), tol=[0.05, 0])) == 2


def test_a_time_limit_stops_between_two_passes():
    game = NormalFormGame(np.zeros((2, 3, 3)))
    with pytest.raises(NotConvergedError, match="time limit"):
        solve(game, PureEnumeration(), time_limit=0)
