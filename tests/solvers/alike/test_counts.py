from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers._alike.counts import Counts, by_counts
from tests.solvers.alike.counted import drawn_game, game_by_counts


@pytest.mark.parametrize("users", [{(0, 1, 2): 2, (1,): 2}, {(0, 1): 1, (1, 2): 2, (0, 2): 1}, {(2,): 3, (0, 1): 1}])
def test_what_others_can_make_is_what_some_choice_of_theirs_makes(users):
    supports = [support for support, count in users.items() for _ in range(count)]
    made = {tuple(play.count(a) for a in range(3)) for play in product(*supports)}
    counts = Counts(4, 3)
    assert set(map(tuple, counts.table[counts.reached(users)].tolist())) == made


def test_payoffs_by_counts_are_those_of_the_table():
    game = drawn_game(4, 3, seed=5)
    found = by_counts(game)
    row = found.others.rows(np.array([1, 0, 2]))
    assert found.others.table[row].tolist() == [1, 0, 2]
    assert found.beyond[0][row] == Fraction(game.payoffs[1, 2, 0, 0, 2]) - Fraction(game.payoffs[1, 2, 2, 0, 2])


def test_each_player_may_count_in_a_unit_of_its_own():
    game = drawn_game(3, 3, seed=1)
    units = np.array([1.0, 0.25, 8.0])[:, None, None, None]
    assert by_counts(NormalFormGame(game.payoffs * units)).beyond == by_counts(game).beyond


def test_players_who_differ_or_care_who_does_what_are_not_alike():
    game = drawn_game(3, 3, seed=1)
    payoffs = game.payoffs.copy()
    payoffs[2, 0, 1, 2] += 1
    assert by_counts(NormalFormGame(payoffs)) is None
    assert by_counts(NormalFormGame(game.payoffs[:, :, :, :2])) is None


def test_by_sums_as_by_the_table():
    pays = {"a": 2.0, "b": 3.0, "c": 5.0}
    by_sums = SumGame.from_function(lambda _, a, others: pays[a] * others**2, "ABCD", {"a": 0, "b": 1, "c": 9})
    by_table = game_by_counts(4, 3, lambda a, counts: [2.0, 3.0, 5.0][a] * (counts[1] + 9 * counts[2]) ** 2)
    assert by_counts(by_sums).beyond == by_counts(by_table).beyond


def test_ties_are_told():
    assert "the same, whatever" in by_counts(game_by_counts(3, 3, lambda a, counts: min(a, 1) * counts[0])).tie(0)
    near = by_counts(game_by_counts(3, 3, lambda a, counts: a * counts[0] + 1e-14 * (a == 1)))
    assert "almost the same" in near.tie(Fraction(1, 10**12))
    assert near.tie(0) == ""
