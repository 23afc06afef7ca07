import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.model import Input
from alignment_games.sweeps.flips._problem import FlipProblem
from alignment_games.sweeps.flips._takeover import Takeovers
from alignment_games.sweeps.selection import first, payoff_dominant

START = {Input("x"): 0.0, Input("y"): 0.0}


def stag_hunt(x=0.0, y=0.0):
    """Both hunt for 4 each or stay for 3 + x + 2 y each; both are equilibria while that is positive."""
    x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    x, y = (x[..., 0], y[..., 0]) if x.ndim else (x, y)
    payoffs = np.zeros((*x.shape, 2, 2, 2))
    payoffs[..., 0, 0] = 4
    payoffs[..., 1, 1] = (3 + x + 2 * y)[..., None]
    return NormalFormGame(payoffs, ["Ann", "Bob"], ["hunt", "stay"])


def takeovers(select):
    problem = FlipProblem.of(stag_hunt, START, dict.fromkeys(START, 1.0), dict.fromkeys(START, (-50.0, 50.0)))
    return Takeovers(problem, (0, 0), select)


def test_the_selection_turns_where_the_other_equilibrium_pays_more():
    """Staying pays more from x + 2 y = 1 on; along the best of the rays that are tried, near the perpendicular."""
    z, other = takeovers(payoff_dominant).nearest(np.inf)
    assert other == (1, 1)
    assert z @ [1, 2] == pytest.approx(1, abs=1e-9)
    assert 1 / np.sqrt(5) <= np.linalg.norm(z) <= 1.01 / np.sqrt(5)


def test_what_lies_beyond_is_not_found():
    assert takeovers(payoff_dominant).nearest(0.44) is None


def test_a_selection_that_does_not_turn_has_no_takeover():
    assert takeovers(first).nearest(np.inf) is None
