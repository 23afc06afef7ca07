import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import Shocks, profile_chances, simulate_play
from tests.estimation.selecting.entry import by_profile, games, tamer


def test_shocks_of_actions_give_the_regions_of_an_entry_game():
    design = games(2)
    chances = profile_chances(design, [0.3, 1.0, -1.5], {"pure": 40.0}, Shocks(0.0, 1.0), draws=2**14)
    for game, power in zip(chances, design.features[:, 1, :, 1, 1], strict=True):
        assert game == pytest.approx(tamer(0.3 + power, -1.5, np.sqrt(2)), abs=0.003)


def test_play_is_drawn_with_these_chances():
    design = games(1).take(np.zeros(4000, dtype=int))
    played = simulate_play(design, [-0.5, 1.0, 1.5], {"pure": 40.0}, rng=3).played
    shares = np.bincount(2 * played[:, 0] + played[:, 1], minlength=4) / 4000
    expected = by_profile(-0.5 + design.features[0, 1, :, 1, 1], 1.5).ravel()
    assert abs(shares - expected).max() < 4 * np.sqrt(0.25 / 4000)


def test_a_trait_decides_where_equilibria_are_two():
    design = games(1)
    low, high = (
        profile_chances(design, [-1.0, 0.0, 2.0], {"joint_payoff": b}, Shocks(0.01), draws=256)[0] for b in (-40, 40)
    )
    assert low[1, 1] < 0.5 < high[1, 1]


def test_unknown_traits_are_refused():
    with pytest.raises(InvalidModelError, match="trait"):
        simulate_play(games(1), [0.0, 0.0, 0.0], {"pur": 1.0})
