from itertools import combinations

import pytest
from sympy import Integer, Rational, Symbol, symbols

from alignment_games import NormalFormGame, UnsupportedGameError, minimal_winning_coalitions, solve
from alignment_games.solvers import PureEnumeration
from alignment_games.symbolic import cells, regimes, step
from tests.symbolic.symbolic_oracle import NAMES, public_good, response, response_names
from tests.tries import tries

STRENGTHS = symbols("s_1:4", positive=True)
A, b, c = symbols("A b c", positive=True)
STATES = ("one", "two", "three")


def threshold_payoffs(*acts):
    strength = sum((s for s, own in zip(STRENGTHS, acts, strict=True) if own == "balance"), Integer(0))
    return [b * step(strength >= A) - (c if own == "balance" else 0) for own in acts]


@pytest.mark.slow
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)][: tries(1, of=3)])  # each comes first
def test_threshold_game_is_the_minimal_winning_coalition_theorem(order):
    first, second, third = (STRENGTHS[k] for k in order)
    game = NormalFormGame.from_function(threshold_payoffs, STATES, ["balance", "buck_pass"])
    found = cells(game, given=[c < b, first > second, second > third])
    assert len(found) == 9  # two ways to order first against second + third, sharing all winning structures but one
    structures = set()
    for cell in found:
        partition = regimes(cell.game, given=cell.given)
        assert partition.complete
        (only,) = partition
        equilibria = {frozenset(s for s, own in zip(STATES, p, strict=True) if own == "balance") for p in only.profiles}
        strengths = {name: cell.point[s] for name, s in zip(STATES, STRENGTHS, strict=True)}
        expected = minimal_winning_coalitions(strengths, cell.point[A])
        if not any(len(members) == 1 for members in expected):
            expected = expected | {frozenset()}
        assert equilibria == expected
        structures.add(frozenset(expected))
    assert len(structures) == 9


def test_two_state_balancing_divides_into_regimes_and_no_others():
    game = response(2)
    game = game.restrict([[0, 1], [0, 1]])
    found = regimes(game)
    assert found.complete
    assert found.interchangeable == (("Britain", "France"),)
    B, P = "balance", "buck_pass"
    sets = {frozenset(r.profiles) for r in found}
    # With a spillover of a third nobody is a buck-catcher for choice: (B, P) and (P, B) never go together.
    assert sets == {
        frozenset(),
        frozenset({(B, B)}),
        frozenset({(B, P)}),
        frozenset({(P, B)}),
        frozenset({(P, P)}),
        frozenset({(B, B), (P, P)}),
    }
    for regime in found:
        numbers = game.substitute(regime.point).to_exact()
        assert {e.actions for e in solve(numbers, PureEnumeration())} == set(regime.profiles)


def test_the_buck_is_passed_back_and_forth_only_with_enough_spillover():
    values = {name: Symbol(name, positive=True) for name in response_names(2)} | {"spillover": 1}
    found = regimes(response(2, values).restrict([[0, 1], [0, 1]]))
    B, P = "balance", "buck_pass"
    assert frozenset({(B, P), (P, B)}) in {frozenset(r.profiles) for r in found}


def test_interchangeable_states_are_folded_into_one_statement():
    game = NormalFormGame.from_function(public_good, NAMES, ["balance", "buck_pass"])
    found = regimes(game)
    assert found.interchangeable == (NAMES,)
    assert [len(s.profiles) for s in found.statements] == [1, 3, 3, 1]
    assert len(found.overlaps) == 1
    assert len(found.overlaps[0].profiles) == 3
    assert found.gaps == ()
    assert "likewise for 2 more" in str(found)


def test_states_that_differ_are_not_folded():
    x, y = symbols("x y", positive=True)
    game = NormalFormGame([[[x, 0], [1, 0]], [[y, 1], [0, 2]]], ["A", "B"], [["s", "t"]] * 2)
    assert regimes(game).interchangeable == (("A",), ("B",))


def test_matching_pennies_is_one_gap():
    found = regimes(NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], ["Even", "Odd"], [["h", "t"]] * 2))
    assert found.complete
    assert [r.profiles for r in found] == [()]


def test_payoffs_that_jump_must_be_cut_into_cells_first():
    game = NormalFormGame.from_function(threshold_payoffs, STATES, ["balance", "buck_pass"])
    with pytest.raises(UnsupportedGameError, match="cells"):
        regimes(game)


def test_every_pair_of_regimes_differs_at_its_points():
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    found = regimes(game)
    assert all(a.profiles != b.profiles for a, b in combinations(found, 2))


@pytest.mark.slow
def test_one_parameter_is_divided_completely_on_a_real_case():
    from alignment_games import load_case
    from alignment_games.symbolic import parameters

    case = load_case("europe-1938")
    found = regimes(case.game(**parameters("burden")))
    assert found.complete
    symbol = parameters("burden")["burden"]
    points = sorted({r.point[symbol] for r in found} | {Rational(k, 400) for k in range(1, 60)})
    by_set = {frozenset(r.profiles) for r in found}
    for value in points:
        numbers = case.game(burden=Rational(value))
        pure = {e.actions for e in solve(numbers.to_float(), PureEnumeration())}
        assert frozenset(pure) in by_set
        assert pure == {p for p, c in found.conditions.items() if c.holds(burden=value)}
    assert all(c.undecided == () for c in found.conditions.values())


def test_roots_on_a_line_leave_no_interval_out():
    x = Symbol("x", real=True)
    game = NormalFormGame([[x**3 - x, 0, 2 * x - 1]], ["France"], [["s", "t", "u"]])
    found = regimes(game)
    assert found.complete
    assert {r.profiles for r in found} == {(("s",),), (("t",),), (("u",),)}
    assert {r.profiles for r in regimes(game, given=[x > 2])} == {(("s",),)}
