"""Expected payoffs and their derivatives against their definition, profile by profile."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.solvers._numeric import PayoffTables, payoff_derivatives

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


def test_fractions_stay_fractions():
    payoffs = np.random.default_rng(1).integers(0, 9, size=(3, 2, 3, 2)).astype(object)
    profile = [np.array([Fraction(1, m)] * m, dtype=object) for m in (2, 3, 2)]
    values, derivatives = payoff_derivatives(payoffs, profile)
    expected = by_definition(payoffs, profile)
    assert values.tolist() == expected[0].tolist()
    assert derivatives.tolist() == expected[1].tolist()
    assert all(isinstance(value, Fraction) for value in values.tolist())
