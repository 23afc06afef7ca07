"""What may be called complete: floats against the fractions that they are, by formulas written out here."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import isqrt

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Status, SupportEnumeration, solve
from alignment_games.solvers.control import Control, OutOfTimeError
from tests.tries import tries

SOLVER = SupportEnumeration()
OTHERS = ((1, 2), (0, 2), (0, 1))
PENNIES = np.array([[1.0, -1.0], [-1.0, 1.0]])


def square_root(number: Fraction) -> Fraction:
    return Fraction(isqrt(number.numerator * number.denominator << 1200), number.denominator << 600)


def bilinear(g, a, b):
    return g[0, 0] * (1 - a) * (1 - b) + g[1, 0] * a * (1 - b) + g[0, 1] * (1 - a) * b + g[1, 1] * a * b


def by_formula(payoffs: np.ndarray) -> list[tuple[Fraction, ...]]:
    """Every equilibrium of a regular 2x2x2 game, the probabilities of the second actions to 180 digits."""
    table = np.vectorize(Fraction, otypes=[object])(payoffs)
    gains = [np.take(table[i], 1, axis=i) - np.take(table[i], 0, axis=i) for i in range(3)]
    return [*pure(gains), *one_plays_an_action_for_sure(gains), *all_mix(gains)]


def pure(gains):
    for s in product((0, 1), repeat=3):
        if all((gains[i][s[OTHERS[i][0]], s[OTHERS[i][1]]] > 0) == (s[i] == 1) for i in range(3)):
            yield tuple(map(Fraction, s))


def one_plays_an_action_for_sure(gains):
    for i, s in product(range(3), (0, 1)):
        j, k = OTHERS[i]
        of_j = np.take(gains[j], s, axis=OTHERS[j].index(i))
        of_k = np.take(gains[k], s, axis=OTHERS[k].index(i))
        if of_j[0] * of_j[1] < 0 and of_k[0] * of_k[1] < 0:
            x = {i: Fraction(s), k: of_j[0] / (of_j[0] - of_j[1]), j: of_k[0] / (of_k[0] - of_k[1])}
            if (bilinear(gains[i], x[j], x[k]) > 0) == (s == 1):
                yield tuple(x[player] for player in range(3))


def all_mix(gains):
    """x = -N / D and y likewise, lines in z, put into the third player's gain: a quadratic in z."""

    def line(g):
        slope = g[1] - g[0]
        return (g[0, 0], g[0, 1] - g[0, 0]), (slope[0], slope[1] - slope[0])

    def times(u, v):
        return np.array([u[0] * v[0], u[0] * v[1] + u[1] * v[0], u[1] * v[1]], dtype=object)

    (n0, d0), (n1, d1), h = line(gains[1]), line(gains[0]), gains[2]
    b, c, e = h[1, 0] - h[0, 0], h[0, 1] - h[0, 0], h[1, 1] - h[1, 0] - h[0, 1] + h[0, 0]
    q = h[0, 0] * times(d0, d1) - b * times(n0, d1) - c * times(d0, n1) + e * times(n0, n1)
    discriminant = q[1] ** 2 - 4 * q[0] * q[2]
    for sign in (1, -1) if discriminant > 0 else ():
        z = (-q[1] + sign * square_root(discriminant)) / (2 * q[2])
        x, y = (-(n[0] + n[1] * z) / (d[0] + d[1] * z) for n, d in ((n0, d0), (n1, d1)))
        if all(0 < share < 1 for share in (x, y, z)):
            yield x, y, z


def uneven_game(seed: int) -> np.ndarray:
    rng = np.random.default_rng([seed, 5])
    payoffs = rng.uniform(0, 3, size=(3, 2, 2, 2))
    kind = seed % 5
    if kind < 2:  # a penalty for each
        for i in range(3):
            payoffs[(i, *rng.integers(0, 2, size=3))] = -(10.0 ** rng.integers(4, 13))
    elif kind == 2:  # orders of magnitude mixed
        payoffs *= 10.0 ** rng.integers(-6, 7, size=payoffs.shape)
    elif kind == 3:  # gaps
        for _ in range(3):
            at = (rng.integers(3), *rng.integers(0, 2, size=3))
            near = [*at]
            near[1 + at[0]] = 1 - at[1 + at[0]]
            payoffs[at] = payoffs[tuple(near)] + 10.0 ** rng.uniform(-12, -6) * rng.choice([-1, 1])
    else:  # a constant for each
        payoffs += 10.0 ** rng.integers(3, 9, size=(3, 1, 1, 1))
    return payoffs


@pytest.mark.slow
def test_uneven_games_have_the_equilibria_of_their_fractions():
    complete = 0
    count = tries(40, of=100)
    for seed in range(count):
        payoffs = uneven_game(seed)
        expected = [np.array([float(x) for x in point]) for point in by_formula(payoffs)]
        solution = solve(NormalFormGame(payoffs), SOLVER)
        complete += solution.complete
        found = [np.array([p[1] for p in e.profile]) for e in solution]
        if solution.complete:
            assert len(found) == len(expected)
            for point in expected:
                assert any((np.abs(point - other) <= 1e-7 * np.maximum(point, other)).all() for other in found)
    assert complete >= 0.95 * count


def test_level_sums_of_decimals_are_a_continuum_however_they_round():
    rng = np.random.default_rng(8)
    for _ in range(8):
        first = rng.integers(-9999, 10000, size=(2, 2))
        shift = rng.integers(-3, 4, size=(2, 2))
        shift[1, 1] -= shift.sum()
        payoffs = np.zeros((3, 2, 2, 2))
        payoffs[0], payoffs[1] = PENNIES[..., None], -PENNIES[..., None]
        payoffs[2, :, :, 0], payoffs[2, :, :, 1] = first / 1000, (first + shift) / 1000
        solution = solve(NormalFormGame(payoffs), SOLVER)
        # X and Y mix evenly; Z's sums are level as decimals, so that Z may mix in any proportion
        assert not solution.complete or solution.components
        assert any(np.abs(e.profile[0] - 0.5).max() < 1e-9 for e in solution)


@pytest.mark.parametrize("arithmetic", [int, float])
def test_a_game_of_zeros_is_one_continuum(arithmetic):
    solution = solve(NormalFormGame(np.zeros((3, 2, 2, 2)).astype(arithmetic).tolist()), SOLVER)
    assert solution.complete
    assert solution.degenerate is True
    assert [c.dimension for c in solution.components] == [3]


def surface_game(arithmetic) -> NormalFormGame:
    """Z is indifferent where x y = 1/2; X and Y always are."""
    z = np.array([[[1, 0], [1, 0]], [[1, 0], [-1, 0]]])
    return NormalFormGame(np.stack([0 * z, 0 * z, z]).astype(arithmetic).tolist(), "XYZ", ["a", "b"])


@pytest.mark.parametrize("arithmetic", [int, float])
def test_players_who_are_indifferent_everywhere_leave_a_surface(arithmetic):
    solution = solve(surface_game(arithmetic), SOLVER)
    assert solution.status is Status.ALL_COMPONENTS
    (component,) = solution.components
    assert "X and Y mix together along a curve" in component.description
    assert "Z mixes a and b in any proportion" in component.description
    on_the_curve = [e for e in solution if 0 < e["X"]["b"] < 1 and 0 < e["Y"]["b"] < 1]
    assert all(float(e["X"]["b"] * e["Y"]["b"]) == pytest.approx(0.5) for e in on_the_curve)
    assert on_the_curve


TIED = ["0020001010110001", "0020012000100001", "0010011021000102", "0000000100120021"]


def tied_games():
    yield np.array([[int(c) for c in row] for row in TIED]).reshape(4, 2, 2, 2, 2)
    for seed in range(12):
        rng = np.random.default_rng([seed, 9])
        payoffs = rng.integers(0, 3, size=(3, *((2, 2, 2), (3, 2, 2))[seed % 2]))
        payoffs[rng.integers(3)] *= seed % 3 > 0
        yield payoffs


@pytest.mark.slow
@pytest.mark.parametrize("payoffs", list(tied_games()), ids=range(13))
def test_floats_fractions_and_other_units_prove_the_same(payoffs):
    units = [Fraction(1, 10**9), 10**9, Fraction(1, 3), 7]
    rescaled = [(payoffs[i].astype(object) * units[i]).tolist() for i in range(len(payoffs))]
    games = [payoffs.tolist(), payoffs.astype(float), rescaled]
    exact, floats, other = (solve(NormalFormGame(game), SOLVER) for game in games)
    assert exact.status is floats.status is other.status
    assert exact.complete
    assert len(exact) == len(floats) == len(other)
    assert len(exact.components) == len(floats.components) == len(other.components)


def test_the_clock_is_looked_at_while_supports_are_pruned(monkeypatch):
    looks = iter(range(3))  # one for each player, before any support is searched

    def tick(*_):
        if next(looks, None) is None:
            raise OutOfTimeError

    monkeypatch.setattr(Control, "tick", tick)
    game = NormalFormGame(np.random.default_rng(0).uniform(size=(4, 5, 5, 5, 5)))
    solution = solve(game, SOLVER, throw=False)
    assert solution.status is Status.TIME_LIMIT
    assert solution.stats["supports"] == 0


def test_where_not_all_of_a_support_is_an_equilibrium_the_smaller_ones_are_searched():
    # Nobody minds whether it is the first or second action; the third player never minds. On those supports the third
    # actions decide: where the first player plays the third, it is as good as the first from c on, and the second is
    # indifferent between all of his, so that (third, c, first) is a corner of what is an equilibrium.
    first, second, third = np.zeros((3, 3, 3, 2), dtype=int)
    first[2] = [[-1, -2], [0, -1], [0, 2]]
    second[:2, 2] = [[2, 0], [2, 1]]
    solution = solve(NormalFormGame([own.tolist() for own in (first, second, third)]), SOLVER)
    assert solution.status is Status.ALL_COMPONENTS
    c = (Fraction(0), Fraction(2, 3), Fraction(1, 3))
    assert any(tuple(own.tolist() for own in e.profile) == ([0, 0, 1], [*c], [1, 0]) for e in solution)
