"""Bounds on one parameter that depend on the others, beside the slack itself."""

import numpy as np
import pytest
from sympy import Rational

import alignment_games as ag
from alignment_games.inverse.bounds import bound_of
from alignment_games.inverse.inequalities import Inequality, inequalities, symbols_of
from alignment_games.models.model import Input

BOX = {
    Input("burden"): (0.0, 0.3),
    Input("reliability"): (0.0, 1.0),
    Input("threat_offence"): (0.5, 2.0),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["europe-1939"])
def test_the_bound_is_where_the_slack_is_zero_and_runs_as_told(name):
    case = ag.load_case(name)
    symbols = symbols_of(list(BOX))
    rng = np.random.default_rng(0)
    for row in inequalities(case.model, case.recorded, list(BOX)):
        bound = bound_of(row, BOX)
        if bound is None:
            continue
        values = []
        for _ in range(20):
            point = {each: rng.uniform(*ends) for each, ends in BOX.items()}
            at = {symbols[each]: value for each, value in point.items()}
            value = float(bound.formula.subs(at))
            values.append(value)
            assert bound.low <= value <= bound.high
            at[symbols[bound.parameter]] = value + 0.01
            assert (float(row.slack.subs(at)) > 0) == bound.at_least
        assert bound.high - bound.low < 4 * (max(values) - min(values)) + 0.05


def test_which_way_the_others_move_it():
    x, y, z = symbols_of(list(BOX)).values()
    row = Inequality("", "A", "balance", "arm", 2 * x - y + z**2 - 1)
    bound = bound_of(row, BOX)
    assert bound.formula.expand() == y / 2 - z**2 / 2 + Rational(1, 2)
    assert (bound.at_least, bound.low, bound.high) == (True, pytest.approx(-1.5), pytest.approx(0.875))
    assert [str(each) for each in bound.raised_by] == ["reliability"]
    assert [str(each) for each in bound.lowered_by] == ["threat_offence"]


def test_what_bends_in_all_or_turns_is_no_bound():
    x, y, z = symbols_of(list(BOX)).values()
    assert bound_of(Inequality("", "A", "", "", x**2 + y**2 - z**2), BOX) is None
    assert bound_of(Inequality("", "A", "", "", x * (z - 1) + y**2 - z**2), BOX) is None
    alone = bound_of(Inequality("", "A", "", "", 0.5 - x), BOX)
    assert not alone.at_least
    assert (alone.low, alone.high) == pytest.approx((0.5, 0.5))
    assert alone.raised_by == ()
