from itertools import product

import pytest

from alignment_games.sweeps.grids._profiles import Profiles


def test_profiles_are_those_of_the_product_in_its_order():
    actions = (("a", "b", "c"), ("d",), ("e", "f"))
    profiles = Profiles(actions)
    every = list(product(*actions))
    assert list(profiles) == every
    assert [profiles[k] for k in range(-6, 6)] == [every[k] for k in range(-6, 6)]
    assert profiles[1:5:2] == every[1:5:2]
    assert ("b", "d", "f") in profiles
    with pytest.raises(IndexError):
        profiles[6]


def test_more_profiles_than_memory_holds_are_counted_and_named():
    profiles = Profiles((("pass", "balance"),) * 60)
    assert len(profiles) == 2**60
    assert profiles[2**59 + 1] == ("balance", *("pass",) * 58, "balance")
