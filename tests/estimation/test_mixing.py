"""Who makes up whose slots, against its definition state by state."""

import numpy as np
import pytest

from alignment_games.estimation.mixing import joined, mixing_of
from tests.estimation.observed import who_makes_up_whom


@pytest.mark.parametrize("powers", ["drawn", "tied", "one in all", "none at the end", "none"])
@pytest.mark.parametrize(("n", "individually"), [(1, 4), (2, 4), (6, 4), (7, 4), (12, 4), (9, 0), (9, 1), (5, 9)])
def test_slots_are_played_as_defined(n, individually, powers):
    rng = np.random.default_rng(n + individually)
    given = {
        "drawn": rng.uniform(0.01, 1, n),
        "tied": rng.integers(1, 3, n).astype(float),
        "one in all": 1e-9 ** rng.integers(0, 2, n),
        "none at the end": np.maximum(rng.uniform(-2, 1, n), 0),
        "none": np.zeros(n),
    }[powers]
    slots = min(n - 1, individually + 1) + 1  # one more than there are others, or than are told apart
    slots = slots if n - 1 < slots and n - 1 <= individually + 1 else slots - 1
    table = who_makes_up_whom(given, slots, individually)
    play = rng.dirichlet(np.ones(3), (2, n))
    mixing = mixing_of(given, slots, individually)
    twice = joined([mixing, mixing]).take(np.arange(2 * n).reshape(2, n))
    expected = np.einsum("sij,gja->sgia", table, play) + (1 - table.sum(axis=2))[:, None, :, None] / 3
    assert twice.others(play) == pytest.approx(expected, abs=1e-14)


def test_games_of_other_sizes_are_padded():
    parts = [mixing_of(np.ones(n), 2, 4) for n in (2, 3)]
    whole = joined(parts)
    for part, rows in zip(parts, (np.arange(2), np.arange(2, 5)), strict=True):
        play = np.random.default_rng(1).dirichlet(np.ones(3), (1, len(rows)))
        alone = part.take(np.arange(len(rows))[None])
        assert whole.take(rows[None], len(rows)).others(play) == pytest.approx(alone.others(play), abs=1e-15)


def test_slots_move_as_their_play_does():
    rng = np.random.default_rng(4)
    mixing = mixing_of(rng.uniform(0.1, 1, 7), 3, 2).take(np.arange(7)[None])
    before, after = rng.dirichlet(np.ones(3), (2, 1, 7))
    assert mixing.moved(after - before) == pytest.approx(mixing.others(after) - mixing.others(before), abs=1e-15)
