"""The answers on a grid, asked point by point beside the games themselves."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import PureEnumeration
from alignment_games.sweeps import sweep
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM

CASE = ag.load_case("europe-1938")
BURDENS, INTENTS = [0.01, 0.05, 0.2], [0.2, 0.9]


@pytest.fixture(scope="module")
def grid():
    return sweep(CASE, vary={"burden": BURDENS, "intent": INTENTS})


def test_every_point_has_the_equilibria_of_its_game(grid):
    for place, burden in enumerate(BURDENS):
        for other, intent in enumerate(INTENTS):
            found = ag.solve(CASE.game(burden=burden, intent=intent), PureEnumeration())
            assert set(grid.equilibria_at(place, other)) == {each.actions for each in found}
            assert grid.counts[place, other] == len(found)
            for each in found:
                assert grid.is_equilibrium(each.actions)[place, other]


def test_responses_are_those_of_the_selected_equilibrium(grid):
    for place in np.ndindex(*grid.shape):
        told = tuple(grid.response(name)[place] for name in grid.players)
        assert grid.is_selected(told)[place]
        assert told in grid.equilibria_at(*place)


def test_where_there_is_no_equilibrium_it_is_said():
    def pennies(stake):
        return ag.NormalFormGame([[[stake, 0], [0, stake]], [[0, 1], [1, 0]]])

    found = sweep(pennies, {"stake": [1.0, 2.0]})
    assert set(found.response(found.players[0]).tolist()) == {NO_EQUILIBRIUM}
    assert found.counts.tolist() == [0, 0]


def test_what_is_no_state_and_no_pure_profile_is_refused(grid):
    with pytest.raises(ag.InvalidModelError, match="unknown state 'Grance'; did you mean 'France'"):
        grid.response("Grance")
    with pytest.raises(ag.InvalidModelError, match="expected a pure profile"):
        grid.is_equilibrium([[0.5, 0.5, 0], [1, 0, 0], [1, 0, 0]])
