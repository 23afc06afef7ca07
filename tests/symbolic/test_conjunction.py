"""What `conditions` hands back, asked at points and shown: the predicate, the signs, the page."""

import numpy as np
import pytest
from sympy import Add, Ge, Gt, Le, Lt, Mul, Rational, Symbol, sqrt

from alignment_games import InvalidModelError, NormalFormGame
from alignment_games.symbolic import conditions
from alignment_games.symbolic._relations import against_zero, told
from alignment_games.symbolic.conjunction import Condition, Conditions
from tests.symbolic.symbolic_oracle import random_points

X, C, K = Symbol("x", positive=True), Symbol("c", positive=True), Symbol("k", real=True)


def test_the_predicate_agrees_with_exact_evaluation_on_grids():
    found = conditions(NormalFormGame([[X**2 - C * X, 0, X - C * C]], ["A"], [["s", "t", "u"]]), "s")
    points = random_points(("x", "c"), 40, seed=5)
    grids = {name: np.array([float(p[name]) for p in points]) for name in ("x", "c")}
    said = found.predicate()(**grids)
    for k, point in enumerate(points):
        x, c = point["x"], point["c"]
        assert (
            found.holds(x=Rational(x), c=Rational(c)) == (x * x - c * x >= 0 and x * x - c * x >= x - c * c) == said[k]
        )
    assert found.predicate()(x=grids["x"][:, None], c=grids["c"]).shape == (40, 40)
    with pytest.raises(InvalidModelError, match="the condition needs a value for c"):
        found.predicate()(x=1.0)


def test_both_signs_of_what_is_not_known_are_cases():
    split = Condition("France", "balance", "pass", K * (X - 1), undecided=(K,))
    assert split.cases == ((K > 0, X - 1 >= 0), (K < 0, X - 1 <= 0))
    assert Condition("France", "balance", "pass", X - 1, strict=True).relation == (X - 1 > 0)


def test_a_sequence_of_nothing_is_always():
    game = NormalFormGame([[1, 0]], ["A"], [["s", "t"]])
    empty = Conditions(game, ("s",), ())
    assert empty.always
    assert len(empty) == 0
    assert str(empty) == "(A: s) is always an equilibrium."
    assert empty.holds()


def test_a_notebook_shows_each_inequality_with_labels_escaped():
    x, y, k = Symbol("x", positive=True), Symbol("y", positive=True), Symbol("k", real=True)
    game = NormalFormGame([[k * (x - y), 0, -1, x]], ["<i>A & B"], [["s", "t", "u", "v"]])
    page = conditions(game, "s")._repr_html_()
    assert "<caption>(&lt;i&gt;A &amp; B: s) is an equilibrium exactly when" in page
    assert "&lt;i&gt;A &amp; B would not rather play v than play s" in page
    assert page.count('<th scope="row">') == len(conditions(game, "s"))
    assert "<i>" not in page
    never = conditions(game, "u")._repr_html_()
    assert "(&lt;i&gt;A &amp; B: u) is never an equilibrium: " in never
    assert "<i>" not in never


def test_a_notebook_is_told_of_signs_that_are_not_known():
    x, k = Symbol("x", positive=True), Symbol("k", real=True)
    game = NormalFormGame([[k * (x - 1), 0]], ["France"], [["balance", "pass"]])
    page = conditions(game, "balance")._repr_html_()
    assert "the sign of k is not known: if k &gt; 0: x - 1 &gt;= 0; if k &lt; 0: x - 1 &lt;= 0; if Eq(k, 0): " in page


def test_rows_say_each_inequality_once_and_what_needs_none():
    b, c = Symbol("b", positive=True), Symbol("c", positive=True)
    needed = Condition("Ann", "stag", "hare", b - c)
    assert Conditions(None, ("stag",), (needed,)).to_records() == [
        {"state": "Ann", "action": "stag", "deviation": "hare", "inequality": "b >= c", "proviso": ""}
    ]
    assert [Conditions(None, (), (), never=never).to_records()[0]["inequality"] for never in (True, False)] == [
        "never",
        "always",
    ]


def test_relations_with_zero_are_those_of_sympy_and_are_written_as_by_it():
    rng = np.random.default_rng(8)
    kinds = Symbol("n", integer=True, positive=True), Symbol("p", prime=True), Symbol("m", nonpositive=True)
    atoms = [X, C, K, *kinds, Symbol("free"), sqrt(X), 1 / K, Rational(1, 10**9), Rational(10) ** 12]
    kept = 0
    for _ in range(60):
        chosen = [[atoms[j] for j in rng.integers(len(atoms), size=3)] for _ in range(3)]
        parts = [Mul(int(rng.integers(-3, 4)), *each[:2]) + int(rng.integers(3)) * each[2] for each in chosen]
        expression = Add(*parts[:2]) if rng.random() < 0.5 else parts[0] * parts[1] ** int(rng.integers(-2, 3) or 1)
        if expression.is_extended_real is False or expression.is_finite is False:
            continue
        kind = (Ge, Gt, Le, Lt)[rng.integers(4)]
        assert against_zero(kind, expression) == kind(expression, 0)
        assert told(kind(expression, 0)) == str(kind(expression, 0))
        kept += bool(kind(expression, 0).is_Relational)
    assert kept > 20
