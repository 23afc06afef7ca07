import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.joining.choice import probabilities, summit


def likelihood(terms, taken, parameters):
    """Return the log likelihood by the formula, decision by decision."""
    total = 0.0
    for x, k in zip(terms, taken, strict=True):
        weights = [1.0, *np.exp(x @ parameters)]
        total += np.log(weights[k] / sum(weights))
    return total


def drawn(truth, n=400, seed=0):
    rng = np.random.default_rng(seed)
    terms = rng.normal(size=(n, 2, len(truth)))
    chances = probabilities(terms, np.asarray(truth, dtype=float))
    return terms, (rng.uniform(size=(n, 1)) > chances.cumsum(axis=1)).sum(axis=1)


def test_probabilities_by_hand():
    terms = np.array([[[np.log(2.0)], [np.log(5.0)]], [[0.0], [800.0]]])
    np.testing.assert_allclose(probabilities(terms, np.array([1.0]))[0], [1 / 8, 2 / 8, 5 / 8])
    np.testing.assert_array_equal(probabilities(terms, np.array([1.0]))[1], [0, 0, 1])


def test_constants_give_the_logs_of_relative_shares():
    # 6 out, 3 a, 1 b: with a constant for each side the maximum is ln 3/6 and ln 1/6, the information that of shares.
    taken = np.repeat([0, 1, 2], [6, 3, 1])
    found = summit(np.tile(np.eye(2), (10, 1, 1)), taken, ["a", "b"], bounded=False)
    np.testing.assert_allclose(found.parameters, [np.log(3 / 6), np.log(1 / 6)], rtol=1e-12)
    np.testing.assert_allclose(found.information, 10 * np.array([[0.3 * 0.7, -0.03], [-0.03, 0.1 * 0.9]]), rtol=1e-10)
    assert found.log_likelihood == pytest.approx(6 * np.log(0.6) + 3 * np.log(0.3) + np.log(0.1))


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_the_maximum_is_that_of_a_general_optimiser_in_any_unit(unit):
    terms, taken = drawn([1.0, -0.7, 0.0])
    found = summit(terms * unit, taken, "xyz", bounded=False)
    other = minimize(lambda at: -likelihood(terms, taken, at), np.zeros(3), method="BFGS")
    np.testing.assert_allclose(found.parameters * unit, other.x, atol=1e-4)
    assert found.log_likelihood >= -other.fun - 1e-9
    np.testing.assert_allclose(found.scores.sum(axis=0) / unit, 0, atol=1e-6)


def test_curvature_is_the_derivative_of_the_gradient():
    terms, taken = drawn([0.5, -0.2])
    found = summit(terms, taken, "xy", bounded=False)
    for k in range(2):
        row = approx_fprime(
            found.parameters, lambda at, k=k: approx_fprime(at, lambda x: likelihood(terms, taken, x), 1e-5)[k], 1e-4
        )
        np.testing.assert_allclose(-row, found.information[k], rtol=1e-2, atol=0.5)


def test_a_bound_holds_where_the_record_leans_the_other_way():
    terms, taken = drawn([1.0, -0.7, 0.4])
    found = summit(terms, taken, "xyz")
    assert found.parameters[1] == 0
    assert found.free.tolist() == [True, False, True]
    assert found.scores.sum(axis=0)[1] < 0  # it would rise below the bound alone
    without = summit(terms[:, :, [0, 2]], taken, "xz", bounded=False)
    np.testing.assert_allclose(found.parameters[[0, 2]], without.parameters, rtol=1e-8)
    bounds = [(0, None)] * 3
    other = minimize(lambda at: -likelihood(terms, taken, at), np.ones(3), method="L-BFGS-B", bounds=bounds)
    assert found.log_likelihood >= -other.fun - 1e-9


def test_an_empty_term_stays_at_its_bound_and_two_alike_are_refused():
    terms, taken = drawn([1.0, 0.5])
    terms[:, :, 1] = 0
    assert summit(terms, taken, "xy").parameters[1] == 0
    with pytest.raises(InvalidModelError, match="not identified by these choices: y"):
        summit(terms, taken, "xy", bounded=False)
    terms[:, :, 1] = terms[:, :, 0]
    with pytest.raises(InvalidModelError, match="not separately identified by these choices: x, y"):
        summit(terms, taken, "xy", bounded=False)


def test_perfect_prediction_is_refused_and_a_penalty_mends_it():
    terms = np.array([[[1.0], [-1.0]], [[-1.0], [1.0]]])
    taken = np.array([1, 2])
    with pytest.raises((InvalidModelError, NotConvergedError), match=r"not identified|predicted perfectly"):
        summit(terms, taken, "x")
    # ln L = -2 ln(1 + e^-x + e^-2x) - x^2 / 2: the root of its derivative.
    found = summit(terms, taken, "x", penalty=1)
    e = np.exp(-found.parameters[0])
    assert 2 * (e + 2 * e**2) / (1 + e + e**2) == pytest.approx(found.parameters[0], abs=1e-9)
