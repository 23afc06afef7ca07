"""The model: parameters put in as numbers, grids and mappings; the game in every arithmetic; bad figures."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy

from alignment_games import (
    InvalidModelError,
    SecurityUtility,
    State,
    load_case,
    response_game,
)
from tests.models.response.three_states import ALL, GERMANY, NAMES, STATES, THREAT


def test_floats_fractions_and_symbols_agree():
    burden, spillover, punishment = sympy.symbols("burden spillover punishment", positive=True)
    powers = sympy.symbols("p1:4", positive=True)
    threats = sympy.symbols("T1:4", positive=True)
    germany = sympy.Symbol("g", positive=True)
    values = {
        burden: Fraction(1, 20),
        spillover: Fraction(3, 10),
        punishment: Fraction(1, 10),
        germany: Fraction(3, 20),
    }
    values |= dict(zip(powers, (Fraction(8, 100), Fraction(5, 100), Fraction(16, 100)), strict=True))
    values |= dict(zip(threats, (Fraction(3, 10), Fraction(7, 10), Fraction(2, 10)), strict=True))

    def build(of):
        states = [State(name, of(p)) for name, p in zip(NAMES, powers, strict=True)]
        utility = SecurityUtility(burden=of(burden), spillover=of(spillover), punishment=of(punishment))
        return response_game(states, State("Germany", of(germany)), [of(t) for t in threats], utility)

    symbolic, exact, floats = build(lambda s: s), build(values.get), build(lambda s: float(values[s]))
    assert (symbolic.arithmetic, exact.arithmetic, floats.arithmetic) == ("symbolic", "exact", "float")
    assert symbolic.substitute(values).payoffs.tolist() == exact.payoffs.tolist()
    np.testing.assert_allclose(floats.payoffs, exact.to_float().payoffs, rtol=1e-13)


def test_a_case_read_exactly_agrees_with_floats():
    exact, floats = load_case("europe-1938", exact=True).game(), load_case("europe-1938").game()
    assert exact.arithmetic == "exact"
    np.testing.assert_allclose(floats.payoffs, exact.to_float().payoffs, rtol=1e-13)


def test_a_grid_of_parameters_is_a_family_of_games():
    case = load_case("europe-1939")
    grid = np.linspace(0, 0.2, 5)
    family = case.game(burden=grid[:, None, None], intent={"France": np.linspace(0, 1, 4)})
    assert family.batch_shape == (5, 4)
    for (i, burden), (j, intent) in product(enumerate(grid), enumerate(np.linspace(0, 1, 4))):
        one = case.game(burden=burden, intent={"France": intent})
        np.testing.assert_allclose(family.payoffs[i, j], one.payoffs, rtol=1e-13)


@pytest.mark.parametrize(
    "changes",
    [
        {"threat_power": 0.3},
        {"threat_offence": 2},
        {"power": {"France": 0.2}},
        {"securitization": 3},
        {"decisiveness": 1},
        {"distance_km": {"USSR": 278}},
        {"threat": [0.1, 0.2, 0.3]},
    ],
)
def test_every_parameter_takes_grids_and_numbers_alike(changes):
    case = load_case("europe-1938")

    def as_grid(value):
        array = np.asarray(value, dtype=float)
        return array.reshape(1, -1) if array.ndim else array.reshape(1, 1)

    grids = {
        name: {who: as_grid(x)[:, 0] if name != "power" else as_grid(x) for who, x in value.items()}
        if isinstance(value, dict)
        else as_grid(value)
        for name, value in changes.items()
    }
    family = case.game(**grids)
    assert family.batch_shape == (1,)
    np.testing.assert_allclose(family.payoffs[0], case.game(**changes).payoffs, rtol=1e-13)


def test_without_a_threat_passing_the_buck_is_dominant():
    game = response_game(STATES, GERMANY, [0, 0, 0], actions=ALL)
    for i in range(3):
        own = np.moveaxis(game.payoffs[i], i, 0)
        passing = own[ALL.index("buck_pass")]
        for k, action in enumerate(ALL):
            if action != "buck_pass":
                assert (passing > own[k]).all()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: load_case("europe-1938").game(brden=1), "unknown parameter 'brden'; did you mean 'burden'"),
        (lambda: load_case("europe-1938").game(power={"Frane": 1}), "did you mean 'France'"),
        (
            lambda: response_game(STATES, GERMANY, THREAT).model.with_parameters(intent=0.5),
            "given outright, so intent cannot change it",
        ),
        (lambda: load_case("europe-1938").game(burden=np.zeros(7)), r"a grid of values takes a last axis of 1"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_in_words(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()


def test_an_exponent_beyond_exact_arithmetic_is_refused_in_one_line():
    model = load_case("europe-1938", exact=True).model
    with pytest.raises(InvalidModelError, match="up to 1000 in exact arithmetic"):
        model.with_parameters(decisiveness=Fraction(10) ** 300)
    with pytest.raises(InvalidModelError, match="roots of degree 1,000,000,000 in exact arithmetic; take"):
        model.with_parameters(decisiveness=Fraction(1, 10**9))
    assert model.with_parameters(decisiveness=Fraction(3, 2)).utility.decisiveness == Fraction(3, 2)


def test_other_responses_on_offer_make_a_part_of_the_table():
    model = load_case("europe-1938").model
    part = model.with_actions([["bandwagon"], ["balance", "bandwagon"], ["buck_pass"]])
    assert np.array_equal(part.payoffs(), model.payoffs()[:, 2:, 0::2, 1:2])
    with pytest.raises(InvalidModelError, match="unknown action"):
        model.with_actions([["wait"]] * 3)
    with pytest.raises(InvalidModelError, match="responses of 3 states, got 2"):
        model.with_actions([["balance"]] * 2)


@pytest.mark.parametrize(
    ("actions", "message"),
    [
        (("balance", "bandwagon", "buck_pass", "neutral"), r"expected a sequence of responses for each state, got \("),
        (("balance", "bandwagon", "buck_pass"), "one sequence for them all"),
        ("balance", "got 'balance'"),
        (3, "got 3"),
        ((("balance",), (), ("balance",)), "expected a sequence of responses for each state"),
        ((("balance",),) * 4, "responses of 3 states, got 4"),
        ((("balance",), ("wait",), ("balance",)), "unknown action 'wait'"),
    ],
)
def test_a_model_built_by_hand_says_what_actions_it_takes(actions, message):
    with pytest.raises(InvalidModelError, match=message):
        replace(load_case("europe-1938").model, actions=actions).game()
