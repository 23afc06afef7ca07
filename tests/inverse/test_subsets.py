"""The largest subset of groups that can be met, beside all subsets tried one by one in fractions."""

import os
import sys
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from alignment_games.inverse.linear import Affine, farkas
from alignment_games.inverse.subsets import Groups, conflicts, largest_subset, silence

F = Fraction


def _random(seed):
    rng = np.random.default_rng(seed)
    size, count = int(rng.integers(1, 4)), int(rng.integers(3, 9))
    slacks = [
        Affine(F(int(rng.integers(-8, 5)), 8), tuple(F(int(c), 4) for c in rng.integers(-5, 6, size)))
        for _ in range(2 * count)
    ]
    group = tuple(k // 2 for k in range(2 * count))
    return Groups(tuple(slacks), group, (F(0),) * size, (F(1),) * size)


def _feasible(groups, chosen):
    slacks = [s for s, g in zip(groups.slacks, groups.group, strict=True) if g in chosen]
    return farkas(slacks, groups.low, groups.high) is None


def _most(groups, families=(), whole=0):
    """Return the size of the largest subset that is feasible and holds enough families, by trying all."""
    for size in range(groups.count, -1, -1):
        for chosen in combinations(range(groups.count), size):
            if sum(set(family) <= set(chosen) for family in families) >= whole and _feasible(groups, chosen):
                return size
    return None


@pytest.mark.parametrize("seed", range(12))
def test_random_groups_have_the_size_that_trying_all_finds_and_bounds_hold(seed):
    groups = _random(seed)
    expected, found = _most(groups), largest_subset(groups)
    assert len(found.groups) == expected == found.bound
    met = groups.met(found.point)
    assert [g for g, holds in enumerate(met) if holds] == list(found.groups)
    assert all(a <= x <= b for a, x, b in zip(groups.low, found.point, groups.high, strict=True))
    bound, sets = conflicts(groups, most=200)
    assert bound == expected
    assert not any(_feasible(groups, each) for each in sets)
    assert conflicts(groups, most=1)[0] >= expected


@pytest.mark.parametrize("seed", range(6))
def test_with_whole_families_asked_for(seed):
    groups = _random(seed)
    families = [tuple(range(groups.count))[k::2] for k in range(2)]
    for whole in (1, 2):
        expected, found = _most(groups, families, whole), largest_subset(groups, families=families, whole=whole)
        assert (None if found is None else len(found.groups)) == expected


def test_a_tie_counts_and_is_not_strict():
    groups = Groups((Affine(F(0), (F(1),)), Affine(F(0), (F(-1),))), (0, 1), (F(0),), (F(1),))
    found = largest_subset(groups)
    assert (found.point, found.groups) == ((0,), (0, 1))
    assert groups.met(found.point, strictly=True) == [False, False]


def test_nothing_asked_is_met_anywhere():
    groups = Groups((Affine(F(1), (F(0),)),), (0,), (F(0),), (F(1),))
    assert largest_subset(groups).groups == (0,)
    assert conflicts(groups, most=10) == (1, [])


def test_what_floats_take_for_met_and_is_not_does_not_count():
    # The two groups miss each other by 10^-12, within the tolerance of floats.
    hair = F(1, 10**12)
    groups = Groups((Affine(-F(1, 2), (F(1),)), Affine(F(1, 2) - hair, (F(-1),))), (0, 1), (F(0),), (F(1),))
    assert len(largest_subset(groups).groups) == 1


def test_what_compiled_code_writes_goes_nowhere_and_what_comes_after_is_seen(capfd):
    sys.stdout.write("before\n")
    with silence():
        os.write(1, b"debugging")
    sys.stdout.write("after\n")
    sys.stdout.flush()
    assert capfd.readouterr().out == "before\nafter\n"
