import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.digits import with_last_digits
from alignment_games.solvers._search.gaps import Gaps

# In each cell of the first and second player's game the third gains most by the last of three actions.
THIRD = np.broadcast_to([0.0, 1.0, 5.0], (2, 2, 3))
HUNT = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])[..., None].repeat(3, axis=-1)
GAME = NormalFormGame(np.stack([*HUNT, THIRD]), actions=[["stag", "hare"], ["stag", "hare"], ["low", "mid", "high"]])
SURE = np.array([0.0, 0.0, 1.0])
MIXED = (np.array([2 / 3, 1 / 3]), np.array([2 / 3, 1 / 3]), SURE)


def moved(off):
    step = off * np.array([1.0, -1.0])
    return (MIXED[0] + step, MIXED[1] + step, SURE)


def lists(profiles):
    return [[own.tolist() for own in profile] for profile in profiles]


@pytest.mark.parametrize("off", [3e-11, -2e-10])
def test_the_same_digits_come_from_all_points_nearby(off):
    found, same = (with_last_digits(Gaps(GAME).nearest, [near]) for near in (moved(off), MIXED))
    assert lists(found) == lists(same)
    for own, expected in zip(found[0], MIXED, strict=True):
        assert abs(own - expected).max() < 1e-15
    assert found[0][2].tolist() == [0.0, 0.0, 1.0]


def test_a_profile_far_from_a_root_stays_as_it_was_beside_one_that_is_near():
    far = (np.array([0.6, 0.4]), np.array([0.6, 0.4]), SURE)
    first, second = with_last_digits(Gaps(GAME).nearest, [far, moved(1e-10)])
    assert lists([first]) == lists([far])
    assert abs(second[0] - MIXED[0]).max() < 1e-15


def test_where_the_equations_have_no_single_solution_nothing_moves():
    gaps = Gaps(NormalFormGame(np.zeros((2, 2, 2)))).nearest
    half = (np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    with np.errstate(invalid="ignore"):
        (found,) = with_last_digits(gaps, [half])
    assert lists([found]) == lists([half])


def test_many_are_taken_in_portions(monkeypatch):
    points = [moved(k * 1e-11) for k in range(5)]
    whole = with_last_digits(Gaps(GAME).nearest, points)
    monkeypatch.setattr("alignment_games.solvers._search.digits._NUMBERS", 1)
    assert lists(with_last_digits(Gaps(GAME).nearest, points)) == lists(whole)
