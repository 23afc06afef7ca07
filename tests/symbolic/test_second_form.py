"""Conditions and critical values of the default game, against payoffs worked out one at a time by a second method."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from sympy import Poly, Rational, Symbol, cancel, fraction, minimal_polynomial, together

from alignment_games import SecurityUtility, State, perceived_threat, response_game
from alignment_games.symbolic import conditions, regimes, thresholds
from tests.oracles import second_form
from tests.symbolic.symbolic_oracle import exact_value
from tests.tries import tries

pytestmark = pytest.mark.slow  # exact algebra: seconds, and the same on every processor

ACTIONS = ("balance", "buck_pass", "bandwagon")
NAMES = ("Britain", "France", "USSR")
POWER = [Fraction(1, 2), Fraction(1, 3), Fraction(3, 4)]
DISTANCE_KM = [1000, 500, 2000]
PROXIMITY = [Fraction(1, 2), Fraction(2, 3), Fraction(1, 3)]  # 1 / (1 + d / 1000 km)
INTENT = [Fraction(4, 5), Fraction(3, 4), Fraction(1, 2)]
CONVERSION = Fraction(6, 5)
DEFAULTS = SecurityUtility().exact().figures()
SYMBOLS = {
    name: Symbol(name, positive=True) for name in ("burden", "punishment", "reliability", "threat_power", "intent")
}


def game(n, **values):
    """The package's game of n states; ``intent`` is that of all of them."""
    intent = [values.pop("intent")] * n if "intent" in values else INTENT[:n]
    threat_power = values.pop("threat_power", Fraction(1))
    states = [State(name, power=power) for name, power in zip(NAMES[:n], POWER[:n], strict=True)]
    germany = State("Germany", power=threat_power, offence=CONVERSION)
    distances = list(map(Fraction, DISTANCE_KM[:n]))
    threat = perceived_threat(states, of=germany, distance_km=distances, intent=intent)
    return response_game(states, germany, threat, SecurityUtility(**{**DEFAULTS, **values}), actions=ACTIONS)


def situation(n, **values):
    """The same in the plain lists of the second method."""
    reliability = values.pop("reliability", DEFAULTS["reliability"])
    return second_form.Situation(
        power=POWER[:n],
        proximity=PROXIMITY[:n],
        intent=[values.pop("intent")] * n if "intent" in values else INTENT[:n],
        threat_power=values.pop("threat_power", Fraction(1)),
        conversion=CONVERSION,
        balance=[1] * n,
        reliability=[[reliability] * n for _ in range(n)],
        backing=[0] * n,
        all_backing=0,
        parameters={**DEFAULTS, "decisiveness": 2, **values},
    )


def random_values(names, count):
    """Fractions between 0 and 1, the power of the threat up to 4: small ones, near which the conditions turn."""
    rng = np.random.default_rng(11)
    most = {"threat_power": 4, "burden": Fraction(1, 3), "punishment": Fraction(1, 3)}
    rows = rng.integers(1, 24, (count, len(names))).tolist()
    return [{n: Fraction(k, 24) * most.get(n, 1) for n, k in zip(names, row, strict=True)} for row in rows]


@pytest.mark.parametrize(
    ("n", "names"),
    [
        (2, ("burden",)),
        (2, ("burden", "punishment")),
        (2, ("threat_power", "intent")),
        (3, ("burden", "intent")),
        (3, ("burden", "reliability")),
    ][: tries(4, of=5)],
)
def test_conditions_agree_with_exact_regrets(n, names):
    symbols = {name: SYMBOLS[name] for name in names}
    given = [SYMBOLS["intent"] <= 1] if "intent" in names else []
    symbolic = game(n, **symbols)
    points = random_values(names, tries(16, of=40))
    equilibria = [set(second_form.pure_equilibria(situation(n, **point), ACTIONS)) for point in points]
    seen = set()
    for profile in product(ACTIONS, repeat=n):
        result = conditions(symbolic, profile, given=given)
        values = exact_value([c.expression for c in result], names)
        for point, stable in zip(points, equilibria, strict=True):
            says = not result.never and all(v >= 0 for v in values(point))
            assert says == (profile in stable), (profile, point)
            seen.add((profile, says))
    assert len({profile for profile, says in seen if says}) > 1
    assert len({profile for profile, says in seen if not says}) == 3**n


def test_the_critical_burden_is_what_joining_saves_for_each_unit_of_the_threats_power():
    # Balancing pays iff S [lost_pass - (1 + punishment) lost_join] >= burden P. France chooses while Britain balances.
    rho, pi = SYMBOLS["reliability"], SYMBOLS["punishment"]
    found = thresholds(
        game(2, burden=SYMBOLS["burden"], reliability=rho, punishment=pi), "France", ACTIONS[:2], "burden"
    )
    own, help_, offence, near = Rational(1, 3), rho / 2, Rational(6, 5), Rational(2, 3)
    share = Rational(1) / (1 + own)
    weight = share * offence * Rational(3, 4)
    alone = own * Rational(3, 4)  # the own defence of peacetime; no spillover
    first = Rational(3, 4) * near / (Rational(3, 4) * near + Rational(4, 5) / 2)
    falls_alone = (offence * near) ** 2 / (alone**2 + (offence * near) ** 2)
    others_fail = offence**2 / (help_**2 + offence**2)
    lost_pass = falls_alone * (first + (1 - first) * others_fail)
    lost_join = (offence * near) ** 2 / ((own + help_) ** 2 + (offence * near) ** 2)
    expected = weight * (lost_pass - (1 + pi) * lost_join) / share
    assert found[0].others == {"Britain": "balance"}
    assert cancel(found[0].value - expected) == 0
    assert found[0].above is False


@pytest.mark.parametrize(("by", "most"), [("burden", 10), ("threat_power", 10**4), ("intent", 1)])
@pytest.mark.parametrize("n", [2, 3])
def test_payoffs_tie_exactly_at_the_critical_values_and_nowhere_else(n, by, most):
    x = SYMBOLS[by]
    given = [x <= most]
    crossed = 0
    for found in thresholds(game(n, **{by: x}), "France", ("balance", "buck_pass"), by, given=given):
        others = [found.others.get(name) for name in NAMES[:n]]
        better = [tuple(action if other is None else other for other in others) for action in ("balance", "buck_pass")]
        gain = [second_form.payoff(situation(n, **{by: x}), profile, 1) for profile in better]
        # The second method's own polynomial: denominators are sums of squares and positive.
        ties = Poly(fraction(together(gain[0] - gain[1]))[0], x)
        inside = [root for root in ties.intervals(eps=Rational(1, 10**9), inf=0, sup=most) if root[0][1] > 0]
        assert len(found.values) == len(inside)
        for value, ((low, high), _) in zip(found.values, inside, strict=True):
            assert low <= value <= high
            assert ties.rem(minimal_polynomial(value, x, polys=True)).is_zero
            crossed += 1
        for point in random_values([by], 12):
            at = [second_form.payoff(situation(n, **point), profile, 1) for profile in better]
            assert found.holds({x: Rational(point[by])}) == (at[0] >= at[1])
    assert crossed > 0


@pytest.mark.parametrize("by", ["burden", "threat_power"])
def test_one_parameter_is_divided_as_the_second_method_divides_it(by):
    found = regimes(game(2, **{by: SYMBOLS[by]}))
    assert found.complete
    sets = {frozenset(regime.profiles) for regime in found}
    assert len(sets) > 1
    for value in random_values([by], 20):
        assert frozenset(second_form.pure_equilibria(situation(2, **value), ACTIONS)) in sets
    for regime in found:
        (value,) = regime.point.values()
        at = situation(2, **{by: Fraction(int(value.p), int(value.q))})
        assert set(second_form.pure_equilibria(at, ACTIONS)) == set(regime.profiles)
