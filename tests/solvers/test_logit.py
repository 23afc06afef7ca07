"""The principal branch against closed forms, a general root finder, and its own equations written out again."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, NotConvergedError, UnsupportedGameError, solve
from alignment_games.models import volunteers_dilemma
from alignment_games.models.irrational import irrational_game
from alignment_games.solvers import LogitTracing, Status, logit_path
from alignment_games.solvers.homotopy import TensorSystem
from alignment_games.solvers.symmetry_classes import symmetry_classes
from alignment_games.solvers.tracing import Trace, principal_branch
from tests.games_refinement import PENNIES, PITCHFORK, STAG_HUNT, volunteers


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


def test_the_rate_is_found_again_from_choices():
    path = logit_path(STAG_HUNT)
    truth = path.at(0.9)
    pairs = zip(STAG_HUNT.players, truth, strict=True)
    choices = {player: dict(zip(["stag", "hare"], 500 * x, strict=True)) for player, x in pairs}
    fit = path.fit(choices)
    assert fit.rate == pytest.approx(0.9, abs=1e-5)
    assert fit.by_player["Row"] == pytest.approx(0.9, abs=1e-5)
    assert fit.random == pytest.approx(1000 * np.log(0.5))
    assert fit.log_likelihood > fit.random
    assert path.fit({"Row": {"stag": 5, "hare": 5}}).rate == pytest.approx(0, abs=1e-6)


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
