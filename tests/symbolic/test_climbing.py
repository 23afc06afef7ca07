"""Points are found also where coefficients are beyond the floats, and nothing breaks where values are."""

import numpy as np
import pytest
from sympy import Integer, symbols

from alignment_games import NormalFormGame, conditions
from alignment_games.symbolic._climbing import _by_linear_program
from alignment_games.symbolic._domain import make_domain
from alignment_games.symbolic._polynomials import Converter

b, c, d = symbols("b c d", positive=True)


@pytest.mark.parametrize("unit", [Integer(1), Integer(10) ** 400, Integer(10) ** -400])
def test_a_point_is_found_whatever_the_unit(unit):
    # The first prefers its first action where c < b < 2 c.
    payoffs = [[[unit * b, unit * b], [unit * c, unit * c]], [[unit * 2 * c, unit * b], [unit * 2 * c, unit * b]]]
    found = conditions(NormalFormGame(payoffs, actions=["one", "other"]), "one, one")
    assert found.example is not None
    assert found.example[c] <= found.example[b] <= 2 * found.example[c]


def test_values_beyond_the_floats_lead_nowhere():
    convert = Converter([b**200 * c - d])
    polynomial = convert(b**200 * c - d).numerator
    domain = make_domain(convert, [])
    assert _by_linear_program([polynomial], [1, 2], np.array([1e300, 1.0, 1.0]), domain) is None
