import numpy as np
import pytest

from alignment_games.errors import NotConvergedError
from alignment_games.estimation.profile_ends import profile_ends
from alignment_games.estimation.selecting.likelihood import simulated_likelihood
from alignment_games.estimation.selecting.profiles import SelectionProfile
from tests.estimation.selecting.entry import found


@pytest.mark.slow
def test_nothing_is_gained_by_moving_the_others():
    fit = found()
    reached, profile = fit.reached, fit.profile("constant")
    fall = profile.lost(profile.middle + 0.3)
    point = profile.held(profile.middle + 0.3).point
    value = simulated_likelihood(reached.draws, point[:3] - reached.origin, point[3:])
    gradient = value.scores.sum(axis=0)
    assert point[0] == profile.middle + 0.3
    assert fit.log_likelihood - value.logs.sum() == pytest.approx(fall)
    assert fall > 0
    others = np.linalg.solve(-value.hessian[1:, 1:], gradient[1:])
    assert gradient[1:] @ others < 1e-8  # what a step of the others would gain, twice
    assert abs(gradient[0]) > 1
    assert np.linalg.eigvalsh(value.hessian[1:, 1:]).max() < 0


def test_intervals_are_skewed_and_grow_by_the_noise_of_simulation():
    fit = found()
    name = "selects joint_payoff"
    low, high = (end.value for end in profile_ends(fit.profile(name), fit.errors[name], 1.92 * fit.stretch[3]))
    assert low < fit.estimates[name] < high
    assert fit.likelihood_ratio(name, high) == pytest.approx(2 * 1.92, rel=3e-3)
    assert fit.stretch[3] == pytest.approx(1 / (1 - fit.noise_shares[name]))


def test_where_draws_do_not_reach_is_said():
    fit = found()
    profile = SelectionProfile(fit.reached, fit.units, 1, fit.problem.names)
    with pytest.raises(NotConvergedError, match="draws do not reach that far"):
        profile.lost(profile.middle + 40)
