import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import StoreError
from alignment_games.sweeps import store as store_module
from alignment_games.sweeps import sweep, uncertain
from alignment_games.sweeps.store import Store
from tests.sweeps import builders

ROOT = Path(__file__).parents[2]
X, Y = np.linspace(-1, 1, 40), np.linspace(-1, 1, 25)

#: A run of 40 chunks that takes its time, and counts the calls of its builder.
SCRIPT = """
import sys, time
import numpy as np
from alignment_games.sweeps import sweep
from tests.sweeps import builders

def slow(x=0.0, y=0.0):
    if np.broadcast(x, y).size == 25:
        time.sleep(0.008)
    return builders.counted(x, y)

sweep(slow, x=np.linspace(-1, 1, 40), y=np.linspace(-1, 1, 25), store=sys.argv[1], points_per_chunk=25)
"""


#: Root may write everywhere: give that up (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE), which takes a new program to count.
AS_OTHERS = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""


def run(store, calls, *, as_others=False, **options):
    environment = {**os.environ, "COUNT_CALLS_IN": str(calls), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    script = [AS_OTHERS, SCRIPT] if as_others else [SCRIPT]
    return subprocess.Popen([sys.executable, "-c", *script, str(store)], env=environment, **options)


def chunks_computed(calls):
    """The first x of each chunk of 25 points that was begun, one entry for each time."""
    return [line for line in calls.read_text(encoding="utf-8").splitlines() if line.endswith(" 25")]


def held_chunks(store):
    if not store.exists():
        return 0
    with sqlite3.connect(store) as file:
        tables = file.execute("SELECT count(*) FROM sqlite_master WHERE name = 'chunks'").fetchone()[0]
        return file.execute("SELECT count(*) FROM chunks").fetchone()[0] if tables else 0


def test_a_run_killed_at_ten_random_moments_ends_as_if_it_had_not_been(tmp_path):
    store, calls, rng = tmp_path / "runs.sqlite", tmp_path / "calls", np.random.default_rng(5)
    calls.touch()
    killed = kept = 0
    for _ in range(10):
        process = run(store, calls)
        before = len(chunks_computed(calls))
        while process.poll() is None and len(chunks_computed(calls)) == before:
            time.sleep(0.002)
        time.sleep(float(rng.uniform(0, 0.04)))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        assert held_chunks(store) >= kept, "a finished chunk was lost"
        kept = held_chunks(store)
    assert killed >= 8, "the run was over before it could be killed; make it longer"
    assert run(store, calls).wait() == 0
    resumed = sweep(builders.boxes, x=X, y=Y, store=store, points_per_chunk=25)
    whole = sweep(builders.boxes, x=X, y=Y, points_per_chunk=25)
    for name in ("counts", "listed", "selected"):
        assert np.array_equal(getattr(resumed, name), getattr(whole, name))
    begun = chunks_computed(calls)
    assert len(set(begun)) == 40
    assert 40 <= len(begun) <= 40 + killed, "a kill may lose the one chunk under way, and no more"


def test_what_is_stored_is_not_computed_again(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNT_CALLS_IN", str(tmp_path / "calls"))
    told = []
    for _ in range(2):
        sweep(builders.counted, x=X, y=Y, store=tmp_path / "runs.sqlite", points_per_chunk=100)
    grids = [line for line in (tmp_path / "calls").read_text().splitlines() if line.endswith(" 100")]
    assert len(grids) == 10
    sweep(
        builders.counted,
        x=X,
        y=Y,
        store=tmp_path / "runs.sqlite",
        points_per_chunk=100,
        progress=lambda *p: told.append(p),
    )
    assert told == [(1000, 1000)]


def test_a_store_of_another_run_is_refused_with_the_difference(tmp_path, monkeypatch):
    path, case = tmp_path / "runs.sqlite", ag.load_case("europe-1938")
    sweep(case, burden=[0.1, 0.2], store=path)
    with pytest.raises(StoreError, match=r"its axis burden is 2 values from 0\.1 to 0\.2 .* this run's is 3 values"):
        sweep(case, burden=[0.1, 0.15, 0.2], store=path)
    with pytest.raises(StoreError, match="its model is"):
        sweep(ag.load_case("europe-1939"), burden=[0.1, 0.2], store=path)
    with pytest.raises(StoreError, match=r"its selection is .*payoff_dominant, this run's is .*first"):
        sweep(case, burden=[0.1, 0.2], select="first", store=path)
    with pytest.raises(StoreError, match="axis intent is not given"):
        sweep(case, burden=[0.1, 0.2], intent=[0.5], store=path)
    monkeypatch.setattr("alignment_games.sweeps.grid.__version__", "0.0.0")
    with pytest.raises(StoreError, match=r"its version is .*, this run's is 0\.0\.0"):
        sweep(case, burden=[0.1, 0.2], store=path)
    monkeypatch.undo()
    assert len(sweep(case, burden=[0.1, 0.2], store=path).counts) == 2


def test_draws_are_stored_too(tmp_path):
    from scipy.stats import norm

    path, spread = tmp_path / "runs.sqlite", {"x": norm(), "y": norm()}
    once = uncertain(builders.boxes, draws=10_000, rng=7, store=path, **spread)
    again = uncertain(builders.boxes, draws=10_000, rng=7, store=path, **spread)
    assert all(np.array_equal(once.counts[name], again.counts[name]) for name in once.counts)
    with pytest.raises(StoreError, match="its seed is 7, this run's is 8"):
        uncertain(builders.boxes, draws=10_000, rng=8, store=path, **spread)


def test_a_file_of_another_kind_is_left_as_it_was(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a data base, but long enough to have a header of one" * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="file is not a database"):
        sweep(builders.boxes, x=X, store=path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"cannot keep the run in .*nowhere.*check that the folder exists"):
        sweep(builders.boxes, x=X, store=tmp_path / "nowhere" / "runs.sqlite")


@pytest.mark.skipif(sys.platform != "linux", reason="gives up root's rights by a call of Linux")
def test_a_read_only_folder_is_refused_and_keeps_what_was_there(tmp_path):
    folder, calls = tmp_path / "archive", tmp_path / "calls"
    folder.mkdir()
    store = folder / "runs.sqlite"
    sweep(builders.boxes, x=X, y=Y, store=store, points_per_chunk=25)
    with sqlite3.connect(store) as file:
        file.execute("DELETE FROM chunks WHERE number > 20")
    before = store.read_bytes()
    store.chmod(0o444)
    folder.chmod(0o555)
    try:
        process = run(store, calls, as_others=True, stderr=subprocess.PIPE, text=True)
        _, errors = process.communicate()
    finally:
        folder.chmod(0o755)
    assert process.returncode == 1
    assert "StoreError: cannot keep the run in" in errors
    assert "readonly database" in errors
    assert store.read_bytes() == before


def test_a_full_disk_is_told_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "runs.sqlite"
    chunk = {"counts": np.arange(3000)}
    with Store(path, {"run": "one"}) as store:
        store.save(0, chunk)
        pages = store._file.execute("PRAGMA page_count").fetchone()[0]
        # SQLite's own limit raises what a full disk raises.
        store._file.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"database or disk is full.*Chunks written before are safe"):
            store.save(1, chunk)
    with Store(path, {"run": "one"}) as store:
        assert list(store.load()) == [0]
        assert np.array_equal(store.load()[0]["counts"], chunk["counts"])


def test_arrays_come_back_as_they_were():
    arrays = {"a": np.arange(6, dtype=np.int32).reshape(2, 3), "b": np.array([np.nan, 1.0]), "c": np.zeros(0, bool)}
    back = store_module._unpacked(store_module._packed(arrays))
    assert all(
        back[k].dtype == v.dtype and np.array_equal(back[k], v, equal_nan=v.dtype == float) for k, v in arrays.items()
    )
