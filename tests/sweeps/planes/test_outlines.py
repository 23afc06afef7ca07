import numpy as np
import pytest

from alignment_games.sweeps.planes.crossings import Crossings
from alignment_games.sweeps.planes.outlines import outlines
from tests.sweeps.plane_of_halves import halves


def area(loops):
    return sum(float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2 for x, y in (loop.T for loop in loops))


def test_a_straight_boundary_is_one_straight_line():
    # The line y = 0.3 + 0.4 x over the unit square, met where it is on every step of a grid of 6 x 6.
    values = np.linspace(0, 1, 6)
    x, y = np.meshgrid(values, values, indexing="ij")
    above = (y > 0.3 + 0.4 * x).astype(int)
    exact = halves(above)
    across = np.where(np.isnan(exact.across), np.nan, ((y[:-1] - 0.3) / 0.4 - x[:-1]) / 0.2)
    upward = np.where(np.isnan(exact.upward), np.nan, (0.3 + 0.4 * x[:, :-1] - y[:, :-1]) / 0.2)
    found = outlines(Crossings(above, across, upward, 0.0), above, values, values)
    assert area(found[0]) == pytest.approx(0.5)
    assert area(found[1]) == pytest.approx(0.5)
    (loop,) = found[0]
    inside = loop[(loop[:, 1] > 0) & (loop[:, 0] > 0) & (loop[:, 0] < 1)]
    np.testing.assert_allclose(inside[:, 1], 0.3 + 0.4 * inside[:, 0])


@pytest.mark.parametrize("seed", range(4))
def test_regions_fill_the_plane_once_and_hold_their_points(seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, size=(7, 9))
    x, y = np.sort(rng.random(7)), np.sort(rng.random(9))
    crossed = halves(labels)
    crossed = Crossings(labels, crossed.across * rng.uniform(0.2, 1.8, (6, 9)), crossed.upward, 0.0)
    found = outlines(crossed, labels, x, y)
    assert sum(map(area, found.values())) == pytest.approx(np.ptp(x) * np.ptp(y))
    Path = pytest.importorskip("matplotlib.path").Path
    for label, loops in found.items():
        paths = [Path([*loop, loop[0]]) for loop in loops]
        for i, j in np.argwhere(labels[1:-1, 1:-1] >= 0) + 1:
            around = sum(path.contains_point((x[i], y[j])) * np.sign(area([path.vertices])) for path in paths)
            assert around == (labels[i, j] == label)


def test_a_hole_runs_the_other_way():
    labels = np.zeros((5, 5), dtype=int)
    labels[2, 2] = 1
    found = outlines(halves(labels), labels, np.arange(5.0), np.arange(5.0))
    assert sorted(round(area([loop]), 6) for loop in found[0]) == [-0.5, 16.0]
    assert area(found[1]) == pytest.approx(0.5)
