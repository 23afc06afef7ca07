"""Runs that end before they are done: interrupted, out of time, or with a dead worker."""

import os
import signal
import time
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context, parent_process

import numpy as np
import pytest
from scipy.stats import randint, uniform

import alignment_games as ag
from alignment_games.errors import InvalidModelError, NotConvergedError, SolverError
from alignment_games.solvers import VertexEnumeration
from alignment_games.sweeps import nearest_flip, series, sweep, swings, uncertain
from alignment_games.sweeps.runs._records import records
from alignment_games.sweeps.uncertainties.sensitivity import sobol
from tests.sweeps import builders, interrupting

X = np.linspace(0, 1, 6)

#: By whom the work is done. Forked processes are interrupted as this one is.
WORKERS = {
    "here": nullcontext,
    "threads": lambda: ThreadPoolExecutor(2),
    "processes": lambda: ProcessPoolExecutor(2, mp_context=get_context("fork")),
}
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="what is put in place here reaches forked workers only")


def chunks(store):
    return [record for record in records(store.read_bytes())[0] if record.number >= 0]


def meetings(store=None, **options):
    return sweep(interrupting.meeting, vary={"x": X}, mixed=True, points_per_chunk=2, store=store, **options)


def all_there(diagram):
    counts = diagram.counts + diagram.mixed_counts
    return (counts == interrupting.EQUILIBRIA).all() and (diagram.counts == interrupting.PURE).all()


@needs_fork
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("who", ["here", "processes"])
def test_an_interrupted_sweep_keeps_no_half_done_game(tmp_path, monkeypatch, who):
    store = tmp_path / "runs.store"
    with monkeypatch.context() as patch:
        patch.setattr(VertexEnumeration, "propose", interrupting.interrupted_in_the_middle)
        with pytest.raises(KeyboardInterrupt), WORKERS[who]() as executor:
            meetings(store, executor=executor)
    assert chunks(store) == []
    assert all_there(meetings(store))


def test_chunks_that_were_done_before_the_interrupt_stay(tmp_path):
    store, told = tmp_path / "runs.store", []

    def press(done, total):
        if done == 4:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        meetings(store, progress=press)
    assert [(chunk.start, chunk.stop) for chunk in chunks(store)] == [(0, 2), (2, 4)]
    assert all_there(meetings(store, progress=lambda *p: told.append(p)))
    assert told[0] == (4, 6)


@pytest.mark.slow
@needs_fork
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("who", ["here", "processes"])
def test_an_interrupt_within_the_users_own_builder_or_selection_ends_the_family(tmp_path, who):
    store = tmp_path / "runs.store"
    with pytest.raises(KeyboardInterrupt), WORKERS[who]() as executor:
        sweep(interrupting.solving, vary={"x": np.arange(100)}, points_per_chunk=25, store=store, executor=executor)
    assert {chunk.start for chunk in chunks(store)} <= {0, 25, 75}, "of the third chunk there is nothing"
    with pytest.raises(KeyboardInterrupt), WORKERS[who]() as executor:
        sweep(interrupting.meeting, vary={"x": X}, select=interrupting.selecting, executor=executor)
    with pytest.raises(KeyboardInterrupt), WORKERS[who]() as executor:
        uncertain(interrupting.solving, vary={"x": randint(49, 52)}, draws=64, rng=1, executor=executor)


@pytest.mark.parametrize(
    "verb",
    [
        lambda build: sobol(build, {"Ann": "up"}, vary={"x": randint(49, 52)}, draws=8, rng=1),
        lambda build: swings(build, vary={"x": randint(49, 52)}),
        lambda build: nearest_flip(build, {"x": 50}),
        lambda build: series(build, [1, 2, 3], vary={"x": [49, 50, 51]}),
        lambda build: sweep(build, vary={"x": [49, 50, 51]}),
        lambda build: uncertain(build, vary={"x": randint(49, 52)}),
    ],
    ids=["sobol", "swings", "nearest_flip", "series", "sweep", "uncertain"],
)
def test_an_interrupt_reaches_the_user_from_every_family(verb):
    with pytest.raises(KeyboardInterrupt):
        verb(interrupting.solving)


def test_an_interrupt_ends_a_batch(monkeypatch):
    games = np.stack(3 * [interrupting.PLACES])
    assert ag.solve_batch(games).counts.tolist() == 3 * [interrupting.EQUILIBRIA]
    monkeypatch.setattr(VertexEnumeration, "propose", interrupting.interrupted_in_the_middle)
    with pytest.raises(KeyboardInterrupt):
        ag.solve_batch(games)


@needs_fork
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("who", WORKERS)
def test_a_time_limit_keeps_what_was_done_and_nothing_half_done(tmp_path, monkeypatch, who):
    store = tmp_path / "runs.store"
    with monkeypatch.context() as patch:
        patch.setattr(VertexEnumeration, "propose", interrupting.out_of_time_in_the_middle)
        told = r"time limit of 0\.2 s passed after 0 of 6 points; .*runs\.store keeps them"
        with pytest.raises(NotConvergedError, match=told), WORKERS[who]() as executor:
            meetings(store, executor=executor, time_limit=0.2)
    assert chunks(store) == []
    assert all_there(meetings(store, time_limit=600))


def test_a_time_limit_is_looked_at_between_games_that_are_built_one_by_one():
    def slow(x=0.0):
        time.sleep(0.01)
        return builders.one_at_a_time(x)

    with pytest.raises(NotConvergedError, match=r"after 0 of 500 points; give a store to keep them next time"):
        sweep(slow, vary={"x": np.linspace(0, 1, 500)}, time_limit=0.1)
    with pytest.raises(NotConvergedError, match=r"after 0 of 500 points"):
        uncertain(slow, vary={"x": uniform()}, draws=500, rng=1, time_limit=0.1)


def dying(x=0.0):
    """A builder that ends a worker where x is 0.8, as the system does when memory is short."""
    if np.max(x) == 0.8 and parent_process() is not None:
        os._exit(9)
    return builders.boxes(x)


@needs_fork
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_dead_worker_is_one_clear_line_and_what_was_done_stays(tmp_path):
    store = tmp_path / "runs.store"
    grid = np.array([0.1, 0.2, 0.3, 0.8, 0.4, 0.5])
    with (
        pytest.raises(SolverError, match=r"^a worker ended before its work was done \(killed, .* of 6 points;") as told,
        ProcessPoolExecutor(1, mp_context=get_context("fork")) as executor,
    ):
        sweep(dying, vary={"x": grid}, points_per_chunk=1, store=store, executor=executor)
    assert "\n" not in str(told.value)
    assert [chunk.number for chunk in chunks(store)] == [0, 1, 2]


def test_results_that_are_there_are_kept_before_what_others_raised_is_raised(tmp_path):
    store = tmp_path / "runs.store"

    def refusing(x=0.0):
        if np.any(np.asarray(x) == 50):
            raise InvalidModelError("50 is refused")
        return builders.boxes(x)

    with pytest.raises(InvalidModelError, match="50 is refused"), ThreadPoolExecutor(1) as executor:
        sweep(refusing, vary={"x": np.arange(100)}, points_per_chunk=25, store=store, executor=executor)
    assert [chunk.start for chunk in chunks(store)] == [0, 25]


def test_threads_leave_the_warning_filters_as_they_were():
    def solve_many(seed):
        games = np.random.default_rng(seed).normal(size=(6, 2, 4, 4))
        return sum(len(ag.solve(ag.NormalFormGame(game), ag.solvers.LemkeHowson())) for game in games)

    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as executor:
        assert min(executor.map(solve_many, range(12))) >= 6
        spread = [executor.submit(sobol, builders.boxes, "up, up", {"x": uniform()}, draws=64, rng=1) for _ in range(4)]
        assert len({future.result()[0].total for future in spread}) == 1
    assert warnings.filters == before
