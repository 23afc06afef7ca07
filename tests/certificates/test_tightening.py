"""Slabs that are cut off a cell: what is left holds the solution, and each slab is empty for the checker too."""

from fractions import Fraction

import numpy as np

from alignment_games import NormalFormGame
from alignment_games.certificates.checker import Game, Proof
from alignment_games.certificates.reasons import in_floats
from alignment_games.certificates.tightening import tightened
from alignment_games.certificates.writer import header_of
from alignment_games.models import volunteers_dilemma


def _full(game):
    read = Game.read(header_of(game))
    cell = read.cell
    for i, m in enumerate(game.n_actions):
        for a in range(m):
            cell = cell.split(i, a)[1]
    return read, cell


def test_what_is_left_holds_the_solution_and_the_rest_is_proven_empty():
    """Three volunteers wait with probability (c / b) ** (1 / 2): a half, inside of what is left on every side."""
    game, cell = _full(volunteers_dilemma(3, cost=Fraction(1, 4)))
    middle = cell.halve(0, 0, 1)[0]
    lines, rest = tightened(middle, in_floats(middle))
    assert [next(iter(line)) for line in lines] == ["cut", "worse"] * (len(lines) // 2) != []
    proof = Proof(game, [middle])
    for line in lines:
        proof.read(line)
    assert proof.cells == [rest]
    for own in rest.corners:
        shares = sorted(Fraction(corner[0], sum(corner)) for corner in own)
        assert shares[0] <= Fraction(1, 2) <= shares[-1]


def test_singular_equations_are_left_alone():
    _, cell = _full(NormalFormGame(np.zeros((3, 2, 2, 2))))
    assert tightened(cell, in_floats(cell)) == ([], cell)
