"""An invented world of six states in 1900: 10 attacks 20, 30 and 40 look on from near, 50 and 60 from afar."""

from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.capabilities import Capabilities
from alignment_games.io.sources.contiguity import Contiguity
from alignment_games.io.sources.distances import Distances
from alignment_games.io.sources.pacts import Pacts
from alignment_games.io.sources.participants import Participant, Participants
from alignment_games.io.sources.spells import Spells
from alignment_games.io.sources.third_parties import read_third_parties
from alignment_games.io.sources.third_party_table import DisputeFiles, make_third_parties, write_third_parties

MONTHS = 12 * 1900
POWER = {10: 0.3, 15: 0.1, 20: 0.2, 30: 0.15, 40: 0.1, 50: 0.1, 60: 0.05}


def part(state, dispute=1, *, month=6, side_a=False, originator=False, hostility=4, revisionist=False):
    return Participant(dispute, state, 1900, month, side_a, originator, revisionist, hostility)


DISPUTE = (
    part(10, side_a=True, originator=True, revisionist=True),
    part(15, side_a=True, originator=True),
    part(20, originator=True, revisionist=None),
    part(30, hostility=5),
    part(60, side_a=True),
)
FILES = DisputeFiles(
    Participants(DISPUTE, "5"),
    Capabilities(np.array(list(POWER)), np.full(7, 1900), np.ones((7, 6)), np.array(list(POWER.values())), "6.0"),
    Contiguity(
        np.array([[10, 20], [30, 20], [15, 30], [10, 40], [10, 40]]),
        np.array([1, 4, 2, 5, 1]),
        MONTHS + np.array([0, 0, 0, 0, 8]),
        MONTHS + np.array([11, 11, 11, 11, 11]),
    ),
    Pacts(frozenset({(40, 20, 1900), (20, 30, 1900)}), frozenset({(30, 15, 1900)}), (1900, 1900), directed=True),
    Spells("rivalries", (((15, 40), 1890, 1910), ((10, 30), 1890, 1899))),
    Spells("major powers", (((50,), 1816, np.inf),)),
    Distances({(10, 30, 1900): 500.0, (15, 30, 1900): 20.0, (20, 50, 1900): 7000.0}, "mindist"),
)


def test_a_dispute_by_hand():
    record = make_third_parties(FILES)
    assert record.state.tolist() == ["30", "40", "50"]
    assert record.taken.tolist() == [2, 0, 0]
    assert record.major.tolist() == [0, 0, 1]
    assert record.hostility.tolist() == [5] * 3
    np.testing.assert_allclose(record.power, [[0.4, 0.2]] * 3)
    assert record.states.tolist() == [[2, 1]] * 3
    assert record.revisionist.tolist() == [[1, 0]] * 3
    assert record.contiguity.tolist() == [[2, 4], [5, 0], [0, 0]]  # of June; 40 touches 10 by land from September on
    np.testing.assert_array_equal(record.border_km, [[20, np.nan], [np.nan, np.nan], [np.nan, 7000]])
    assert record.defence_pact.tolist() == [[0, 0], [0, 1], [0, 0]]  # what 20 owes to 30 binds 20
    assert record.other_pact.tolist() == [[1, 0], [0, 0], [0, 0]]
    assert record.rival.tolist() == [[0, 0], [1, 0], [0, 0]]  # the rivalry of 10 and 30 ended the year before
    assert [str(each) for each in record.left_out] == [
        "state 60 in dispute 1: joined, but is far, no major power, and no ally"
    ]


def test_where_the_month_is_unknown_the_closest_of_the_year_holds():
    members = tuple(replace(each, month=None) for each in DISPUTE)
    record = make_third_parties(replace(FILES, participants=Participants(members, "5")))
    assert record.contiguity[1].tolist() == [1, 0]


def test_without_distances_all_are_unknown():
    record = make_third_parties(replace(FILES, distances=None))
    assert np.isnan(record.border_km).all()


@pytest.mark.parametrize(
    ("further", "reason"),
    [
        ((part(10, 2, side_a=True, originator=True), part(20, 2)), "no originator on one of its sides"),
        (
            (part(10, 2, side_a=True, originator=True), part(70, 2, originator=True)),
            "no power of state 70 in 1900",
        ),
        (
            tuple(replace(each, dispute=2, year=1950) for each in DISPUTE),
            "no capabilities for 1950",
        ),
    ],
)
def test_disputes_that_cannot_be_used_are_listed(further, reason):
    record = make_third_parties(replace(FILES, participants=Participants((*DISPUTE, *further), "5")))
    assert ("dispute 2", reason) in [(each.what, each.reason) for each in record.left_out]
    assert len(record) == 3
    with pytest.raises(InvalidModelError, match="no dispute can be used"):
        make_third_parties(replace(FILES, participants=Participants(further, "5")))


def test_what_is_written_reads_back(tmp_path):
    record = make_third_parties(FILES)
    write_third_parties(record, tmp_path / "table.csv")
    again = read_third_parties(tmp_path / "table.csv")
    for name, column in vars(record).items():
        if isinstance(column, np.ndarray):
            np.testing.assert_array_equal(column, getattr(again, name))
