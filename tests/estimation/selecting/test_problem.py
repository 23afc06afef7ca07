from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import PlayedGames, SelectionProblem, Shocks, entry_games
from tests.estimation.selecting.entry import SELECTION, TRUTH, found, record


def test_a_known_truth_lies_within_three_errors():
    fit = found()
    gaps = abs(fit.parameters - [*TRUTH, *SELECTION.values()]) / np.array(list(fit.errors.values()))
    assert gaps.max() < 3
    assert fit.search.highest + fit.search.lower == 2
    assert "simulation makes up to" in str(fit)


def test_without_rivals_estimates_are_those_of_a_probit():
    # the difference of two standard normal shocks has the deviation sqrt 2
    games = record().take(slice(0, 150))
    alone = PlayedGames(games.names[:2], games.base, games.features[:, :2], games.played)
    power, entered = games.features[:, 1, :, 1, 1].ravel(), games.played.ravel()
    own = power * 0 + 1, power

    def lost(point):
        value = (point[0] * own[0] + point[1] * own[1]) / np.sqrt(2)
        return -norm.logcdf(np.where(entered, value, -value)).sum()

    probit = minimize(lost, [0.0, 0.0], method="BFGS", options={"gtol": 1e-8})
    fit = SelectionProblem(alone, []).solve(draws=512, climbs=1)
    simulated = np.sqrt(np.diag(fit.noise))
    assert abs(fit.parameters - probit.x).max() < 4 * simulated.max()
    assert simulated.max() < 0.3 * fit.errors["power"]
    assert fit.log_likelihood == pytest.approx(-probit.fun, abs=0.5)


def test_units_of_a_regressor_change_its_weight_alone():
    games = record().take(slice(0, 80))
    features = games.features * np.array([1, 1e6, 1]).reshape(1, 3, 1, 1, 1)
    one, other = (
        SelectionProblem(each, []).solve([*TRUTH[:1], weight, *TRUTH[2:]], draws=64)
        for each, weight in ((games, 1.0), (replace(games, features=features), 1e-6))
    )
    assert other.parameters * [1, 1e6, 1] == pytest.approx(one.parameters, rel=1e-6)
    assert other.log_likelihood == pytest.approx(one.log_likelihood)


def test_shocks_of_actions_alone_are_refused():
    with pytest.raises(InvalidModelError, match="give profile above 0"):
        SelectionProblem(record(), shocks=Shocks(0.0, 1.0)).solve(draws=64)


def test_a_parameter_that_moves_nothing_is_named():
    games = entry_games({"nothing": np.zeros((2, 2))}, [[0, 1], [1, 0]])
    with pytest.raises(InvalidModelError, match="nothing: it moves no payoff"):
        SelectionProblem(games, []).solve(draws=64)


def test_starts_and_draws_that_are_none_are_refused():
    problem = SelectionProblem(record(), [])
    for options, message in (({"start": [1.0]}, "start needs"), ({"climbs": 0}, "climbs"), ({"draws": 1}, "draws")):
        with pytest.raises(InvalidModelError, match=message):
            problem.solve(**options)
