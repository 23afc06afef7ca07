import numpy as np
import pytest

from alignment_games.estimation.joining.theory import PARAMETERS, intent, nearness, odds_against, terms, threats
from alignment_games.io.sources.third_parties import read_third_parties
from tests.estimation.joining.invented import columns
from tests.io.sources.test_third_parties import ROWS, write


@pytest.fixture
def record(tmp_path):
    return read_third_parties(write(tmp_path))


def test_the_terms_of_a_decision_by_hand(record):
    # The third row: 0.3 beside 0.1 (900 km away, a rival) and 0.02 (800 km, pacts of both kinds), a major power at war.
    against_a, against_b = 0.1 / 0.4, 0.02 / 0.32
    threat_a, threat_b = against_a / 1.9 * 3 / 4, against_b / 1.8 / 4
    join_a = [threat_b, 0, 0, 1, -against_b, 0, 0, -1]
    join_b = [threat_a, 1, 0, 1, -against_a, 0, 0, -1]
    np.testing.assert_allclose(terms(record)[2], [join_a, join_b], atol=1e-15)
    # The second: two stand by, force of level 3, a pact other than of defence with a.
    assert terms(record)[1, 0, 2] == 1
    np.testing.assert_allclose(terms(record)[1, :, 5], -np.log(2))
    np.testing.assert_allclose(terms(record)[1, :, 6], -(1 - 9 / 25))


def test_nearness_by_border_distance_water_and_neither(record):
    expected = [[1 / 1.241, 1 / 8.2329], [1, 1 / 5], [1 / 1.9, 1 / 1.8]]
    np.testing.assert_allclose(nearness(record), expected, rtol=1e-12)


def test_intent_counts_rivalry_twice_and_revision_once(record):
    assert intent(record).tolist() == [[0.5, 0.5], [0.5, 1], [0.75, 0.25]]


def test_sides_are_named_alone(tmp_path):
    """Exchanging the sides exchanges what joining them is worth."""
    names = columns(disputes=20)
    turned = {}
    for name, column in names.items():
        other = {"_a": "_b", "_b": "_a"}.get(name[-2:])
        turned[name[:-2] + other if other else name] = column
    here, there = (terms(read_third_parties(each)) for each in (names, turned))
    np.testing.assert_array_equal(here, there[:, ::-1])
    assert here.shape[2] == len(PARAMETERS) == 8
    assert tmp_path.exists()


def test_threats_are_the_package_s_own(record):
    from alignment_games.states import State, perceived_threat

    for i, row in enumerate(ROWS):
        own = float(row.split(",")[4])
        for side in range(2):
            side_power = float(record.power[i, side])
            threat = perceived_threat(
                [State("own", own)],
                State("side", side_power),
                distance_km=(1 / nearness(record)[i, side] - 1) * 1000,
                intent=intent(record)[i, side],
            )
            assert threats(record)[i, side] == pytest.approx(float(threat.values[0]), rel=1e-12)
            assert odds_against(record)[i, side] == pytest.approx(side_power / (own + side_power))
