"""A narrow region is entered from samples outside, at a point of few digits that keeps the signs of the symbols."""

import numpy as np
from sympy import symbols

from alignment_games.symbolic._domain import make_domain
from alignment_games.symbolic._evaluation import Evaluation
from alignment_games.symbolic._points import samples
from alignment_games.symbolic._polynomials import Converter
from alignment_games.symbolic._scattering import scattered

x, y = symbols("x y", positive=True)
n = symbols("n", nonpositive=True)


def entered(expressions, wanted=None):
    convert = Converter(expressions)
    evaluation = Evaluation([convert(e).numerator for e in expressions])
    domain = make_domain(convert, [])
    return scattered(evaluation, np.ones(len(expressions)) if wanted is None else wanted, domain, samples(domain))


def test_a_narrow_region_is_entered():
    found = entered([y - 1000 * x, 1001 * x - y, x * y - 7, 8 - x * y])
    at = found[x][0], found[y][0]
    assert 1000 * at[0] < at[1] < 1001 * at[0]
    assert 7 < at[0] * at[1] < 8


def test_the_signs_wanted_and_those_of_the_symbols_are_kept():
    found = entered([x + n, x - 5, y], np.array([-1, 1, 0]))
    assert found[n][0] < -found[x][0] < -5


def test_an_empty_region_is_not_entered():
    assert entered([x - y, y - x - 1]) is None
