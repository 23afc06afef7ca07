"""The regions of a grid: points with one answer, once each."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.sweeps import sweep
from alignment_games.sweeps.grids.phase_regions import regions_of


@pytest.fixture(scope="module")
def grid():
    return sweep("europe-1938", vary={"burden": np.linspace(0, 0.2, 9), "intent": np.linspace(0.1, 0.9, 5)})


@pytest.mark.parametrize("by", ["equilibria", "selected"])
def test_every_point_is_in_one_region_that_has_its_answer(grid, by):
    regions = regions_of(grid, ", ".join, by)
    assert (sum(region.mask.astype(int) for region in regions) == 1).all()
    assert [region.share for region in regions] == sorted((region.share for region in regions), reverse=True)
    for region in regions:
        for at in map(tuple, np.argwhere(region.mask)):
            if by == "equilibria":
                assert set(grid.equilibria_at(*at)) == set(region.profiles)
            else:
                assert [grid.is_selected(profile)[at] for profile in region.profiles] == [True] * len(region.profiles)


def test_bounds_are_the_outermost_values_and_pieces_are_connected(grid):
    burden = np.linspace(0, 0.2, 9)
    for region in regions_of(grid, ", ".join, "equilibria"):
        inside = burden[region.mask.any(axis=1)]
        assert region.bounds["burden"] == (inside.min(), inside.max())
        assert 1 <= region.pieces <= region.mask.sum()


def test_another_division_is_refused(grid):
    with pytest.raises(ag.InvalidModelError, match="unknown division 'selection'"):
        regions_of(grid, ", ".join, "selection")
