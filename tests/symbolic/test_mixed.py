from fractions import Fraction

import numpy as np
import pytest
from sympy import Matrix, Rational, symbols

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError
from alignment_games.symbolic import mixed_conditions, mixed_equilibria
from tests.symbolic.symbolic_oracle import exact_value


def test_stag_hunt_closed_form():
    # Jervis (1978) in the form of THEORY section 3: p = (P - S)/((R - T) + (P - S)); (4, 3, 2, 0) gives 2/3.
    R, T, P, S = symbols("R T P S", positive=True)
    game = NormalFormGame([[[R, S], [T, P]], [[R, T], [S, P]]], ["Ann", "Bob"], ["stag", "hare"])
    p = mixed_conditions(game, given=[R > T, P > S]).probabilities["Ann"]["stag"]
    assert (p - (P - S) / ((R - T) + (P - S))).simplify() == 0
    assert p.subs({R: 4, T: 3, P: 2, S: 0}) == Rational(2, 3)


def test_a_notebook_shows_the_mixture():
    b, c = symbols("b c", positive=True)
    game = NormalFormGame([[[b - c, b - c], [b, 0]], [[b - c, b], [b - c, 0]]], ["Ann", "Bob"], ["give", "take"])
    page = mixed_conditions(game, given=[c < b])._repr_html_()
    assert "is always an equilibrium" in page
    assert '<th scope="row">Ann</th><td>give</td><td>(b - c)/b</td>' in page


@pytest.mark.parametrize(("shape", "count"), [((2, 2), 200), ((2, 3), 200), ((3, 3), 100)])
def test_closed_forms_have_zero_exact_regret_exactly_where_their_conditions_hold(shape, count):
    rng = np.random.default_rng(7)
    names = symbols(f"x0:{2 * shape[0] * shape[1]}", positive=True)
    table = np.array(names, dtype=object).reshape(2, *shape)
    game = NormalFormGame([part.tolist() for part in table], ["A", "B"])
    k = min(shape)
    result = mixed_conditions(game, {"A": game.actions[0][:k], "B": game.actions[1][:k]})
    weights_at = exact_value([p for own in result.probabilities.values() for p in own.values()], names)
    conditions_at = exact_value([c.expression for c in result], names)
    held = 0
    for row in rng.integers(1, 8, (count, len(names))).tolist():
        point = {str(s): Fraction(v) for s, v in zip(names, row, strict=True)}
        try:
            flat = weights_at(point)
        except ZeroDivisionError:
            continue
        numbers = np.array(row, dtype=object).reshape(2, *shape)
        profile = [np.array(flat[:k] + [0] * (shape[0] - k)), np.array(flat[k:] + [0] * (shape[1] - k))]
        truth = min(flat) > 0 and not any(NormalFormGame(numbers.tolist()).regrets(profile))
        values = zip(result, conditions_at(point), strict=True)
        assert all(v > 0 if c.strict else v >= 0 for c, v in values) == truth
        held += truth
    assert held > 0


@pytest.mark.slow
def test_equations_are_solved_by_the_probabilities():
    a = symbols("a0:9", positive=True)
    b = symbols("b0:9", positive=True)
    game = NormalFormGame([Matrix(3, 3, a).tolist(), Matrix(3, 3, b).tolist()], ["A", "B"])
    result = mixed_conditions(game)
    values = dict(zip((*a, *b), [Rational(k * k % 17 + 1) for k in range(18)], strict=True))
    found = [p for own in result.probabilities.values() for p in own.values()]
    at = dict(zip(result.unknowns, found, strict=True))
    for equation in result.equations:
        difference = (equation.lhs - equation.rhs).subs({k: v.subs(values) for k, v in at.items()}).subs(values)
        assert difference == 0


def test_all_mixed_equilibria_of_a_two_by_three_game():
    x, y, z = symbols("x y z", positive=True)
    game = NormalFormGame([[[x, 0, 1], [0, y, 2]], [[0, z, 1], [3, 0, 1]]], ["A", "B"], [["u", "d"], ["l", "m", "r"]])
    found = {tuple(e.probabilities["B"]): e for e in mixed_equilibria(game)}
    assert set(found) == {("l", "m"), ("l", "r")}
    # A mixes so that l and m tie at 3z/(3 + z); r pays 1 throughout.
    assert [str(c.relation) for c in found["l", "m"]] == ["2*z - 3 >= 0"]
    assert [str(c.relation) for c in found["l", "r"]] == ["3 - 2*z >= 0"]


def test_bad_supports_are_refused():
    game = NormalFormGame([[[1, 0], [0, 1]], [[0, 1], [1, 0]]], ["Ann", "Bob"], [["h", "t"]] * 2)
    with pytest.raises(InvalidModelError, match="nothing said of Bob"):
        mixed_conditions(game, {"Ann": ["h"]})
    with pytest.raises(InvalidModelError, match="unknown state 'An'; did you mean 'Ann'"):
        mixed_conditions(game, {"An": ["h"]})
    with pytest.raises(UnsupportedGameError, match="differ in size"):
        mixed_conditions(game, {"Ann": ["h"], "Bob": ["h", "t"]})
    tied = NormalFormGame([[[1, 1], [1, 1]], [[1, 1], [1, 1]]])
    with pytest.raises(UnsupportedGameError, match="no unique solution"):
        mixed_conditions(tied)
    with pytest.raises(UnsupportedGameError, match="two players"):
        mixed_conditions(NormalFormGame(np.zeros((3, 2, 2, 2))))
