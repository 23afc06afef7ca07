"""Every encoding of the catalogue goes through everything that is asked of a model: one product."""

import math

import numpy as np
import pytest
import sympy

import alignment_games as ag
from alignment_games.errors import AlignmentGamesError, InvalidModelError
from alignment_games.models.registry import BUILDERS, example
from alignment_games.report.parameters import parameter_records, parameters_text
from alignment_games.report.show import show
from alignment_games.sweeps import guesses, swings

pytestmark = pytest.mark.slow  # every encoding through every verb

MODELS = {name: example(name) for name in BUILDERS}
#: What two sides have that one response game, which is asked about all its figures, has not.
OF_TWO_SIDES = ("provocation", "power", "intent", "threat_offence")
#: One figure of each parameter of each encoding: the parameter itself, or its first entry where it has several.
FIGURES = [
    (name, (parameter, each.entries[0]) if each.entries else parameter)
    for name, model in MODELS.items()
    for parameter, each in model.parameters().items()
    if name != "both_sides" or parameter in OF_TWO_SIDES
]


def _value(model, key):
    parameter, entry = key if isinstance(key, tuple) else (key, "")
    value = model.parameters()[parameter].value
    return float(value[entry] if entry else value)


@pytest.mark.parametrize("name", BUILDERS)
def test_it_is_shown_explained_and_briefed(name):
    model = MODELS[name]
    assert isinstance(model, ag.Model)
    page = show(model)
    assert all(state in page for state in model.names)
    assert f"{len(ag.solve(name))} equilibri" in ag.explain(name)
    titles = [section.title for section in ag.brief(model).sections]
    assert {"In short", "The game", "Equilibria in words", "How this was made"} <= set(titles)
    assert ("Assumptions" in titles) == bool(model.parameters())


@pytest.mark.parametrize("name", BUILDERS)
def test_its_parameters_are_described_once_and_everywhere_the_same(name):
    model = MODELS[name]
    known = model.parameters()
    page = parameters_text(model)
    for parameter, each in known.items():
        assert each.meaning
        assert parameter in page
        assert each.low is None or all(value >= each.low for value in _figures(each))
        assert each.high is None or all(value <= each.high for value in _figures(each))
    assert [record["name"] for record in parameter_records(model)] == list(known)


def _figures(parameter):
    return [float(value) for value in (parameter.value.values() if parameter.by_state else [parameter.value])]


@pytest.mark.parametrize(("name", "key"), FIGURES)
def test_a_sweep_over_each_figure_has_the_equilibria_of_the_games_made_one_by_one(name, key):
    model = MODELS[name]
    parameter, entry = key if isinstance(key, tuple) else (key, "")
    low, high = model.parameters()[parameter].limits(0.01)
    now = _value(model, key)
    grid = [now, min(high, max(low, now + 0.05 * (abs(now) or 1)))]
    diagram = ag.sweep(model, {key: grid})
    for k, value in enumerate(grid):
        game = model.with_parameters(**{parameter: {entry: value} if entry else value}).game()
        pure = ag.solve(game, ag.solvers.PureEnumeration())
        assert sorted(diagram.equilibria_at(k)) == sorted(equilibrium.actions for equilibrium in pure)


@pytest.mark.parametrize("name", BUILDERS)
def test_fractions_give_the_payoffs_of_floats(name):
    floats, exact = MODELS[name].game().to_float(), MODELS[name].exact().game()
    assert exact.arithmetic == ("exact" if MODELS[name].parameters() else "float")
    np.testing.assert_allclose(exact.to_float().payoffs, floats.payoffs, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("name", "key"), FIGURES)
def test_what_a_parameter_may_not_be_is_refused(name, key):
    parameter, entry = key if isinstance(key, tuple) else (key, "")
    model = MODELS[name]
    each = model.parameters()[parameter]
    if each.low is not None:
        with pytest.raises(InvalidModelError):
            model.with_parameters(**{parameter: {entry: each.low - 1} if entry else each.low - 1}).game()


@pytest.mark.parametrize("name", BUILDERS)
def test_its_figures_may_be_uncertain_and_flip(name):
    model = MODELS[name]
    if not model.parameters():
        with pytest.raises(InvalidModelError, match="no figures that could be uncertain"):
            guesses(model)
        return
    spread = guesses(model, 0.05)
    found = ag.uncertain(model, spread, draws=20, rng=1)
    assert sum(estimate.value for estimate in found.alignments().values()) + found.none.value == pytest.approx(1)
    first = next(iter(spread))
    if name == "deterrence":  # whose example has mixed equilibria alone
        for ask in (lambda: swings(model, spread), lambda: ag.nearest_flip(model, [first])):
            with pytest.raises(InvalidModelError, match="no pure equilibrium"):
                ask()
        return
    assert len(swings(model, spread)) == len(spread)
    flip = ag.nearest_flip(model, [first])
    assert flip is None or (flip.distance >= 0 and math.isfinite(flip.distance))


@pytest.mark.parametrize("name", BUILDERS)
def test_it_has_conditions_in_a_symbol(name):
    model = MODELS[name].exact()
    profile = [own[0] for own in model.actions]
    for parameter, each in model.parameters().items():
        symbol = sympy.Symbol(parameter, positive=True)
        try:
            symbolic = model.with_parameters(**{parameter: dict.fromkeys(each.entries[:1], symbol) or symbol}).game()
        except AlignmentGamesError:  # whole numbers and comparisons admit no symbol
            continue
        if symbolic.arithmetic == "symbolic":
            assert str(ag.conditions(symbolic, profile))
            return
    assert name == "irrational"


def test_numbers_by_state_reach_that_state_alone():
    model = MODELS["chain_ganging"].with_parameters(cost={"France": 0.3})
    assert model.parameters()["cost"].value == {"France": 0.3, "Britain": 0.1}
    before, after = MODELS["chain_ganging"].game().payoffs, model.game().payoffs
    assert np.array_equal(before[1], after[1])
    assert not np.array_equal(before[0], after[0])
