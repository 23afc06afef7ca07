"""Files of games in symbols: formulas and tables, two players and more, and what makes no sense."""

import itertools

import numpy as np
import pytest
from sympy import Rational, symbols

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.game_files.game_file import build_game, read_game

THREE = {
    "title": "Two of three hold the threat",
    "players": ["Britain", "France", "USSR"],
    "actions": ["balance", "buck_pass"],
    "parameters": {"benefit": {}, "cost": {"value": 0.25, "low": 0, "high": 1, "meaning": "of balancing"}},
    "payoffs": {
        "each": "benefit * (count(balance) >= 2) - cost * own(balance)",
        "USSR": "2 * benefit * (count(balance) >= 2) - cost * own(balance)",
    },
}
TOML = """
title = "Two of three hold the threat"
players = ["Britain", "France", "USSR"]
actions = ["balance", "buck_pass"]
[parameters]
benefit = {}
cost = { value = 0.25, low = 0, high = 1, meaning = "of balancing" }
[payoffs]
each = "benefit * (count(balance) >= 2) - cost * own(balance)"
USSR = "2 * benefit * (count(balance) >= 2) - cost * own(balance)"
"""
HUNT = {
    "players": ["Ann", "Bob"],
    "actions": {"Ann": ["stag", "hare"], "Bob": ["stag", "hare", "home"]},
    "parameters": {"s": {"low": -1}},
    "payoffs": {"Ann": [["2 * s", 0, "-s"], [1, "1/2", 0.1]], "Bob": [["2 * s", 1, 0], [0, 1, 0]]},
}


def test_a_formula_is_worth_what_the_profile_makes_of_it():
    benefit, cost = symbols("benefit", positive=True), symbols("cost", nonnegative=True)
    game = build_game(THREE).table
    for index in itertools.product((0, 1), repeat=3):
        held = int(sum(k == 0 for k in index) >= 2)
        for i, worth in enumerate((benefit, benefit, 2 * benefit)):
            assert game.payoffs[(i, *index)] == worth * held - cost * int(index[i] == 0)


def test_a_table_is_what_it_says():
    s = symbols("s", real=True)
    model = build_game(HUNT)
    assert model.actions == (("stag", "hare"), ("stag", "hare", "home"))
    expected = [[2 * s, 0, -s], [1, Rational(1, 2), Rational(1, 10)]]
    assert model.table.payoffs[0].tolist() == expected


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_files_are_read(tmp_path, ending):
    import json

    path = tmp_path / f"game{ending}"
    path.write_text(TOML if ending == ".toml" else json.dumps(THREE), encoding="utf-8")
    model = read_game(path)
    assert model.title == "Two of three hold the threat"
    assert (model.table.payoffs == build_game(THREE).table.payoffs).all()
    assert read_game(path, exact=True).written["cost"].value == Rational(1, 4)


def test_a_two_player_game_of_formulas_has_the_conditions_of_its_table():
    dilemma = {
        "players": ["Ann", "Bob"],
        "actions": ["hold", "defect"],
        "parameters": {"t": {}, "r": {}, "p": {}, "s": {}},
        "payoffs": {"each": "(r if others(hold) else s) if own(hold) else (t if others(hold) else p)"},
    }
    found = ag.conditions(build_game(dilemma).game(), "hold, hold")
    assert [str(each.expression) for each in found] == ["r - t"]


def test_names_that_are_no_words_stand_in_quotes():
    document = {
        "players": ["Great Britain", "France"],
        "actions": ["pass the buck", "arm"],
        "payoffs": {"each": "plays('Great Britain', 'pass the buck') + 2 * own(arm)"},
    }
    assert build_game(document).game().payoffs[0].tolist() == [[1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"players": []}, "players is missing; a game has players, actions and payoffs"),
        ({"actions": {"Britain": ["balance"]}}, "actions of France, USSR are missing"),
        ({"actions": {"Italy": ["balance"]}}, "unknown player 'Italy'"),
        ({"payoffs": {"Britain": "1"}}, "payoffs of France are missing; give a line for each player, or for each"),
        ({"payoffs": {"each": "1", "Italy": "1"}}, "unknown player 'Italy'"),
        ({"payoffs": "1"}, r"expected a \[payoffs\] table"),
        ({"payoffs": {"each": "own(arm)"}}, "payoffs of Britain: unknown action 'arm'"),
        ({"payoffs": {"each": "plays(Italy, balance)"}}, "payoffs of Britain: unknown player 'Italy'"),
        ({"payoffs": {"each": "gain"}}, "payoffs of Britain: unknown parameter 'gain'"),
        ({"payoffs": {"each": [[1, 2], [3, 4]]}}, "expected a formula, or lists in lists of shape 2 x 2 x 2"),
        ({"payoffs": {"each": [[[1, "own(balance)"]] * 2] * 2}}, "a table holds payoffs of one profile each"),
        ({"payoffs": {"each": [[[1, True]] * 2] * 2}}, "a payoff must be a number, got True"),
        ({"parameters": {"2x": {}}}, "a parameter is one word, other than own, others, count, plays, got '2x'"),
        ({"parameters": {"count": {}}}, "a parameter is one word"),
        ({"parameters": {"lambda": {}}}, "a parameter is one word"),
        ({"parameters": {"cost": {"most": 1}}}, "unknown setting 'most'"),
        ({"parameters": {"cost": {"value": 2, "high": 1}}}, "cost must be at least 0 and at most 1, got 2"),
        ({"threat": {}}, "unknown setting 'threat'"),
        ({"players": [f"p{k}" for k in range(40)]}, "."),
    ],
)
def test_what_makes_no_sense_is_one_line(changed, message):
    with pytest.raises(ag.AlignmentGamesError, match=message) as caught:
        build_game({**THREE, **changed}, "mine.toml")
    assert "\n" not in str(caught.value)


def test_errors_name_the_file(tmp_path):
    path = tmp_path / "game.toml"
    path.write_text(TOML.replace("count(balance)", "count(arm)"), encoding="utf-8")
    with pytest.raises(InvalidModelError, match=r"game\.toml: payoffs of Britain: unknown action 'arm'"):
        read_game(path)


@pytest.mark.slow
def test_six_players_with_four_actions_are_read_at_once():
    actions = ["balance", "arm", "neutral", "bandwagon"]
    payoffs = {"each": "b * (count(balance) >= 3) / 6 - c * own(balance) - others(bandwagon) * own(arm)"}
    document = {"players": list("ABCDEF"), "actions": actions, "parameters": {"b": 2, "c": 0.5}, "payoffs": payoffs}
    game = build_game(document).game()
    assert game.payoffs.shape == (6, 4, 4, 4, 4, 4, 4)
    everybody = (np.array(game.payoffs)[(slice(None), *(0,) * 6)]).astype(float)
    assert everybody.tolist() == pytest.approx([2 / 6 - 0.5] * 6)
