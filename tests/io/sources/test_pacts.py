import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.pacts import read_pacts

_ZEROS = [0, 0, 0]
OBLIGATIONS = {"defense": [1, 0, -9], "offense": _ZEROS, "neutral": [0, 1, 0], "nonagg": _ZEROS, "consul": [1, 0, 0]}
WHO = ([10, 20, 30], [20, 30, 10])


def test_directed_dyads_bind_the_first_alone():
    found = read_pacts({"stateA": WHO[0], "stateB": WHO[1], "year": [1900] * 3, **OBLIGATIONS})
    assert found.directed
    assert found.defence == {(10, 20, 1900)}
    assert found.other == {(10, 20, 1900), (20, 30, 1900)}
    assert found.unknown == 1
    assert "1 obligations not known, counted as none" in str(found)


def test_undirected_dyads_bind_both():
    found = read_pacts({"mem1": WHO[0], "mem2": WHO[1], "year": [1900] * 3, **OBLIGATIONS})
    assert not found.directed
    assert found.defence == {(10, 20, 1900), (20, 10, 1900)}


def test_a_missing_obligation_is_refused():
    table = {"stateA": [1], "stateB": [2], "year": [1900], "defense": [1]}
    with pytest.raises(InvalidModelError, match=r"unknown column 'offense'.*name yours with columns={'offence': ...}"):
        read_pacts(table)
