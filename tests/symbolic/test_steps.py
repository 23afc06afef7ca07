import pytest
from sympy import Eq, Max, Piecewise, Rational, symbols

from alignment_games import NormalFormGame, UnsupportedGameError
from alignment_games.symbolic import cells, conditions, step

s, A, c = symbols("s A c", positive=True)


def game(payoff):
    return NormalFormGame([[payoff, 0]], ["France"], [["balance", "pass"]])


def test_cells_cover_the_steps_and_agree_with_substitution():
    jumping = game(step(s >= A) + 2 * step(s > 2 * A) - c)
    found = cells(jumping)
    assert len(found) == 3  # s > 2A implies s >= A
    for cell in found:
        assert all(bool(relation.subs(cell.point)) for relation in cell.given)
        at = {**cell.point, c: Rational(1, 2)}
        assert cell.game.payoffs[0][0].subs(at) == jumping.payoffs[0][0].subs(at)
        conditions(cell.game, "balance", given=cell.given)


def test_maxima_are_cells_too():
    found = cells(game(Max(s, A) - c))
    assert {str(cell.game.payoffs[0][0]) for cell in found} == {"-c + s", "A - c"}


def test_smooth_games_are_one_cell():
    (only,) = cells(game(s - c))
    assert only.given == ()
    assert str(only) == "everywhere"


def test_jumps_at_equalities_are_refused():
    with pytest.raises(UnsupportedGameError, match="equality"):
        cells(game(Piecewise((1, Eq(s, A)), (0, True))))


def test_conditions_point_to_cells():
    with pytest.raises(UnsupportedGameError, match="cells"):
        conditions(game(step(s >= A)), "balance")
