import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.seeds import generator, seed_sequence
from alignment_games.solvers.dynamics.laws import random_starts


def test_seeds_give_what_numpy_gives():
    for seed in (0, 7, np.int64(7), 2**70):
        assert generator(seed).random() == np.random.default_rng(seed).random()
    sequence = np.random.SeedSequence(5, spawn_key=(1,))
    sequence.spawn(3)
    assert seed_sequence(sequence).spawn_key == (1,)
    assert seed_sequence(sequence).n_children_spawned == 0
    drawn = np.random.default_rng(1)
    assert generator(drawn) is drawn
    assert generator(None).random() != generator(None).random()


@pytest.mark.parametrize("wrong", [-1, np.int64(-5), 0.5, "one", True, [1]])
def test_what_is_no_seed_is_refused(wrong):
    with pytest.raises(InvalidModelError, match="a seed is a whole number of at least 0, got"):
        generator(wrong)
    with pytest.raises(InvalidModelError, match="a seed is a whole number of at least 0, got"):
        random_starts(NormalFormGame(np.zeros((2, 2, 2))), 3, rng=wrong)


def test_a_long_wrong_seed_is_cut():
    with pytest.raises(InvalidModelError) as caught:
        seed_sequence("x" * 1000)
    assert len(str(caught.value)) < 150
