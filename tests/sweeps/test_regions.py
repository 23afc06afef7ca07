from itertools import product

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.response import response_model
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.sweeps import regional_complexes, regional_games, split_error, threat_matrix
from alignment_games.sweeps import regions as regions_file
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


def drawn(seed, size=6, threat_power=0.5, burden=0.02):
    """A response model of states with powers of three orders of magnitude, and two regions of it."""
    rng = np.random.default_rng(seed)
    powers = rng.lognormal(0, 1.5, size)
    states = [ag.State(f"S{k}", power=float(p)) for k, p in enumerate(powers / powers.sum())]
    names = tuple(state.name for state in states)
    threat = ag.GivenThreat(names, rng.uniform(0.2, 1, size), rng.uniform(0.3, 1, size))
    model = response_model(states, ag.State("Threat", threat_power), threat, ag.SecurityUtility(burden=burden))
    return model, [names[::2], names[1::2]]


def test_by_sums_the_error_is_that_of_the_table():
    firm, regretted = 0, 0
    for seed in range(12):
        model, regions = drawn(seed)
        by_sums, by_table = split_error(model.sums(), regions), split_error(model.game(), regions)
        assert by_sums.profiles == by_table.profiles
        assert by_sums.missed == by_table.missed
        assert by_sums.regrets == pytest.approx(by_table.regrets, abs=1e-12)
        assert all(set(a) <= set(b) for a, b in zip(by_sums.firm, by_table.firm, strict=True))
        firm, regretted = firm + sum(map(len, by_sums.firm)), regretted + (by_sums.largest > 0)
    assert firm
    assert regretted


def best_whatever(game, labels, region):
    """The states of a region with no regret at any play of the others that dominance leaves, from the regrets."""
    left = [np.flatnonzero(own).tolist() for own in game.undominated]
    each = enumerate(zip(game.players, game.actions, strict=True))
    free = [[own.index(labels[j])] if player in region else left[j] for j, (player, own) in each]
    gains = [game.regrets([own[k] for own, k in zip(game.actions, at, strict=True)]) for at in product(*free)]
    return {player for player, worst in zip(game.players, np.max(gains, axis=0), strict=True) if worst == 0}


def test_a_firm_response_is_best_whatever_other_regions_do():
    seen = set()
    for seed in range(6):
        model, regions = drawn(seed, 5)
        game = model.game()
        error = split_error(game, regions)
        for labels, regret, firm in zip(error.profiles, error.regrets, error.firm, strict=True):
            assert regret == 0 or len(firm) < 5
            for region in regions:
                best = best_whatever(game, labels, region) & set(region)
                assert set(firm) & set(region) == best
                seen |= {name in best for name in region}
    assert seen == {True, False}


@pytest.mark.slow
def test_two_hundred_states_are_cut_and_solved_by_their_sums():
    model, regions = drawn(1, 200, threat_power=3, burden=0.6)  # dominance leaves nobody a choice
    error = split_error(model.sums(), regions)
    assert error.exact
    assert error.profiles == tuple(e.actions for e in solve(model))
    assert error.firm == (model.names,)


def test_regions_that_make_too_many_profiles_are_refused(monkeypatch):
    monkeypatch.setattr(regions_file, "_MOST_PROFILES", 1)
    hunt = separable({0: {1: 1}, 1: {0: 1}, 2: {3: 1}, 3: {2: 1}})
    with pytest.raises(UnsupportedGameError, match="more than 1 profiles; give fewer regions"):
        split_error(hunt, [["A", "B"], ["C", "D"]])
    equal = ag.threshold_model({"A": 1, "B": 1}, against=1).sums()
    with pytest.raises(UnsupportedGameError, match="those of a response model"):
        split_error(equal, [["A"], ["B"]])


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
