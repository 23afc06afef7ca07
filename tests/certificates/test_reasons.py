"""Reasons why a cell is empty: each accepted exactly, none where there is an equilibrium."""

import numpy as np

from alignment_games import NormalFormGame
from alignment_games.certificates.checker import Game
from alignment_games.certificates.reasons import exclusion, in_floats
from alignment_games.certificates.writer import header_of


def _cell(payoffs, *played):
    cell = Game(header_of(NormalFormGame(payoffs))).whole
    for i, a in played:
        cell = cell.split(i, a)[1]
    return cell


def test_dominance_by_a_mixed_action_is_found_with_its_weights():
    """The third row is worse than half of each of the others: 2 against 1."""
    row = [[4, 0], [0, 4], [1, 1]]
    cell = _cell([row, [[0, 0]] * 3], (0, 2))
    terms = exclusion(cell, in_floats(cell))
    weights = {b: k for i, a, b, k in terms if (i, a) == (0, 2)}
    assert set(weights) == {0, 1}
    assert min(weights.values()) / sum(weights.values()) > 1 / 4  # four times a weight is more than one, for both
    assert cell.excluded(terms)


def test_weak_dominance_excludes_only_against_play_that_feels_it():
    payoffs = [[[1, 1], [1, 0]], [[0, 0], [0, 0]]]
    assert exclusion(_cell(payoffs, (0, 1)), in_floats(_cell(payoffs, (0, 1)))) is None
    both = _cell(payoffs, (0, 1), (1, 1))
    assert exclusion(both, in_floats(both)) == [(0, 1, 0, 1)]


def test_nothing_excludes_a_cell_with_an_equilibrium():
    random = np.random.default_rng(5)
    for _ in range(20):
        tables = random.integers(-3, 4, (2, 3, 3)).tolist()
        zero_sum = [tables[0], [[-x for x in row] for row in tables[0]]]
        cell = _cell(zero_sum)
        assert exclusion(cell, in_floats(cell)) is None


def test_gains_keep_their_digits_beside_large_payoffs():
    far = 10**30
    cell = _cell([[[far, far], [far + 1, far + 3]], [[0, 0], [0, 0]]])
    gains = in_floats(cell).gains[0]
    assert gains[1].tolist() == [1 / 3, 1.0]


def test_weights_differ_between_corners_where_one_for_all_does_not_do():
    """Of the first player's gains at y, z and the second's at x, z: the example of the checker's test."""
    payoffs = [[[[0, 0], [0, 0]], [[-2, 2], [0, 1]]], [[[0, 0], [2, -1]], [[0, 0], [1, 1]]], [[[0, 0], [0, 0]]] * 2]
    cell = _cell(payoffs, *((i, a) for i in range(3) for a in (0, 1)))
    terms = exclusion(cell, in_floats(cell))
    assert any(isinstance(weight, list) for *_, weight in terms)
    assert cell.excluded(terms)
