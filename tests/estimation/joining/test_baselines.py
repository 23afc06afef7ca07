import numpy as np
import pytest

from alignment_games.estimation.joining.baselines import FORECASTS, frequencies, multinomial_logit, rule, rule_of_thumb
from alignment_games.io.sources.third_parties import read_third_parties
from tests.estimation.joining.invented import columns, decided, record


def tables(**changes):
    """Return the invented record of six decisions with some columns changed."""
    names = columns(disputes=1, states=6, seed=4)
    n = len(names["dispute"])
    blank = {f"{name}_{side}": [0] * n for name in ("defence_pact", "rival") for side in "ab"}
    power = {"power_a": [0.1] * n, "power_b": [0.2] * n}
    return {**names, **blank, **power, **{name: [value] * n for name, value in changes.items()}}


@pytest.mark.parametrize(
    ("changes", "side", "reason"),
    [
        ({}, 1, 2),
        ({"power_a": 0.3}, 2, 2),
        ({"rival_a": 1}, 2, 1),
        ({"rival_b": 1}, 1, 1),
        ({"rival_a": 1, "rival_b": 1}, 1, 2),
        ({"defence_pact_b": 1, "rival_b": 1}, 2, 0),
        ({"defence_pact_a": 1, "defence_pact_b": 1, "rival_a": 1}, 2, 1),
    ],
)
def test_the_rule_goes_to_the_ally_else_the_rivals_enemy_else_the_weaker(changes, side, reason):
    sides, reasons = rule(read_third_parties(tables(**changes)))
    assert set(sides.tolist()) == {side}
    assert set(reasons.tolist()) == {reason}


@pytest.mark.parametrize("name", FORECASTS)
def test_forecasts_are_chances(name):
    train, later = record(), record(disputes=30, seed=9)
    chances = FORECASTS[name](train)(later)
    assert chances.shape == (len(later), 3)
    assert (chances >= 0).all()
    np.testing.assert_allclose(chances.sum(axis=1), 1)


def test_frequencies_are_shares():
    seen = record()
    np.testing.assert_allclose(frequencies(seen)(seen)[0], np.bincount(seen.taken) / len(seen), atol=2e-3)


def test_the_rule_of_thumb_learns_how_often_each_reason_joins_and_is_right():
    seen = record(disputes=300)
    chances = rule_of_thumb(seen)(seen)
    sides, reasons = rule(seen)
    for k in range(3):
        own = reasons == k
        joined = seen.taken[own] > 0
        assert (1 - chances[own, 0]).mean() == pytest.approx(joined.mean(), abs=5e-3)
        on_side = chances[own, sides[own]] / (1 - chances[own, 0])
        assert on_side[0] == pytest.approx((seen.taken == sides)[own][joined].mean(), abs=2e-2)


def test_the_multinomial_logit_is_scored_on_the_total_that_it_was_fitted_to():
    """With a constant for each side, hardly shrunk, expected counts are the record's."""
    seen = record(disputes=300)
    expected = multinomial_logit(seen)(seen).sum(axis=0)
    np.testing.assert_allclose(expected, np.bincount(seen.taken), rtol=0.02)


def test_a_column_without_variety_does_no_harm():
    table = decided({**columns(), "major": [1] * len(columns()["major"])})
    seen = read_third_parties(table)
    assert np.isfinite(multinomial_logit(seen)(seen)).all()
