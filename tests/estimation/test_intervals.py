"""Intervals of a multinomial logit, whose likelihood has a closed form."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.fitting import FitProblem
from alignment_games.estimation.profile_ends import profile_ends
from alignment_games.estimation.profiles import ChoiceProfile
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.simulation import random_game, simulate
from alignment_games.estimation.stack import stack_games
from tests.estimation.observed import LOGIT, game_fit, logit_fit, simulated


def closed_form(costs, counts):
    """The log likelihood of costs of balance and bandwagon."""
    values = np.array([-costs[0], 0.0, -costs[1]])
    return float(counts @ (values - np.log(np.exp(values).sum())))


@pytest.mark.slow
def test_profile_intervals_are_those_of_the_closed_form():
    found, counts = logit_fit()
    intervals = found.intervals("profile", level=0.9)
    for k, (name, estimate) in enumerate(found.estimates.items()):

        def lost(value, k=k):
            held = minimize_scalar(lambda other: -closed_form((value, other) if k == 0 else (other, value), counts))
            return found.log_likelihood + held.fun - 2.705543454 / 2  # the 90 % quantile of chi-square

        ends = brentq(lost, estimate - 2, estimate), brentq(lost, estimate, estimate + 2)
        assert intervals[name] == pytest.approx(ends, abs=1e-4)
    assert "profile likelihood" in str(intervals)


def test_wald_intervals_are_errors_to_either_side():
    found, _ = logit_fit()
    name = "cost of balance"
    low, high = found.intervals("wald")[name]
    assert (high - low) / 2 == pytest.approx(1.959964 * found.clustered_errors[name], rel=1e-6)
    assert (high + low) / 2 == pytest.approx(found.estimates[name])


@pytest.mark.slow
def test_intervals_follow_the_likelihood_where_it_has_a_profile():
    found, _ = logit_fit()
    assert found.intervals() == found.intervals("profile")
    held = FitProblem(found.problem.stack, LOGIT, penalty=1.0).solve(climbs=1)
    assert held.intervals() == held.intervals("wald")


@pytest.mark.slow
def test_cases_drawn_anew_give_the_closed_form_of_each_draw():
    found, _ = logit_fit()
    made = found.bootstrap(8, rng=5)
    stack, rng = found.problem.stack, np.random.default_rng(5)
    cases = sorted(set(stack.clusters.tolist()))
    for point in made.points:
        drawn = rng.integers(len(cases), size=len(cases))
        counts = sum(np.bincount(stack.played[stack.clusters == cases[k]], minlength=3) for k in drawn)
        assert point == pytest.approx(np.log(counts[1] / counts[[0, 2]]), abs=1e-6)
    assert made.failed == 0
    assert made.covariance == pytest.approx(np.cov(made.points.T))
    low, high = found.intervals("bootstrap", draws=8, rng=5, level=0.5)["cost of balance"]
    assert (low, high) == pytest.approx(tuple(np.quantile(made.points[:, 0], [0.25, 0.75])))


def test_an_end_beyond_the_bounds_is_infinite():
    record = simulated(LOGIT, [-0.5, 0.7], count=10)
    few = record.with_played(np.where(np.arange(len(record)) < 2, 2, record.played % 2))
    problem = FitProblem(few.with_played(np.where(few.played == 2, 0, few.played)), LOGIT)  # nobody bandwagons
    found = problem.solve(climbs=1)
    assert found.at_bound == ("cost of bandwagon",)
    intervals = found.intervals("profile")
    assert intervals["cost of bandwagon"][1] == np.inf
    assert np.isfinite(intervals["cost of bandwagon"][0])


def test_refusals():
    found, _ = logit_fit()
    for given, message in (
        ({"kind": "exact"}, "expected wald, profile or bootstrap, got 'exact'"),
        ({"level": 95}, "a level between 0 and 1, got 95"),
        ({"kind": "bootstrap", "draws": 1}, "at least 2 draws"),
    ):
        with pytest.raises(InvalidModelError, match=message):
            found.intervals(**given)
    with pytest.raises(InvalidModelError, match="fit without a penalty"):
        FitProblem(found.problem.stack, LOGIT, penalty=1.0).solve(climbs=1).intervals("profile")
    alone = found.problem.stack.take(found.problem.stack.clusters == "g0")
    with pytest.raises(InvalidModelError, match="there is one"):
        FitProblem(alone.with_played(np.arange(len(alone)) % 3), LOGIT).solve(climbs=1).bootstrap(2)


@pytest.mark.slow
def test_a_higher_maximum_met_on_the_way_is_said():
    found = game_fit()
    lower, error = found.parameters - [0.3, 0.0, 0.0], found.errors["log rate"]
    with pytest.raises(NotConvergedError, match="a higher likelihood than that of the fit is met at log rate"):
        profile_ends(ChoiceProfile(found.problem, lower, 0, found.log_likelihood - 1), error, 2.0)


@pytest.mark.slow  # play is followed at some two hundred points
def test_an_end_where_play_jumps_is_where_a_grid_of_the_other_parameter_has_it():
    rng = np.random.default_rng(1)
    design = stack_games([random_game(f"g{k}", rng) for k in range(4)])
    theory = QuantalResponse(("intent",))
    found = FitProblem(simulate(design, theory, [4.5, 1.0], rng), theory).solve([4.5, 1.0], climbs=1)
    name, objective = "weight of intent", found.problem.objective()
    low = profile_ends(found.profile(name), found.errors[name], 1.92)[0]
    assert "play jumps there" in low.reason
    rates = found.estimates["log rate"] + found.errors["log rate"] * np.linspace(-6, 6, 80)
    for beyond in (0.02, -0.02):
        weight = low.value + beyond * (found.estimates[name] - low.value)
        points = np.column_stack([rates, np.full(len(rates), weight)]) / objective.units
        fall = found.log_likelihood - objective.values(points).max()
        assert fall < 1.92 if beyond > 0 else fall > 4
