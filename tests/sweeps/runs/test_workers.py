import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from alignment_games.sweeps import sweep
from alignment_games.sweeps.runs.workers import end_with_parent, interrupts_wait, let_end_with_caller, pool
from tests.sweeps import builders

ROOT = Path(__file__).parents[3]
METHODS = multiprocessing.get_all_start_methods()

#: A sweep by two workers, in a process that will be killed.
SCRIPT = """
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor
import numpy as np
from alignment_games.sweeps import sweep
from tests.sweeps.builders import announced

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        sweep(announced, {"x": np.linspace(0, 1, 200)}, points_per_chunk=2, executor=executor)
"""


def is_there(pid):
    """Whether a process runs; one that waits for its end to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up as Linux lists them")
@pytest.mark.parametrize("method", METHODS)
def test_workers_end_when_their_parent_was_killed(tmp_path, method):
    announced, script = tmp_path / "processes", tmp_path / "script.py"
    announced.touch()
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ANNOUNCE_IN": str(announced), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen([sys.executable, str(script), method], env=environment) as process:

        def workers():
            return {int(pid) for pid in announced.read_text(encoding="utf-8").split()} - {process.pid}

        assert wait_for(lambda: len(workers()) == 2, 60)
        process.send_signal(signal.SIGKILL)
    assert wait_for(lambda: not any(map(is_there, workers())), 5), "orphans"


def parent_pid():
    return multiprocessing.parent_process().pid


def test_a_pool_gives_what_the_calling_process_gives():
    axes = {"x": np.linspace(-1, 1, 9), "y": np.linspace(-1, 1, 7)}
    with pool(1) as nobody, pool(2) as executor:
        assert nobody is None
        spread = sweep(builders.boxes, vary=axes, points_per_chunk=7, executor=executor)
    assert np.array_equal(spread.counts, sweep(builders.boxes, vary=axes).counts)


def interrupt_a_busy_pool(tasks):
    with pool(2) as executor:
        assert executor.submit(parent_pid).result() == os.getpid()
        tasks += [executor.submit(time.sleep, 60) for _ in range(4)]
        signal.raise_signal(signal.SIGINT)


def test_an_interrupted_pool_ends_its_workers_in_the_middle_of_their_tasks():
    tasks = []
    with pytest.raises(KeyboardInterrupt):
        interrupt_a_busy_pool(tasks)
    assert not multiprocessing.active_children()
    assert len(tasks) == 4
    assert all(task.cancelled() or task.exception() is not None for task in tasks)  # no task was waited for


def test_an_interrupt_waits_for_the_end_of_what_must_not_be_left_in_its_middle():
    steps, before = [], signal.getsignal(signal.SIGINT)

    def do_both():
        with interrupts_wait():
            steps.append("first")
            signal.raise_signal(signal.SIGINT)
            steps.append("second")

    with pytest.raises(KeyboardInterrupt):
        do_both()
    assert steps == ["first", "second"]
    assert signal.getsignal(signal.SIGINT) is before
    with interrupts_wait():
        pass


def started(seed):
    os.environ["STARTED_WITH"] = str(seed)


def started_with(_):
    return os.environ.get("STARTED_WITH")


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_the_users_own_initialiser_is_called_too(method):
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context, initializer=started, initargs=(3,)) as executor:
        let_end_with_caller(executor)
        let_end_with_caller(executor)
        assert list(executor.map(started_with, range(2))) == ["3", "3"]


def test_a_process_without_a_parent_watches_nobody():
    before = multiprocessing.active_children()
    end_with_parent()
    end_with_parent(os.getpid())
    assert multiprocessing.active_children() == before
