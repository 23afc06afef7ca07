from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from sympy import Eq, Rational, Symbol, symbols

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError, solve
from alignment_games.solvers import PureEnumeration
from alignment_games.symbolic import conditions
from alignment_games.symbolic._analysis import Analysis
from alignment_games.symbolic.equilibrium_conditions import pure_conditions
from tests.symbolic.symbolic_oracle import (
    NAMES,
    exact_value,
    is_exact_equilibrium,
    public_good,
    random_points,
    response,
    response_names,
)
from tests.tries import tries

pytestmark = pytest.mark.slow  # exact algebra: seconds, and the same on every processor


def all_conditions(game, given=()):
    analysis = Analysis(game, given)
    return {analysis.labels(index): pure_conditions(analysis, index) for index in analysis.indices()}


@pytest.fixture(scope="module")
def two_states():
    return all_conditions(response(2))


@pytest.fixture(scope="module")
def three_states():
    return all_conditions(response(3))


def agrees_with_brute_force(found, build, names, seed):
    """Each condition against exact regrets at random points; returns how often it held, so that both sides are seen."""
    points = random_points(names, tries(80, of=200), seed)
    games = [build(point) for point in points]
    held = 0
    for profile, result in found.items():
        values = exact_value([c.expression for c in result], names)
        for point, game in zip(points, games, strict=True):
            says = not result.never and all(v >= 0 for v in values(point))
            assert says == is_exact_equilibrium(game, profile), (profile, point)
            held += says
    return held


def test_two_state_conditions_agree_with_exact_regrets(two_states):
    held = agrees_with_brute_force(two_states, lambda p: response(2, p), response_names(2), seed=1)
    assert 0 < held < 9 * tries(80, of=200)


def test_three_state_conditions_agree_with_exact_regrets(three_states):
    held = agrees_with_brute_force(three_states, lambda p: response(3, p), response_names(3), seed=2)
    assert 0 < held < 27 * tries(80, of=200)


@pytest.mark.parametrize("fixture", ["two_states", "three_states"])
def test_every_inequality_is_violated_alone_by_its_witness(fixture, request):
    found = request.getfixturevalue(fixture)
    n = len(next(iter(found)))
    checked = 0
    for profile, result in found.items():
        assert result.undecided == ()
        values = exact_value([c.expression for c in result], response_names(n))
        for k, point in enumerate(result.witnesses):
            at = {str(s): Fraction(int(x.p), int(x.q)) for s, x in point.items()}
            assert [v < 0 for v in values(at)] == [j == k for j in range(len(result))]
            assert not is_exact_equilibrium(response(n, at), profile)
            checked += 1
    assert checked > 4 * len(found) // 2


def test_conditions_are_tagged_and_ordered_by_state(three_states):
    result = three_states["balance", "buck_pass", "bandwagon"]
    assert [(c.state, c.action, c.deviation) for c in result] == [
        ("Britain", "balance", "buck_pass"),
        ("Britain", "balance", "bandwagon"),
        ("France", "buck_pass", "balance"),
        ("France", "buck_pass", "bandwagon"),
        ("USSR", "bandwagon", "balance"),
        ("USSR", "bandwagon", "buck_pass"),
    ]
    assert str(result).startswith(
        "(Britain: balance, France: buck_pass, USSR: bandwagon) is an equilibrium exactly when"
    )


def test_positive_factors_and_denominators_are_cleared():
    x, y, w = symbols("x y w", positive=True)
    game = NormalFormGame([[(x - y) * w / (x + w) ** 2, 0]], ["France"], [["balance", "pass"]])
    (only,) = conditions(game, "balance")
    assert only.expression == x - y


def test_redundant_inequalities_are_dropped_with_a_certificate_that_checks():
    x, y, q = symbols("x y q", positive=True)
    payoffs = {"stay": 0, "a": x - y, "b": 2 * x - 2 * y - 1, "c": x - y + q, "d": x * q - y * q}
    game = NormalFormGame([list(payoffs.values())], ["France"], [list(payoffs)])
    result = conditions(game, "stay")
    assert [c.deviation for c in result] == ["c"]
    assert [i.condition.deviation for i in result.implied] == ["a", "b", "d"]
    for implied in result.implied:
        assert implied.certificate.check()
        assert implied.certificate.goal.expand() == implied.condition.expression.expand()
        assert {hypothesis.expand() for _, hypothesis, _ in implied.certificate.terms} <= {y - x - q}


def test_conditions_that_exclude_each_other_are_never():
    x, y = symbols("x y", positive=True)
    game = NormalFormGame([[[x, 0], [y, 0]], [[y, x + 1], [0, 0]]], ["A", "B"], [["s", "t"]] * 2)
    result = conditions(game, "s, s")
    assert result.never
    assert result.because.check()
    assert "never" in str(result)


def test_waiting_is_strictly_best_when_strength_adds_up_and_fighting_costs():
    # Powell-like: joining a coalition of total x against S - x pays s*x**(m-1)/(x**m + y**m) - cost; m = 1.
    own, other, threat, cost = symbols("s a t k", positive=True)
    total = own + other + threat

    def share(x):
        return own * x**0 / (x + (total - x))

    options = [share(own + other) - cost, share(own + threat) - cost, own / total]
    game = NormalFormGame([options], ["France"], [["balance", "bandwagon", "wait"]])
    assert conditions(game, "wait", strict=True).always
    assert conditions(game, "balance").never
    assert conditions(game, "bandwagon").never


def test_unknown_signs_give_both_cases_and_a_message():
    b, c = symbols("b c", positive=True)
    k = Symbol("k")
    game = NormalFormGame([[b / k, c]], ["France"], [["balance", "pass"]])
    result = conditions(game, "balance")
    assert result[0].undecided == (k,)
    assert "the sign of k is not known" in str(result)
    (above, if_above), (below, if_below) = result[0].cases
    for value in (Fraction(3, 2), Fraction(-3, 2), Fraction(1, 4)):
        at = {b: Rational(1), c: Rational(1), k: Rational(value)}
        truth = 1 / value >= 1
        case = if_above if above.subs(at) else if_below
        assert bool(case.subs(at)) == truth == result.holds(at)
        assert bool(above.subs(at)) != bool(below.subs(at))


def test_a_symbol_that_turns_the_inequality_round_gives_all_cases():
    x = Symbol("x", positive=True)
    k = Symbol("k", real=True)
    game = NormalFormGame([[k * (x - 1), 0]], ["France"], [["balance", "pass"]])
    (only,) = conditions(game, "balance")
    assert only.switches == (k,)
    assert [assumed for assumed, _ in only.cases] == [k > 0, k < 0, Eq(k, 0)]
    for value, at_x in product((-2, 0, 3), (Rational(1, 2), 1, 2)):
        at = {k: value, x: at_x}
        (holds,) = [bool(rule.subs(at)) for assumed, rule in only.cases if assumed.subs(at)]
        assert holds == (value * (at_x - 1) >= 0)


def test_strictness_where_only_ties_stand_in_the_way():
    # The gain u + v is never negative, and is zero only where both are: strictness is a condition, not impossible.
    u, v = symbols("u v", nonnegative=True)
    for first in (u, -u):
        game = NormalFormGame([[first + v, first - u]], ["France"], [["a", "b"]])
        assert conditions(game, "a").always
        strict = conditions(game, "a", strict=True)
        assert not strict.never
        assert [strict.holds({u: x, v: y}) for x, y in product((0, 1), repeat=2)] == [False, True, True, True]
    low = NormalFormGame([[-u - v, 0]], ["France"], [["a", "b"]])
    weak = conditions(low, "a")
    assert [weak.holds({u: x, v: y}) for x, y in product((0, 1), repeat=2)] == [True, False, False, False]


def test_predicate_agrees_with_exact_evaluation_on_grids(two_states):
    result = two_states["balance", "buck_pass"]
    points = random_points(response_names(2), 50, seed=5)
    grids = {name: np.array([float(p[name]) for p in points]) for name in response_names(2)}
    found = result.predicate()(**grids)
    clear = [
        min(abs(v) for v in exact_value([c.expression for c in result], response_names(2))(p)) > 1e-9 for p in points
    ]
    assert sum(clear) > 40
    for k, point in enumerate(points):
        if clear[k]:
            assert found[k] == result.holds({n: Rational(v) for n, v in point.items()})
    assert result.predicate()(**{n: x[:, None] if n == "burden" else x for n, x in grids.items()}).shape == (50, 50)


def test_numbers_give_the_same_answer_as_the_solver():
    rng = np.random.default_rng(3)
    for _ in range(20):
        table = rng.integers(0, 5, size=(2, 3, 3)).astype(object)
        game = NormalFormGame([part.tolist() for part in table])
        pure = {e.actions for e in solve(game, PureEnumeration())}
        assert {p for p in game.pure_profiles() if conditions(game, p).always} == pure
        assert all(conditions(game, p).never for p in game.pure_profiles() if p not in pure)


def test_shifting_and_scaling_payoffs_changes_nothing():
    s, t = symbols("s t", positive=True)
    plain = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    moved = NormalFormGame(plain.payoffs * (s + t) + s, plain.players, plain.actions)
    for profile in plain.pure_profiles():
        a, b = conditions(plain, profile), conditions(moved, profile)
        assert ([c.expression for c in a], a.never) == ([c.expression for c in b], b.never)


def test_symbolic_exponents_are_read_once():
    m = Symbol("m", positive=True)
    d, a, c = symbols("d a c", positive=True)
    held = d**m / (d**m + a**m)
    game = NormalFormGame([[held - c, held**2]], ["France"], [["balance", "pass"]])
    (only,) = conditions(game, "balance")
    assert only.expression.expand() == (d**m * a**m - c * (d**m + a**m) ** 2).expand()


def test_given_inequalities_are_used():
    b, c = symbols("b c", positive=True)
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    assert conditions(game, "balance, buck_pass", given=[c < b]).always
    assert conditions(game, "buck_pass, buck_pass", given=[c < b]).never
    assert "given c < b" in str(conditions(game, "balance, buck_pass", given=c < b))


def test_strict_equilibrium_needs_strict_inequalities():
    b, c = symbols("b c", positive=True)
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    assert conditions(game, "balance, buck_pass", strict=True)[0].relation == (b - c > 0)
    tied = NormalFormGame([[b, b]], ["France"], [["x", "y"]])
    assert conditions(tied, "x").always
    assert conditions(tied, "x", strict=True).never


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda g: conditions(g, "balanse, buck_pass"), InvalidModelError, "did you mean 'balance'"),
        (
            lambda g: conditions(g, {"Grance": "balance", "Britain": "balance"}),
            InvalidModelError,
            "did you mean 'France'",
        ),
        (lambda g: conditions(g, "balance, buck_pass", given=["b > c"]), InvalidModelError, "expected inequalities"),
        (
            lambda g: conditions(g, "balance, buck_pass", given="b > c"),
            InvalidModelError,
            "expected SymPy inequalities",
        ),
        (lambda g: conditions(g, [[0.5, 0.5], [1, 0]]), InvalidModelError, "mixed_conditions"),
        (lambda g: conditions(g, "balance, buck_pass").holds(b=1), InvalidModelError, "needs a value for c"),
    ],
)
def test_bad_input_is_refused_with_the_remedy(call, error, message):
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    with pytest.raises(error, match=message):
        call(game)


def test_families_of_games_are_refused():
    batch = NormalFormGame(np.zeros((4, 2, 2, 2)), players=["A", "B"])
    with pytest.raises(UnsupportedGameError, match="family of games"):
        conditions(batch, "1, 1")
