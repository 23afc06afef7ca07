from fractions import Fraction

import numpy as np
import pytest
from sympy import Rational, Symbol, diff, symbols

import alignment_games as ag
from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError
from alignment_games.symbolic import Sign, threshold, thresholds
from tests.symbolic.symbolic_oracle import NAMES, public_good, random_points, response, response_names

COEFFICIENT = {Sign.POSITIVE: 1, Sign.NEGATIVE: -1, Sign.ZERO: 0}


@pytest.fixture(scope="module")
def burden():
    return threshold(response(2), "France", ("balance", "buck_pass"), "burden", others={"Britain": "balance"})


def test_the_critical_burden_is_the_threat_times_what_joining_saves(burden):
    # THEORY: balancing pays iff T [(1 - h_pass) - (1 + punishment)(1 - h_join)] >= burden.
    T, p, q, r, P, o, pi = symbols("T_F p_F p_B r_F P o punishment", positive=True)
    attack = o * P * r
    passing = Rational(3, 4) * p + q / 3
    lost_pass, lost_join = attack / (passing + attack), attack / (p + q + attack)
    expected = T * (lost_pass - (1 + pi) * lost_join)
    assert (burden.value - expected).together().expand().simplify() == 0
    assert burden.above is False
    assert burden.cases == ((True, Symbol("burden", positive=True) <= burden.value),)


def test_at_the_critical_value_the_exact_payoffs_tie_and_around_it_they_do_not(burden):
    names = [n for n in response_names(2) if n != "burden"]
    seen = 0
    for point in random_points(names, 40, seed=3):
        value = burden.value.subs({Symbol(k, positive=True): Rational(v) for k, v in point.items()})
        if value <= 0:
            continue
        seen += 1
        critical = Fraction(int(value.p), int(value.q))
        for shift, sign in ((Fraction(0), 0), (critical / 7, -1), (-critical / 7, 1)):
            game = response(2, {**point, "burden": critical + shift})
            difference = game.payoffs[1, 0, 0] - game.payoffs[1, 0, 1]
            assert (difference > 0) - (difference < 0) == sign
    assert seen > 5


def test_comparative_statics_agree_with_exact_differences(burden):
    step = Fraction(1, 10**6)
    names = [n for n in response_names(2) if n != "burden"]
    decided = {e.symbol: e.sign for e in burden.effects}
    assert decided[Symbol("T_F", positive=True)] is Sign.POSITIVE
    assert decided[Symbol("punishment", positive=True)] is Sign.NEGATIVE
    for point in random_points(names, 30, seed=4):
        at = {Symbol(k, positive=True): Rational(v) for k, v in point.items()}
        if burden.value.subs(at) <= 0:
            continue
        for effect in burden.effects:
            moved = burden.value.subs(at | {effect.symbol: at[effect.symbol] + Rational(step)}) - burden.value.subs(at)
            if effect.sign in COEFFICIENT:
                assert np.sign(float(moved)) == COEFFICIENT[effect.sign]


def test_ambiguous_effects_come_with_a_point_of_each_sign(burden):
    ambiguous = [e for e in burden.effects if e.sign is Sign.UNKNOWN]
    assert {str(e.symbol) for e in ambiguous} >= {"P", "o", "r_F"}
    for effect in ambiguous:
        assert effect.proven
        slope = diff(burden.value, effect.symbol)
        assert slope.subs(effect.rising) > 0
        assert slope.subs(effect.falling) < 0
        assert [word for _, word in effect.cases] == ["rises", "falls"]
        assert "ambiguous" in str(effect)


def test_securitization_has_a_threshold_only_where_joining_helps():
    found = threshold(response(2), "France", ("balance", "buck_pass"), "T_F", others={"Britain": "balance"})
    assert found.above is None
    (helps, rule), (_, otherwise) = found.cases
    assert otherwise == False  # noqa: E712 - SymPy's own false
    assert rule.rel_op == ">="
    at = {s: Rational(1) for s in found.polynomial.free_symbols} | {Symbol("punishment", positive=True): Rational(9)}
    assert not bool(helps.subs(at))


def test_two_critical_values_bound_the_power_of_the_threat():
    found = threshold(response(2), "France", ("balance", "buck_pass"), "P", others={"Britain": "balance"})
    assert len(found.values) == 2
    assert found.inside is True
    point = {n: Fraction(1) for n in response_names(2)} | {"burden": Fraction(1, 100), "punishment": Fraction(1, 100)}
    at = {Symbol(k, positive=True): Rational(v) for k, v in point.items() if k != "P"}
    low, high = (float(v.subs(at)) for v in found.values)
    assert 0 < low < high
    for power, prefers in ((low * 0.9, False), (low * 1.1, True), (high * 0.9, True), (high * 1.1, False)):
        game = response(2, {**point, "P": Fraction(power)})
        assert (game.payoffs[1, 0, 0] > game.payoffs[1, 0, 1]) == prefers


def test_quadratic_with_one_positive_root():
    x, b, c = symbols("x b c", positive=True)
    game = NormalFormGame([[x**2 + b * x, c]], ["France"], [["balance", "pass"]])
    found = threshold(game, "France", ("balance", "pass"), "x")
    assert (found.value**2 + b * found.value - c).expand() == 0
    assert found.value.is_positive is not False
    assert found.above is True
    assert found.effect("b").sign is Sign.NEGATIVE
    assert found.effect("c").sign is Sign.POSITIVE


def test_parameters_that_decide_nothing_say_so():
    b, c, x = symbols("b c x", positive=True)
    game = NormalFormGame([[b + x, b]], ["France"], [["balance", "pass"]])
    assert str(threshold(game, "France", ("balance", "pass"), "x")).endswith("at every x")
    other = NormalFormGame([[[b, x], [c, 0]], [[0, 0], [0, 0]]], ["France", "UK"], [["balance", "pass"]] * 2)
    found = threshold(other, "France", ("balance", "pass"), "x", others="balance")
    assert found.degree == 0
    assert found.values == ()
    with pytest.raises(UnsupportedGameError, match="no single critical value"):
        _ = found.value


def test_unknown_direction_gives_both_cases():
    b, x = symbols("b x", positive=True)
    k = Symbol("k", real=True)
    game = NormalFormGame([[k * x, b]], ["France"], [["balance", "pass"]])
    found = threshold(game, "France", ("balance", "pass"), "x")
    (above, rule), (below, never) = found.cases
    assert (above, rule, never) == (k > 0, x >= b / k, False)
    assert below == (k <= 0)


@pytest.mark.slow
def test_all_combinations_of_the_others_actions():
    found = thresholds(response(2), "France", ("balance", "buck_pass"), "burden")
    assert [t.others["Britain"] for t in found] == ["balance", "buck_pass", "bandwagon"]
    assert found[0].value != found[1].value


@pytest.mark.parametrize(
    ("arguments", "keywords", "error", "message"),
    [
        (("Grance", ("balance", "buck_pass"), "c"), {}, InvalidModelError, "did you mean 'France'"),
        (("France", ("balanse", "buck_pass"), "c"), {"others": "balance"}, InvalidModelError, "did you mean 'balance'"),
        (("France", ("balance", "buck_pass"), "q"), {"others": "balance"}, InvalidModelError, "unknown symbol 'q'"),
        (("France", ("balance", "buck_pass"), "c"), {}, InvalidModelError, "say what the other states do"),
        (("France", "balance", "c"), {"others": "balance"}, InvalidModelError, "expected two actions"),
        (
            ("France", ("balance", "buck_pass"), "c"),
            {"others": {"UK": "balance"}},
            InvalidModelError,
            "unknown state 'UK'",
        ),
        (("France", ("balance", "buck_pass"), "c"), {"others": {}}, InvalidModelError, "nothing said of Britain"),
    ],
)
def test_bad_input_is_refused_with_the_remedy(arguments, keywords, error, message):
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    with pytest.raises(error, match=message):
        threshold(game, *arguments, **keywords)


def test_a_parameter_in_an_exponent_is_refused():
    x, m = symbols("x m", positive=True)
    game = NormalFormGame([[x**m, 1]], ["France"], [["balance", "pass"]])
    with pytest.raises(UnsupportedGameError, match="whole powers"):
        threshold(game, "France", ("balance", "pass"), "m")


def test_a_large_game_is_asked_around_what_the_others_do(monkeypatch):
    model = ag.load_case("europe-1938").model.exact().with_parameters(**ag.symbolic.parameters("burden"))
    asked = ("France", ("balance", "buck_pass"), "burden")
    others = {"Britain": "balance", "USSR": "buck_pass"}
    table = ag.threshold(model, *asked, others=others)
    monkeypatch.setattr("alignment_games.symbolic.around._MOST_PAYOFFS", 0)
    monkeypatch.setattr(type(model), "game", lambda _: pytest.fail("the whole table was made"))
    around = ag.threshold(model, *asked, others=others)
    assert str(around) == str(table)
    assert around.values == table.values
