import math
from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games import InvalidModelError, State, System, perceived_threat, securitize
from alignment_games.states import (
    AdditiveThreat,
    ExponentialProximity,
    GivenThreat,
    LossOfStrength,
    MultiplicativeThreat,
    PowerOnlyThreat,
    RationalProximity,
    absolute_power,
)

GERMANY = State("Germany", power=0.15, offence=1.2)
STATES = [State("Britain", power=0.05), State("France", power=0.03)]
INPUTS = {"distance_km": [1000, 500], "intent": [0.5, 0.8]}


def test_the_multiplicative_form_by_hand():
    threat = perceived_threat(STATES, of=GERMANY, **INPUTS)
    # power 0.15/0.20 and 0.15/0.18; proximity 1/2 and 2/3
    assert threat["Britain"] == pytest.approx(0.75 * 0.5 * 1.2 * 0.5)
    assert threat[1] == pytest.approx(0.15 / 0.18 * (2 / 3) * 1.2 * 0.8)
    assert np.asarray(threat).shape == (2,)
    assert len(threat) == 2


def test_exponents_and_the_absolute_measure():
    form = MultiplicativeThreat(power=2, proximity=0, offence=1, intent=3)
    threat = perceived_threat(STATES, of=GERMANY, **INPUTS, form=form, capability=absolute_power)
    assert threat["France"] == pytest.approx(0.15**2 * 1.2 * 0.8**3)


def test_the_additive_form_is_a_weighted_mean():
    threat = perceived_threat(
        STATES, of=GERMANY, **INPUTS, form=AdditiveThreat(power=2, proximity=1, offence=0, intent=1)
    )
    assert threat["Britain"] == pytest.approx((2 * 0.75 + 0.5 + 0.5) / 4)


def test_power_only_forgets_everything_else():
    one = perceived_threat(STATES, of=GERMANY, distance_km=10, intent=0, form=PowerOnlyThreat())
    two = perceived_threat(STATES, of=GERMANY, distance_km=9000, intent=1, form=PowerOnlyThreat())
    assert one.values.tolist() == two.values.tolist() == pytest.approx([0.75, 0.15 / 0.18])


def test_zero_intent_is_no_threat():
    assert perceived_threat(STATES, of=GERMANY, distance_km=10, intent=0).values.tolist() == [0, 0]


def test_a_land_border_is_proximity_one():
    near = perceived_threat(STATES, of=GERMANY, distance_km=[1000, 500], intent=1, contiguous=[False, True])
    assert near.sources["proximity"].tolist() == [0.5, 1]
    assert perceived_threat(STATES, of=GERMANY, contiguous=True).sources["proximity"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("proximity", "expected"),
    [
        (RationalProximity(1000), 1 / 1.5),
        (ExponentialProximity(1000), math.exp(-0.5)),
        (LossOfStrength(reach_km=250, share=0.9), 0.81),
    ],
)
def test_proximity_forms_at_500_km(proximity, expected):
    assert proximity(500) == pytest.approx(expected)
    assert proximity(0) == 1


def test_securitization_multiplies_the_odds():
    for intent in (0.1, 0.5, 0.9):
        for sigma in (0.25, 1, 4):
            shifted = securitize(intent, sigma)
            assert shifted / (1 - shifted) == pytest.approx(sigma * intent / (1 - intent))
    assert securitize(0, 5) == 0
    assert securitize(1, 0.1) == 1


def test_floats_fractions_and_symbols_agree():
    p, q, g, o, i, s, d = sympy.symbols("p q g o i s d", positive=True)
    values = {p: Fraction(1, 20), q: Fraction(3, 100), g: Fraction(3, 20), o: Fraction(6, 5), i: Fraction(1, 2)}
    values |= {s: Fraction(2), d: Fraction(700)}

    def build(power_b, power_f, power_g, offence, intent, sigma, distance):
        states = [State("Britain", power_b), State("France", power_f)]
        germany = State("Germany", power_g, offence)
        inputs = {"distance_km": distance, "intent": intent, "securitization": sigma}
        return perceived_threat(states, of=germany, **inputs).values

    symbolic = build(*values)
    exact = build(*values.values())
    floats = build(*(float(v) for v in values.values()))
    for k in range(2):
        assert isinstance(exact[k], Fraction)
        assert symbolic[k].subs(values) == sympy.Rational(exact[k].numerator, exact[k].denominator)
        assert floats[k] == pytest.approx(float(exact[k]), rel=1e-14)


def test_a_grid_on_leading_axes():
    grid = np.linspace(0, 1, 7)[:, None]
    threat = perceived_threat(STATES, of=GERMANY, distance_km=[1000, 500], intent=grid)
    assert threat.values.shape == (7, 2)
    one = perceived_threat(STATES, of=GERMANY, distance_km=[1000, 500], intent=grid[3, 0])
    assert threat.values[3].tolist() == one.values.tolist()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "distance_km is missing; give the km from Germany to Britain, France"),
        ({"distance_km": [1, 2, 3]}, "distance_km needs one value for each of 2 states"),
        ({"distance_km": -1}, "distance_km must be a finite number of at least 0, got -1"),
        ({"distance_km": {"Britain": 1}}, "distance_km is missing for France"),
        ({"distance_km": {"Britain": 1, "Frence": 2}}, "did you mean 'France'"),
        ({"distance_km": 1, "intent": 1.2}, "intent must be between 0 and 1, got 1.2"),
        ({"distance_km": 1, "intent": float("nan")}, "intent must be between 0 and 1, got nan"),
        ({"distance_km": 1, "intent": "high"}, "intent must be a number, got 'high'"),
        ({"distance_km": 1, "securitization": 0}, "securitization must be a finite number above 0"),
    ],
)
def test_bad_inputs_are_refused_in_words(options, message):
    with pytest.raises(InvalidModelError, match=message):
        perceived_threat(STATES, of=GERMANY, **options)


def test_the_threat_is_not_one_of_those_who_face_it():
    with pytest.raises(InvalidModelError, match="Germany is both the threat and"):
        perceived_threat([*STATES, GERMANY], of=GERMANY, distance_km=1)


@pytest.mark.parametrize("names", [3, None, "France", [1, 2]])
def test_a_given_threat_has_a_list_of_names(names):
    with pytest.raises(InvalidModelError, match=r"names must be|entry 1 of names"):
        GivenThreat(names, [0.1, 0.2])


def test_given_threats_by_name():
    given = GivenThreat(["Britain", "France"], {"Britain": 0.2, "France": 0.4})
    assert given["France"] == 0.4
    assert given.names == ("Britain", "France")
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        given["Frnce"]


def test_a_system_reads_its_dyads_either_way_round():
    system = System(
        [GERMANY, *STATES],
        distance_km={("Britain", "Germany"): 1000},
        contiguous=[("France", "Germany")],
        intent={("Germany", "Britain"): 0.5, ("Germany", "France"): 0.8},
    )
    threat = system.perceived_threat(of="Germany")
    assert threat["Britain"] == pytest.approx(0.75 * 0.5 * 1.2 * 0.5)
    assert threat["France"] == pytest.approx(0.15 / 0.18 * 1.2 * 0.8)
    with pytest.raises(InvalidModelError, match="no distance_km between France and Britain"):
        system.perceived_threat(of="France")
    with pytest.raises(InvalidModelError, match="unknown state 'Germny'; did you mean 'Germany'"):
        system.perceived_threat(of="Germny")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: State("", 1), "a state needs a name"),
        (lambda: State("A", -1), "power of A must be a finite number of at least 0, got -1"),
        (lambda: State("A", float("nan")), "power of A must be a finite number"),
        (lambda: State("A", None), "power of A must be a number, got None"),
        (lambda: State("A", 1, offence=-2), "offence of A"),
        (lambda: State("A", sympy.Symbol("x", negative=True)), "got the negative x"),
        (lambda: System([State("A", 1), State("A", 2)]), "'A' is listed twice"),
        (lambda: System([State("A", 1)], distance_km={("A", "A"): 1}), "two different states"),
    ],
)
def test_bad_states_are_refused_in_words(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()
