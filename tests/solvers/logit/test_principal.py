"""The principal branch against closed forms, a general root finder, and its own equations written out again."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, NotConvergedError, UnsupportedGameError, solve
from alignment_games.models import volunteers_dilemma
from alignment_games.models.irrational import irrational_game
from alignment_games.solvers import LogitTracing, Status, logit_path
from alignment_games.solvers.logit.homotopy import TensorSystem
from alignment_games.solvers.logit.symmetry_classes import symmetry_classes
from alignment_games.solvers.logit.tracing import Trace, principal_branch
from tests.games_refinement import PENNIES, STAG_HUNT, volunteers


def largest_gap(game, rate, profile):
    """Return how far a profile is from its logit response, from the definition."""
    gaps = []
    for x, values in zip(profile, game.to_float().deviation_payoffs(list(profile)), strict=True):
        response = np.exp(rate * (values - values.max()))
        gaps.append(np.abs(x - response / response.sum()).max())
    return max(gaps)


SHAPES = [(2, 3, 3), (2, 4, 2), (3, 2, 2, 2), (3, 2, 3, 2), (4, 2, 2, 2, 2)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_point_solves_the_equations_and_the_limit_is_an_equilibrium(shape):
    rng = np.random.default_rng(0)
    for _ in range(3):
        game = NormalFormGame(rng.random(shape) * 10 - 3)
        path = logit_path(game)
        assert path.residuals.max() < 1e-9
        assert path.rates[0] == 0
        for k in range(0, len(path), 5):
            assert largest_gap(game, path.rates[k], [x[k] for x in path.profiles]) < 1e-9
        assert game.regrets(path.limit).max() < 1e-9
        found = solve(game, LogitTracing())
        assert (len(found), found.status) == (1, Status.SOME)
        for one, two in zip(found[0].profile, path.limit, strict=True):
            np.testing.assert_allclose(one, two, atol=1e-9)


def test_the_path_has_no_jumps():
    # A continuous curve: halving every step must give the same play at the same rate.
    rng = np.random.default_rng(3)
    for _ in range(5):
        game = NormalFormGame(rng.random((3, 2, 2, 2)))
        path = logit_path(game)
        moves = max(np.abs(np.diff(x, axis=0)).max() for x in path.profiles)
        assert moves < 0.3


#: Random games of which earlier, bolder steps ended on another branch, and some that never gave trouble.
HARD = [
    ((2,) * 6, 85),
    ((2,) * 6, 122),
    ((3,) * 4, 21),
    ((3,) * 5, 18),
    ((3,) * 5, 7072),
    ((2,) * 8, 5053),
    ((4, 4), 0),
]


@pytest.mark.parametrize(("shape", "seed"), HARD)
def test_the_branch_ends_where_far_shorter_steps_end(shape, seed):
    payoffs = np.random.default_rng(seed).uniform(size=(len(shape), *shape))
    total = sum(shape)
    system = TensorSystem(np.zeros(total), np.arange(total), payoffs)
    bold = principal_branch(system, 1e4, 5000, lambda _done, _total: None, locate=False)
    careful = Trace(system, [system.start()], [], locate=False, caution=10.0)
    careful.follow(1e4, 5000, lambda _done, _total: None)
    ends = [np.concatenate(system.profile(trace.points[-1].logs)) for trace in (bold, careful)]
    np.testing.assert_allclose(*ends, atol=1e-3)


def test_orientation_turns_only_where_branches_meet():
    # Coordination without its symmetry classes: the even branch passes the pitchfork at rate 2 and goes on.
    payoffs = np.array([[[1.0, 0.0], [0.0, 1.0]]] * 2)
    system = TensorSystem(np.zeros(4), np.arange(4), payoffs)
    trace = Trace(system, [system.start()], [])
    trace.follow(1e3, 5000, lambda _done, _total: None)
    assert trace.finished
    pairs = zip(trace.points, trace.points[1:], strict=False)
    turned = [two.rate for one, two in pairs if one.orientation != two.orientation]
    assert turned == pytest.approx([2.0], abs=2e-3)
    generic = logit_path(NormalFormGame(np.random.default_rng(13).uniform(size=(4, 2, 2, 2, 2))))
    assert [place.fold for place in generic.bifurcations] == [True, True]
    assert len({point.orientation for point in generic._points}) == 1


@pytest.mark.parametrize("seed", [0, 19])
def test_eight_players_with_three_actions(seed):
    game = NormalFormGame(np.random.default_rng(seed).uniform(size=(8, *[3] * 8)))
    (found,) = solve(game, LogitTracing())
    # The regret once more, by summing over all profiles of the others.
    for i, x in enumerate(found.profile):
        table = np.moveaxis(game.payoffs[i], i, -1).reshape(-1, 3)
        joint = np.ones(1)
        for j, y in enumerate(found.profile):
            joint = np.multiply.outer(joint, y).ravel() if j != i else joint
        values = joint @ table
        assert values.max() - values @ x < 1e-10


def test_permuted_players_and_actions_and_other_units_leave_the_limit_as_it_is():
    rng = np.random.default_rng(2)
    payoffs = rng.uniform(size=(4, 2, 3, 2, 3))
    (found,) = solve(NormalFormGame(payoffs), LogitTracing())
    order = [2, 0, 3, 1]
    turned = payoffs[order].transpose(0, *(1 + np.array(order)))[:, ::-1]
    (other,) = solve(NormalFormGame(turned), LogitTracing())
    for i, old in enumerate(order):
        expected = found.profile[old][::-1] if i == 0 else found.profile[old]
        np.testing.assert_allclose(other.profile[i], expected, atol=1e-9)
    for scale in (1e-9, 1e9):
        (same,) = solve(NormalFormGame(payoffs * scale + 3 * scale), LogitTracing())
        np.testing.assert_allclose(np.concatenate(same.profile), np.concatenate(found.profile), atol=1e-9)


@pytest.mark.parametrize("n", range(2, 11))
@pytest.mark.parametrize("cost", [0.25, 0.6])
def test_volunteers_end_at_diekmanns_equilibrium_however_many(n, cost):
    # All wait with chance (c / b)^(1 / (n - 1)), Diekmann (1985).
    game = volunteers_dilemma(n, cost=cost).to_float()
    (found,) = solve(game, LogitTracing())
    waiting = [found[player]["buck_pass"] for player in game.players]
    np.testing.assert_allclose(waiting, [cost ** (1 / (n - 1))] * n, atol=1e-9)


def test_a_branch_that_is_slow_is_followed_farther():
    # It nears its limit as a small power of the rate: at 1e5 no equilibrium is within 0.05 of it.
    payoffs = [float(digit) for digit in "101110001001000011101101001111001111001000101010100110"]
    game = NormalFormGame(np.array(payoffs).reshape(3, 3, 2, 3))
    assert logit_path(game).limit is None
    solution = solve(game, LogitTracing())
    assert len(solution) == 1
    assert solution.stats["rate"] > 1e6


def test_irrational_limits_of_exact_games_come_as_floats():
    # Nau, Gomez Canovas & Hansen (2004), section 4: the only equilibrium, in roots of 601.
    root = np.sqrt(601)
    solution = solve(irrational_game().to_exact(), LogitTracing())
    first = sorted(float(x[k]) for x in solution[0].profile for k in (0, 1))
    numbers = [(53 - root) / 46, (root - 13) / 24, (root - 23) / 4]
    np.testing.assert_allclose(first, sorted([*numbers, *(1 - p for p in numbers)]), atol=1e-12)
    assert "floats" in solution.stats["note"]


@pytest.mark.parametrize("factor", range(1, 13))
def test_that_a_limit_is_a_float_is_said_whatever_its_regret_rounds_to(factor):
    # In floats the regret of the irrational limit is exactly zero for some of these units, which ones hangs on the
    # linear algebra library; that no fractions state the limit holds in all of them.
    game = irrational_game().to_exact()
    solution = solve(NormalFormGame(game.payoffs * factor), LogitTracing())
    assert solution.stats["note"] == "the limit has no simple fractions: its probabilities are floats"


def test_rational_limits_of_exact_games_are_fractions_and_need_no_note():
    solution = solve(NormalFormGame([[[3, 0], [0, 2]], [[0, 1], [1, 0]]]).to_exact(), LogitTracing())
    assert [x.tolist() for x in solution[0].profile] == [[Fraction(1, 2)] * 2, [Fraction(2, 5), Fraction(3, 5)]]
    assert "note" not in solution.stats


def test_a_stag_hunt_by_a_root_finder():
    from scipy.optimize import brentq

    # Symmetric: p = 1 / (1 + exp(-rate * (3 p - 2))), the lowest root being the principal branch.
    path = logit_path(STAG_HUNT)
    for rate in (0.1, 0.5, 1.0, 2.0, 5.0):
        root = brentq(lambda p, rate=rate: p - 1 / (1 + np.exp(-rate * (3 * p - 2))), 0, 0.5)
        assert path.at(rate)[0][0] == pytest.approx(root, abs=1e-12)


def test_matching_pennies_stay_even_and_their_asymmetric_cousin_does_not():
    assert np.abs(logit_path(PENNIES).profiles[0] - 0.5).max() == 0
    # Ochs (1995): own payoffs move own play, though no equilibrium says so.
    ochs = NormalFormGame([[[9, 0], [0, 1]], [[0, 1], [1, 0]]])
    path = logit_path(ochs)
    assert path.at(1.0)[0][0] > 0.6
    np.testing.assert_allclose(path.limit[0].astype(float), [0.5, 0.5], atol=1e-9)
    np.testing.assert_allclose(path.limit[1].astype(float), [0.1, 0.9], atol=1e-9)


def test_symmetry_classes_see_players_actions_and_constants():
    assert symmetry_classes(PENNIES.to_float().payoffs, np.zeros(4)).tolist() == [0, 0, 0, 0]
    assert symmetry_classes(volunteers(4).to_float().payoffs, np.zeros(8)).tolist() == [0, 1] * 4
    # Three volunteers are indifferent when all toss a coin, so they toss it at every rate.
    assert symmetry_classes(volunteers(3).to_float().payoffs, np.zeros(6)).tolist() == [0] * 6
    shifted = STAG_HUNT.to_float().payoffs + np.array([0.0, 7.0]).reshape(2, 1, 1)
    assert symmetry_classes(shifted, np.zeros(4)).tolist() == [0, 1, 0, 1]
    generic = np.random.default_rng(0).random((2, 3, 2))
    assert len(set(symmetry_classes(generic, np.zeros(5)).tolist())) == 5


def test_the_symmetric_volunteers_end_at_diekmanns_equilibrium():
    # Waiting with chance (c / b)^(1 / (n - 1)) = (1 / 4)^(1/2).
    path = logit_path(NormalFormGame(volunteers(4).to_float().payoffs))
    np.testing.assert_allclose([x[1] for x in path.limit], [0.25 ** (1 / 3)] * 4, atol=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_rates_are_per_unit_of_payoff(scale):
    game = NormalFormGame(STAG_HUNT.to_float().payoffs * scale)
    assert logit_path(game).at(0.7 / scale)[0][0] == pytest.approx(logit_path(STAG_HUNT).at(0.7)[0][0], abs=1e-9)


def test_degenerate_games_have_a_verified_limit():
    rng = np.random.default_rng(5)
    for _ in range(25):
        n = int(rng.integers(2, 4))
        game = NormalFormGame(rng.integers(0, 3, (n, *rng.integers(1, 4, n))).astype(float))
        assert len(solve(game, LogitTracing())) == 1


def test_exact_games_get_exact_limits_where_they_are_rational():
    for game in (STAG_HUNT, PENNIES, volunteers(3)):
        assert solve(game, LogitTracing())[0].regret == 0


def test_errors_say_what_to_do():
    path = logit_path(STAG_HUNT, last_rate=10)
    with pytest.raises(InvalidModelError, match="the branch runs from lambda 0"):
        path.at(1e9)
    with pytest.raises(NotConvergedError, match="allow more steps"):
        logit_path(STAG_HUNT, most_steps=3)
    with pytest.raises(NotConvergedError):
        solve(STAG_HUNT, LogitTracing(most_steps=3))
    with pytest.raises(InvalidModelError, match="no choices were given"):
        path.fit({})
    with pytest.raises(InvalidModelError, match="unknown action 'stagg'; did you mean 'stag'"):
        path.fit({"Row": {"stagg": 1}})
    with pytest.raises(InvalidModelError, match="must not be negative"):
        path.fit({"Row": {"stag": -1}})
    with pytest.raises(UnsupportedGameError, match="takes one game"):
        logit_path(NormalFormGame(np.zeros((3, 2, 2, 2)), ["A", "B"]))


@pytest.mark.parametrize("scales", [(1e-9, 1e9), (1e6, 1.0)])
def test_players_with_payoffs_of_different_size_still_get_an_equilibrium(scales):
    payoffs = STAG_HUNT.to_float().payoffs * np.array(scales).reshape(2, 1, 1)
    found = solve(NormalFormGame(payoffs), LogitTracing())
    assert len(found) == 1
    assert found[0].pure


@pytest.mark.peer
@pytest.mark.parametrize("shape", [(2, 3, 3), (3, 2, 2, 2), (4, 2, 2, 2, 2)])
def test_gambit_walks_the_same_branch_and_fits_the_same_rate(shape):
    gambit = pytest.importorskip("pygambit", reason="pygambit is not installed; it comes with the gambit extra")
    rng = np.random.default_rng(4)
    game = NormalFormGame(rng.random(shape))
    path, other = logit_path(game), gambit.Game.from_arrays(*game.payoffs)
    assert not path.bifurcations
    seen = 0
    for point in gambit.qre.logit_solve_branch(other, use_strategic=True)[::8]:
        if point.lam < path.rates.max():
            seen += 1
            for player, x in zip(other.players, path.at(point.lam), strict=True):
                # Gambit's corrector stops at about 1e-7.
                np.testing.assert_allclose(x, [point.profile[s] for s in player.strategies], atol=2e-6)
    assert seen > 5
    counts = [rng.integers(1, 30, m) for m in shape[1:]]
    estimate = gambit.qre.logit_estimate(
        other.mixed_strategy_profile(data=[own.astype(float).tolist() for own in counts])
    )
    rows = zip(game.players, game.actions, counts, strict=True)
    fit = path.fit({player: dict(zip(labels, own, strict=True)) for player, labels, own in rows})
    assert fit.rate == pytest.approx(estimate.lam, abs=1e-4)
    assert fit.log_likelihood == pytest.approx(estimate.log_like, abs=1e-6)
