"""Profiles of likelihoods whose falls, jumps and edges are known by hand."""

import pytest

from alignment_games.errors import NotConvergedError
from tests.estimation.observed import Known


def test_what_is_known_is_not_asked_again():
    profile = Known(lambda value: value**2 / 2)
    assert [profile.lost(0.5) for _ in range(2)] == [0.125, 0.125]
    assert profile.asked == [0.5]


def test_at_the_edge_of_a_jump_a_fall_is_known_from_one_side():
    profile = Known(lambda value: value**2 / 2 + 3, edges=(0.9, 1.3))
    assert [profile.holds(value, 2.0) for value in (1.1, 1.4)] == [True, False]
    with pytest.raises(NotConvergedError, match=r"largest at a jump of play, at 1\.1; its log falls by 3\.6"):
        profile.lost(1.1)


def test_a_higher_likelihood_is_said():
    with pytest.raises(NotConvergedError, match=r"a higher likelihood than that of the fit is met at 0\.5"):
        Known(lambda value: -value).held(0.5)
