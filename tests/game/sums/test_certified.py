from dataclasses import replace
from math import comb

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.sums.bounded_play import BoundedPlay
from alignment_games.game.sums.lattice_play import Lattice, LatticePlay, lattice_for
from alignment_games.game.sums.point_play import PointPlay
from alignment_games.models.response import response_model
from alignment_games.models.threshold import threshold_model
from alignment_games.models.threshold_halves import HalvesPlay
from alignment_games.solvers.numeric import payoff_derivatives
from alignment_games.states import FirstForm, GivenThreat, State
from alignment_games.states.contest import difference_contest, ratio_contest
from tests.solvers.pure import test_pure_by_sums, test_pure_by_sums_threshold
from tests.tries import tries


def random_play(model, rng, pure_share=0.0):
    """One array of probabilities for each state; some states take one action for sure."""
    return [
        np.eye(len(own))[rng.integers(len(own))] if rng.random() < pure_share else rng.dirichlet(np.ones(len(own)))
        for own in model.actions
    ]


def table(profile, sums):
    play = np.zeros(sums.offered.shape)
    play[sums.offered] = np.concatenate(profile)
    return play


@pytest.mark.parametrize("random_model", [test_pure_by_sums.random_model, test_pure_by_sums_threshold.random_model])
def test_the_same_as_with_the_tensor(random_model):
    rng = np.random.default_rng(1)
    for seed in range(40):
        model = random_model(seed)
        profile = random_play(model, rng, pure_share=0.3)
        game = model.game()
        play = model.sums().payoff_bounds(profile)
        expected = best_reply.deviation_payoffs(game.payoffs, profile)
        regrets = best_reply.regrets(game.payoffs, profile)
        low, high = play.regrets
        for i in range(game.n_players):
            slack = 1e-15 * np.abs(expected[i]).max()
            assert (play.least[i] <= expected[i] + slack).all()
            assert (play.largest[i] >= expected[i] - slack).all()
            assert (play.largest[i] - play.least[i]).max() <= 1e-11 * play.ranges.max()
            assert low[i] - slack <= regrets[i] <= high[i] + slack
        by_name = {
            n: dict(zip(own, x, strict=True)) for n, own, x in zip(model.names, model.actions, profile, strict=True)
        }
        assert all((a == b).all() for a, b in zip(play.least, model.sums().payoff_bounds(by_name).least, strict=True))


def compare_with_tensor(model, make, rng):
    """Return the largest errors of the expected payoffs and of their derivatives, at play that sums to one or so."""
    sums = model.sums().sums
    n = len(sums.offered)
    profile = [x * rng.uniform(0.9, 1.1) for x in random_play(model, rng, pure_share=0.2)]
    values, derivatives = make(sums, np.zeros(n), np.ones(n)).derivatives(table(profile, sums))
    expected = payoff_derivatives(model.game().payoffs, profile)
    found = values[sums.offered], derivatives[sums.offered][:, sums.offered]
    return [float(np.abs(a - b).max()) for a, b in zip(found, expected, strict=True)]


def test_thirty_states_by_halves_and_on_a_lattice():
    rng = np.random.default_rng(9)
    strengths = {f"state {i}": int(strength) for i, strength in enumerate(rng.integers(1, 40, 30))}
    sums = threshold_model(strengths, against=250, cost=0.3).sums().sums
    lattice = lattice_for(sums, 64, most=1000)
    units = np.zeros(30), np.ones(30)
    assert LatticePlay(sums, lattice, *units).exact
    play = rng.dirichlet(np.ones(2), 30)
    found = HalvesPlay(sums.amounts, sums.costs, sums.benefits, sums.least, *units).derivatives(play)
    expected = LatticePlay(sums, lattice, *units).derivatives(play)
    assert max(np.abs(a - b).max() for a, b in zip(found, expected, strict=True)) < 1e-13


@pytest.mark.parametrize("vanishing", [1e-100, 9.0], ids=["divided out", "built up without both"])
def test_derivatives_on_a_lattice_that_holds_the_amounts(vanishing, monkeypatch):
    monkeypatch.setattr("alignment_games.game.sums.lattice_play._VANISHING", vanishing)
    rng = np.random.default_rng(3)
    for strengths in ([1] * 6, [2, 4, 6, 3], [0.1, 0.2, 0.7, 0.5], [1, 1.5, 2.5, 2]):
        names = {f"state {i}": strength for i, strength in enumerate(strengths)}
        model = threshold_model(names, against=sum(strengths) / 2, cost=rng.uniform(0.1, 0.9, len(names)).tolist())
        lattice = lattice_for(model.sums().sums, 64, most=1000)
        assert lattice.shape[0] <= 2 + 30 * sum(strengths)
        assert (
            max(compare_with_tensor(model, lambda *each, on=lattice: LatticePlay(each[0], on, *each[1:]), rng)) < 1e-14
        )


def test_a_finer_lattice_is_closer():
    rng = np.random.default_rng(4)
    model = response(5, rng)
    errors = []
    for points in (40**2, 70**2, 120**2):
        lattice = lattice_for(model.sums().sums, points, most=10)
        rng = np.random.default_rng(5)
        errors.append(compare_with_tensor(model, lambda *each, on=lattice: LatticePlay(each[0], on, *each[1:]), rng))
    values, derivatives = np.transpose(errors)
    assert (values[1:] < values[:-1] / 8).all()  # of fourth order: 20 of the points are left free
    assert (derivatives[1:] < derivatives[:-1] / 8).all()
    assert values[-1] < 1e-6


def response(n, rng, utility=None, actions=("balance", "buck_pass", "bandwagon")):
    powers = rng.lognormal(0, 0.7, n)
    names = tuple(f"state {i}" for i in range(n))
    return response_model(
        [State(name, power=float(p)) for name, p in zip(names, powers / powers.sum(), strict=True)],
        State("threat", power=0.4, offence=1.2),
        GivenThreat(names, rng.uniform(0.1, 1, n), rng.uniform(0.3, 1, n)),
        utility,
        actions=actions,
    )


@pytest.mark.parametrize("contest", [ratio_contest, difference_contest])
@pytest.mark.parametrize("spoils", [0, 0.5])
@pytest.mark.parametrize("decisiveness", [0.7, 2, 5])
def test_the_bound_on_a_lattice_holds(contest, spoils, decisiveness):
    rng = np.random.default_rng(6)
    utility = FirstForm(contest=contest, spoils=spoils, decisiveness=decisiveness)
    for points in (3_000, 12_000)[: tries(1, of=2)]:
        model = response(12, rng, utility)
        sums = model.sums().sums
        low, high = sums.ranges()
        play = table(random_play(model, rng, pure_share=0.4), sums)
        exact = PointPlay(sums, low, high - low, 10**6).values(play)
        values, errors = BoundedPlay(sums, play, low, high - low, points).values_and_errors()
        assert (np.abs(values - exact) <= errors + 1e-13).all()
        assert np.median(errors) < 1


@pytest.mark.slow
def test_the_bound_is_close_for_thirty_states_of_whom_many_mix():
    rng = np.random.default_rng(7)
    model = response(30, rng, actions=("balance", "buck_pass"))
    play = model.sums().payoff_bounds(random_play(model, rng))  # 2 ** 30 sums
    widths = [(b - a).max() / span for a, b, span in zip(play.least, play.largest, play.ranges, strict=True)]
    assert max(widths) < 1e-9
    # An independent estimate: the mean over a million draws of what everybody does, within five standard errors.
    sums = model.sums().sums
    chance = np.array([x[0] for x in play.profile])
    draws = np.random.default_rng(8).random((100_000, 30)) < chance
    totals = draws @ sums.amounts[0, :, 0]
    for i in (0, 13):
        others = (totals - draws[:, i] * sums.amounts[0, i, 0])[None, None]
        payoffs = sums.bounds(
            np.array([i]), np.stack([others[0], 0 * others[0]]), np.stack([others[0], 0 * others[0]])
        )[0][0]
        error = payoffs.std(axis=0) / np.sqrt(len(payoffs))
        assert (np.abs(payoffs.mean(axis=0) - play.least[i]) <= 5 * error).all()


def test_a_lottery_stands_in_for_an_amount_between_two_points():
    sums = threshold_model({"A": 0.25, "B": 1}, against=1).sums().sums
    first, past = Lattice((1.0,), (4,)).places(sums)
    assert first[0, :, 0].tolist() == [0, 1]
    assert past[0, :, 0].tolist() == [0.25, 0]


def test_thirty_equal_states_need_thirty_one_sums():
    model = threshold_model({f"state {i}": 1 for i in range(30)}, against=4, cost=0.3)
    p = 0.2
    held = sum(comb(29, k) * p**k * (1 - p) ** (29 - k) for k in range(4, 30))
    alone = comb(29, 3) * p**3 * (1 - p) ** 26
    play = model.sums().payoff_bounds([[p, 1 - p]] * 30)
    for least, largest in zip(play.least, play.largest, strict=True):
        assert np.allclose(least, [held + alone - 0.3, held], rtol=0, atol=1e-11)
        assert (largest - least).max() < 1e-11


def test_bad_play_is_refused():
    model = threshold_model({"A": 1, "B": 1}, against=1)
    with pytest.raises(InvalidModelError, match="one entry for each of 2 players"):
        model.sums().payoff_bounds([[0.5, 0.5]])
    with pytest.raises(InvalidModelError, match="B: probabilities must be non-negative and sum to 1"):
        model.sums().payoff_bounds([[0.5, 0.5], [0.5, 0.6]])
    with pytest.raises(InvalidModelError, match="unknown player 'C'"):
        model.sums().payoff_bounds({"C": {"balance": 1}})
    with pytest.raises(InvalidModelError, match="unknown action 'arm'"):
        model.sums().payoff_bounds({"A": {"arm": 1}, "B": {"balance": 1}})


def test_a_threshold_game_of_too_many_sums_is_refused():
    strengths = np.random.default_rng(1).lognormal(0, 1, 60).tolist()
    model = threshold_model({f"state {i}": s for i, s in enumerate(strengths)}, against=10.0)
    with pytest.raises(UnsupportedGameError, match="at most 34 states"):
        model.sums().payoff_bounds([[0.5, 0.5]] * 60)


def test_a_response_game_of_too_many_states_is_refused():
    with pytest.raises(UnsupportedGameError, match="give at most 200"):
        response(201, np.random.default_rng(1)).sums().payoff_bounds([[0.2, 0.3, 0.5]] * 201)


def test_units_of_payoff_do_not_matter():
    rng = np.random.default_rng(9)
    model = response(8, rng)
    profile = random_play(model, rng)
    plain = model.sums().payoff_bounds(profile)
    figures = {name: np.asarray(getattr(model.utility, name)) * 1e9 for name in test_pure_by_sums.COSTS}
    scaled = replace(
        model,
        utility=replace(model.utility, **figures),
        threat=GivenThreat(model.names, model.threat.values * 1e9, model.threat.closeness),
    )
    large = scaled.sums().payoff_bounds(profile)
    assert np.allclose(large.regrets[1] / 1e9, plain.regrets[1], rtol=1e-9, atol=0)


def test_amounts_a_little_off_the_lattice_are_not_taken_for_equal():
    strengths = {"A": 1.0, "B": 1.0 + 1e-9, "C": 2.0}
    sums = threshold_model(strengths, against=2.0).sums().sums
    assert not LatticePlay(sums, lattice_for(sums, 64, most=1000), np.zeros(3), np.ones(3)).exact
    play = threshold_model(strengths, against=2.0 + 5e-10).sums().payoff_bounds([[0.5, 0.5]] * 3)
    # C needs A or B; without C it takes both, whose sum is 5e-10 above what is required
    assert np.allclose(play.least[2], [0.75 - 0.5, 0.25], rtol=0, atol=1e-11)
