"""What each side sees: the independent formula, in floats and in fractions, and the response game at rest."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.models.both_sides import both_sides_model
from tests.models.both_sides.drawn_sides import drawn
from tests.oracles.both_sides import payoff_of
from tests.oracles.situations import situation


def expected(model, profile):
    """Return all payoffs at a profile by the formula of the oracle."""
    first, second = model.sides
    split = len(first.names)
    leaders = tuple(
        side.names.index(other.against.name) if other.against.name in side.names else None
        for side, other in ((first, second), (second, first))
    )
    shares = tuple(model.provocation[side.against.name] for side in model.sides)
    plain = (situation(first), situation(second))
    played = (profile[:split], profile[split:])
    places = [(0, i) for i in range(split)] + [(1, i) for i in range(len(second.names))]
    return [payoff_of(plain, leaders, shares, played, who) for who in places]


@pytest.mark.parametrize(("number", "seeds"), [(float, range(12)), (Fraction, range(12, 15))])
def test_payoffs_are_those_of_the_formula_of_the_oracle(number, seeds):
    for seed in seeds:
        model = drawn(seed, number, unit=1 if number is Fraction else 10.0 ** (seed % 3 * 9 - 9))
        payoffs = model.game().payoffs
        rng = np.random.default_rng(seed)
        for _ in range(20):
            index = [int(rng.integers(len(own))) for own in model.actions]
            profile = tuple(own[a] for own, a in zip(model.actions, index, strict=True))
            found = [payoffs[(i, *index)] for i in range(len(index))]
            if number is Fraction:
                assert found == expected(model, profile)
                assert {type(each) for each in found} <= {Fraction, int}
            else:
                assert found == pytest.approx(expected(model, profile), abs=1e-12)


def test_a_side_at_rest_leaves_the_other_its_response_game_to_the_bit():
    for name in ("moscow-on-nato-2008", "russia-2008"):
        other = {"moscow-on-nato-2008": "russia-2008", "russia-2008": "moscow-on-nato-2008"}[name]
        case, facing = ag.load_case(name), ag.load_case(other).model
        idle = facing.with_actions([["neutral"]] * len(facing.names))
        pair = both_sides_model(case, idle)
        alone, both = case.game().payoffs, pair.game().payoffs
        n = len(case.model.names)
        assert np.array_equal(both[:n].reshape(alone.shape), alone)


def test_who_perceives_no_ill_intent_stays_at_rest_and_the_other_plays_its_response_game():
    pair = ag.as_model("both_sides").with_parameters(intent={"Sparta": 0, "Corinth": 0})
    found = {each.actions for each in ag.solve(pair, ag.solvers.PureEnumeration())}
    alone = {each.actions for each in ag.solve(pair.first, ag.solvers.PureEnumeration())}
    assert found == {(*each, "buck_pass", "buck_pass") for each in alone}


def test_without_provocation_and_changes_of_side_two_response_games_are_played_beside_each_other():
    pair = ag.as_model("both_sides").with_parameters(provocation=0, intent={"Athens": 0.8})
    found = {each.actions for each in ag.solve(pair, ag.solvers.PureEnumeration())}
    first, second = ({e.actions for e in ag.solve(side, ag.solvers.PureEnumeration())} for side in pair.sides)
    assert found == {(*one, *other) for one in first for other in second}
