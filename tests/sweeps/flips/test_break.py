import numpy as np
import pytest

from alignment_games.models.model import Input
from alignment_games.sweeps.flips._break import Breaks
from alignment_games.sweeps.flips._problem import FlipProblem
from tests.sweeps import builders

START = {Input("x"): 0.0, Input("y"): 0.0}


def breaks(build, index=(0, 0), limits=(-50.0, 50.0)):
    problem = FlipProblem.of(build, START, dict.fromkeys(START, 1.0), dict.fromkeys(START, limits))
    return Breaks(problem, index)


def test_an_affine_inequality_breaks_at_its_projection():
    found = breaks(lambda x=0.0, y=0.0: builders.boxes(x=np.asarray(x) + 1, y=np.asarray(y) + 3)).nearest()
    assert (found.inequality, found.exact) == (0, True)
    assert found.z == pytest.approx([-1, 0])


def test_the_nearest_of_many_surfaces_is_taken():
    # Ann goes down beyond a circle of radius 2, Bob beyond an ellipse with the half axes 3 and 1.
    def build(x=0.0, y=0.0):
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        return builders.boxes(x=4 - x**2 - y**2, y=1 - x**2 / 9 - y**2)

    found = breaks(build).nearest()
    assert (found.inequality, found.exact) == (1, False)
    assert np.abs(found.z) == pytest.approx([0, 1], abs=1e-6)


def test_an_inequality_that_never_gives_way_has_no_break():
    assert (
        breaks(lambda x=0.0, y=0.0: builders.boxes(x=1 + np.asarray(x) ** 2, y=1 + np.asarray(y) ** 2)).nearest()
        is None
    )


def test_what_is_broken_already_breaks_at_once():
    found = breaks(lambda x=0.0, y=0.0: builders.boxes(x=np.asarray(x) * 1.0, y=np.asarray(y) + 1)).nearest()
    assert found.z.tolist() == [0, 0]
