import numpy as np
import pytest

from alignment_games.catalogue.known_games import known_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import SupportEnumeration, solve, with_indices
from alignment_games.solvers.indices.regular_index import regular_index


def in_units(game):
    return [(own - own.min()) / (own.max() - own.min()) for own in game.payoffs]


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_index_that_the_search_has_certified(seed):
    shape = [(2, 2, 2), (2, 3, 2), (2, 2, 2, 2)][seed % 3]
    rng = np.random.default_rng(seed)
    game = NormalFormGame(rng.normal(size=(len(shape), *shape)) * 10.0 ** rng.integers(-9, 10))
    for equilibrium in solve(game, SupportEnumeration()):
        assert regular_index(in_units(game), equilibrium.profile) == equilibrium.index


def test_of_volunteers_who_mix_the_number_tells():
    # Each set of players volunteers at one rate, or one of them for sure; an even number of them has index -1.
    solution = with_indices(solve(known_game("volunteer's dilemma, 6 players").game))
    assert solution.stats["index_sum"] == 1
    for equilibrium in solution:
        mixing = sum(own.min() > 0 for own in equilibrium.profile)
        assert equilibrium.index == (1 if mixing % 2 or not mixing else -1)


def test_what_is_no_regular_equilibrium_has_none():
    pennies = [np.eye(2), 1 - np.eye(2)]
    half, first = np.full(2, 0.5), np.array([1.0, 0.0])
    assert regular_index(pennies, (half, half)) == 1
    assert regular_index(pennies, (half, np.array([0.6, 0.4]))) is None  # far from the equilibrium
    assert regular_index(pennies, (first, first)) is None  # the second player would rather change
    assert regular_index([np.ones((2, 2))] * 2, (half, half)) is None  # all of a continuum
    tied = [np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 0.0]])]
    assert regular_index(tied, (first, first)) is None  # the first player's other action is as good
    beside = [np.array([[1.0, 0.0], [1 - 1e-13, 0.0]]), tied[1]]
    assert regular_index(beside, (first, first)) is None  # it is worse by less than rounding
