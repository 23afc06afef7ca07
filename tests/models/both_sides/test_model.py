"""The model of two sides: its parameters by state and by threat, families, symbols, exactness."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

import alignment_games as ag
from alignment_games.errors import InvalidModelError, UnsupportedGameError

MODEL = ag.as_model("both_sides")


def test_parameters_put_back_change_nothing():
    model = ag.as_model("nato-approach-2008")
    values = {name: each.value for name, each in model.parameters().items()}
    again = model.with_parameters(**values)
    index = (0,) * len(model.names)
    sums = [each.sums().sums.payoffs_at(np.array(index)) for each in (model, again)]
    assert np.array_equal(*sums)
    assert set(values["threat_power"]) == {"USA"}  # Russia is a player: its power is among the powers
    assert values["threat_offence"] == {"USA": 1.2, "Russia": 1}
    assert values["guarantors"] == {"USA": 0.14780237}
    assert set(values["power"]) == set(model.names)


def test_a_leaders_power_is_one_figure():
    stronger = MODEL.with_parameters(power={"Sparta": 0.4, "Corcyra": 0.1})
    assert stronger.first.against.power == stronger.second.states[0].power == 0.4
    assert stronger.first.states[1].power == 0.1


def test_figures_go_to_the_side_that_has_the_state():
    changed = MODEL.with_parameters(intent={"Corinth": 0.9}, burden=0.1, reliability={("Sparta", "Corinth"): 0.3})
    assert changed.first.threat.intent == MODEL.first.threat.intent
    assert changed.second.threat.intent["Corinth"] == 0.9
    assert changed.first.utility.burden == changed.second.utility.burden == 0.1
    assert changed.second.reliability == {("Sparta", "Corinth"): 0.3}
    assert changed.with_parameters(reliability={"Sparta.Corinth": 0.5}).second.reliability["Sparta", "Corinth"] == 0.5
    spread = MODEL.with_parameters(burden=np.array([0.1, 0.2, 0.3, 0.4]))
    assert [side.utility.burden.tolist() for side in spread.sides] == [[0.1, 0.2], [0.3, 0.4]]


def test_grids_give_the_games_one_by_one():
    grid = np.array([[0.0], [0.5], [1.0]])
    family = MODEL.with_parameters(provocation={"Sparta": grid}, burden=grid / 5).game()
    assert family.batch_shape == (3,)
    for k, value in enumerate(grid[:, 0].tolist()):
        one = MODEL.with_parameters(provocation={"Sparta": value}, burden=value / 5).game()
        np.testing.assert_allclose(family.payoffs[k], one.payoffs, atol=1e-15)


@pytest.mark.slow
def test_one_fraction_or_symbol_makes_both_sides_exact():
    exact = MODEL.with_parameters(provocation={"Sparta": Fraction(1, 2)})
    assert {type(each) for each in exact.game().payoffs.flat} <= {Fraction, int}
    gamma = sympy.Symbol("gamma", positive=True)
    symbolic = MODEL.with_parameters(provocation=gamma).game()
    assert symbolic.arithmetic == "symbolic"
    half = symbolic.substitute({gamma: Fraction(1, 2)}).payoffs.astype(float)
    np.testing.assert_allclose(half, MODEL.with_parameters(provocation=0.5).game().payoffs, atol=1e-14)


def test_provocation_alone_brings_the_race():
    """What the one musters makes the other's stand worth while, and the reverse: nobody would begin."""
    calm = ag.solve(MODEL.with_parameters(provocation=0))
    assert calm.complete
    assert [each.actions for each in calm] == [("buck_pass",) * 4]
    race = {each.actions for each in ag.solve(MODEL) if each.pure}
    assert race == {("buck_pass",) * 4, ("balance",) * 4}


def test_thirteen_states_are_solved_whole_by_their_sums():
    solution = ag.solve("nato-approach-2008")
    assert solution.complete
    with pytest.raises(UnsupportedGameError, match="sums"):
        ag.as_model("nato-approach-2008").game()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"brden": 0.1}, "did you mean 'burden'"),
        ({"intent": {"Spata": 0.1}}, "did you mean 'Sparta'"),
        ({"provocation": {"Spata": 1}}, "did you mean 'Sparta'"),
        ({"provocation": -1}, "provocation by Sparta must be a finite number of at least 0"),
        ({"threat_power": {"Sparta": 1}}, "threat_power: each threat is a player here"),
    ],
)
def test_bad_parameters_are_refused_in_words(changes, words):
    with pytest.raises(InvalidModelError, match=words):
        MODEL.with_parameters(**changes)
