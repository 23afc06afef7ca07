"""The picture of a phase diagram: it covers the plane once, and no letter hides the ring."""

import re

import numpy as np
import pytest

from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.region_names import NamedRegion
from tests.sweeps.plane_of_halves import halves


def area(path):
    """The area that the loops of a path go round, holes the other way."""
    total = 0.0
    for loop in path.split("z")[:-1]:
        x, y = np.array([list(map(float, point.split())) for point in loop[1:].split("L")]).T
        total += float((np.roll(x, -1) * y - x * np.roll(y, -1)).sum()) / 2
    return total


def test_the_picture_covers_the_plane_once():
    x = Axis("x", np.linspace(0, 1, 8), 0.5, [(0.0, "0"), (1.0, "1")])
    rng = np.random.default_rng(2)
    owner = rng.integers(0, 3, size=(8, 8))
    regions = [
        NamedRegion(letter, f"<{letter}>", float((owner == k).mean()), owner == k) for k, letter in enumerate("abc")
    ]
    picture = phase_svg(x, x, regions, halves(owner))
    assert sum(map(area, re.findall(r'd="([^"]+)"', picture))) == pytest.approx(446 * 372, abs=5)
    assert "&lt;a&gt;" in picture


def test_letters_stand_beside_the_ring():
    x = Axis("x", np.linspace(0, 1, 21), 0.5, [])
    everywhere = np.ones((21, 21), dtype=bool)
    picture = phase_svg(x, x, [NamedRegion("A", "everywhere", 1.0, everywhere)], halves(everywhere))
    (ring,) = set(re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', picture))
    ((left, top),) = re.findall(r'class="letter" style="fill:black" x="([\d.]+)" y="([\d.]+)"', picture)
    assert np.hypot(float(left) - float(ring[0]), float(top) - float(ring[1])) > 15
