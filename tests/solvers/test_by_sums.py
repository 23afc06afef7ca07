"""One verb for games with and without a table: the same equilibria, and no status that says more than is proven."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import (
    NotConvergedError,
    SecurityUtility,
    Status,
    UnsupportedGameError,
    solve,
    threshold_model,
)
from alignment_games.game.sum_game import SumGame
from alignment_games.game.sums import dominance
from alignment_games.solvers import (
    AlikePlayers,
    Auto,
    DropDominated,
    LogitBySums,
    MixedBySums,
    PureBySums,
    VertexEnumeration,
)
from alignment_games.solvers.solver import AbstractSolver
from alignment_games.states import FirstForm
from tests.solvers.logit.test_by_sums import lognormal
from tests.solvers.pure import test_pure_by_sums, test_pure_by_sums_threshold


def drawn(n, seed, threat=0.5, **utility):
    """Lognormal powers, perceived threats and closeness, in the response game of today."""
    return lognormal(n, seed, SecurityUtility(**utility), threat)


def close(one, other):
    """Whether two solutions have the same equilibria, to nine digits."""
    rows = [sorted(np.concatenate(e.profile).round(9).tolist() for e in each) for each in (one, other)]
    return np.allclose(*rows, atol=1e-8) if len(rows[0]) == len(rows[1]) else False


@pytest.mark.parametrize("random_model", [test_pure_by_sums.random_model, test_pure_by_sums_threshold.random_model])
def test_all_equilibria_of_small_games_are_those_of_the_table(random_model):
    compared = 0
    for seed in range(1, 40, 2):
        model = random_model(seed)
        if model.sums().n_players > 5:
            continue
        by_sums, by_table = solve(model.sums(), throw=False), solve(model.game(), throw=False)
        if by_sums.status is by_table.status is Status.ALL:
            assert close(by_sums, by_table), seed
            compared += 1
    assert compared >= 5


@pytest.mark.parametrize("seed", range(3))
def test_eight_states_are_solved_whole(seed):
    model = drawn(8, seed)
    by_sums = solve(model.sums())
    assert by_sums.complete
    assert close(by_sums, solve(model.game()))


@pytest.mark.slow
@pytest.mark.parametrize(("n", "threat"), [(40, 0.5), (200, 0.15)])
def test_many_states_whose_rest_is_too_large_get_all_pure_equilibria(n, threat):
    solution = solve(drawn(n, 1, threat).sums())
    assert isinstance(solution.solver, PureBySums)
    assert solution.status is Status.ALL_PURE
    assert not solution.complete
    assert len(solution) > 0
    assert all(e.pure and e.regret <= 1e-10 for e in solution)


def test_two_hundred_states_of_whom_dominance_leaves_nobody_a_choice_are_solved_whole():
    model = drawn(200, 1, threat=3.0, burden=0.6)
    solution = solve(model.sums())
    assert isinstance(solution.solver, DropDominated)
    assert solution.status is Status.ALL
    assert len(solution) == 1
    assert solution[0].regret == 0
    assert len(solution[0].profile) == 200


def test_two_movers_among_forty_are_left_to_the_method_for_two():
    strengths = {"Ann": 1, "Bob": 1} | {f"bystander {k}": 1 for k in range(38)}
    model = threshold_model(strengths, against=1, cost=[0.25, 0.25] + [2] * 38, benefit=1)
    solution = solve(model.sums())
    assert solution.solver == DropDominated(VertexEnumeration())
    assert solution.complete
    assert len(solution) == 3
    mixed = solution[2]  # each is indifferent where the other passes with chance cost / benefit
    assert [mixed[name]["balance"] for name in ("Ann", "Bob")] == pytest.approx([0.75, 0.75], abs=1e-14)
    assert mixed["bystander 7"]["balance"] == 0


def test_a_continuum_is_told_as_a_component():
    model = threshold_model({"Ann": 1, "Bob": 1, "Cy": 1}, against=1, cost=[0.25, 1, 2], benefit=1)
    solution = solve(model.sums())  # where Ann passes, Bob is indifferent
    assert solution.status is Status.ALL_COMPONENTS
    assert solution.components
    assert solution.complete


@pytest.mark.slow
def test_the_choice_says_why():
    assert "each of the 1 supports" in Auto().why(drawn(200, 1, threat=3.0, burden=0.6).sums())
    equal = threshold_model({f"state {k}": 1 for k in range(60)}, against=5, cost=0.3)
    assert Auto().choose(equal.sums()) == PureBySums(otherwise=MixedBySums(otherwise=LogitBySums()))
    twelve = threshold_model({f"state {k}": 1 for k in range(12)}, against=3, cost=0.3)
    assert Auto().choose(twelve.sums()) == AlikePlayers()
    strengths = np.random.default_rng(1).lognormal(0, 1, 60).tolist()
    unlike = threshold_model({f"state {k}": s for k, s in enumerate(strengths)}, against=30.0, cost=0.3)
    assert Auto().choose(unlike.sums()) == PureBySums()
    assert Auto().why(unlike.sums()).endswith("pure equilibria only")


@pytest.mark.parametrize("seed", [1, 5, 12])
def test_where_supports_are_many_those_are_searched_that_conditional_dominance_leaves(seed):
    sums = drawn(9, seed, threat=0.6, burden=0.02, spillover=0.5).sums()  # five of whom have two actions left
    strict = Auto(most_supports=1)
    assert strict.choose(sums) == DropDominated()
    assert "conditional dominance leaves" in strict.why(sums)
    assert strict.why(sums).endswith("of 243 supports to be searched")
    solution = solve(sums, strict)
    assert solution.status is Status.ALL
    assert {e.actions for e in solution if e.pure} == {e.actions for e in solve(sums, PureBySums())}
    assert solution.stats["index_sum"] == 1
    assert isinstance(Auto(most_supports=1, most_left=1).choose(sums), PureBySums)
    assert isinstance(Auto(most_supports=1, most_counted=242).choose(sums), PureBySums)


def test_the_table_strikes_out_what_the_boxes_of_sums_leave(monkeypatch):
    monkeypatch.setattr(dominance, "_MOST_POINTS", 1)
    monkeypatch.setattr(dominance, "_CELLS", 1)
    finer = 0
    for seed in range(1, 7):
        model = drawn(5, seed, threat=0.6, burden=0.02, spillover=0.5)
        sums, kept = model.sums(), [np.flatnonzero(own).tolist() for own in model.game().undominated]
        reduced = DropDominated().apply(sums)
        assert [[own[0] for own in sets] for sets in reduced.copies] == kept
        assert reduced.game.players == tuple(sums.players[i] for i in reduced.movers)
        assert reduced.game.n_actions == tuple(len(kept[i]) for i in reduced.movers)
        finer += [*map(len, kept)] != [int(own.sum()) for own in sums.undominated]
    assert finer


@pytest.mark.slow
def test_one_mixed_equilibrium_where_there_is_none_in_pure_strategies():
    solution = solve(lognormal_without_pure().sums(), Auto(most_supports=1, most_tabled=0))
    assert solution.status is Status.NO_PURE
    assert len(solution) == 1
    assert not solution[0].pure


def lognormal_without_pure():
    utility = FirstForm(
        burden=0.01, punishment=0.1, appeasement=0.57, autonomy=0.1, spillover=0.8, decisiveness=4, own_defence=0.87
    )
    return lognormal(12, 15, utility, threat=0.4, spread=1.5)


def test_a_model_that_no_table_holds_is_taken_by_its_sums():
    model = drawn(40, 1)
    solution = solve(model)
    assert isinstance(solution.problem, SumGame)
    assert solution.status is Status.ALL_PURE
    exact = model.with_parameters(burden=Fraction(1, 20))  # which has no sums either
    with pytest.raises(UnsupportedGameError, match=r"40 players make|40 players: a table of payoffs"):
        solve(exact)


def test_a_tolerance_is_in_payoff_units_and_one_for_each_state():
    model = threshold_model({"Ann": 1, "Bob": 1}, against=1, cost=[0.25, 1.25], benefit=1)
    both_wait = ("buck_pass", "buck_pass")  # Ann would gain 0.75 by balancing
    strict = solve(model.sums(), PureBySums())
    assert both_wait not in {e.actions for e in strict}
    for tol in (0.8, [0.8, 0.0]):
        assert both_wait in {e.actions for e in solve(model.sums(), PureBySums(), tol=tol)}
    assert both_wait not in {e.actions for e in solve(model.sums(), PureBySums(), tol=[0.0, 0.8])}


class Careless(AbstractSolver):
    """Proposes what is no equilibrium, and no profile, and says that this is all."""

    games = (SumGame,)

    def propose(self, game, proposal, control):
        wrong = [np.array([1.0, 0.0])] * game.n_players
        proposal.profiles += [tuple(wrong), tuple(np.array([0.5, 0.6]) for _ in wrong)]
        proposal.status = Status.ALL


def test_what_a_solver_says_of_sums_is_checked_by_the_sums():
    model = threshold_model({"Ann": 1, "Bob": 1, "Cy": 1}, against=1)
    solution = solve(model.sums(), Careless())
    assert len(solution) == 0
    assert solution.status is Status.UNPROVEN
    assert solution.stats["rejected"] == 2


def test_a_solver_of_tables_refuses_sums_in_one_line():
    with pytest.raises(UnsupportedGameError, match=r"VertexEnumeration: it takes a game in normal form .model.game"):
        solve(threshold_model({"Ann": 1, "Bob": 1}, against=1).sums(), VertexEnumeration())


def test_an_unfinished_run_carries_what_it_found():
    with pytest.raises(NotConvergedError, match="time limit") as caught:
        solve(drawn(40, 1).sums(), time_limit=0)
    assert caught.value.solution.status is Status.TIME_LIMIT
