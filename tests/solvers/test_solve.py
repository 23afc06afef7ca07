"""`solve`: it verifies what a solver proposes, and reports no more than was proven."""

import time
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games import InvalidModelError, NormalFormGame, NotConvergedError, Status, UnsupportedGameError, solve
from alignment_games.game.profile import pure
from alignment_games.solvers import AbstractSolver, Auto, PureEnumeration
from alignment_games.solvers.control import Control

DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["silent", "talk"])


@dataclass(frozen=True)
class Liar(AbstractSolver):
    """Proposes a profile that is no equilibrium beside one that is, and says that it proved them all."""

    def propose(self, game, proposal, control):
        proposal.profiles += [pure([0, 0], game.n_actions), pure([1, 1], game.n_actions)]
        proposal.status = Status.ALL


@dataclass(frozen=True)
class Slow(AbstractSolver):
    """Finds one equilibrium and then works until it is told to stop."""

    interrupt: bool = False

    def propose(self, game, proposal, control):
        proposal.profiles.append(pure([1, 1], game.n_actions))
        if self.interrupt:
            raise KeyboardInterrupt
        while True:
            time.sleep(0.01)
            control.tick(1, 2)


def test_a_wrong_proposal_is_thrown_out_and_nothing_is_called_complete():
    solution = solve(DILEMMA, Liar())
    assert [equilibrium.actions for equilibrium in solution] == [("talk", "talk")]
    assert solution.stats["rejected"] == 1
    assert solution.status is Status.UNPROVEN
    assert not solution.complete


@pytest.mark.parametrize(
    "profile",
    [
        (np.array([0.0, 1.1]), np.array([0.0, 1.0])),
        (np.array([-0.1, 1.1]), np.array([0.0, 1.0])),
        (np.array([np.nan, 1.0]), np.array([0.0, 1.0])),
    ],
)
def test_what_is_no_probability_is_thrown_out(profile):
    @dataclass(frozen=True)
    class Off(AbstractSolver):
        def propose(self, game, proposal, control):
            proposal.profiles.append(profile)

    assert len(solve(DILEMMA.to_float(), Off())) == 0


def test_a_time_limit_raises_with_what_was_found():
    with pytest.raises(NotConvergedError, match="time limit") as caught:
        solve(DILEMMA, Slow(), time_limit=0.05)
    assert [equilibrium.actions for equilibrium in caught.value.solution] == [("talk", "talk")]
    unfinished = solve(DILEMMA, Slow(), time_limit=0.05, throw=False)
    assert unfinished.status is Status.TIME_LIMIT
    assert not unfinished.complete


def test_an_interrupted_run_keeps_its_finds():
    solution = solve(DILEMMA, Slow(interrupt=True), throw=False)
    assert solution.status is Status.INTERRUPTED
    assert len(solution) == 1


def test_progress_is_told():
    heard = []
    solve(DILEMMA, Slow(), time_limit=0.05, throw=False, progress=lambda done, total: heard.append((done, total)))
    assert heard[0] == (1, 2)


def test_tolerance_is_in_payoff_units():
    game = NormalFormGame(np.array([[[1.0, 0.0], [1.0 + 1e-6, 0.5]], [[1.0, 1.0], [1.0, 1.0]]]))
    first = pure([0, 0], (2, 2))

    @dataclass(frozen=True)
    class First(AbstractSolver):
        def propose(self, game, proposal, control):
            proposal.profiles.append(first)

    assert len(solve(game, First())) == 0
    (found,) = solve(game, First(), tol=1e-5)
    assert found.regret == pytest.approx(1e-6)


def test_exact_games_are_verified_exactly():
    tiny = Fraction(1, 10**30)
    game = NormalFormGame([[[1, 0], [1 + tiny, 0]], [[1, 1], [1, 1]]])
    solution = solve(game, PureEnumeration())
    assert {equilibrium.actions for equilibrium in solution} == {("1", "2"), ("2", "1"), ("2", "2")}


def test_a_run_is_logged_for_those_who_listen(caplog):
    with caplog.at_level("INFO", logger="alignment_games"):
        solve(DILEMMA)
    (record,) = caplog.records
    assert "VertexEnumeration" in record.getMessage()
    assert "1 equilibria, ALL" in record.getMessage()


def test_families_and_symbols_are_sent_elsewhere():
    with pytest.raises(UnsupportedGameError, match=r"family of games \(batch \(5,\)\)"):
        solve(NormalFormGame(np.zeros((5, 2, 2, 2)), actions=[["a", "b"]] * 2))
    with pytest.raises(UnsupportedGameError, match="hold the symbols x; give each a number"):
        solve(NormalFormGame([[[sympy.Symbol("x"), 0], [0, 0]], [[0, 0], [0, 0]]]))


def test_an_equilibrium_reads_by_label():
    (equilibrium,) = solve(DILEMMA)
    assert equilibrium["A"] == {"silent": 0, "talk": 1}
    assert equilibrium.payoffs.tolist() == [1, 1]
    assert equilibrium.regret == 0
    assert str(equilibrium) == "A: talk, B: talk"


def test_tidy_rows():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    solution = solve(DILEMMA)
    frame = solution.to_frame()
    assert list(frame.columns) == ["equilibrium", "state", "action", "probability", "payoff"]
    assert frame[frame.probability > 0].values.tolist() == [[1, "A", "talk", 1, 1], [1, "B", "talk", 1, 1]]


def test_auto_says_what_it_would_use_and_why():
    assert "VertexEnumeration, because two-player" in Auto().why(DILEMMA)
    three = NormalFormGame(np.zeros((3, 3, 3, 3)))
    assert Auto().why(three).startswith("SupportEnumeration, because each of the 343 supports")
    large = np.zeros((10, *[3] * 10))
    assert Auto().why(NormalFormGame(large)).startswith("MergeCopies, because 282,475,249 supports are too many")
    assert Auto().why(NormalFormGame(np.random.default_rng(0).random(large.shape))).startswith("PureEnumeration")
    without_ties = NormalFormGame(np.random.default_rng(1).random((2, 16, 16)))
    assert Auto().why(without_ties).endswith("the vertices of two polytopes, if there are no ties")
    gains = np.random.default_rng(1).random((20, 20))
    zero_sum = np.array([gains, -gains])
    assert Auto().why(NormalFormGame(zero_sum)).startswith("ZeroSum, because the payoffs have a constant sum")
    zero_sum[0, 0, 0] += 1
    assert Auto().why(NormalFormGame(zero_sum)).startswith("LemkeHowson, because 20 x 20 actions are too many")
    alone = NormalFormGame(np.zeros((3, 4, 1, 1)))
    assert Auto().why(alone) == "SupportEnumeration, because each of the 15 supports can be searched"


def test_a_game_of_many_actions_and_ties_is_solved_whole_where_dominance_leaves_few():
    payoffs = np.random.default_rng(0).integers(0, 5, size=(2, 16, 16)).astype(float)
    payoffs[0, 5:], payoffs[1, :, 5:] = -1 - np.arange(11)[:, None], -1 - np.arange(11)
    solution = solve(NormalFormGame(payoffs))
    assert solution.complete
    assert len(solution) == len(solve(NormalFormGame(payoffs[:, :5, :5])))


@pytest.mark.parametrize("tol", [-1, [0.1], [0.1, -0.1], "a", float("nan"), [[0.1, 0.1]]])
def test_a_tolerance_is_a_number_of_at_least_zero(tol):
    with pytest.raises(InvalidModelError, match="a number of at least zero, or one for each of 2 players"):
        solve(DILEMMA, tol=tol)


@pytest.mark.parametrize("solver", [None, "pure", PureEnumeration])
def test_what_is_no_solver_is_refused_in_one_line(solver):
    with pytest.raises(InvalidModelError, match="expected a solver such as Auto"):
        solve(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]), solver)


def test_what_cannot_be_verified_in_time_is_left_out_and_nothing_is_called_complete(monkeypatch):
    @dataclass(frozen=True)
    class Prolific(AbstractSolver):
        def propose(self, game, proposal, control):
            proposal.profiles += [pure([1, 1], game.n_actions)] * 5
            proposal.status = Status.ALL

    monkeypatch.setattr(Control, "overtime", lambda _: Control(time_limit=-1))
    solution = solve(DILEMMA, Prolific(), time_limit=60, throw=False)
    assert (len(solution), solution.stats["unverified"], solution.stats["rejected"]) == (1, 5 - 1, 0)
    assert solution.status is Status.TIME_LIMIT


def test_equilibria_go_by_number_and_what_each_plays_by_name():
    solution = solve(DILEMMA)
    assert solution[0]["A"] == {"silent": 0, "talk": 1}
    with pytest.raises(InvalidModelError, match=r"equilibria go by number; of the first, solution\[0\]\['A'\]"):
        solution["A"]
