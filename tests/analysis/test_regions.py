"""Which larger region another is told by: a neighbour first, then the one that plays most alike."""

import numpy as np

from alignment_games.analysis.regions import difference, nearest
from alignment_games.sweeps.grids.phase_regions import Region


def region(profiles, row):
    mask = np.array([[letter == "x" for letter in row]])
    return Region("", tuple(map(tuple, profiles)), float(mask.mean()), {}, 1, mask)


def test_a_neighbour_goes_before_a_region_that_is_more_alike():
    far, beside = region(["aaa"], "xxx..."), region(["bbb"], "...xx.")
    found = difference(region(["aab"], ".....x"), [far, beside])
    assert found.place == 1
    assert (found.profiles, found.new, found.gone) == ((("b", "b", "b"),), (("a", "a", "b"),), (("b", "b", "b"),))


def test_of_two_neighbours_the_one_that_is_more_alike_then_the_longer_border():
    left, right = region(["aaa"], "xx...."), region(["bbb"], "...xxx")
    assert difference(region(["abb"], "..x..."), [left, right]).place == 1
    grid = np.array([[0, 2, 1], [0, 2, 2], [0, 2, 2]])
    own, one, other = (Region("", (("a",),), 0.3, {}, 1, grid == k) for k in (2, 1, 0))
    assert difference(own, [one, other]).place == 1  # three steps of border against two


def test_what_is_in_both_is_neither_new_nor_gone():
    found = difference(region(["ab", "bb"], "..x"), [region(["ab", "aa"], "xx.")])
    assert found.new == (("b", "b"),)
    assert found.gone == (("a", "a"),)


def test_regions_without_an_equilibrium_are_no_measure():
    assert difference(region(["aa"], "..x"), [region([], "xx.")]) is None


def test_the_nearest_profile_is_the_first_of_several():
    assert nearest(("a", "b"), [("b", "a"), ("a", "a"), ("b", "b")]) == ("a", "a")
