"""Reliability by pairs, and what the figures of a response game refuse."""

import pytest

from alignment_games import InvalidModelError, SecurityUtility, State, response_game
from alignment_games.models.response import response_model

STATES = [State(name, 0.1) for name in ("Britain", "France", "USSR")]
GERMANY = State("Germany", 0.15)


def model(**options):
    return response_model(STATES, GERMANY, [0.5] * 3, **options)


def test_a_pair_overrules_the_giver_and_holds_both_ways():
    figures = model(utility=SecurityUtility(reliability=[0.5, 0.6, 0.7]), reliability={("USSR", "Britain"): 0.1})
    assert (figures.arrives(2, 0), figures.arrives(0, 2)) == (0.1, 0.1)
    assert (figures.arrives(0, 1), figures.arrives(1, 0), figures.arrives(1, 2)) == (0.6, 0.5, 0.7)
    changed = figures.with_parameters(reliability={("Britain", "USSR"): 0.2})
    assert (changed.arrives(2, 0), changed.arrives(0, 2)) == (0.2, 0.2)


def test_offence_of_nothing_is_refused_alike_everywhere():
    with pytest.raises(InvalidModelError, match="offence of Germany, the threat, must be a finite number above 0"):
        response_game(STATES, State("Germany", 0.15, offence=0), [0.5] * 3)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({("Britain", "Britain"): 0.5}, "reliability is given for two different states"),
        ({("Britain", "Frans"): 0.5}, "did you mean 'France'"),
        ({("Britain", "France"): 1.5}, "reliability between Britain and France must be between 0 and 1"),
        ({"Britain": 0.5}, "reliability is given for two different states"),
    ],
)
def test_pairs_that_make_no_sense_are_refused(pairs, message):
    with pytest.raises(InvalidModelError, match=message):
        model(reliability=pairs)
