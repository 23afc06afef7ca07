"""What is put forward: equilibria once each, samples of what is not worked out, and continua that hang together."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.algebra.polytope import Polytope
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.factors import Flat, Piece
from alignment_games.solvers._search.found import Found, without_copies
from alignment_games.solvers._search.supports import Systems
from alignment_games.solvers._search.verdict import RootVerdict
from alignment_games.solvers.solver import Proposal

#: Two players who never care, with two actions each.
NOTHING = NormalFormGame(np.zeros((2, 2, 2)))
BOTH, ORDER = ((0, 1), (0, 1)), (0, 1)
ONE = Fraction(1)


def found_in(game=NOTHING, copies=None):
    proposal = Proposal()
    return Found(game, proposal, copies or [[[a] for a in range(m)] for m in game.n_actions]), proposal


def play(*seconds):
    return tuple(np.array([1 - p, p]) for p in seconds)


def square(low, high, left, right):
    """The profiles between two second probabilities of each player."""
    parts = [np.array([[1 - p, p] for p in sorted({*pair})], dtype=object) for pair in ((low, high), (left, right))]
    return Piece((Flat((0, 1), tuple(Polytope(part, -np.eye(2, dtype=object)) for part in parts)),))


def test_floats_that_differ_by_rounding_are_one_profile_and_exact_ones_are_two():
    found, proposal = found_in()
    assert [found.add(play(p, 0.5)) for p in (0.25, 0.25 + 1e-11, 0.25 + 1e-8, 1e-12, 1.1e-12)] == [0, 0, 1, 2, 3]
    assert len(proposal.profiles) == 4
    exact, _ = found_in(NOTHING.to_exact())
    quarter, tiny = ONE / 4, ONE / 10**30
    assert [exact.add(play(quarter + p, ONE / 2)) for p in (0, tiny, 0, tiny, -tiny)] == [0, 1, 0, 1, 2]


def test_more_than_a_table_of_profiles_are_told_apart():
    found, proposal = found_in()
    assert [found.add(play(k / 200, 0.5)) for k in range(140)] == list(range(140))
    assert [found.add(play(k / 200, 0.5)) for k in (0, 63, 64, 127, 128, 139)] == [0, 63, 64, 127, 128, 139]
    assert len(proposal.profiles) == 140


@pytest.mark.parametrize(
    ("points", "condition", "put_forward"),
    [
        ([0.5], -1.0, 0.5),
        ([0.1, 0.6], -1.0, 0.6),  # the one whose least probability is largest
        ([1e-5, 1e-8], -1.0, 1e-5),
        ([1e-7], -1.0, None),  # on the edge
        ([0.5], 1e-11, 0.5),
        ([0.5], 1e-9, None),  # somebody gains
        ([], -1.0, None),
    ],
)
def test_a_sample_is_inside_and_meets_the_conditions(points, condition, put_forward):
    """The equations hold everywhere, or where the first player's second probability is as asked."""
    rows = np.stack([np.zeros((2, 2)), np.zeros((2, 2)), np.full((2, 2), condition)])[None]
    systems = Systems((2, 2), rows, np.full((1, 3), 1e-13), (1, 0), (BOTH,), (ORDER,))
    found, proposal = found_in()
    found.sample(systems, 0, [play(p, 0.5) for p in points])
    assert [profile[0][1] for profile in proposal.profiles] == ([] if put_forward is None else [put_forward])
    assert found.finish([np.zeros((2, 2, 2))] * 2) == (put_forward is not None)
    assert [component.dimension for component in proposal.components] == [None] * len(proposal.profiles)


def test_a_point_at_which_an_equation_fails_is_no_sample():
    for off, kept in ((1e-11, 1), (1e-9, 0), (-1e-9, 0)):
        rows = np.stack([np.full((2, 2), off), np.zeros((2, 2)), np.full((2, 2), -1.0)])[None]
        found, proposal = found_in()
        found.sample(Systems((2, 2), rows, np.zeros((1, 3)), (1, 0), (BOTH,), (ORDER,)), 0, [play(0.5, 0.5)])
        assert len(proposal.profiles) == kept


def components(*pieces):
    found, proposal = found_in(NOTHING.to_exact())
    for piece in pieces:
        found.piece(BOTH, ORDER, piece)
    assert found.degenerate
    found.finish([np.zeros((2, 2, 2))] * 2)
    return [(len(component.members), component.dimension) for component in proposal.components]


def test_pieces_that_have_a_point_in_common_are_one_component():
    half = ONE / 2
    left, right = square(0, half, 0, half), square(half, 1, half, 1)
    assert components(left, right) == [(7, 2)]
    assert components(left, square(half + ONE / 10**20, 1, half, 1)) == [(4, 2), (4, 2)]
    assert components(square(half, half, 0, 1), square(0, 1, half, half)) == [(4, 1)]  # a cross
    apart = square(ONE / 4, ONE / 4, ONE * 3 / 4, 1)
    assert sorted(components(square(half, half, 0, 1), left, apart)) == [(2, 1), (5, 2)]
    assert components(square(0, 0, 0, 0), square(1, 1, 1, 1)) == []


def test_a_piece_within_another_adds_nothing():
    assert components(square(0, 1, 0, 1), square(0, 1, 0, 0), square(0, 0, 1, 1)) == [(4, 2)]


def test_a_rational_point_on_an_edge_belongs_to_the_piece():
    """The first player's second action is out of play, and the whole number zero: as exact as the fractions."""
    found, proposal = found_in(NOTHING.to_exact())
    third = np.array([ONE * 2 / 3, ONE / 3], dtype=object)
    found.root(((0,), (0, 1)), (1,), RootVerdict((third,)), 1)
    found.piece(BOTH, ORDER, square(0, 1, 0, 1))
    found.finish([np.zeros((2, 2, 2))] * 2)
    assert [len(component.members) for component in proposal.components] == [5]


def test_of_actions_that_are_the_same_to_everybody_one_is_left():
    table = np.arange(18.0).reshape(2, 3, 3)
    game = NormalFormGame(table[:, [0, 1, 0, 2, 1]])
    smaller, copies = without_copies(game)
    assert copies == [[[0, 2], [1, 4], [3]], [[0], [1], [2]]]
    assert (smaller.payoffs == table).all()
    same, none = without_copies(smaller)
    assert same is smaller
    assert none == [[[0], [1], [2]]] * 2
    mattering = table[:, [0, 1, 0]].copy()
    mattering[1, 2, 1] += 1  # to the other player alone
    assert without_copies(NormalFormGame(mattering))[1][0] == [[0], [1], [2]]
