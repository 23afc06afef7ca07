import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.sweeps import regional_complexes, regional_games, split_error, threat_matrix
from tests import first_form

SYSTEM = ag.System(
    [ag.State("Germany", 0.15), ag.State("France", 0.05), ag.State("Japan", 0.06), ag.State("China", 0.1)],
    distance_km={
        ("Germany", "Japan"): 8900, ("Germany", "China"): 7400, ("France", "Japan"): 9700, ("France", "China"): 8200,
        ("Japan", "China"): 2100,
    },
    contiguous=[("Germany", "France")],
)  # fmt: skip


def separable(links):
    """Four players with two actions; each gains by matching the neighbour it is linked to, weighted."""
    payoffs = np.zeros((4, 2, 2, 2, 2))
    for i, neighbours in links.items():
        for at in np.ndindex(2, 2, 2, 2):
            payoffs[i][at] = sum(weight * (at[i] == at[j]) for j, weight in neighbours.items()) + 0.1 * (at[i] == 0)
    return NormalFormGame(payoffs, ["A", "B", "C", "D"], ["balance", "buck_pass"])


def test_threats_of_a_system_make_a_matrix():
    matrix = threat_matrix(SYSTEM)
    assert matrix.shape == (4, 4)
    assert np.diag(matrix).tolist() == [0, 0, 0, 0]
    assert matrix[1, 0] == pytest.approx(float(SYSTEM.perceived_threat(of="Germany")["France"]))


def test_distance_divides_the_system():
    found = regional_complexes(SYSTEM, cutoff=0.08)
    assert {frozenset(region) for region in found.regions} == {
        frozenset({"Germany", "France"}),
        frozenset({"Japan", "China"}),
    }
    assert found.across <= 0.08
    assert found.region_of("Japan") == ("Japan", "China")
    assert len(regional_complexes(SYSTEM, cutoff=0).regions) == 1
    assert len(regional_complexes(SYSTEM, cutoff=1).regions) == 4
    assert "2 regions" in str(found)


def test_regions_that_do_not_touch_are_solved_apart_without_error():
    game = separable({0: {1: 1}, 1: {0: 1}, 2: {3: 1}, 3: {2: 1}})
    error = split_error(game, [["A", "B"], ["C", "D"]])
    assert error.exact
    assert set(error.profiles) == {e.actions for e in solve(game, PureEnumeration())}


def test_the_error_is_the_regret_in_the_joint_game():
    game = separable({0: {1: 1, 2: 0.5}, 1: {0: 1}, 2: {3: 1, 0: 1.5}, 3: {2: 1}})
    error = split_error(game, [["A", "B"], ["C", "D"]])
    for profile, regret in zip(error.profiles, error.regrets, strict=True):
        assert regret == pytest.approx(float(game.regrets(list(profile)).max()), abs=1e-12)
    joint = {e.actions for e in solve(game, PureEnumeration())}
    assert set(error.missed) == joint - set(error.profiles)
    assert error.largest > 0
    assert not error.exact
    assert error.relative.max() == pytest.approx(error.largest / 2.6)


def test_a_region_of_a_response_game_is_the_response_game_of_its_states():
    case = first_form.load_case("europe-1938")
    parts = regional_games(case.game(), [["Britain", "France", "Germany"], ["USSR"]])
    threat = ag.GivenThreat(("Britain", "France"), case.model.threat.values[:2], case.model.threat.closeness[:2])
    alone = ag.response_game(case.model.states[:2], case.model.against, threat, case.model.utility)
    assert parts[0].n_actions == (3, 3, 1)
    assert np.allclose(parts[0].payoffs[:2, :, :, 0], alone.payoffs, rtol=1e-12)


def test_bad_requests_are_refused():
    game = separable({0: {1: 1}, 1: {0: 1}, 2: {3: 1}, 3: {2: 1}})
    with pytest.raises(InvalidModelError, match="each player once"):
        split_error(game, [["A", "B"], ["C"]])
    with pytest.raises(InvalidModelError, match="unknown action"):
        split_error(game, [["A", "B"], ["C", "D"]], outside="wait")
    with pytest.raises(InvalidModelError, match="one row and one column"):
        regional_complexes(np.zeros((2, 3)), 0.1)
    with pytest.raises(InvalidModelError, match="at least 0"):
        regional_complexes(np.zeros((2, 2)), -1)
