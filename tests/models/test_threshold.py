from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
import sympy

from alignment_games import (
    InvalidModelError,
    coalition_game,
    minimal_winning_coalitions,
    solve,
    threshold_game,
    volunteers_dilemma,
)
from alignment_games.solvers import PureEnumeration

#: CINC, Correlates of War, National Material Capabilities v7.0.
FIGURES = {
    1936: ({"UK": 0.076583385, "France": 0.053061351, "USSR": 0.1481709}, 0.11511528),
    1938: ({"UK": 0.077787034, "France": 0.045568597, "USSR": 0.16435921}, 0.15422215),
    1939: ({"UK": 0.09968365, "France": 0.039596099, "USSR": 0.1381359}, 0.1779559),
}
U, F, R, NOBODY = "UK", "France", "USSR", frozenset()
EXPECTED = {
    (1936, 0.75): [{R}, {U, F}],
    (1938, 0.75): [{R}, {U, F}],
    (1939, 0.75): [{R}, {U, F}],
    (1936, 1): [{R}, {U, F}],
    (1938, 1): [{R}],
    (1939, 1): [NOBODY, {U, R}],
    (1936, 1.25): [{R}],
    (1938, 1.25): [NOBODY, {U, R}, {F, R}],
    (1939, 1.25): [NOBODY, {U, R}],
    (1936, 1.5): [NOBODY, {U, R}, {F, R}],
    (1938, 1.5): [NOBODY, {U, R}],
    (1939, 1.5): [NOBODY, {U, F, R}],
}


def balancing(game):
    """The balancers of each pure equilibrium."""
    return {
        frozenset(p for p, action in zip(game.players, equilibrium.actions, strict=True) if action == "balance")
        for equilibrium in solve(game, PureEnumeration())
    }


@pytest.mark.parametrize(("year", "tau"), EXPECTED)
def test_the_thirties(year, tau):
    strengths, germany = FIGURES[year]
    found = balancing(threshold_game(strengths, against=germany, tau=tau))
    assert found == {frozenset(members) for members in EXPECTED[year, tau]}


@pytest.mark.parametrize("seed", range(40))
def test_pure_equilibria_are_the_minimal_winning_coalitions(seed):
    rng = np.random.default_rng(seed)
    strengths = {f"S{k}": int(x) for k, x in enumerate(rng.integers(1, 9, rng.integers(2, 6)))}
    required = int(rng.integers(1, sum(strengths.values()) + 3))
    game = threshold_game(strengths, against=required, cost=Fraction(1, 3))
    # By definition, without the function under test: winning, and losing without any one member.
    minimal = {
        frozenset(members)
        for size in range(len(strengths) + 1)
        for members in combinations(strengths, size)
        if sum(strengths[m] for m in members) >= required
        and all(sum(strengths[m] for m in members) - strengths[m] < required for m in members)
    }
    assert minimal_winning_coalitions(strengths, required) == minimal
    nobody = {frozenset()} if max(strengths.values()) < required else set()
    assert balancing(game) == minimal | nobody


@pytest.mark.parametrize("seed", range(30))
def test_decimals_are_compared_as_fractions_are(seed):
    rng = np.random.default_rng(seed)
    digits = int(rng.integers(1, 9))
    whole = rng.integers(1, 10**digits, rng.integers(2, 7)).tolist()
    required = sum(rng.choice(whole, rng.integers(1, len(whole) + 1), replace=False).tolist())  # one sum ties
    exact = {f"S{k}": Fraction(x, 10**digits) for k, x in enumerate(whole)}
    decimals = {name: float(f"{x}e-{digits}") for name, x in zip(exact, whole, strict=True)}
    least = Fraction(required, 10**digits)
    expected = minimal_winning_coalitions(exact, least)
    assert minimal_winning_coalitions(decimals, float(f"{required}e-{digits}")) == expected
    assert minimal_winning_coalitions(decimals, least) == expected
    games = [threshold_game(each, against=least, cost=0.1).payoffs.tolist() for each in (exact, decimals)]
    assert games[0] == games[1]


def test_the_requirement_is_the_product_of_decimals():
    # 1.1 x 1.1 is 1.2100000000000002 in floats
    assert balancing(threshold_game({"A": 1.0, "B": 0.21}, against=1.1, tau=1.1, cost=0.1)) == {
        frozenset(),
        frozenset({"A", "B"}),
    }


def test_a_computed_requirement_is_reached_by_what_it_was_computed_from():
    strengths = {"A": 0.1, "B": 0.2}
    assert minimal_winning_coalitions(strengths, 0.1 + 0.2) == {frozenset("AB")}  # 0.30000000000000004
    assert minimal_winning_coalitions(strengths, Fraction(300000001, 10**9)) == set()


@pytest.mark.parametrize(
    ("strengths", "required", "message"),
    [
        ({"A": sympy.Symbol("x"), "B": 1}, 1, "symbols cannot be compared"),
        ({"A": [1, 2], "B": 1}, 1, "must be one fraction or decimal"),
        ({"A": float("nan"), "B": 1}, 1, "strength of A must be a finite number"),
        ({"A": "1", "B": 1}, 1, "strength of A must be a number"),
        ({f"S{k}": 1 for k in range(40)}, 20, "coalitions of 40 states are too many"),
    ],
)
def test_strengths_that_cannot_be_compared_are_refused(strengths, required, message):
    with pytest.raises(InvalidModelError, match=message):
        minimal_winning_coalitions(strengths, required)


def test_floats_fractions_and_symbols_agree():
    cost, benefit = sympy.symbols("c b", positive=True)
    winning = [{"A", "B"}, {"A", "C"}, {"A", "B", "C"}]
    symbolic = coalition_game("ABC", winning, cost=cost, benefit=benefit)
    exact = coalition_game("ABC", winning, cost=Fraction(1, 4), benefit=2)
    same = threshold_game({"A": 3, "B": 1, "C": 1}, against=4, cost=Fraction(1, 4), benefit=2)
    floats = threshold_game({"A": 3.0, "B": 1.0, "C": 1.0}, against=4, cost=0.25, benefit=2.0)
    assert symbolic.substitute({cost: Fraction(1, 4), benefit: 2}).payoffs.tolist() == exact.payoffs.tolist()
    assert same.payoffs.tolist() == exact.payoffs.tolist()
    assert floats.payoffs.tolist() == exact.to_float().payoffs.tolist()


def test_the_volunteers_dilemma_has_one_volunteer_in_each_pure_equilibrium():
    for n in (2, 3, 4, 5):
        assert balancing(volunteers_dilemma(n, cost=0.25)) == {frozenset({f"State {k}"}) for k in range(1, n + 1)}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: threshold_game({"A": 1}, against=1), "at least two states, got A"),
        (lambda: threshold_game({"A": 1, "B": -1}, against=1), "strength of B must be"),
        (lambda: threshold_game({"A": 1, "B": 1}, against=0), "strength of the threat must be"),
        (lambda: threshold_game({"A": 1, "B": 1}, against=1, tau=0), "tau must be"),
        (lambda: threshold_game({"A": 1, "B": 1}, against=1, cost=-1), "cost must be"),
        (lambda: coalition_game("AB", [{"C"}], cost=1), "unknown state 'C'"),
        (lambda: volunteers_dilemma(3, cost=1, required=4), "between 1 and the 3 states, got 4"),
    ],
)
def test_bad_models_are_refused_in_words(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()
