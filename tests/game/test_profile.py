from fractions import Fraction

import numpy as np
import pytest

from alignment_games import InvalidModelError, conditions, load_case, solve
from alignment_games.game.profile import is_pure, parse_profile, pure, supports

PLAYERS = ["Ann", "Bob"]
ACTIONS = [["stag", "hare"], ["stag", "hare", "rest"]]


@pytest.mark.parametrize(
    "given",
    [
        "stag, rest",
        ["stag", "rest"],
        {"Bob": "rest", "Ann": "stag"},
        {"Ann": {"stag": 1}, "Bob": {"rest": 1}},
        [[1, 0], [0, 0, 1]],
        (np.array([1.0, 0.0]), np.array([0.0, 0.0, 1.0])),
    ],
)
def test_every_way_of_writing_a_profile(given):
    got = parse_profile(given, PLAYERS, ACTIONS)
    assert [p.tolist() for p in got] == [[1, 0], [0, 0, 1]]


def test_an_equilibrium_is_a_profile_of_games_of_its_shape():
    model = load_case("europe-1938").model
    (found,) = (e for e in solve(model) if not e.pure)
    assert model.game().profile(found) is found.profile
    assert conditions(model, solve(model)[1]).actions == ("buck_pass", "buck_pass", "buck_pass")
    with pytest.raises(InvalidModelError, match="expected one entry for each of 2 players"):
        parse_profile(found, PLAYERS, ACTIONS)
    turned = [own[::-1] for own in model.actions]
    with pytest.raises(InvalidModelError, match="players or actions are named or ordered otherwise; give the profile"):
        parse_profile(found, model.names, turned)


def test_fractions_stay_fractions():
    third = Fraction(1, 3)
    got = parse_profile([{"stag": third, "hare": 1 - third}, "rest"], PLAYERS, ACTIONS)
    assert got[0].tolist() == [third, 1 - third]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("stag", r"one entry for each of 2 players \(Ann, Bob\), got 1; give them in this order"),
        ({"Ann": "stag"}, "says nothing for Bob"),
        ([[0.5, 0.6], "rest"], "Ann: probabilities must be non-negative and sum to 1"),
        ([[1.5, -0.5], "rest"], "Ann: probabilities must be non-negative"),
        ([[Fraction(1, 2), Fraction(1, 3)], "rest"], "sum to 1, got 1/2, 1/3"),
        ([[1], "rest"], r"Ann: expected an action, or 2 probabilities \(stag, hare\), got shape \(1,\)"),
        ([0, 2], r"Ann: expected an action, or 2 probabilities \(stag, hare\), got 0"),
        ("stag, res", "did you mean 'rest'"),
    ],
)
def test_bad_profiles_are_refused_in_words(given, message):
    with pytest.raises(InvalidModelError, match=message):
        parse_profile(given, PLAYERS, ACTIONS)


def test_supports_and_purity():
    mixed = (np.array([0.5, 0.5]), np.array([0.0, 0.0, 1.0]))
    assert supports(mixed) == ((0, 1), (2,))
    assert not is_pure(mixed)
    assert is_pure(pure([1, 2], [2, 3]))
