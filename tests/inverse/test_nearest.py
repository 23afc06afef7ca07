"""The nearest rational world beside games that are solved there, and where it is known."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse import RecordedPlay, nearest_rational_world
from alignment_games.models.model import Input


def _game(case, world):
    values = {}
    for parameter, value in world.to.items():
        if parameter.state:
            values.setdefault(parameter.name, {})[parameter.state] = value
        else:
            values[parameter.name] = value
    return case.game(**values)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("europe-1936", ["intent.France", "intent.USSR", "distance_km.USSR"]),
    ],
)
def test_in_the_world_found_the_record_is_an_equilibrium_and_on_the_way_it_is_not(name, inputs):
    case = ag.load_case(name)
    world = nearest_rational_world(case, inputs, boxes=1500)
    assert world.verified
    game = _game(case, world)
    assert max(game.regrets(case.recorded)) < 1e-9
    did = tuple(case.recorded[player] for player in game.players)
    assert did in {each.actions for each in ag.solve(game, ag.solvers.PureEnumeration())}
    logit = {each: _natural(each, value) for each, value in world.start.items()}
    moved = {each: _natural(each, value) - logit[each] for each, value in world.to.items()}
    assert np.linalg.norm(list(moved.values())) == pytest.approx(world.distance, rel=1e-6)
    assert 0.5 * world.distance < world.at_least <= world.distance
    half = {each: _unnatural(each, logit[each] + 0.9 * moved[each]) for each in moved}
    assert max(_game(case, type("World", (), {"to": half})).regrets(case.recorded)) > 0
    assert world.binding
    assert world.broken


def _natural(parameter, value):
    return np.log(value / (1 - value)) if parameter.name in ("intent", "reliability") else np.log(value)


def _unnatural(parameter, value):
    return 1 / (1 + np.exp(-value)) if parameter.name in ("intent", "reliability") else np.exp(value)


def test_one_input_moves_to_the_end_of_its_stretch():
    case = ag.load_case("europe-1939")
    world = nearest_rational_world(case, [("intent", "USSR")])
    (row,) = ag.inverse.alone(case, [("intent", "USSR")])
    assert world.to[Input("intent", "USSR")] == pytest.approx(row.stretches[0].high, abs=1e-5)
    assert 0.99 * world.distance <= world.at_least <= world.distance
    assert [str(each) for each in world.binding] == ["USSR: passing the buck rather than balancing"]


def test_a_rational_record_is_at_no_distance():
    world = nearest_rational_world(ag.load_case("europe-1938"))
    assert (world.distance, world.changes, world.broken, world.binding) == (0, {}, (), ())
    assert "as it stands" in str(world)


@pytest.mark.slow
def test_a_larger_scale_makes_an_input_cheaper():
    case = ag.load_case("europe-1939")
    inputs = [("intent", "USSR"), "reliability"]
    plain = nearest_rational_world(case, inputs, boxes=100)
    cheap = nearest_rational_world(case, inputs, scale={"reliability": 10}, boxes=100)
    assert cheap.distance < plain.distance
    assert abs(cheap.changes.get("reliability", 0)) > abs(plain.changes.get("reliability", 0))


def test_inputs_at_the_end_of_their_scale_stay_and_are_named():
    case = ag.load_case("europe-1939")
    model = case.model.with_parameters(reliability=1.0)
    record = RecordedPlay(model, case.recorded, "certain")
    world = nearest_rational_world(record, ["reliability", ("intent", "USSR")])
    assert world.fixed == (Input("reliability"),)
    assert world.to[Input("reliability")] == 1
    with pytest.raises(ag.InvalidModelError, match="no finite change"):
        nearest_rational_world(record, ["reliability"])


def test_bad_scales_and_inputs_are_refused():
    case = ag.load_case("europe-1939")
    with pytest.raises(ag.InvalidModelError, match="scale of reliability must be positive"):
        nearest_rational_world(case, ["reliability"], scale={"reliability": 0})
    with pytest.raises(ag.InvalidModelError, match="at least one"):
        nearest_rational_world(case, [])
    with pytest.raises(ag.InvalidModelError, match="did you mean 'reliability'"):
        nearest_rational_world(case, ["reliabilty"])


def test_it_reads_as_a_sentence_and_as_a_document():
    world = nearest_rational_world(ag.load_case("europe-1939"), [("intent", "USSR")])
    assert "intent of USSR 0.7 -> 0.628" in str(world)
    assert world.to_dict()["to"] == {"intent of USSR": world.to[Input("intent", "USSR")]}


def test_of_very_many_states_the_figures_that_may_change_are_named():
    states = [ag.State(f"S{k}", power=0.01) for k in range(17)]
    model = ag.response_model(states, ag.State("T", power=0.2), [0.1] * 17, actions=["balance", "buck_pass"])
    record = RecordedPlay(model, dict.fromkeys(model.names, "buck_pass"))
    with pytest.raises(ag.UnsupportedGameError, match=r"17 states has more than 17 figures open.*inputs="):
        nearest_rational_world(record)
