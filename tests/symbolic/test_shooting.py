"""Of inequalities around a square, those that bound it are found broken alone, and one beside it never is."""

import pytest
from sympy import symbols

from alignment_games.symbolic._domain import make_domain
from alignment_games.symbolic._polynomials import Converter
from alignment_games.symbolic._shooting import Witnesses

x, y = symbols("x y", positive=True)
n = symbols("n", nonpositive=True)


def known_of(expressions):
    convert = Converter(expressions)
    polynomials = [convert(e).numerator for e in expressions]
    return Witnesses(polynomials, make_domain(convert, []))


@pytest.fixture(scope="module")
def square():
    # Sides at x, y = 1000 and 1001: hardly a sample lies inside.
    return [x - 1000, 1001 - x, y - 1000, 1001 - y, 2003 - x - y]


def test_the_sides_are_broken_alone_and_the_corner_cut_off_beyond_is_not(square):
    known = known_of(square)
    everything = range(len(square))
    known.shoot(everything)
    for k in range(4):
        point = known.of(k, everything)
        assert [bool(e.subs(point) < 0) for e in square] == [j == k for j in everything]
    assert known.of(4, everything) is None
    assert all(e.subs(known.example(everything)) > 0 for e in square)


def test_what_is_left_out_does_not_count(square):
    known = known_of(square)
    known.shoot([0, 1, 2, 4])
    point = known.of(4, [0, 1, 2, 4])
    assert point[x] + point[y] > 2003
    assert 1000 < point[x] < 1001
    assert point[y] > 1001


def test_points_keep_the_signs_of_the_symbols():
    expressions = [x + n - 1, 2 - x - n, n + 3]
    known = known_of(expressions)
    known.shoot(range(3))
    for k in range(3):
        point = known.of(k, range(3))
        assert point[n] <= 0 < point[x]
        assert [bool(e.subs(point) < 0) for e in expressions] == [j == k for j in range(3)]
