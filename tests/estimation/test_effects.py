"""Effects of a covariate in a multinomial logit, which have a closed form."""

from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.effects import Effect, Effects
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.quantal import QuantalResponse
from tests.estimation.observed import LOGIT, game_fit, logit_fit, simulated

THEORY = QuantalResponse((), ("balance", "balance by x"), rate=1e-9)


@pytest.fixture(scope="module")
def found():
    record = simulated(LOGIT, [-0.5, 0.0], count=40)
    x = np.random.default_rng(40).uniform(-1, 2, len(record))
    return fit(replace(record, sources={**record.sources, "x": x}), THEORY, climbs=1)


def balancing(points, x):
    """The chance of balancing, (points, values of x)."""
    odds = np.exp(-points[:, :1] - points[:, 1:] * x)
    return odds / (odds + 2)


def points_of(found, draws, rng):
    """Estimates, then draws of the normal distribution."""
    root = np.linalg.cholesky(found.clustered_covariance)
    normal = np.random.default_rng(rng).standard_normal((draws, 2)) @ root.T
    return np.vstack([found.parameters, found.parameters + normal])


def test_first_differences_and_their_bands(found):
    effects = found.first_differences({"x": (0, 1)}, draws=40, rng=7, level=0.8)
    changes = np.diff(balancing(points_of(found, 40, 7), np.array([0.0, 1.0])))[:, 0]
    one = effects["x", "balance"]
    assert one.change == pytest.approx(changes[0], abs=1e-8)
    assert one.band == pytest.approx(tuple(np.quantile(changes[1:], [0.1, 0.9])), abs=1e-7)
    assert effects["x", "bandwagon"].change == pytest.approx(-changes[0] / 2, abs=1e-8)
    assert (effects.draws, effects.lost) == (40, 0)
    assert "0 to 1" in str(effects)
    assert [row["action"] for row in effects.to_records()] == ["balance", "buck_pass", "bandwagon"]


def test_sources_move_from_one_tenth_to_nine_tenths_by_default(found):
    one = found.first_differences(draws=2)["x", "balance"]
    assert (one.low, one.high) == pytest.approx(tuple(np.quantile(found.problem.stack.sources["x"], [0.1, 0.9])))


def test_marginal_effects_are_derivatives(found):
    x = found.problem.stack.sources["x"]
    chances = balancing(points_of(found, 20, 1), x)
    slopes = (-points_of(found, 20, 1)[:, 1:] * chances * (1 - chances)).mean(axis=1)
    one = found.marginal_effects(draws=20, rng=1, level=0.5)["x", "balance"]
    assert one.change == pytest.approx(slopes[0], rel=1e-5)
    assert one.band == pytest.approx(tuple(np.quantile(slopes[1:], [0.25, 0.75])), rel=1e-5)
    assert (one.low, one.high) == (None, None)


def test_effects_add_up_to_nothing_in_a_game():
    effects = game_fit().first_differences({"intent": (0.2, 0.9)}, draws=3)
    assert sum(each.change for each in effects.effects) == pytest.approx(0, abs=1e-12)
    assert effects["intent", "bandwagon"].low == 0.2


def test_a_change_that_is_nothing_beside_its_band_is_told_as_none():
    told = [
        Effects("first differences", 0.95, 9, 0, (Effect("x", "a", 0.0, 1.0, change, band),)).table().rows[0][-2]
        for change, band in ((3e-5, (-0.06, 0.07)), (3e-5, (2e-5, 4e-5)), (-0.0214, (-0.03, 0.01)))
    ]
    assert told == ["0.000", "3e-05", "-0.021"]


def test_refusals(found):
    for moves, message in (({"y": (0, 1)}, "unknown source 'y'"), ({"x": (0, np.nan)}, "x needs two numbers")):
        with pytest.raises(InvalidModelError, match=message):
            found.first_differences(moves)
    with pytest.raises(InvalidModelError, match="intent needs two numbers above 0"):
        game_fit().first_differences({"intent": (0, 1)})
    with pytest.raises(InvalidModelError, match="at least 2 draws, got 1"):
        found.marginal_effects(draws=1)
    with pytest.raises(InvalidModelError, match="the theory has none"):
        logit_fit()[0].first_differences(draws=2)
    stack = found.problem.stack
    two = stack.take(np.isin(stack.clusters, ["g1", "g2"]))
    with pytest.raises(InvalidModelError, match="2 cases are too few to tell the errors of 2 parameters apart"):
        fit(two.with_played(np.arange(len(two)) % 3), THEORY, climbs=1).first_differences(draws=2)
