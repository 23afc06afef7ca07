"""Encodings as models: their figures changed one by one, games inside them, exact figures."""

import inspect
from fractions import Fraction

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models import (
    bayesian_game,
    chain_ganging_game,
    landscape_game,
    soft_balancing_game,
    third_party_game,
    trust_game,
)
from alignment_games.models.encoding import EncodedModel, Meaning, encoding, example_of
from alignment_games.models.registry import BUILDERS, builder, example

#: Arguments that say who plays, what is on offer or how payoffs are made: no figures.
STRUCTURE = {
    "actions",
    "against",
    "audience",
    "encoding",
    "first",
    "guarantors",
    "levels",
    "n",
    "payoff",
    "players",
    "prior",
    "provocation",
    "reliability",
    "required",
    "responses",
    "second",
    "speaker",
    "states",
    "table",
    "threat",
    "utility",
}


def test_a_game_remembers_its_model_which_makes_it_again():
    game = chain_ganging_game({"A": 1.0, "B": 2.0}, front=1, threat=2, cost=0.2)
    assert isinstance(game.model, EncodedModel)
    assert game.model.names == game.players
    assert game.model.actions == game.actions
    assert np.array_equal(game.model.game().payoffs, game.payoffs)
    assert game.model.encoding == "chain_ganging"


@pytest.mark.parametrize(
    ("game", "changed", "wanted"),
    [
        (
            lambda: chain_ganging_game({"A": 1.0, "B": 2.0}, front=1, threat=2),
            {"powers": {"B": 3.0}, "offence": 1.5, "stake": {"A": 2}},
            lambda: chain_ganging_game({"A": 1.0, "B": 3.0}, front=1, threat=2, offence=1.5, stake={"A": 2, "B": 1}),
        ),
        (
            lambda: soft_balancing_game({"A": 0.3}, ambition=1.0),
            {"effects": {"balance": 2}, "costs": (0.1, 0.3)},
            lambda: soft_balancing_game({"A": 0.3}, ambition=1.0, effects=(0.2, 2), costs=(0.1, 0.3)),
        ),
        (
            lambda: third_party_game({"K": 1, "L": 2}, first=3, second=4, values={"K": (1, 0), "L": (0, 1)}),
            {"values": {"L.second": 5}, "first": 2},
            lambda: third_party_game({"K": 1, "L": 2}, first=2, second=4, values={"K": (1, 0), "L": (0, 5)}),
        ),
        (
            lambda: landscape_game({"A": 1, "B": 2, "C": 3}, [[0, 1, -1], [1, 0, 0], [-1, 0, 0]]),
            {"propensities": {("B", "C"): 4}},
            lambda: landscape_game({"A": 1, "B": 2, "C": 3}, [[0, 1, -1], [1, 0, 4], [-1, 4, 0]]),
        ),
        (lambda: trust_game(0.7), {"trust": {"Second": 0.4}}, lambda: trust_game((0.7, 0.4))),
        (lambda: trust_game((0.7, 0.6)), {"trust": 0.5}, lambda: trust_game(0.5)),
    ],
)
def test_changed_figures_are_those_of_a_game_made_with_them(game, changed, wanted):
    found = game().model.with_parameters(**changed).game()
    np.testing.assert_allclose(found.payoffs.astype(float), wanted().payoffs.astype(float), rtol=1e-15)


def test_chances_of_types_are_scaled_with_the_one_that_changes():
    def payoff(types, actions):
        return (types[0] == "x") * 1.0, actions[0] == actions[1]

    def made(x, y, z):
        return bayesian_game({"A": {"x": x, "y": y, "z": z}, "B": {"only": 1}}, ["l", "r"], payoff)

    found = made(0.5, 0.25, 0.25).model.with_parameters(types={"A.x": 0.2}).game()
    np.testing.assert_allclose(found.payoffs.astype(float), made(0.2, 0.4, 0.4).payoffs.astype(float))


def test_parameters_of_games_inside_go_by_their_own_name_unless_two_have_it():
    campaign, threats = example("campaign"), example("two_threats")
    assert {"securitization", "responses_securitization", "burden"} <= set(campaign.parameters())
    assert {"first_burden", "second_burden"} <= set(threats.parameters())
    assert "burden" not in threats.parameters()
    moved = threats.with_parameters(second_burden={"USSR": 0.4})
    assert moved.parameters()["second_burden"].value["USSR"] == 0.4
    assert moved.parameters()["second_burden"].value["Britain"] == 0.05
    assert moved.parameters()["first_burden"].value["USSR"] == 0.05
    inner = campaign.arguments["responses"].model.with_parameters(burden=0.4).game()
    assert np.array_equal(
        campaign.with_parameters(burden=0.4).game().payoffs,
        builder("campaign")(**{**campaign.arguments, "responses": inner}).payoffs,
    )


def test_exact_figures_are_the_decimals_that_floats_print_as():
    model = example("soft_balancing").exact()
    assert model.parameters()["effects"].value == {"soft_balance": Fraction(1, 5), "balance": 1}
    assert model.game().arithmetic == "exact"
    assert example("deterrence").exact().game().arithmetic == "exact"


def test_unknown_parameters_are_refused_with_the_closest_one():
    with pytest.raises(InvalidModelError, match="did you mean 'offence'"):
        example("chain_ganging").with_parameters(ofence=1)


def test_a_grid_is_one_family_where_the_builder_takes_arrays():
    family = example("chain_ganging").with_parameters(offence=np.array([[0.5], [1.5]])).game()
    assert family.batch_shape == (2,)
    one = example("chain_ganging").with_parameters(offence=1.5).game()
    np.testing.assert_allclose(family.payoffs[1], one.payoffs, rtol=1e-15)


@pytest.mark.parametrize("name", BUILDERS)
def test_every_argument_is_a_figure_or_structure(name):
    figures = set(getattr(builder(name), "figures", {}))
    assert set(inspect.signature(builder(name)).parameters) - figures <= STRUCTURE


def test_figures_need_an_argument_of_that_name_and_models_an_example():
    with pytest.raises(InvalidModelError, match="did you mean 'cost'"):
        encoding({"costs": Meaning("x")}, dict)(lambda cost: NormalFormGame([[cost, 0]]))
    with pytest.raises(InvalidModelError, match="has no example"):
        example_of(lambda: None)
