from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.catalogue.known_game import KnownGame
from alignment_games.catalogue.known_games import known_game, known_games
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import PureEnumeration, Status, VertexEnumeration, solve
from alignment_games.solvers.two_players import _nashpy_door

NAMED = [known for known in known_games() if known.game.n_players == 2]
STAG_HUNT, MISSED = (known_game(name).game for name in ("stag hunt", "one that nashpy misses"))
named = pytest.mark.parametrize("known", NAMED, ids=lambda known: known.name)


@named
def test_finds_what_is_known(known: KnownGame):
    solution = solve(known.game, VertexEnumeration())
    assert len(solution) == known.count
    assert sorted(len(component.members) for component in solution.components) == sorted(known.components)
    assert solution.status is (Status.ALL_COMPONENTS if known.components else Status.ALL)
    assert solution.stats["rejected"] == 0


@named
@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_scaling_changes_nothing(known: KnownGame, scale: float):
    game = known.game.to_float()
    scaled = NormalFormGame(game.payoffs * scale, game.players, game.actions)
    assert len(solve(scaled, VertexEnumeration())) == len(solve(game, VertexEnumeration()))


def test_exact_games_have_exact_answers():
    solution = solve(STAG_HUNT, VertexEnumeration())
    assert [[p.tolist() for p in e.profile] for e in solution] == [
        [[1, 0], [1, 0]],
        [[0, 1], [0, 1]],
        [[Fraction(2, 3), Fraction(1, 3)]] * 2,
    ]
    assert [e.regret for e in solution] == [0, 0, 0]


def test_the_equilibrium_that_support_enumeration_by_floats_loses():
    (equilibrium,) = solve(MISSED, VertexEnumeration())
    assert equilibrium.profile[0].tolist() == [0, Fraction(3, 10), Fraction(7, 10)]
    assert equilibrium.profile[1].tolist() == [0, Fraction(5, 7), Fraction(2, 7)]
    payoffs = MISSED.to_float().payoffs
    assert _nashpy_door.support_enumeration(*payoffs) == []


def as_set(pairs, digits=6):
    return {
        tuple(np.round(np.concatenate([np.asarray(x, float), np.asarray(y, float)]), digits) + 0.0) for x, y in pairs
    }


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (4, 3), (4, 4), (2, 6), (1, 4)])
def test_agrees_with_nashpy_on_random_games(shape):
    rng = np.random.default_rng(sum(shape))
    for _ in range(8):
        payoffs = rng.random((2, *shape))
        solution = solve(NormalFormGame(payoffs), VertexEnumeration())
        assert solution.status is Status.ALL
        assert len(solution) % 2 == 1
        if min(shape) > 1:
            assert as_set(e.profile for e in solution) == as_set(_nashpy_door.vertex_enumeration(*payoffs))


def test_three_players_are_refused_with_the_way_out():
    game = NormalFormGame(np.zeros((3, 2, 2, 2)))
    with pytest.raises(UnsupportedGameError, match="expected 2 players, got 3; use SupportEnumeration"):
        solve(game, VertexEnumeration())


def test_components_have_their_dimension_and_words():
    ties = solve(NormalFormGame(np.zeros((2, 2, 3), dtype=int).astype(object)), VertexEnumeration())
    assert [component.dimension for component in ties.components] == [3]
    payoffs = [[[1, 1], [1, 0]], [[1, 1], [0, 1]]]
    game = NormalFormGame(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    (component,) = solve(game, VertexEnumeration()).components
    assert component.dimension == 1
    assert str(component) == "Britain plays balance, France may mix balance and buck_pass in any proportion"


def test_many_actions_against_few():
    payoffs = np.random.default_rng(5).random((2, 2, 150))
    solution = solve(NormalFormGame(payoffs), VertexEnumeration())
    swapped = solve(NormalFormGame(payoffs[::-1].swapaxes(1, 2)), VertexEnumeration())
    assert solution.status is swapped.status is Status.ALL
    assert as_set(e.profile for e in solution) == as_set(e.profile[::-1] for e in swapped)


def test_a_time_limit_stops_the_exact_walk():
    payoffs = np.random.default_rng(5).integers(0, 3, (2, 12, 12)).astype(object)
    solution = solve(NormalFormGame(payoffs), VertexEnumeration(), time_limit=0.01, throw=False)
    assert solution.status is Status.TIME_LIMIT
    assert not solution.complete


def test_a_lone_chooser_with_ties_has_a_continuum():
    solution = solve(NormalFormGame([[[1], [1], [0]], [[0], [0], [0]]], actions=[["a", "b", "c"], ["x"]]))
    assert solution.status is Status.ALL_COMPONENTS
    assert [str(component) for component in solution.components] == [
        "Player 1 may mix a and b in any proportion, Player 2 plays x"
    ]


def test_games_with_ties_are_left_to_another_solver_where_one_is_named():
    solver = VertexEnumeration(otherwise=PureEnumeration())
    assert solve(STAG_HUNT, solver).status is Status.ALL
    tied = NormalFormGame([[[1, 1], [1, 0]], [[1, 1], [0, 1]]])
    assert solve(tied, solver).status is Status.ALL_PURE
