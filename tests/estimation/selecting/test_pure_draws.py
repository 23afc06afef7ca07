import numpy as np
import pytest

from alignment_games.estimation.selecting import SelectionProblem, Shocks
from alignment_games.estimation.selecting.games import PlayedGames
from alignment_games.estimation.selecting.likelihood import simulated_likelihood
from alignment_games.estimation.selecting.pure_draws import given_equilibrium
from alignment_games.estimation.selecting.simulation import profile_chances
from alignment_games.game.best_reply import pure_equilibria

SHAPE, PARAMETERS = (3, 2), np.array([0.8])


def games(played):
    """One game, as often as there are profiles given."""
    base, features = np.random.default_rng(3).normal(size=(2, 1, 2, *SHAPE))
    count = len(played)
    return PlayedGames(("rate",), base.repeat(count, 0), features.repeat(count, 0)[:, None], np.array(played))


@pytest.mark.parametrize("shocks", [Shocks(), Shocks(0.8, 0.6)])
def test_draws_given_an_equilibrium_are_those_of_all_in_which_it_is_one(shocks):
    one = games([[2, 1]])
    free = shocks.source(SHAPE, 1)(2**17)
    payoffs = np.moveaxis(one.payoffs(PARAMETERS)[0][..., None] + free, -1, 0)
    among = free[..., pure_equilibria(payoffs, 2)[:, 2, 1]]  # by rejection
    moved = shocks.source(SHAPE, 2)(2**14)
    given_equilibrium(one, moved, parameters=PARAMETERS, shocks=shocks)
    there = np.moveaxis(one.payoffs(PARAMETERS)[0][..., None] + moved, -1, 0)
    assert pure_equilibria(there, 2)[:, 2, 1].all()
    error = 4 / np.sqrt(min(among.shape[-1], 2**14))
    assert moved.mean(axis=-1) == pytest.approx(among.mean(axis=-1), abs=error)
    both = [np.cov(each.reshape(12, -1)) for each in (moved, among)]
    assert both[0] == pytest.approx(both[1], abs=2 * error)


def test_chances_of_what_is_played_are_those_of_a_simulation_of_all_profiles():
    every = [[a, b] for a in range(3) for b in range(2)]
    shocks, design = Shocks(0.8, 0.6), games(every)
    expected = profile_chances(
        design.take(slice(1)), PARAMETERS, {"joint_payoff": 1.5}, shocks, draws=2**15, equilibria="pure"
    )
    problem = SelectionProblem(design, ["joint_payoff"], shocks, equilibria="pure")
    for origin, error in ((PARAMETERS, 0.01), (PARAMETERS - 0.3, 0.02)):
        value = simulated_likelihood(problem.drawn(origin, draws=2**12), PARAMETERS - origin, np.array([1.5]))
        assert np.exp(value.logs) == pytest.approx(expected[0].ravel(), abs=error)


def test_a_rare_profile_needs_no_more_draws_than_others():
    problem = SelectionProblem(games([[0, 0], [2, 1]]), [], equilibria="pure")
    far = np.array([25.0])
    value = simulated_likelihood(problem.drawn(far, draws=64), np.zeros(1), np.zeros(0))
    assert value.logs.min() < np.log(1e-9)
    assert np.isfinite(value.scores).all()
