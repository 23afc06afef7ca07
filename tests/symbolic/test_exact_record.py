"""An exact equilibrium as it prints, as plain values for JSON, and in radicals."""

import json
import re
from fractions import Fraction

import pytest
from sympy import Poly, Symbol

from alignment_games.symbolic import exact_equilibrium
from tests.symbolic.test_exact import THREE, random_game

t = Symbol("t")


def test_what_is_printed_and_what_json_holds():
    long = exact_equilibrium(random_game((3, 3, 3), 23), THREE)
    second = str(long).splitlines()[1]
    assert re.fullmatch(
        r"t = p\(Player 1: 1\), the root between \S+ and \S+ of minimal_polynomial, coefficients of up to \d+ digits",
        second,
    )
    assert long.radicals is None
    document = json.loads(json.dumps(long.to_dict()))
    top, bottom = (
        Poly([int(c) for c in coefficients], t)
        for coefficients in (document["numerators"]["Player 2"]["3"], document["denominator"])
    )
    at = Fraction(long.evaluate(40)["Player 1"]["1"])
    assert float(top.eval(at) / bottom.eval(at)) == pytest.approx(THREE[1][2], abs=1e-8)
    assert document["degree"] == len(document["minimal_polynomial"]) - 1 == 10
