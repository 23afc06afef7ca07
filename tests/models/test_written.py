"""Written models: numbers, symbols and grids for their parameters."""

import numpy as np
import pytest
from sympy import symbols

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.io.game_files.game_file import build_game
from tests.io.game_files.test_game_file import HUNT, THREE

MODEL = build_game(THREE)
BENEFITS, COSTS = np.linspace(0.1, 2, 20), np.linspace(0.07, 0.97, 10)  # no two alike


def test_a_value_stands_until_somebody_says_otherwise():
    assert MODEL.game().arithmetic == "symbolic"  # benefit has no number
    game = MODEL.with_parameters(benefit=1).game()
    assert game.payoffs[0, 0, 0, 0] == 0.75
    assert MODEL.with_parameters(benefit=1, cost=0.5).game().payoffs[2, 0, 0, 0] == 1.5


def test_bounds_are_known_to_derivations():
    cost = MODEL.written["cost"].symbol
    assert MODEL.bounds == ()  # the file gives the cost a number
    assert MODEL.with_parameters(cost=cost).bounds == (cost <= 1,)
    given = [symbol >= 2 for symbol in [MODEL.written["benefit"].symbol]]
    game = MODEL.with_parameters(cost=cost).game()
    assert ag.conditions(
        game, "balance, balance, buck_pass", given=[*MODEL.with_parameters(cost=cost).bounds, *given]
    ).always


def test_a_grid_makes_the_games_that_numbers_make():
    costs = np.linspace(0, 1, 5)
    family = MODEL.with_parameters(benefit=2.0, cost=costs[:, None]).game()
    for k, cost in enumerate(costs.tolist()):
        one = MODEL.with_parameters(benefit=2.0, cost=cost).game()
        assert np.allclose(family.payoffs[k], one.payoffs.astype(float), rtol=1e-15)


def test_sweeps_take_arrays():
    diagram = ag.sweep(MODEL, vary={"benefit": BENEFITS, "cost": COSTS})
    assert not diagram.one_by_one
    pair = diagram.is_equilibrium(("balance", "balance", "buck_pass"))
    expected = BENEFITS[:, None] > COSTS
    assert (pair.reshape(expected.shape) == expected).all()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"costs": 1}, "unknown parameter 'costs'; did you mean 'cost'"),
        ({"cost": 1.5}, "cost must be at least 0 and at most 1, got 1.5"),
        ({"cost": np.array([[0.5], [2.0]])}, "cost must be at least 0 and at most 1, got 2.0"),
        ({"benefit": -1}, "benefit must be at least 0, got -1"),
        ({"cost": float("nan")}, "cost must be at least 0 and at most 1, got nan"),
    ],
)
def test_values_out_of_bounds_are_refused(values, message):
    with pytest.raises(InvalidModelError, match=message):
        MODEL.with_parameters(**values)


def test_a_grid_needs_numbers_for_all_others():
    with pytest.raises(InvalidModelError, match="no number for benefit; give each parameter a value"):
        MODEL.with_parameters(cost=np.array([[0.5]])).game()


def test_symbols_may_be_put_in():
    x = symbols("x", positive=True)
    model = build_game(HUNT).with_parameters(s=x)
    assert model.game().payoffs[0, 0, 0] == 2 * x
