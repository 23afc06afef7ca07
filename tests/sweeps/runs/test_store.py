import io
import multiprocessing
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.errors import StoreError
from alignment_games.sweeps import sweep, uncertain
from alignment_games.sweeps.runs import store as store_module
from alignment_games.sweeps.runs._records import join, records
from alignment_games.sweeps.runs.store import Store
from tests.sweeps import builders

ROOT = Path(__file__).parents[3]
X, Y = builders.X, builders.Y

#: What `builders.halting_run` does, as a program.
SCRIPT = """
import os, sys
from tests.sweeps import builders

builders.halting_run(sys.argv[1], os.environ["COUNT_CALLS_IN"], int(os.environ["CHUNKS_AT_MOST"]))
"""


#: Root may write everywhere: give that up (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE), which takes a new program to count.
AS_OTHERS = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""


def run(store, calls, *, most=100, as_others=False, **options):
    environment = {**os.environ, "COUNT_CALLS_IN": str(calls), "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    environment["CHUNKS_AT_MOST"] = str(most)
    script = [AS_OTHERS, SCRIPT] if as_others else [SCRIPT]
    return subprocess.Popen([sys.executable, "-c", *script, str(store)], env=environment, **options)


def forked(store, calls, most):
    """The same in a process forked from one that has loaded everything, so that ten of them cost no ten starts."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([builders.__name__])
    process = context.Process(target=builders.halting_run, args=(str(store), str(calls), most))
    process.start()
    return process


def chunks_computed(calls):
    """The first x of each chunk of 25 points that was begun, one entry for each time."""
    return [line for line in calls.read_text(encoding="utf-8").splitlines() if line.endswith(" 25")]


def held_chunks(store):
    whole, _ = records(store.read_bytes()) if store.exists() else ([], 0)
    return len({record.number for record in whole if record.number >= 0})


def drop_the_last_chunks(store, count):
    store.write_bytes(join(records(store.read_bytes())[0][:-count]))


@pytest.mark.slow
def test_a_run_killed_at_ten_random_moments_ends_as_if_it_had_not_been(tmp_path, monkeypatch):
    store, calls, rng = tmp_path / "runs.sqlite", tmp_path / "calls", np.random.default_rng(5)
    calls.touch()
    kept = 0
    for _ in range(10):  # however fast the machine, 10 times 3 chunks do not end a run of 40
        process = forked(store, calls, most=2)
        before = len(chunks_computed(calls))
        while process.is_alive() and len(chunks_computed(calls)) == before:
            time.sleep(0.002)
        time.sleep(float(rng.uniform(0, 0.04)))
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert held_chunks(store) >= kept, "a finished chunk was lost"
        kept = held_chunks(store)
    assert run(store, calls).wait() == 0
    begun = chunks_computed(calls)
    monkeypatch.setenv("COUNT_CALLS_IN", str(tmp_path / "calls of this process"))
    resumed = sweep(builders.slowly_counted, vary={"x": X, "y": Y}, store=store, points_per_chunk=25)
    whole = sweep(builders.boxes, vary={"x": X, "y": Y}, points_per_chunk=25)
    for name in ("counts", "listed", "selected"):
        assert np.array_equal(getattr(resumed, name), getattr(whole, name))
    assert chunks_computed(tmp_path / "calls of this process") == []
    assert len(set(begun)) == 40
    assert 40 <= len(begun) <= 50, "a kill may lose the one chunk under way, and no more"


def test_what_is_stored_is_not_computed_again(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNT_CALLS_IN", str(tmp_path / "calls"))
    told = []
    for _ in range(2):
        sweep(builders.counted, vary={"x": X, "y": Y}, store=tmp_path / "runs.sqlite", points_per_chunk=100)
    grids = [line for line in (tmp_path / "calls").read_text().splitlines() if line.endswith(" 100")]
    assert len(grids) == 10
    sweep(
        builders.counted,
        vary={"x": X, "y": Y},
        store=tmp_path / "runs.sqlite",
        points_per_chunk=100,
        progress=lambda *p: told.append(p),
    )
    assert told == [(1000, 1000)]


def test_a_store_of_another_run_is_refused_with_the_difference(tmp_path, monkeypatch):
    path, case = tmp_path / "runs.sqlite", ag.load_case("europe-1938")
    sweep(case, vary={"burden": [0.1, 0.2]}, store=path)
    with pytest.raises(StoreError, match=r"its axis burden is 2 values from 0\.1 to 0\.2 .* this run's is 3 values"):
        sweep(case, vary={"burden": [0.1, 0.15, 0.2]}, store=path)
    with pytest.raises(StoreError, match="its model is"):
        sweep(ag.load_case("europe-1939"), vary={"burden": [0.1, 0.2]}, store=path)
    with pytest.raises(StoreError, match=r"its selection is .*payoff_dominant, this run's is .*first"):
        sweep(case, vary={"burden": [0.1, 0.2]}, select="first", store=path)
    with pytest.raises(StoreError, match="axis intent is not given"):
        sweep(case, vary={"burden": [0.1, 0.2], "intent": [0.5]}, store=path)
    monkeypatch.setattr("alignment_games.sweeps.grids.grid.__version__", "0.0.0")
    with pytest.raises(StoreError, match=r"its version is .*, this run's is 0\.0\.0"):
        sweep(case, vary={"burden": [0.1, 0.2]}, store=path)
    monkeypatch.undo()
    assert len(sweep(case, vary={"burden": [0.1, 0.2]}, store=path).counts) == 2


def test_draws_are_stored_too(tmp_path):
    from scipy.stats import norm

    path, spread = tmp_path / "runs.sqlite", {"x": norm(), "y": norm()}
    once = uncertain(builders.boxes, vary=spread, draws=10_000, rng=7, store=path)
    again = uncertain(builders.boxes, vary=spread, draws=10_000, rng=7, store=path)
    assert all(np.array_equal(once.counts[name], again.counts[name]) for name in once.counts)
    with pytest.raises(StoreError, match="its seed is 7, this run's is 8"):
        uncertain(builders.boxes, vary=spread, draws=10_000, rng=8, store=path)


def test_a_file_of_another_kind_is_left_as_it_was(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a data base, but long enough to have a header of one" * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="file is not a database of finished chunks; it is left as it was"):
        sweep(builders.boxes, vary={"x": X}, store=path)
    assert path.read_bytes() == before


def sqlite_file(path, *statements):
    with closing(sqlite3.connect(path)) as file, file:
        for statement in statements:
            file.execute(statement)
    return path.read_bytes()


def test_a_data_base_of_something_else_is_left_as_it_was(tmp_path):
    path = tmp_path / "letters.sqlite"
    before = sqlite_file(path, "CREATE TABLE letters (day TEXT, words TEXT)", "INSERT INTO letters VALUES ('1', 'a')")
    with pytest.raises(StoreError, match="not a database of finished chunks; it is left as it was"):
        sweep(builders.boxes, vary={"x": X}, store=path)
    assert path.read_bytes() == before


def test_a_store_of_the_first_format_is_refused_for_it_may_keep_interrupted_chunks(tmp_path):
    path = tmp_path / "runs.sqlite"
    before = sqlite_file(
        path,
        "CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS chunks (number INTEGER PRIMARY KEY, arrays BLOB NOT NULL)",
        "INSERT INTO run VALUES ('format', '1')",
    )
    with pytest.raises(StoreError, match="written by an earlier version, which kept interrupted chunks as finished"):
        sweep(builders.boxes, vary={"x": X}, store=path)
    assert path.read_bytes() == before


def test_a_device_is_no_store():
    with pytest.raises(StoreError, match="no ordinary file"):
        Store(os.devnull, {"run": "one"})


def altered(data, kind, at):
    if kind == "a flipped bit":
        return data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
    if kind == "cut short":
        return data[:at]
    if kind == "zeros":
        return data[:at] + bytes(len(data[at : at + 512])) + data[at + 512 :]
    return data[:at] + data[at + 100 :]  # bytes are missing


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a flipped bit", "cut short", "zeros", "bytes are missing"])
def test_damage_costs_the_chunks_that_it_hits_and_is_said_once(tmp_path, caplog, kind):
    path, rng, told = tmp_path / "runs.store", np.random.default_rng(3), []
    whole = sweep(builders.boxes, vary={"x": X, "y": Y}, store=path, points_per_chunk=100)
    data = path.read_bytes()
    for at in [0, 1, len(data) - 1, *rng.integers(len(data), size=20).tolist()]:
        path.write_bytes(altered(data, kind, at))
        caplog.clear()
        again = sweep(
            builders.boxes, vary={"x": X, "y": Y}, store=path, points_per_chunk=100, progress=lambda *p: told.append(p)
        )
        assert np.array_equal(again.counts, whole.counts)
        assert np.array_equal(again.listed, whole.listed)
        if kind == "a flipped bit":
            assert told[0][0] >= 900, "one chunk of ten is the most that a bit may cost"
            assert [record.levelname for record in caplog.records] == ["WARNING"]
            assert "damaged in 1 place(s); the chunks there are done again" in caplog.text
        caplog.clear()
        told.clear()
        sweep(
            builders.boxes, vary={"x": X, "y": Y}, store=path, points_per_chunk=100, progress=lambda *p: told.append(p)
        )
        assert told == [(1000, 1000)]
        assert not caplog.records
        told.clear()


def test_another_run_is_refused_though_what_it_was_is_damaged(tmp_path):
    path = tmp_path / "runs.store"
    with Store(path, {"run": "one"}) as store:
        store.save(0, {"counts": np.arange(3)})
    whole, _ = records(path.read_bytes())
    path.write_bytes(join(record for record in whole if record.number == 0))
    with pytest.raises(StoreError, match="keeps another run, and what it was is damaged"):
        Store(path, {"run": "two"})
    assert np.array_equal(Store(path, {"run": "one"}).load()[0]["counts"], np.arange(3))


def test_a_chunk_says_which_points_it_holds(tmp_path):
    path = tmp_path / "runs.store"
    sweep(builders.boxes, vary={"x": X, "y": Y}, store=path, points_per_chunk=400)
    chunks = [record for record in records(path.read_bytes())[0] if record.number >= 0]
    assert [(chunk.start, chunk.stop) for chunk in chunks] == [(0, 400), (400, 800), (800, 1000)]
    held = [np.load(io.BytesIO(chunk.content))["counts"].size for chunk in chunks]
    assert held == [400, 400, 200]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"cannot keep the run in .*nowhere.*check that the folder exists"):
        sweep(builders.boxes, vary={"x": X}, store=tmp_path / "nowhere" / "runs.sqlite")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="gives up root's rights by a call of Linux")
def test_a_read_only_folder_is_refused_and_keeps_what_was_there(tmp_path, monkeypatch):
    folder, calls = tmp_path / "archive", tmp_path / "calls"
    folder.mkdir()
    store = folder / "runs.sqlite"
    monkeypatch.setenv("COUNT_CALLS_IN", str(calls))
    sweep(builders.slowly_counted, vary={"x": X, "y": Y}, store=store, points_per_chunk=25)
    drop_the_last_chunks(store, 19)
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
    assert "Permission denied" in errors
    assert store.read_bytes() == before


#: Fills the disk by the limit of Linux on the size of a file, which fails in mid-write as a full disk does.
FULL = """
import resource, signal, sys
import numpy as np
from alignment_games.sweeps.runs.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(sys.argv[1], {"run": "one"})
store.save(0, {"counts": np.arange(3000)})
resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size + 1000,) * 2)
store.save(1, {"counts": np.arange(3000)})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files by a call of Linux")
def test_a_full_disk_is_told_and_keeps_what_was_there(tmp_path):
    path, environment = tmp_path / "runs.store", {**os.environ, "PYTHONPATH": str(ROOT)}
    script = [sys.executable, "-c", FULL, str(path)]
    ended = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert re.search(
        r"StoreError: cannot keep the run in .*: File too large; .*Chunks written before are safe", ended.stderr
    )
    with Store(path, {"run": "one"}) as store:
        assert list(store.load()) == [0]
        assert np.array_equal(store.load()[0]["counts"], np.arange(3000))


def test_arrays_come_back_as_they_were():
    arrays = {"a": np.arange(6, dtype=np.int32).reshape(2, 3), "b": np.array([np.nan, 1.0]), "c": np.zeros(0, bool)}
    back = store_module._unpacked(store_module._packed(arrays))
    assert all(
        back[k].dtype == v.dtype and np.array_equal(back[k], v, equal_nan=v.dtype == float) for k, v in arrays.items()
    )
