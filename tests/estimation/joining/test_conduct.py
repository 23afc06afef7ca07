import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.joining.conduct import passing, passing_in_words, walt_gradient
from alignment_games.estimation.joining.theory import threats
from alignment_games.io.sources.third_parties import read_third_parties
from tests.estimation.joining.invented import columns, record


def made(cinc, outcome, **changes):
    """Return one decision in each of as many disputes, side a of power .1 and side b of power .2."""
    n = len(cinc)
    base = {name: column[:1] * n for name, column in columns(disputes=1).items()}
    power = {"power_a": [0.1] * n, "power_b": [0.2] * n}
    return read_third_parties({**base, **power, "dispute": list(range(n)), "cinc": cinc, "outcome": outcome, **changes})


def chances_of(seen):
    return np.tile([0.8, 0.15, 0.05], (len(seen), 1))


def test_the_gradient_of_two_powers_is_the_log_odds_ratio():
    # Of 8 small states 2 side with the weaker, of 8 large ones 6: odds 1/3 and 3, powers e apart squared.
    cinc = [0.01] * 8 + [0.01 * np.e**2] * 8
    outcome = ["a"] * 2 + ["b"] * 6 + ["a"] * 6 + ["b"] * 2
    seen = made(cinc, outcome)
    found = walt_gradient(seen, chances_of(seen))
    assert found.slope == pytest.approx(np.log(9) / 2)
    # By the delta method the variance of the log odds ratio is the sum of 1/count; clusters of one, 16 of them.
    assert found.error == pytest.approx(np.sqrt((1 / 2 + 1 / 6) * 2 * 16 / 15) / 2)
    assert [count for _, count, _, _ in found.thirds] == [6, 5, 5]
    assert [expected for *_, expected in found.thirds] == pytest.approx([0.75] * 3)
    assert "+1.099" in str(found)


def test_a_gradient_that_does_not_exist_is_none():
    parted = made([0.01, 0.02, 0.03, 0.04], ["b", "b", "a", "a"])
    assert np.isnan(walt_gradient(parted, chances_of(parted)).slope)
    assert "not identified" in str(walt_gradient(parted, chances_of(parted)))
    alike = made([0.01] * 4, ["b", "a", "b", "a"])
    assert np.isnan(walt_gradient(alike, chances_of(alike)).slope)
    few = made([0.01] * 4, ["b", "a", "out", "out"])
    with pytest.raises(InvalidModelError, match="at least three states that joined, got 2"):
        walt_gradient(few, chances_of(few))


def test_passing_by_hand():
    """Two disputes of two states by period: one threatened state passes with a catcher, one joins."""
    table = {
        **{name: column[:1] * 4 for name, column in columns(disputes=1).items()},
        "dispute": [1, 1, 2, 2], "state": [1, 2, 1, 2], "year": [1905, 1905, 1925, 1925],
        "cinc": [0.1] * 4, "outcome": ["out", "b", "out", "out"],
        "power_a": [0.3] * 4, "power_b": [0.1] * 4,
        "contiguity_a": [1, 0, 1, 0], "border_km_a": [0, 9000, 0, 9000], "rival_a": [1, 0, 1, 0],
        "contiguity_b": [0] * 4, "border_km_b": [9000] * 4, "rival_b": [0] * 4,
        "revisionist_a": [0] * 4, "revisionist_b": [0] * 4,
    }  # fmt: skip
    seen = read_third_parties(table)
    np.testing.assert_allclose(threats(seen)[:, 0], [0.75 * 0.75, 0.75 / 10 / 4, 0.75 * 0.75, 0.75 / 10 / 4])
    early, late = passing(seen, chances_of(seen))
    assert (early.first, early.last, early.decisions, early.threatened, early.stayed_out) == (1900, 1919, 2, 1, 1)
    assert (early.share, early.expected, early.with_catcher) == (1, 0.8, 1)  # the other state joined b
    assert (late.first, late.with_catcher) == (1920, 0)  # nobody stands against a, and b is weaker
    assert np.isnan(early.error)
    assert "100.0%  " in passing_in_words([early, late])
    assert passing(seen, chances_of(seen), threatened=0.6) == ()


def test_periods_and_levels_out_of_range_are_refused():
    seen = record(disputes=10)
    for wrong in ({"years": 0}, {"threatened": 1.5}):
        with pytest.raises(InvalidModelError, match="periods of at least 1 year and a level of 0 to 1"):
            passing(seen, chances_of(seen), **wrong)


def test_the_error_of_a_share_is_that_of_clusters():
    seen = record(disputes=60, years=(1900, 1901))
    (found,) = passing(seen, chances_of(seen), threatened=0)
    out = (seen.taken == 0) * 1.0
    sums = np.bincount(seen.disputes, out - out.mean())
    assert found.error == pytest.approx(np.sqrt(60 / 59 * (sums**2).sum()) / len(seen))
