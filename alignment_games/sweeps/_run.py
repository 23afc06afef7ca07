"""Chunks of work, done here or by any executor, kept in a store as they come in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pickle import PicklingError
from typing import Any

from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.sweeps.store import Store

Array = NDArray[Any]
#: What a chunk gives: named arrays.
Result = dict[str, Array]
#: Called with (points done, points in all).
Progress = Callable[[int, int], None]

#: Payoffs built at once, in bytes: large enough that arrays do the work, small enough for the cache.
CHUNK_BYTES = 4 * 2**20


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


def run(
    work: Callable[[Chunk], Result],
    chunks: Sequence[Chunk],
    *,
    executor: Executor | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
) -> list[Result]:
    """Return the results of all chunks, in their order whatever the order of their arrival.

    What the store already holds is not computed again; each new result is in the store before the next is
    looked at. Raises what the work raises; chunks finished before are kept.
    """
    results = {} if store is None else store.load()
    left = [chunk for chunk in chunks if chunk.number not in results]
    total, done = sum(chunk.size for chunk in chunks), sum(c.size for c in chunks if c.number in results)
    if progress is not None and done:
        progress(done, total)
    finished = _here(work, left) if executor is None else _by_executor(work, left, executor, keep=store is not None)
    for chunk, result in finished:
        if store is not None:
            store.save(chunk.number, result)
        results[chunk.number] = result
        done += chunk.size
        if progress is not None:
            progress(done, total)
    return [results[chunk.number] for chunk in chunks]


def _here(work: Callable[[Chunk], Result], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Result]]:
    for chunk in chunks:
        yield chunk, work(chunk)


def _by_executor(
    work: Callable[[Chunk], Result], chunks: Sequence[Chunk], executor: Executor, *, keep: bool
) -> Iterator[tuple[Chunk, Result]]:
    """Yield results as they arrive. With a store, no more is under way than one chunk for each worker."""
    workers = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    most = workers if keep else 4 * workers
    waiting = list(reversed(chunks))
    running: dict[Future[Result], Chunk] = {}
    try:
        while waiting or running:
            while waiting and len(running) < most:
                chunk = waiting.pop()
                running[executor.submit(work, chunk)] = chunk
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield running.pop(future), future.result()
    except (PicklingError, AttributeError, TypeError) as error:
        if "pickle" not in str(error):
            raise
        raise InvalidModelError(
            f"the builder cannot be sent to other processes ({error}); define it at the top of a module, "
            "or use concurrent.futures.ThreadPoolExecutor"
        ) from error
    finally:
        for future in running:
            future.cancel()
