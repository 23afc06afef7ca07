"""That there is no rational world, beside worlds drawn at random and games in closed form."""

import json

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse import RecordedPlay, nearest_rational_world
from alignment_games.inverse.nearest import _Problem

SHARES = ("intent", "reliability")


def small(rng):
    """Two states, drawn at random, and what they are said to have done."""
    actions = ["balance", "buck_pass", "bandwagon"]
    states = [ag.State(name, float(rng.uniform(0.02, 0.2))) for name in "AB"]
    germany = ag.State("T", 0.2, offence=float(rng.uniform(0.7, 1.5)))
    threat = ag.perceived_threat(
        states, germany, distance_km=rng.uniform(100, 3000, 2), intent=rng.uniform(0.1, 0.9, 2)
    )
    utility = ag.SecurityUtility(burden=float(rng.uniform(0, 0.5)), reliability=0.7)
    model = ag.response_model(states, germany, threat, utility, actions=actions)
    return RecordedPlay(model, {name: str(rng.choice(actions)) for name in "AB"})


def drawn_regret(record, world, rng):
    """The largest regret in a world whose inputs are moved at random, as far as worlds are looked for."""
    length = rng.uniform(0, world.reach)
    z = rng.normal(size=len(world.start))
    values = {}
    for (each, start), change in zip(world.start.items(), length * z / np.linalg.norm(z), strict=True):
        odds = start / (1 - start) * np.exp(change) if each.name in SHARES else start * np.exp(change)
        moved = odds / (1 + odds) if each.name in SHARES else odds
        if each.state:
            values.setdefault(each.name, {})[each.state] = moved
        else:
            values[each.name] = moved
    return max(record.model.with_parameters(**values).game().regrets(record.recorded))


def test_where_none_is_proven_no_world_drawn_is_rational_and_where_one_is_found_none_is_proven(monkeypatch):
    rng, inputs, proven = np.random.default_rng(4), ["intent.A", "intent.B", "reliability"], 0
    search = _Problem.solved
    for _ in range(3):
        record = small(rng)
        monkeypatch.setattr(_Problem, "solved", lambda *_: None)
        world = nearest_rational_world(record, inputs, boxes=200)
        if not world and world.proven:
            proven += 1
            assert min(drawn_regret(record, world, rng) for _ in range(4)) > 0
        else:
            monkeypatch.setattr(_Problem, "solved", search)
            assert nearest_rational_world(record, inputs, boxes=0).verified
    assert proven == 2


def test_a_state_without_a_threat_never_balances_and_is_named():
    states = [ag.State("A", 0.1), ag.State("B", 0.1)]
    model = ag.response_model(states, ag.State("T", 0.2), [0, 0], actions=["balance", "buck_pass"])
    world = nearest_rational_world(RecordedPlay(model, {"A": "balance", "B": "buck_pass"}), ["reliability"])
    assert not world
    assert world.proven
    assert world.against == ("A",)
    assert world.at_least == world.reach
    assert "what A did is no best reply at any" in str(world)
    assert "A: balancing rather than passing the buck" in str(world)
    assert json.loads(json.dumps(world.to_dict()))["proven"] is True


@pytest.mark.slow
def test_what_too_few_boxes_prove_is_said_to_be_unproven(monkeypatch):
    world = nearest_rational_world("europe-1939", [("intent", "USSR")], boxes=0)
    assert world  # found; now as if it had not been
    monkeypatch.setattr(_Problem, "solved", lambda *_: None)
    unproven = nearest_rational_world("europe-1939", [("intent", "USSR")])
    assert not unproven.proven
    assert 0 < unproven.at_least <= world.distance
    assert "that there is none is not proven; there is none nearer than" in str(unproven)
