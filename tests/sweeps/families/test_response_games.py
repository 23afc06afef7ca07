import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response import response_model
from alignment_games.solvers.control import Control
from alignment_games.sweeps.families import _residuals, _response_games
from alignment_games.sweeps.families._games import TableGames
from alignment_games.sweeps.families._response_games import ResponseGames
from alignment_games.sweeps.runs._allowance import Allowance
from alignment_games.sweeps.selection import SELECTIONS
from tests.response_families import RandomFamily
from tests.tries import tries

SEEDS = [(seed, ties) for seed in range(tries(4, of=10)) for ties in (False, True)]


def last(payoffs, equilibria):
    """A selection of a user's own: the last equilibrium of each game."""
    flat = equilibria.reshape(len(payoffs), -1)
    return flat.shape[1] - 1 - flat[:, ::-1].argmax(axis=1)


def both_ways(family):
    """The games by what dominance leaves, and by their whole tables."""
    model = family(family.every)
    sizes = tuple(map(len, model.actions))
    payoffs = np.broadcast_to(model.payoffs(), (family.games, len(sizes), *sizes))
    return ResponseGames(family, family.games), TableGames(
        payoffs, np.broadcast_to(model.held(), (family.games, *sizes))
    )


@pytest.mark.parametrize(("seed", "ties"), SEEDS)
@pytest.mark.parametrize("select", [*SELECTIONS.values(), last])
def test_pure_equilibria_and_their_selection_are_those_of_the_tables(seed, ties, select):
    few, whole = (games.pure(select, Control()) for games in both_ways(RandomFamily(seed, ties=ties)))
    for name in ("counts", "profiles", "selected"):
        assert few[name].dtype == whole[name].dtype
        assert np.array_equal(few[name], whole[name])
    np.testing.assert_allclose(few["held"], whole["held"], rtol=1e-12)


@pytest.mark.parametrize(("seed", "ties"), SEEDS[::3])
def test_numbers_of_mixed_equilibria_are_those_of_the_tables(seed, ties):
    few, whole = (games.mixed(Control()) for games in both_ways(RandomFamily(seed, ties=ties, states=3)))
    assert all(np.array_equal(few[name], whole[name]) for name in whole)


@pytest.mark.parametrize("seed", range(4))
def test_slacks_are_those_of_the_tables(seed):
    few, whole = both_ways(RandomFamily(seed, ties=True))
    for index in list(np.ndindex(*few.shape))[::5]:
        np.testing.assert_allclose(few.slacks(index), whole.slacks(index), rtol=1e-12, atol=1e-15)
        for player in range(len(index)):
            own = whole.slacks(index, player)
            np.testing.assert_allclose(few.slacks(index, player), own, rtol=1e-12, atol=1e-15)
    assert few.order() >= np.abs(whole.payoffs).max() * (1 - 1e-12)


def copies(points, *, nearly):
    """Three states of which each may pass the buck in two ways, the second dearer by ``nearly``."""
    table = {"again": ag.states.Response(cost=nearly)}
    germany = ag.State("Germany", 0.15)
    states = [ag.State(name, power) for name, power in (("Britain", 0.08), ("France", 0.05), ("USSR", 0.16))]
    model = response_model(states, germany, [0.6, 0.7, 0.3], actions=["balance", "buck_pass", "again"], table=table)
    return model.with_parameters(burden=np.linspace(0, 0.4, 5)[points][:, None])


@pytest.mark.parametrize(("nearly", "factor"), [(0, 8), (1e-17, 8), (1e-12, 1)])
def test_ties_between_copies_count_as_in_the_tables(nearly, factor):
    """Where all pass the buck each of three states has two ways to; one that is really dearer is no way."""
    games = ResponseGames(lambda points: copies(points, nearly=nearly), 5)
    found = games.pure(SELECTIONS["first"], Control())
    alone = [
        ag.solve(copies(np.array([k]), nearly=nearly).with_parameters(burden=b).game(), ag.solvers.PureEnumeration())
        for k, b in enumerate(np.linspace(0, 0.4, 5).tolist())
    ]
    assert found["counts"].tolist() == [len(each) for each in alone]
    assert found["counts"][-1] == factor


def test_a_residual_that_is_too_large_is_refused_in_one_line():
    states = [ag.State(f"S{k}", 0.1) for k in range(16)]
    rows = {f"pass{k}": ag.states.Response() for k in range(6)}
    model = response_model(states, ag.State("T", 0.5), [0.5] * 16, actions=list(rows), table=rows)
    with pytest.raises(UnsupportedGameError, match="vary what leaves fewer of them open"):
        ResponseGames(lambda points: model.with_parameters(burden=np.full((len(points), 1), 0.1)), 2).pure(
            SELECTIONS["first"], Control()
        )


def test_what_takes_far_too_long_is_refused_by_a_few_points_before_all_are_begun():
    family = RandomFamily(3, games=200)
    allowance = Allowance(200, "take less", seconds=1e-9)
    with pytest.raises(UnsupportedGameError, match=r"this would take more than .*; take less"):
        ResponseGames(family, 200, allowance).pure(SELECTIONS["first"], Control())
    assert not allowance.begun
    for plenty in (None, Allowance(200, "take less", seconds=60)):
        found = ResponseGames(family, 200, plenty).pure(SELECTIONS["first"], Control())
        assert (found["selected"] == ResponseGames(family, 200).pure(SELECTIONS["first"], Control())["selected"]).all()


@pytest.mark.parametrize(("seed", "ties"), SEEDS)
@pytest.mark.parametrize("select", SELECTIONS.values())
def test_what_is_left_to_sums_is_that_of_the_tables(seed, ties, select, monkeypatch):
    monkeypatch.setattr(_response_games, "FEW_PLAYERS", 1)
    monkeypatch.setattr(_response_games, "_MOST_LEFT", 0)
    family = RandomFamily(seed, ties=ties)
    few, whole = both_ways(family)
    few = ResponseGames(lambda at: family.alone(at) if isinstance(at, int) else family(at), family.games)
    found, known = few.pure(select, Control()), whole.pure(select, Control())
    for name in ("counts", "profiles", "selected"):
        assert np.array_equal(found[name], known[name])
    np.testing.assert_allclose(found["held"], known["held"], rtol=1e-12)
    assert not few.mixed(Control())["mixed_complete"].any()
    with pytest.raises(UnsupportedGameError, match="whole tables"):
        few.pure(last, Control())


def forty_states():
    rng = np.random.default_rng(5)
    states = [ag.State(f"S{k}", power=float(p)) for k, p in enumerate(rng.dirichlet(np.full(40, 0.3)) / 2)]
    threat = ag.State("Threat", power=0.15)
    seen = ag.perceived_threat(states, of=threat, distance_km=rng.uniform(100, 5000, 40).tolist(), intent=0.5)
    return response_model(states, threat, seen, ag.SecurityUtility(burden=0.03))


@pytest.mark.slow
def test_forty_states_have_profiles_beyond_64_bits():
    diagram = ag.sweep(forty_states(), {"intent": [0.1, 0.9], "burden": [0.02, 0.1]})
    assert diagram.selected.dtype == object
    for i, intent in enumerate([0.1, 0.9]):
        model = forty_states().with_parameters(intent=intent, burden=0.1)
        solution = ag.solve(model.sums(), ag.solvers.PureBySums())
        assert sorted(tuple(each.actions) for each in solution) == sorted(diagram.equilibria_at(i, 1))
    assert sum(region.share for region in diagram.regions()) == 1
    assert diagram.response("S0").shape == (2, 2)


@pytest.mark.slow
def test_forty_states_are_kept_and_read_again(tmp_path):
    once, again = (ag.sweep(forty_states(), {"intent": [0.2, 0.8]}, store=tmp_path / "kept") for _ in range(2))
    assert np.array_equal(once.selected, again.selected)
    assert again.is_selected(once.profiles[once.selected[0]])[0]


def test_points_of_many_states_cost_no_more_than_sums(monkeypatch):
    monkeypatch.setattr(_residuals, "_BY_SUMS", 10**12)
    with pytest.raises(UnsupportedGameError, match="would take"):
        ag.sweep(forty_states(), {"intent": [0.2, 0.8]})
