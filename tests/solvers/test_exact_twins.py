"""Games in floats against the same games in fractions, where magnitudes are mixed.

Of each kind, equilibria of the exact game must be among those of a float game that is called complete, and no listed
profile may have a regret, computed exactly, above the rule of `game.tolerance`.
"""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import Auto, PureEnumeration, Status, VertexEnumeration, solve, solve_batch
from tests import brute_force

DILEMMA = np.array([[3.0, 0.0], [5.0, 1.0]])


def penalties(rng, payoffs):
    payoffs[rng.random(payoffs.shape) < 0.3] = -(10.0 ** rng.integers(4, 13))


def outliers(rng, payoffs):
    for own in payoffs:
        own[tuple(rng.integers(own.shape))] = rng.choice([-1, 1]) * 10.0 ** rng.integers(4, 13)


def gaps(rng, payoffs):
    payoffs += 10.0 ** -rng.integers(9, 16) * rng.integers(-2, 3, payoffs.shape)


def offsets(rng, payoffs):
    payoffs += rng.choice([-1, 1]) * 10.0 ** rng.integers(6, 10)


def denormals(rng, payoffs):
    payoffs[:] = 5e-324 * rng.integers(-3, 4, payoffs.shape)


def magnitudes(rng, payoffs):
    payoffs *= 10.0 ** rng.integers(-9, 10, payoffs.shape)


def decimals(rng, payoffs):
    payoffs[:] = np.round(payoffs, 1) * 10.0 ** rng.integers(-9, 10)


def largest(rng, payoffs):
    payoffs *= rng.choice([0.25, 0.5]) * 1e308


KINDS = (penalties, outliers, gaps, offsets, denormals, magnitudes, decimals, largest)


def games(kind, shape, count):
    rng = np.random.default_rng([*map(ord, kind.__name__), *shape])
    for k in range(count):
        size = (len(shape), *shape)
        payoffs = rng.uniform(-1, 1, size) if k % 2 else rng.integers(0, 4, size) / 2.0
        kind(rng, payoffs)
        yield payoffs


def fractions(payoffs):
    return np.vectorize(Fraction, otypes=[object])(payoffs)


def regrets_in_proportion(payoffs, profile):
    """Return the largest regret of a profile, exact, in units of what is at stake there; pure profiles in payoff units.

    The stake is computed by its definition, profile by profile.
    """
    exact = [np.array([Fraction(float(p)) for p in own], dtype=object) for own in profile]
    exact = [own / own.sum() for own in exact]
    for player, regret in enumerate(brute_force.regret(payoffs, exact)):
        stake = 0
        for at in np.ndindex(payoffs.shape[1:]):
            weight = np.prod([own[a] for own, a in zip(exact, at, strict=True)])
            best = payoffs[player][(*at[:player], slice(None), *at[player + 1 :])].max() if weight else 0
            stake += weight * (best - payoffs[player][at]) if weight else 0
        yield regret, stake


def assert_within_the_rule(payoffs, profile):
    exact = fractions(payoffs)
    for player, (regret, stake) in enumerate(regrets_in_proportion(exact, profile)):
        size = max(abs(exact[player]).max(), Fraction(5e-324))
        assert regret <= stake / 10**9 or regret <= size / 2**48, (payoffs.tolist(), profile)


def among(profile, others):
    target = np.concatenate(profile).astype(float)
    return any(np.allclose(np.concatenate(other).astype(float), target, rtol=1e-8, atol=1e-12) for other in others)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 4)], ids=str)
def test_two_players(kind, shape):
    for payoffs in games(kind, shape, 6):
        expected = [e.profile for e in solve(NormalFormGame(fractions(payoffs)), VertexEnumeration())]
        alone = solve(NormalFormGame(payoffs), VertexEnumeration())
        together = solve_batch(payoffs[None])
        for found, complete in (
            ([e.profile for e in alone], alone.complete),
            ([tuple(own[k] for own in together.profiles) for k in range(len(together))], bool(together.complete[0])),
        ):
            assert complete
            assert all(among(profile, found) for profile in expected), payoffs.tolist()
            for profile in found:
                assert_within_the_rule(payoffs, profile)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("shape", [(3, 2), (2, 2, 3), (2, 2, 2, 2)], ids=str)
def test_pure_equilibria(kind, shape):
    for payoffs in games(kind, shape, 10):
        exact = fractions(payoffs)
        expected = brute_force.pure_equilibria(exact)
        found = {tuple(s[0] for s in e.supports) for e in solve(NormalFormGame(payoffs), PureEnumeration())}
        together = solve_batch(payoffs[None], kind="pure")
        rows = {tuple(int(own[k].argmax()) for own in together.profiles) for k in range(len(together))}
        assert expected <= found == rows
        for at in found - expected:
            assert_within_rounding(exact, at)


def assert_within_rounding(payoffs, at):
    for player, own in enumerate(payoffs):
        column = own[(*at[:player], slice(None), *at[player + 1 :])]
        value = column[at[player]]
        assert column.max() - value <= max(abs(column.max()), abs(value)) / 2**48


def test_a_forbidden_action_and_a_bystander_make_no_equilibria():
    payoffs = np.full((3, 3, 3, 2), -2e10)
    payoffs[0, :2, :2] = DILEMMA[:, :, None]
    payoffs[1, :2, :2] = DILEMMA.T[:, :, None]
    payoffs[0, :2, 2], payoffs[1, 2, :2] = np.array([3, 5])[:, None], np.array([3, 5])[:, None]
    payoffs[2] = [1, 0]
    for solver in (Auto(), PureEnumeration()):
        (equilibrium,) = solve(NormalFormGame(payoffs), solver)
        assert [p.tolist() for p in equilibrium.profile] == [[0, 1, 0], [0, 1, 0], [1, 0]]
        assert equilibrium.regret == 0
    for kind in ("all", "pure"):
        assert solve_batch(payoffs[None], kind=kind).counts.tolist() == [1]


def test_a_mixed_equilibrium_between_outliers():
    payoffs = np.array([[[-0.8, 0.4, 1e12], [0.2, -1, 0.2]], [[0.5, -0.8, -0.7], [-0.6, -0.5, -1e8]]])
    (equilibrium,) = solution = solve(NormalFormGame(payoffs))
    assert solution.status is Status.ALL
    # The outliers' column is not used: 1/14 solves .5x - .6(1 - x) = -.8x - .5(1 - x), and 7/12 likewise.
    np.testing.assert_allclose(np.concatenate(equilibrium.profile), [1 / 14, 13 / 14, 7 / 12, 5 / 12, 0], rtol=1e-12)


def test_the_numbers_as_given_are_searched_where_some_differences_pass_for_ties():
    # One of the first player's differences is 2e-14, the other 1e-14: beside payoffs of 3 that one alone is rounding.
    payoffs = np.array([
        [[[2.00000000000002, 1.00000000000001], [2.99999999999998, 1.0]], [[2.0, -1e-14], [2.99999999999999, -2e-14]]],
        [[[3.00000000000001, 0.99999999999999], [3.0, 2.99999999999999]],
         [[3.00000000000001, 3.00000000000001], [3.00000000000002, 2.00000000000002]]],
        [[[2.99999999999999, 0.99999999999999], [2.00000000000002, 2.00000000000002]],
         [[2.00000000000002, 2e-14], [1e-14, 1.0]]],
    ])  # fmt: skip
    (a, b), exact = fractions(payoffs)[:2, :, :, 0], fractions(payoffs)
    y = (a[1, 1] - a[0, 1]) / (a[0, 0] - a[1, 0] + a[1, 1] - a[0, 1])
    x = (b[1, 1] - b[1, 0]) / (b[0, 0] - b[0, 1] + b[1, 1] - b[1, 0])
    mixed = [np.array([p, 1 - p], dtype=object) for p in (x, y, Fraction(1))]
    assert max(brute_force.regret(exact, mixed)) == 0
    together = solve_batch(payoffs[None])
    assert together.complete[0]
    solution = solve(NormalFormGame(payoffs))
    assert solution.complete
    assert among(mixed, [e.profile for e in solution])
    assert among(mixed, [tuple(own[k] for own in together.profiles) for k in range(len(together))])


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 2, 3)], ids=str)
def test_three_players_with_differences_near_rounding(shape):
    rng = np.random.default_rng(list(shape))
    for _ in range(6):
        payoffs = rng.integers(0, 4, (3, *shape)) + 10.0 ** -rng.integers(14, 16) * rng.integers(-2, 3, (3, *shape))
        twin, solution = solve(NormalFormGame(fractions(payoffs)), throw=False), solve(NormalFormGame(payoffs))
        if twin.complete and solution.complete:
            found = [e.profile for e in solution]
            assert all(among(e.profile, found) for e in twin), payoffs.tolist()
        for equilibrium in solution:
            assert_within_the_rule(payoffs, equilibrium.profile)
