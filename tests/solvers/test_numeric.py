"""Expected payoffs and their derivatives against their definition, profile by profile."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import NormalFormGame
from alignment_games.solvers.numeric import PayoffTables, in_own_unit, own_unit_payoffs, payoff_derivatives

SHAPES = [(1,), (3,), (2, 3), (1, 1), (2, 2, 2), (3, 1, 2), (2, 3, 2, 3), (2, 3, 4, 2), (2,) * 5]


def by_definition(payoffs, profile):
    """Return the same numbers by summing over pure profiles."""
    sizes = payoffs.shape[1:]
    starts = np.cumsum([0, *sizes])
    values, derivatives = [0] * starts[-1], [[0] * starts[-1] for _ in range(starts[-1])]
    for actions in np.ndindex(*sizes):
        for i, a in enumerate(actions):
            chances = [profile[k][b] for k, b in enumerate(actions)]
            payoff = payoffs[(i, *actions)]
            others = [k for k in range(len(sizes)) if k != i]
            values[starts[i] + a] += payoff * np.prod([chances[k] for k in others], initial=1)
            for j in others:
                weight = np.prod([chances[k] for k in others if k != j], initial=1)
                derivatives[starts[i] + a][starts[j] + actions[j]] += payoff * weight
    return np.array(values), np.array(derivatives)


@pytest.mark.parametrize("shape", SHAPES)
def test_values_and_derivatives(shape):
    rng = np.random.default_rng(0)
    payoffs = rng.normal(size=(len(shape), *shape))
    tables = PayoffTables(payoffs)
    for _ in range(2):
        profile = [rng.dirichlet(np.ones(m)) for m in shape]
        for found, expected in zip(tables.derivatives(profile), by_definition(payoffs, profile), strict=True):
            np.testing.assert_allclose(found, expected, atol=1e-14)
        values = tables.values(profile)
        assert [len(own) for own in values] == list(shape)
        np.testing.assert_allclose(np.concatenate(values), by_definition(payoffs, profile)[0], atol=1e-14)


def test_fractions_stay_fractions():
    payoffs = np.random.default_rng(1).integers(0, 9, size=(3, 2, 3, 2)).astype(object)
    profile = [np.array([Fraction(1, m)] * m, dtype=object) for m in (2, 3, 2)]
    values, derivatives = payoff_derivatives(payoffs, profile)
    expected = by_definition(payoffs, profile)
    assert values.tolist() == expected[0].tolist()
    assert derivatives.tolist() == expected[1].tolist()
    assert all(isinstance(value, Fraction) for value in values.tolist())


@pytest.mark.parametrize("size", [1e-300, 1.0, 1.7e308])
def test_units_of_payoffs_of_any_size(size):
    game = NormalFormGame(np.array([[[-1.0, 0.5], [0.0, 1.0]], [[0.0, 0.0], [0.0, 0.0]]]) * size)
    np.testing.assert_allclose(own_unit_payoffs(game), [[[0, 0.75], [0.5, 1]], [[0, 0], [0, 0]]])
    gain, unit = in_own_unit(game.payoffs[0, 1], game.payoffs[0, 0])
    np.testing.assert_allclose(gain, [1, 0.5])
    assert unit == size


def test_units_of_whole_numbers_of_any_size():
    game = NormalFormGame([[[0, 10**400], [1, 2 * 10**400]], [[0, 0], [0, 0]]])
    np.testing.assert_allclose(own_unit_payoffs(game)[0], [[0, 0.5], [0, 1]])
