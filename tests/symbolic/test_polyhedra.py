from fractions import Fraction

import numpy as np
import pytest
from sympy import Rational, symbols

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError
from alignment_games.symbolic import conditions, region
from tests.symbolic.symbolic_oracle import is_exact_equilibrium, response, response_names

x, y = symbols("x y", positive=True)


def test_corners_of_a_pentagon_are_exact():
    payoffs = {"stay": 0, "a": x - 2, "b": y - 2, "c": x + y - 3, "d": x + y - 10}
    game = NormalFormGame([list(payoffs.values())], ["France"], [list(payoffs)])
    found = region(conditions(game, "stay"), [x, y])
    assert set(found.vertices) == {(0, 0), (2, 0), (2, 1), (1, 2), (0, 2)}
    assert found.bounded
    area = sum(
        a[0] * b[1] - a[1] * b[0] for a, b in zip(found.vertices, (*found.vertices[1:], found.vertices[0]), strict=True)
    )
    assert area / 2 == Rational(7, 2)  # counter-clockwise, so positive


def test_an_interval_and_a_half_line():
    game = NormalFormGame([[x - 1, 0, 3 * x - 4]], ["France"], [["balance", "pass", "bandwagon"]])
    found = region(conditions(game, "balance"), x)
    assert found.vertices == ((1,), (Rational(3, 2),))
    assert found.bounded
    half = region(conditions(game, "bandwagon"), "x")
    assert half.vertices == ((Rational(3, 2),),)
    assert half.rays == ((1,),)


def test_empty_and_unbounded_regions():
    game = NormalFormGame([[-1 - x, 0, x - y]], ["France"], [["balance", "pass", "hide"]])
    assert region(conditions(game, "balance"), [x, y]).empty
    wedge = region(conditions(game, "pass"), [x, y])
    assert wedge.vertices == ((0, 0),)
    assert set(wedge.rays) == {(1, 1), (0, 1)}


@pytest.mark.slow
def test_the_region_of_a_response_game_agrees_with_exact_regrets():
    names = response_names(2)
    fixed = {n: Fraction(k % 4 + 1, k % 3 + 2) for k, n in enumerate(names) if n not in ("burden", "autonomy")}
    burden, autonomy = symbols("burden autonomy", positive=True)
    game = response(2, {**fixed, "burden": burden, "autonomy": autonomy})
    rng = np.random.default_rng(11)
    points = [tuple(Fraction(int(v), 40) for v in row) for row in rng.integers(0, 60, (200, 2))]
    games = [response(2, {**fixed, "burden": u, "autonomy": v}) for u, v in points]
    inside = 0
    for profile in game.pure_profiles():
        found = region(conditions(game, profile), [burden, autonomy])
        for (u, v), numbers in zip(points, games, strict=True):
            truth = is_exact_equilibrium(numbers, profile)
            assert found.contains({"burden": u, "autonomy": v}) == truth
            inside += truth
    assert inside > 0


def test_curved_and_symbolic_regions_are_refused():
    curved = NormalFormGame([[1 - x * y, 0]], ["France"], [["balance", "pass"]])
    with pytest.raises(UnsupportedGameError, match="not affine"):
        region(conditions(curved, "balance"), [x, y])
    with pytest.raises(InvalidModelError, match="one or two parameters"):
        region(conditions(curved, "balance"), [])
