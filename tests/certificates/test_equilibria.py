"""Lines of equilibria: rational ones exact, irrational ones to many digits, none where there is none."""

from fractions import Fraction

import pytest

from alignment_games import NormalFormGame
from alignment_games.certificates.checker import Game
from alignment_games.certificates.equilibria import line_of, text_of
from alignment_games.certificates.writer import header_of
from alignment_games.models import volunteers_dilemma


def _game(game):
    return Game(header_of(game))


def _alike(n, p):
    return ((Fraction(p), 1 - Fraction(p)),) * n


def test_a_rational_equilibrium_is_told_exactly():
    """Three volunteers of four: each waits with probability (c / b) ** (1 / 2) = 1 / 2."""
    line, found = line_of(_game(volunteers_dilemma(3, cost=Fraction(1, 4))), _alike(3, Fraction(4999, 10000)))
    assert line["near"] == 0
    assert found.centre == _alike(3, Fraction(1, 2))
    assert found.index == 1


def test_an_irrational_equilibrium_is_told_to_twenty_digits():
    """With a cost of a half they wait with probability 1 / sqrt 2."""
    game = volunteers_dilemma(3, cost=Fraction(1, 2))
    labels = game.actions[0]
    wait = 1 - labels.index("balance")
    start = tuple(tuple(Fraction(7, 10) if a == wait else Fraction(3, 10) for a in (0, 1)) for _ in range(3))
    _, found = line_of(_game(game), start)
    p = found.centre[0][wait]
    assert 0 < found.near < Fraction(1, 10**20)
    slack = found.near
    assert (p - slack) ** 2 < Fraction(1, 2) < (p + slack) ** 2


def test_no_line_where_there_is_no_equilibrium():
    game = _game(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]))
    assert line_of(game, ((Fraction(1), Fraction(0)),) * 2) is None
    assert line_of(game, _alike(2, Fraction(1, 2))) is None


def test_a_tied_pure_equilibrium_has_no_index():
    _, found = line_of(_game(NormalFormGame([[[1, 0], [1, 0]], [[1, 0], [1, 0]]])), ((Fraction(1), Fraction(0)),) * 2)
    assert found.index is None


@pytest.mark.parametrize(
    ("given", "text"),
    [(Fraction(0), 0), (Fraction(-7), -7), (Fraction(3, 4), "0x3p-2"), (Fraction(1, 3), "1/3"), (Fraction(0.1), None)],
)
def test_numbers_are_written_as_they_are_read(given, text):
    from alignment_games.certificates.checker import number

    assert number(text_of(given)) == given
    assert text is None or text_of(given) == text
