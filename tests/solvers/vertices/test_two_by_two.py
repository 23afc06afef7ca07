"""Two actions each, on plain numbers: the same as by vertices in fractions, and nothing where a tie may be near."""

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._vertices.two_by_two import two_by_two_equilibria
from alignment_games.solvers._vertices.two_player import equilibrated
from alignment_games.solvers.control import Control
from alignment_games.solvers.smaller_games.reduced import without_dominated
from alignment_games.solvers.solver import Proposal
from alignment_games.solvers.two_players.vertex_enumeration import VertexEnumeration, propose_exact


@pytest.mark.parametrize("unit", [1.0, 1e9, 1e-9])
def test_what_is_found_is_what_fractions_find(unit):
    rng, mixed = np.random.default_rng(2), 0
    for _ in range(12):
        game = NormalFormGame(unit * rng.normal(size=(2, 2, 2)) * 10.0 ** rng.integers(-9, 10, size=(2, 1, 1)))
        floats, exact = equilibrated(game), Proposal()
        found = two_by_two_equilibria(floats.row, floats.column)
        propose_exact(without_dominated(game.to_exact()), exact, Control())
        theirs = {tuple(tuple(np.flatnonzero(own)) for own in profile): profile for profile in exact.profiles}
        assert {each.supports for each in found} == set(theirs)
        for each in found:
            for own, other in zip(floats.profile(each.weights), theirs[each.supports], strict=True):
                assert abs(own - other.astype(float)).max() <= max(each.error, 1e-15)
            mixed += len(each.supports[0]) == 2
    assert mixed


def test_what_may_be_a_tie_is_left_to_fractions():
    hunt = np.array([[2.0, 1.0], [2.0 - 1e-12, 1.5]])
    assert two_by_two_equilibria(hunt, hunt.T) is None
    payoffs = [[[4.0, 0.0], [4.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]
    proposal = Proposal()
    VertexEnumeration().propose(NormalFormGame(np.array(payoffs)), proposal, Control())
    assert proposal.stats["method"] == "exact"


def test_one_action_each_is_an_equilibrium_and_other_shapes_are_left_to_vertices():
    (only,) = two_by_two_equilibria(np.ones((1, 1)), np.ones((1, 1)))
    assert (only.supports, [own.tolist() for own in only.weights]) == (((0,), (0,)), [[1.0], [1.0]])
    assert two_by_two_equilibria(np.ones((2, 3)), np.ones((2, 3))) is None
