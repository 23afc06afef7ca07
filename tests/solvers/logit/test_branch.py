"""A branch of logit responses: where others leave it, where it turns back, which of them is followed, its table."""

import numpy as np
import pytest

from alignment_games import NormalFormGame
from alignment_games.solvers import logit_path
from tests.games_refinement import PITCHFORK


def singular_rate(game, low, high):
    """Return where the symmetric branch loses its uniqueness, by a root finder on its own equations.

    With one payoff matrix A for both, x = softmax(rate A x), perturbed antisymmetrically: I + rate C A singular,
    C being the derivative of softmax.
    """
    from scipy.optimize import brentq, fsolve

    payoffs = game.to_float().payoffs[0]

    def response(x, rate):
        values = np.exp(rate * payoffs @ x)
        return values / values.sum()

    def branch(rate):
        x = np.full(len(payoffs), 1 / len(payoffs))
        for step in np.linspace(0, rate, 200):
            x = fsolve(lambda y, step=step: y - response(y, step), x, xtol=1e-10)
        return x

    def sign(rate):
        x = branch(rate)
        slope = (np.diag(x) - np.outer(x, x)) @ payoffs
        return np.linalg.det(np.eye(len(x)) + rate * slope)

    return brentq(sign, low, high, xtol=1e-10)


def test_the_branch_of_a_symmetric_game_stays_symmetric_through_its_bifurcation():
    path = logit_path(PITCHFORK)
    assert np.abs(path.profiles[0] - path.profiles[1]).max() == 0
    (found,) = path.bifurcations
    assert not found.fold
    assert found.rate == pytest.approx(3.15, abs=0.01)
    assert found.rate == pytest.approx(singular_rate(PITCHFORK, 2.5, 3.8), abs=1e-7)
    assert "other branches leave it" in str(found)


def test_coordination_bifurcates_at_two():
    # p = 1 / (1 + exp(-rate (2 p - 1))) has slope rate / 2 at one half.
    game = NormalFormGame([[[1, 0], [0, 1]]] * 2)
    path = logit_path(game)
    (found,) = path.bifurcations
    assert found.rate == pytest.approx(2, abs=1e-9)
    ends = {tuple(path.follow(found, backward=back).limit[0].astype(float)) for back in (False, True)}
    assert ends == {(1.0, 0.0), (0.0, 1.0)}


def test_three_that_avoid_each_other_bifurcate_twice_at_once():
    # Payoff 1 unless all three agree: deviations e_i = -(rate / 4)(e_j + e_k); on sum zero, rate = 4, twice.
    game = NormalFormGame.from_function(lambda *a: [int(len(set(a)) > 1)] * 3, ["A", "B", "C"], ["one", "two"])
    (found,) = logit_path(game).bifurcations
    assert found.rate == pytest.approx(4, abs=1e-7)
    assert found.branches == 2


def test_a_branch_that_is_followed_solves_the_equations():
    path = logit_path(PITCHFORK)
    other = path.follow(path.bifurcations[0])
    assert other.residuals.max() < 1e-9
    assert max(np.abs(other.profiles[0] - other.profiles[1]).max(axis=1)) > 0.4
    assert PITCHFORK.to_float().regrets([x.astype(float) for x in other.limit]).max() < 1e-9


def test_folds_are_where_the_rate_turns():
    rng = np.random.default_rng(8)
    seen = 0
    for _ in range(15):
        path = logit_path(NormalFormGame(rng.random((4, 2, 2, 2, 2))))
        turns = (np.diff(np.sign(np.diff(path.rates))) != 0).sum()
        folds = sum(place.fold for place in path.bifurcations)
        assert folds == turns
        seen += turns
    assert seen > 0


def test_the_table_and_the_curves():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    path = logit_path(PITCHFORK)
    frame = path.to_frame()
    assert list(frame.columns) == ["point", "lambda", "state", "action", "probability"]
    assert len(frame) == len(path) * 6
    np.testing.assert_allclose(frame.groupby(["point", "state"])["probability"].sum(), 1)
    rates, profiles, last = path.curves()
    flat = np.concatenate(profiles, axis=1)
    assert len(flat) == len(rates)
    assert np.abs(np.diff(flat, axis=0)).max() < 0.02  # a fiftieth of the axis: close enough for the eye
    assert 0 < last <= path.rates.max()
