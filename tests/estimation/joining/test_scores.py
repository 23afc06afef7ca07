import numpy as np
import pytest

from alignment_games.estimation.joining.scores import MEASURES, area, measured, score
from tests.estimation.joining.invented import record

CHANCES = np.array([[0.9, 0.1, 0.0], [0.5, 0.3, 0.2], [0.2, 0.2, 0.6], [0.7, 0.2, 0.1]])
TAKEN = np.array([0, 1, 1, 2])


def of(groups=(0, 0, 0, 0), weights=(1, 1, 1, 1)):
    found = measured(CHANCES, TAKEN, np.array(groups), np.array([weights], dtype=float))
    return {name: float(values[0]) for name, values in found.items()}


def test_measures_by_hand():
    found = of()
    assert found["join AUC"] == 1  # .5, .8, .3 all above .1
    assert found["side AUC"] == pytest.approx(0)  # a was given .6 and .25 of the joining, b's joiner 2/3
    assert found["side accuracy"] == pytest.approx(1 / 3)
    assert found["log loss"] == pytest.approx(-np.log([0.9, 0.3, 0.2, 0.1]).mean())
    assert found["Brier"] == pytest.approx(np.mean([0.02, 0.25 + 0.49 + 0.04, 0.04 + 0.64 + 0.36, 0.49 + 0.04 + 0.81]))


def test_a_weight_of_two_is_a_row_twice():
    twice = measured(
        np.repeat(CHANCES, [1, 2, 1, 3], axis=0), np.repeat(TAKEN, [1, 2, 1, 3]), np.zeros(7), np.ones((1, 7))
    )
    weighed = of(weights=(1, 2, 1, 3))
    for name in MEASURES:
        assert float(twice[name][0]) == pytest.approx(weighed[name])


def test_areas_count_pairs_ties_half_within_groups():
    rng = np.random.default_rng(0)
    values, positive = rng.integers(0, 6, 60).astype(float), rng.uniform(size=60) < 0.4
    groups = rng.integers(0, 3, 60)
    won = pairs = 0.0
    for i in np.flatnonzero(positive):
        for j in np.flatnonzero(~positive & (groups == groups[i])):
            won += (values[i] > values[j]) + (values[i] == values[j]) / 2
            pairs += 1
    assert area(values, positive, groups, np.ones((1, 60)))[0] == pytest.approx(won / pairs)
    assert np.isnan(area(values, positive, np.arange(60), np.ones((1, 60)))[0])


def test_errors_grow_with_the_size_of_disputes_and_differences_are_of_pairs():
    seen = record(disputes=200)
    rng = np.random.default_rng(1)
    better = np.tile([0.8, 0.1, 0.1], (len(seen), 1))
    board = score("all", seen, {"one": better, "same": better}, groups=np.zeros(len(seen)), rng=rng, draws=400)
    assert board["same", "log loss"].difference == 0
    assert board["same", "log loss"].difference_error == 0
    # The error of a mean over disputes, by its formula for a ratio.
    logs = -np.log(better[np.arange(len(seen)), seen.taken])
    sums = np.bincount(seen.disputes, logs - logs.mean())
    assert board["one", "log loss"].error == pytest.approx(np.sqrt(sums @ sums) / len(seen), rel=0.15)
    assert "log loss of same: +0.0000 ± 0.0000 from one" in str(board)
    assert len(board.to_records()) == 2 * len(MEASURES)
