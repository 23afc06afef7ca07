"""Stretches of one parameter beside games on either side of their ends."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse import RecordedPlay, alone
from alignment_games.inverse.alone_words import alone_in_words


def _regret(case, parameter, value):
    values = {parameter.name: {parameter.state: value} if parameter.state else value}
    return max(case.game(**values).regrets(case.recorded))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bulgaria-1913"])
def test_just_inside_a_stretch_nobody_gains_and_just_outside_the_one_who_is_named_does(name):
    case = ag.load_case(name)
    state = case.model.names[0]
    for row in alone(case, ["burden", "reliability", "threat_offence", ("intent", state), ("distance_km", state)]):
        for stretch in row.stretches:
            width = row.range[1] - row.range[0]
            middle = (stretch.low + stretch.high) / 2
            assert stretch.proven
            assert _regret(case, row.parameter, middle) < 1e-12
            for end, beyond, bound in (
                (stretch.low, stretch.low - 1e-4 * width, stretch.at_low),
                (stretch.high, stretch.high + 1e-4 * width, stretch.at_high),
            ):
                if bound is None:
                    assert end in row.range
                    continue
                assert _regret(case, row.parameter, beyond) > 0
                assert _regret(case, row.parameter, end) < 1e-6
                values = {row.parameter.name: {row.parameter.state: beyond} if row.parameter.state else beyond}
                regrets = dict(zip(case.model.names, case.game(**values).regrets(case.recorded), strict=True))
                assert regrets[bound.state] > 0


def test_a_gap_between_two_stretches_is_seen():
    # Alone at the border, arming raises the chance to hold from k^2 / (k^2 + x^2) to 1 / (1 + x^2), k = 3/4 and
    # x = a p_T / p. It pays where that is worth more than its cost: for no weak and no strong threat.
    states = [ag.State("A", 0.1), ag.State("B", 1e-6)]
    model = ag.response_model(
        states,
        ag.State("T", 0.1),
        [1.0, 0.0],
        ag.SecurityUtility(arming=0.2, reliability=0),
        actions={"A": ["buck_pass", "arm"], "B": ["buck_pass"]},
    )
    record = RecordedPlay(model, dict.fromkeys("AB", "buck_pass"))
    (row,) = alone(record, ["threat_offence"], box={"threat_offence": (0.05, 4)})
    x = np.linspace(0.05, 4, 100_001)
    holds = 1 / (1 + x**2) - 0.5625 / (0.5625 + x**2) <= 0.1
    edges = x[np.flatnonzero(np.diff(holds.astype(int)))]
    assert len(edges) == 2
    assert [each.low for each in row.stretches] == pytest.approx([0.05, edges[1]], abs=1e-4)
    assert [each.high for each in row.stretches] == pytest.approx([edges[0], 4], abs=1e-4)


def test_never_and_always():
    burden, reliability = alone(ag.load_case("europe-1936"), ["burden", "reliability"])
    assert burden.stretches == ()
    assert burden.against
    (always,) = alone(ag.load_case("europe-1938"), ["reliability"])
    assert always.always
    text = "\n".join(alone_in_words([burden, reliability, always]))
    assert "never" in text
    assert "anywhere in 0 to 1" in text


def test_words_name_the_bound_and_who_gives_way():
    text = "\n".join(alone_in_words(alone(ag.load_case("europe-1938"), ["burden", "threat_offence"])))
    assert ">= 0.0409" in text
    assert "Britain would rather balance than pass the buck" in text
    assert "<= 1.34" in text
