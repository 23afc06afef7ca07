"""Processes that work for another one: they end when it ends, also when it was killed and could not tell them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from alignment_games.sweeps._inputs import whole_number
from alignment_games.sweeps.runs._costs import affordable

#: How often a worker looks whether its parent is still there, in seconds.
_LOOK_EVERY = 0.5
#: What a process with NumPy takes at least, in bytes.
_PROCESS_BYTES = 64 * 2**20

_watching_in = 0


@contextmanager
def pool(workers: int) -> Iterator[Executor | None]:
    """Give a pool of so many processes for the block, None for one: then the calling process does the work.

    When the block ends by an error or an interrupt, so does what the processes are doing. Raises InvalidModelError for
    a number below 1, UnsupportedGameError for more than the machine's memory holds.
    """
    if whole_number("workers", workers) == 1:
        yield None
        return
    affordable_workers(workers)
    executor = ProcessPoolExecutor(workers, initializer=_Initializer())
    try:
        yield executor
    except BaseException:
        for process in list((executor._processes or {}).values()):  # noqa: SLF001 - has a public name from Python 3.14 on
            process.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def affordable_workers(count: int) -> None:
    """Raise UnsupportedGameError where so many processes do not fit into the machine's memory."""
    remedy = f"use about as many workers as there are processors ({os.cpu_count()})"
    affordable(f"{count:,} workers", count * _PROCESS_BYTES, remedy)


def let_end_with_caller(executor: Executor) -> None:
    """Have the processes of a pool that has not begun end when this process does, those that get no work as well.

    They hear interrupts only while they work: in the middle of taking work they would leave the pool locked.
    """
    if isinstance(executor, ProcessPoolExecutor) and not executor._processes:  # noqa: SLF001 - has no public name
        wanted = executor._initializer  # noqa: SLF001
        executor._initializer = wanted if isinstance(wanted, _Initializer) else _Initializer(wanted)  # noqa: SLF001


@dataclass(frozen=True)
class _Initializer:
    """What a worker begins with: the watch, then what the user wanted it to begin with."""

    wanted: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any) -> None:
        end_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self.wanted is not None:
            self.wanted(*arguments)


@contextmanager
def at_work() -> Iterator[None]:
    """Let a worker hear interrupts in the block; elsewhere they are heard, or not, as they were."""
    deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN and _watching_in == os.getpid() and _in_main_thread()
    if deaf:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if deaf:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass
class _Waiting:
    """What hears interrupts while they have to wait. ``before``: what heard them before, and will again."""

    before: Any
    heard: bool = False

    def __call__(self, *_: Any) -> None:
        self.heard = True


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """Let an interrupt wait for the end of the block, such as one that starts a process and must note which."""
    before = signal.getsignal(signal.SIGINT)
    if not _in_main_thread() or not callable(before):
        yield
        return
    waiting = _Waiting(before)
    signal.signal(signal.SIGINT, waiting)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if waiting.heard:
        signal.raise_signal(signal.SIGINT)


def _in_main_thread() -> bool:
    """Return whether this is the thread that hears signals."""
    return threading.current_thread() is threading.main_thread()


def end_with_parent(pid: int | None = None) -> None:
    """Let this process end soon after its parent; do nothing where it has none, or not that of the number ``pid``."""
    global _watching_in  # noqa: PLW0603 - one watch for each process, and a fork takes the number with it
    parent = multiprocessing.parent_process()
    if parent is None or pid not in (None, parent.pid) or _watching_in == os.getpid():
        return
    _watching_in = os.getpid()
    hearing = signal.getsignal(signal.SIGINT)
    if isinstance(hearing, _Waiting):  # it was forked while interrupts had to wait
        signal.signal(signal.SIGINT, hearing.before)
    threading.Thread(target=_watch, args=(parent, os.getppid()), daemon=True).start()


def _watch(parent: Any, above: int) -> None:
    """End this process when the parent's pipe closes, or when a forked process is given to another parent.

    Forked workers hold the pipes of those that were forked before them, so that the pipe alone may stay open.
    """
    while parent.is_alive() and os.getppid() == above:
        parent.join(_LOOK_EVERY)
    os._exit(1)
