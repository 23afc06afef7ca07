"""Strict, quasi-strict, undominated and regular where the answer follows from theory."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import NormalFormGame, UnsupportedGameError, solve
from alignment_games.refinements import PREDICATES, quasi_strict, refine, regular, strict, undominated
from alignment_games.refinements.refine import compares
from alignment_games.solvers import VertexEnumeration
from tests.games_refinement import PENNIES, STAG_HUNT
from tests.tries import tries


def test_every_equilibrium_of_random_games_is_regular():
    # Almost all games have only regular equilibria (Harsanyi 1973).
    rng = np.random.default_rng(0)
    for _ in range(15):
        game = NormalFormGame(rng.random((2, 3, 3)))
        for equilibrium in solve(game, VertexEnumeration()):
            assert regular(game, equilibrium)
            assert quasi_strict(game, equilibrium)
            assert undominated(game, equilibrium)


def test_strict_is_pure_and_quasi_strict():
    rng = np.random.default_rng(1)
    for _ in range(30):
        game = NormalFormGame(rng.integers(0, 3, (2, 3, 3)).astype(float))
        for equilibrium in solve(game, VertexEnumeration()):
            both = equilibrium.pure and bool(quasi_strict(game, equilibrium))
            assert bool(strict(game, equilibrium)) == both


def test_the_cheapest_deviation_is_named():
    found = strict(STAG_HUNT, "hare, hare")
    assert found.witness == {"player": "Row", "action": "stag", "cost": 2}


def test_a_mixture_can_dominate_where_no_action_does():
    row = [[3, 0], [0, 3], [1, 1]]
    game = NormalFormGame([row, [[0, 0], [0, 0], [0, 0]]], ["Row", "Column"])
    assert undominated(game, [[0, 0, 1], [0.5, 0.5]]).holds is False
    found = undominated(game, [[0.5, 0.5, 0], [0.5, 0.5]])
    assert found.holds is True


def test_a_tie_between_used_and_unused_is_not_regular():
    game = NormalFormGame([[[1, 1], [1, 1]], [[1, 0], [1, 0]]])
    assert regular(game, "1, 1").holds is False
    assert quasi_strict(game, "1, 1").reason == "Player 1 does as well by playing 2"


def test_a_continuum_of_completely_mixed_equilibria_is_quasi_strict_but_singular():
    flat = NormalFormGame(np.zeros((2, 2, 2)).astype(int).tolist())
    assert quasi_strict(flat, [[0.5, 0.5], [0.5, 0.5]])
    found = regular(flat, [[0.5, 0.5], [0.5, 0.5]])
    assert (found.holds, found.reason) == (False, "the Jacobian is singular")
    found = regular(flat.to_float(), [[0.5, 0.5], [0.5, 0.5]])
    assert (found.holds, found.reason) == (False, "the Jacobian's singular values are in the ratio 0")


def test_one_action_players_and_families_of_games():
    assert strict(NormalFormGame(np.zeros((2, 1, 1))), "1, 1").reason == "nobody has another action"
    assert regular(NormalFormGame(np.zeros((2, 1, 1))), "1, 1")
    family = NormalFormGame(np.zeros((4, 2, 2, 2)), ["A", "B"], [["1", "2"]] * 2)
    with pytest.raises(UnsupportedGameError, match="take one game"):
        strict(family, "1, 1")
    assert regular(PENNIES, [[0.5, 0.5], [0.5, 0.5]])


def test_floats_in_an_exact_game_are_read_as_the_fractions_they_mean():
    found = quasi_strict(STAG_HUNT, [[2 / 3, 1 / 3], [2 / 3, 1 / 3]])
    assert found.holds is True
    assert regular(STAG_HUNT, [[2 / 3, 1 / 3], [2 / 3, 1 / 3]]).witness == {"exact": True}


#: Whole-number games of three players whose mixed equilibria hold square roots (found by random search).
ROOTS = [11, 17, 18, 30]


@pytest.mark.slow
@pytest.mark.parametrize("seed", ROOTS[: tries(2, of=4)])
def test_equilibria_with_square_roots_get_the_verdicts_of_their_float_neighbours(seed):
    table = np.array(np.random.default_rng(seed).integers(-4, 5, 24).tolist(), dtype=object).reshape(3, 2, 2, 2)
    game = NormalFormGame(table)
    solution = solve(game)
    rooted = [k for k, e in enumerate(solution) if any(hasattr(v, "free_symbols") for x in e.profile for v in x)]
    assert rooted
    refined = refine(solution, [name for name in PREDICATES if not compares(name)])
    for k in rooted:
        floats = [x.astype(float) for x in solution[k].profile]
        for name, verdict in refined[k].items():
            assert verdict.holds in (True, False, None)
            assert verdict.holds == PREDICATES[name](game.to_float(), floats).holds
    assert all(row["pareto_undominated"].holds is not None for row in refine(solution, ["pareto_undominated"]).verdicts)


@pytest.mark.slow
def test_what_dominates_a_mixture_dominates_it_and_is_a_strategy():
    rng = np.random.default_rng(6)
    seen = set()
    for _ in range(60):
        game = NormalFormGame(rng.integers(0, 3, (2, 4, 3)).tolist())
        for equilibrium in solve(game, VertexEnumeration()):
            verdict = undominated(game, equilibrium)
            seen.add((verdict.holds, equilibrium.pure))
            if verdict.holds is False:
                i = game.player_index(verdict.witness["player"])
                own = game.payoffs[0] if i == 0 else game.payoffs[1].T
                by = np.array([verdict.witness["by"].get(label, 0) for label in game.actions[i]], dtype=object)
                gains = by @ own - equilibrium.profile[i] @ own
                assert sum(by) == 1
                assert min(by) >= 0
                assert min(gains) >= 0
                assert max(gains) > 0
    assert len(seen) == 4


def test_a_dominating_mixture_of_many_digits_is_seen():
    # Row 3 is p/q of row 1 and (q - p)/q of row 2 in two columns, and worse in the third.
    q, p = 3456817, 1234577
    zero = [[0, 0, 0]] * 3
    game = NormalFormGame([[[0, q, 1], [q, 0, 1], [q - p, p, 1]], zero], actions=[["a", "b", "c"], ["l", "r", "s"]])
    play = [[0, 0, 1], [Fraction(p, q), Fraction(q - p, q), 0]]
    assert undominated(game, "c, s")
    worse = NormalFormGame([[[0, q, 2], [q, 0, 2], [q - p, p, 1]], zero], actions=game.actions)
    assert undominated(worse, play).holds is False


def test_of_two_actions_no_mixture_is_looked_for(monkeypatch):
    # One of them dominates wherever a mixture does; with sixteen others the program for one has 65,536 constraints.
    monkeypatch.delattr("alignment_games.refinements.local.dominating_mixture")
    chicken = NormalFormGame([[[0, 2], [1, 1]], [[0, 1], [2, 1]]], ["Ann", "Bob"], ["dare", "yield"])
    assert undominated(chicken, [[0.5, 0.5], [0.5, 0.5]])
    assert undominated(chicken, "dare, yield")
    tied = NormalFormGame([[[1, 1], [1, 0]], [[1, 1], [1, 1]]], ["Ann", "Bob"], ["in", "out"])
    found = undominated(tied, [[0.5, 0.5], [1, 0]])
    assert found.witness == {"player": "Ann", "by": {"in": 1}}
