from itertools import permutations

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, VertexEnumeration, solve
from alignment_games.solvers._alike.counts import by_counts
from alignment_games.solvers._alike.types import _most_groups, types_of
from alignment_games.solvers.control import Control
from tests.solvers.alike.counted import drawn_game, game_by_counts


def types(game, work=20_000_000):
    return types_of(by_counts(game), Control(None), work)


def contribution(n):
    """Return the game in which 3 units are needed, and one puts in 0, 1 or 2 at a price."""
    return game_by_counts(n, 3, lambda a, counts: float(a + counts[1] + 2 * counts[2] >= 3) - (0, 0.2, 0.45)[a])


def crowding(n):
    """Return the game in which each of three places is the worse the more others are there."""
    return game_by_counts(n, 3, lambda a, counts: -(1, 1.3, 1.7)[a] * counts[a])


@pytest.mark.slow
@pytest.mark.parametrize(
    "game",
    [contribution(3), crowding(4), *(drawn_game(3, 3, seed) for seed in (1, 2, 4, 6))],
    ids=["contribution", "crowding", "1", "2", "4", "6"],
)
def test_as_many_as_by_searching_every_support_and_each_of_them(game):
    found, searched = types(game), solve(game, SupportEnumeration())
    assert searched.complete
    assert not found.doubt
    assert sum(kind.multiplicity for kind in found.kinds) == len(searched)
    every = [sorted(tuple(np.round(own, 8)) for own in each.profile) for each in searched]
    for kind in found.kinds:
        profile = sorted(tuple(np.round(chances, 8)) for count, chances in kind.parts for _ in range(count))
        alike = sum(np.allclose(profile, other, rtol=0, atol=1e-7) for other in every)
        assert alike == kind.multiplicity


def profiles_of(found):
    """Every profile of the kinds found, sorted."""
    every = set()
    for kind in found.kinds:
        parts = [tuple(np.round(chances, 7) + 0.0) for count, chances in kind.parts for _ in range(count)]
        ways = set(permutations(parts))
        assert len(ways) == kind.multiplicity
        every |= ways
    return sorted(every)


@pytest.mark.parametrize("levels", [4, 9])
def test_two_who_are_alike_have_the_equilibria_that_vertices_give(levels):
    """With four levels many have ties, and are not said to be whole; with nine few have."""
    whole = 0
    for seed in range(8):
        own = np.random.default_rng([seed, levels]).integers(0, levels, (3, 3)).astype(float)
        game = NormalFormGame(np.array([own, own.T]))
        counted, exact = by_counts(game), solve(game.to_exact(), VertexEnumeration())
        if counted is None or counted.tie(0):
            continue
        found = types_of(counted, Control(None), 20_000_000)
        if not found.doubt:
            expected = [tuple(tuple(np.round(p.astype(float), 7)) for p in each.profile) for each in exact]
            assert not exact.components
            assert profiles_of(found) == sorted(expected)
            whole += 1
    assert whole >= {4: 1, 9: 4}[levels]


@pytest.mark.parametrize(("n", "prices"), [(5, [10.0, 13.0, 17.0]), (2, [10.0, 13.0, 17.0, 19.0])])
def test_who_gains_by_being_where_others_are_has_one_for_each_set_of_places(n, prices):
    found = types(game_by_counts(n, len(prices), lambda a, counts: prices[a] * counts[a]))
    assert not found.doubt
    assert [kind.multiplicity for kind in found.kinds] == [1] * (2 ** len(prices) - 1)
    for kind in found.kinds:  # all mix alike, with chances in proportion to 1 / price
        ((_, chances),) = kind.parts
        weights = (np.array(chances) > 0) / np.array(prices)
        assert np.allclose(chances, weights / weights.sum(), rtol=0, atol=1e-12)


def test_volunteers_who_may_also_hide_are_all_subsets_but_the_empty_one():
    found = types(game_by_counts(7, 3, lambda a, counts: (0.75, float(counts[0] > 0), 0.1)[a]))
    assert not found.doubt
    assert sum(kind.multiplicity for kind in found.kinds) == 2**7 - 1
    for kind in found.kinds[1:]:  # of k who mix, each passes with chance 0.25^(1 / (k - 1)): Diekmann (1985)
        ((count, chances),) = [part for part in kind.parts if max(part[1]) < 1]
        assert chances == pytest.approx((1 - 0.25 ** (1 / (count - 1)), 0.25 ** (1 / (count - 1)), 0), abs=1e-12)


def test_what_is_left_is_said():
    doubt = types(contribution(4), 200_000).doubt
    assert "more than 6 unknowns" in doubt
    assert "most_work" in doubt


def test_a_continuum_is_not_called_all():
    game = game_by_counts(3, 3, lambda a, counts: (a == 1) * (counts[0] - counts[1]) - 5.0 * (a == 2))
    assert "continuum" in types(game).doubt  # of one who plays each of the first two, the third one may play either


@pytest.mark.parametrize("unit", [1, 0.1, 1 / 3])
def test_a_difference_that_is_rounding_bounds_no_groups(unit):
    # Along the first two actions the gap is a line at any count of the third, so its second differences are zero; the
    # first ones have either sign: any number of groups of those who use the first two is possible.
    game = game_by_counts(5, 3, lambda a, counts: (a == 0) * unit * (counts[0] - counts[1]) * (counts[2] - 0.7))
    assert _most_groups(by_counts(game), {(0, 1): 3, (0, 1, 2): 2}, (0, 1)) == 3


def test_a_gap_that_rises_along_two_actions_leaves_one_group():
    game = game_by_counts(4, 2, lambda a, counts: (a == 1) * (counts[1] - 1.5))
    assert _most_groups(by_counts(game), {(0, 1): 4}, (0, 1)) == 1
