import re
import sys

import numpy as np
import pytest
from scipy.stats import uniform

from alignment_games.cli.family_reports import grid_points
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.sweeps import sweep, uncertain
from alignment_games.sweeps.runs import _costs
from alignment_games.sweeps.runs.workers import pool
from alignment_games.sweeps.uncertainties.sensitivity import sobol
from tests.sweeps import builders


def one_line(caught):
    told = str(caught.value)
    assert "\n" not in told
    assert len(told) < 200
    return told


def test_a_grid_that_no_memory_holds_is_refused_before_it_is_built():
    axis = np.linspace(0, 1, 1_000_000)
    with pytest.raises(UnsupportedGameError) as caught:
        sweep(builders.boxes, vary={"x": axis, "y": axis})
    assert one_line(caught).startswith("this needs 43.7 TiB of memory (a grid of 1,000,000,000,000 points), there are ")
    with pytest.raises(UnsupportedGameError, match=r"this needs .* use fewer values on the axes"):
        grid_points(0, 1, 10**12)


def test_a_system_that_does_not_tell_its_memory_is_taken_to_have_some(monkeypatch):
    monkeypatch.setattr("os.sysconf", lambda _: -1, raising=False)  # as WebAssembly answers
    monkeypatch.setattr(_costs, "_CONTAINER_LIMITS", ())
    assert _costs.memory() == min(16 * 2**30, sys.maxsize)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
@pytest.mark.parametrize("draws", [10**12, 1e13, 2**61])
def test_draws_that_no_memory_counts_are_refused(sampling, draws):
    with pytest.raises(
        UnsupportedGameError, match=r"this needs .*iB of memory \([0-9,]* draws\), there are .*; use fewer"
    ):
        uncertain(builders.boxes, vary={"x": uniform()}, draws=draws, sampling=sampling)
    with pytest.raises(UnsupportedGameError, match="this needs "):
        sobol(builders.boxes, "up, up", vary={"x": uniform(), "y": uniform()}, draws=2**45)


def test_workers_that_no_memory_holds_are_refused():
    with (
        pytest.raises(UnsupportedGameError, match=r"this needs 6\.1 TiB of memory \(100,000 workers\), .*processors"),
        pool(100_000),
    ):
        pass
    for wrong in (0, -2, 1.5, "many", True):
        with pytest.raises(InvalidModelError, match="workers must be a whole number of at least 1"), pool(wrong):
            pass


@pytest.mark.parametrize(
    "wrong", [0, -5, 2.5, float("nan"), float("inf"), "ten", None, True, 10**30, -(10**30), "10**5000"]
)
def test_numbers_of_draws_that_make_no_sense_are_refused(wrong):
    wrong = 10**5000 if wrong == "10**5000" else wrong  # whose digits Python does not write
    with pytest.raises(InvalidModelError, match="draws must be a whole number of at least"):
        uncertain(builders.boxes, vary={"x": uniform()}, draws=wrong)
    with pytest.raises(InvalidModelError, match="draws must be a whole number of at least"):
        sobol(builders.boxes, "up, up", vary={"x": uniform()}, draws=wrong)
    if wrong is not None:
        with pytest.raises(InvalidModelError, match="points_per_chunk must be a whole number of at least 1"):
            sweep(builders.boxes, vary={"x": [0.1]}, points_per_chunk=wrong)


def test_a_container_has_the_memory_that_it_was_given(tmp_path, monkeypatch):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(_costs, "_CONTAINER_LIMITS", (tmp_path / "not there", limit))
    limit.write_text("max\n", encoding="ascii")
    whole = _costs.memory()
    assert whole > 2**28
    limit.write_text("1048576\n", encoding="ascii")
    assert _costs.memory() == 2**20
    with pytest.raises(UnsupportedGameError, match=re.escape("(a grid of 100,000 points), there are 0.0 GiB")):
        sweep(builders.boxes, vary={"x": np.linspace(0, 1, 100_000)})
