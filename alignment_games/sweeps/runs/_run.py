"""Chunks of work, done here or by any executor, kept in a store as they come in."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, SolverError
from alignment_games.solvers.control import Control, OutOfTimeError, longer_run
from alignment_games.sweeps.runs.store import Store
from alignment_games.sweeps.runs.workers import (
    affordable_workers,
    at_work,
    end_with_parent,
    interrupts_wait,
    let_end_with_caller,
)

#: What a chunk gives: named arrays.
Result = dict[str, Array]
#: Called with (points done, points in all).
Progress = Callable[[int, int], None]

#: Payoffs built at once, in bytes: large enough that arrays do the work, small enough for the cache.
CHUNK_BYTES = 4 * 2**20
#: What `pickle` raises for what it cannot write.
_NOT_PICKLED = (pickle.PicklingError, AttributeError, TypeError)


@dataclass(frozen=True)
class Chunk:
    """The points from ``start`` up to, not including, ``stop``; the same whoever works on them."""

    number: int
    start: int
    stop: int

    @property
    def size(self) -> int:
        """The number of points."""
        return self.stop - self.start


#: What is done with a chunk, looking at the clock between steps. An unfinished chunk has no result.
Work = Callable[[Chunk, Control], Result]


@contextmanager
def within(time_limit: float | None) -> Iterator[Control]:
    """Yield the clock of a run that has no part to hand back. Raises NotConvergedError when the limit passes.

    ``time_limit``: seconds, None for as long as it takes.
    """
    try:
        yield Control(time_limit)
    except OutOfTimeError:
        raise NotConvergedError(
            f"the time limit of {time_limit:g} s passed before there was an answer; allow more, or ask for less"
        ) from None


def run(
    work: Work,
    chunks: Sequence[Chunk],
    *,
    executor: Executor | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> list[Result]:
    """Return the results of all chunks, in their order whatever the order of their arrival.

    What the store already holds is not computed again; each new result is in the store before the next is
    looked at. Raises what the work raises, KeyboardInterrupt among it, SolverError when a worker dies, and
    NotConvergedError when the time limit (seconds) passes; chunks finished before are kept.
    """
    results = {} if store is None else store.load()
    left = [chunk for chunk in chunks if chunk.number not in results]
    total, done = sum(chunk.size for chunk in chunks), sum(c.size for c in chunks if c.number in results)
    if progress is not None and done:
        progress(done, total)
    control = Control(time_limit)
    finished = _here(work, left, control) if executor is None else _Pool(work, executor, control, store).results(left)
    try:
        with closing(finished):
            for chunk, result in finished:
                if store is not None:
                    store.save(chunk.number, result, start=chunk.start, stop=chunk.stop)
                results[chunk.number] = result
                done += chunk.size
                if progress is not None:
                    progress(done, total)
    except OutOfTimeError:
        raise NotConvergedError(f"the time limit of {time_limit:g} s passed {_so_far(done, total, store)}") from None
    except BrokenExecutor as error:
        raise SolverError(
            f"a worker ended before its work was done (killed, out of memory, or without the builder's module) "
            f"{_so_far(done, total, store)}; fewer workers or points_per_chunk need less memory"
        ) from error
    return [results[chunk.number] for chunk in chunks]


def _so_far(done: int, total: int, store: Store | None) -> str:
    kept = "give a store to keep them next time" if store is None else f"{store.path} keeps them, and the call goes on"
    return f"after {done:,} of {total:,} points; {kept}"


def _here(work: Work, chunks: Sequence[Chunk], control: Control) -> Generator[tuple[Chunk, Result]]:
    for chunk in chunks:
        control.tick()
        with longer_run():
            result = work(chunk, control)
        yield chunk, result


@dataclass(frozen=True)
class _Pool:
    """The chunks of one run, handed to an executor."""

    work: Work
    executor: Executor
    control: Control
    store: Store | None

    def results(self, chunks: Sequence[Chunk]) -> Generator[tuple[Chunk, Result]]:
        """Yield results as they arrive. What is kept or limited has no more under way than a chunk for each worker."""
        workers = min(getattr(self.executor, "_max_workers", None) or os.cpu_count() or 1, len(chunks))
        if isinstance(self.executor, ProcessPoolExecutor):
            affordable_workers(workers)
        let_end_with_caller(self.executor)
        most = workers if self.store is not None or self.control.time_limit is not None else 4 * workers
        waiting = list(reversed(chunks))
        running: dict[Future[Result], Chunk] = {}
        try:
            while waiting or running:
                while waiting and len(running) < most:
                    self.control.tick()
                    chunk = waiting.pop()
                    running[self._submitted(chunk)] = chunk
                yield from self._arrived(running)
        except _NOT_PICKLED as error:
            if _is_pickled(self.work):
                raise
            raise InvalidModelError(
                f"the builder cannot be sent to other processes ({error}); define it at the top of a module, "
                "or use concurrent.futures.ThreadPoolExecutor"
            ) from error
        finally:
            for future in running:
                future.cancel()

    def _submitted(self, chunk: Chunk) -> Future[Result]:
        limit = None if self.control.time_limit is None else self.control.seconds_left
        with interrupts_wait():
            return self.executor.submit(_Task(self.work, limit), chunk)

    def _arrived(self, running: dict[Future[Result], Chunk]) -> Generator[tuple[Chunk, Result]]:
        """Wait for some result; yield all that are there, and only then raise what others raised."""
        limit = None if self.control.time_limit is None else max(0.0, self.control.seconds_left)
        finished, _ = wait(running, timeout=limit, return_when=FIRST_COMPLETED)
        for future in sorted(finished, key=lambda future: future.exception() is not None):
            yield running.pop(future), future.result()
        if not finished:
            self.control.tick()


def _is_pickled(work: Work) -> bool:
    """Return whether the work can be sent to another process, in words that are not the same in every Python."""
    try:
        pickle.dumps(work)
    except _NOT_PICKLED:
        return False
    return True


@dataclass(frozen=True)
class _Task:
    """The work as a worker receives it. ``caller``: the number of the process that waits for the result."""

    work: Work
    time_limit: float | None
    caller: int = field(default_factory=os.getpid)

    def __call__(self, chunk: Chunk) -> Result:
        end_with_parent(self.caller)
        with at_work(), longer_run():
            return self.work(chunk, Control(self.time_limit))
