import numpy as np
import pytest

from alignment_games.estimation.selecting import SelectionProblem, Shocks
from alignment_games.estimation.selecting.likelihood import simulated_likelihood
from tests.estimation.selecting.entry import by_profile, games, record

#: Selection of pure equilibria, each alike.
PURE = np.array([40.0])


def test_draws_made_elsewhere_give_the_closed_form():
    every = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    design = games(1).take(np.zeros(4, dtype=int)).with_played(every)
    draws = SelectionProblem(design, ["pure"]).drawn([-0.5, 1.0, 1.5], draws=2**15)
    power = design.features[0, 1, :, 1, 1]
    for move in ([0, 0, 0], [0.2, -0.1, 0.2], [0.0, 0.0, -0.6]):
        constant, weight, rival = np.array([-0.5, 1.0, 1.5]) + move
        value = simulated_likelihood(draws, np.array(move), PURE)
        expected = by_profile(constant + weight * power, rival)
        assert np.exp(value.logs).reshape(2, 2) == pytest.approx(expected, abs=0.006)
        assert np.exp(value.logs).sum() == pytest.approx(1, abs=0.01)


def test_competition_gives_the_closed_form_too():
    design = games(1).take(np.zeros(4, dtype=int)).with_played(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]))
    draws = SelectionProblem(design, ["pure"]).drawn([0.5, 1.0, -2.0], draws=2**14)
    power = design.features[0, 1, :, 1, 1]
    value = simulated_likelihood(draws, np.array([0.1, 0.0, 0.2]), PURE)
    assert np.exp(value.logs).reshape(2, 2) == pytest.approx(by_profile(0.6 + power, -1.8), abs=0.006)


def test_of_pure_equilibria_alone_it_is_the_chance_given_that_there_is_one():
    design = games(1).take(np.zeros(4, dtype=int)).with_played(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]))
    draws = SelectionProblem(design, [], equilibria="pure").drawn([-0.5, 1.0, -1.0], draws=2**13)
    power = design.features[0, 1, :, 1, 1]
    value = simulated_likelihood(draws, np.array([0.1, 0.0, 0.2]), np.zeros(0))
    assert np.exp(value.logs).reshape(2, 2) == pytest.approx(by_profile(-0.4 + power, -0.8, mixing=False), abs=0.004)
    even = simulated_likelihood(draws, np.zeros(3), np.zeros(0))
    assert even.effective == pytest.approx(np.ones(4), abs=1e-12)  # draws without one are none that could count


def test_derivatives_are_those_of_the_logarithms():
    problem = SelectionProblem(record().take(slice(0, 30)), ["joint_payoff", "pure"], Shocks(1.0, 0.5))
    draws = problem.drawn([-0.7, 1.0, 1.7], draws=64)
    point, step = np.array([0.05, 0.1, -0.1, 0.7, 0.3]), 1e-5

    def at(point):
        return simulated_likelihood(draws, point[:3], point[3:])

    value = at(point)
    slopes = [(at(point + step * e).logs - at(point - step * e).logs) / (2 * step) for e in np.eye(5)]
    assert value.scores == pytest.approx(np.array(slopes).T, abs=1e-7)
    bends = [(at(point + step * e).scores - at(point - step * e).scores).sum(axis=0) / (2 * step) for e in np.eye(5)]
    assert np.array(bends) == pytest.approx(value.hessian, abs=0.06 * abs(value.hessian).max())


def test_weights_count_games():
    problem = SelectionProblem(record().take(slice(0, 4)), ["pure"])
    draws, move = problem.drawn([-0.7, 1.0, 1.7], draws=64), np.array([0.1, 0.0, 0.0])
    weighted = simulated_likelihood(draws, move, np.array([0.5]), np.array([2.0, 0.0, 1.0, 0.0]))
    plain = simulated_likelihood(draws, move, np.array([0.5]))
    assert weighted.logs == pytest.approx(plain.logs)
    alone = [simulated_likelihood(draws, move, np.array([0.5]), row) for row in np.eye(4)[[0, 0, 2]]]
    assert weighted.hessian == pytest.approx(sum(each.hessian for each in alone))
