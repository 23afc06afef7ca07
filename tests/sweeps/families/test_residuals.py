import numpy as np
import pytest

from alignment_games.game.strategic_range import surviving_actions
from alignment_games.models.response.dominance import ResponseBounds
from alignment_games.solvers.control import unhurried
from alignment_games.sweeps.families._residuals import _joined, residuals
from tests.response_families import RandomFamily


@pytest.mark.parametrize("seed", range(6))
def test_points_are_grouped_by_what_is_left_and_hold_all_that_the_table_leaves(seed):
    family = RandomFamily(seed, states=5, games=12)
    sizes = ResponseBounds(family(family.every), family.games).sizes()
    found = residuals(family, family.games, sizes, unhurried)
    assert sorted(np.concatenate([points for points, _ in found]).tolist()) == family.every.tolist()
    assert len({tuple(map(tuple, kept)) for _, kept in found}) == len(found)
    for points, kept in found:
        for point in points:
            payoffs = family(np.array([point])).payoffs()[0]
            exact = surviving_actions(payoffs, 5)
            assert all(set(np.flatnonzero(own)) <= set(left) for own, left in zip(exact, kept, strict=True))


def test_what_has_no_bounds_is_left_whole():
    family = RandomFamily(0)
    family.columns["spoils"] = np.full(family.games, 0.5)
    sizes = np.full((family.games, 4), np.inf)
    whole = [len(own) for own in family(family.every).actions]
    for _, kept in residuals(family, family.games, sizes, unhurried):
        assert [len(own) for own in kept] == whole


def test_the_clock_is_looked_at():
    family, ticks = RandomFamily(1), []
    sizes = ResponseBounds(family(family.every), family.games).sizes()
    residuals(family, family.games, sizes, lambda: ticks.append(1))
    assert ticks


def test_few_points_join_those_that_have_all_that_they_have_and_many_do_not():
    patterns = np.array([[1, 1, 1, 1], [1, 0, 1, 1], [1, 0, 1, 0], [0, 1, 1, 0]], dtype=bool)
    profiles = np.array([4000, 2000, 1000, 1000])
    assert _joined(patterns, profiles, np.array([9, 2, 1, 9])).tolist() == [0, 0, 0, 3]
    assert _joined(patterns, profiles, np.array([9, 2, 2, 9])).tolist() == [0, 0, 2, 3]
    assert _joined(patterns, profiles, np.array([9, 9, 2, 9])).tolist() == [0, 1, 1, 3]
    assert _joined(patterns, profiles, np.array([9, 9, 9, 1])).tolist() == [0, 1, 2, 0]
