"""What a running solver may ask: is there time left, and who wants to hear of progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from numbers import Real
from threading import Thread
from typing import Any, TypeVar

from alignment_games.errors import InvalidModelError, NotConvergedError, shown

Result = TypeVar("Result")

#: Called with (work done, work in all or None when unknown).
Progress = Callable[[int, "int | None"], None]

#: Up to so many players a game takes what it takes: all profiles can be gone through. Beyond, what is to be found in
#: seconds is limited, for games differ so much in what they take that it may be hours.
FEW_PLAYERS = 16

#: Called between chunks of work by what does not know how much there is; raises `OutOfTimeError` when time is over.
Tick = Callable[[], None]


def unhurried() -> None:
    """Take all the time there is."""


def stoppable(work: Callable[[], Result], tick: Tick) -> Result:
    """Return what foreign code returns that can take long and looks at no clock, but lets other threads run.

    ``tick`` is called meanwhile. When it raises, the work is left to end by itself, and what it returns is dropped.
    """
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            done.set_exception(error)

    Thread(target=copy_context().run, args=(run,), daemon=True).start()  # with what NumPy is to say of rounding
    while not wait([done], timeout=_GLANCE).done:
        tick()
    return done.result()


def prepared(
    work: Callable[[], Result], time_limit: float | None, what: str, remedy: str, solution: Any = None
) -> Result:
    """Return what must be there before there is anything to hand back, such as payoffs in fractions.

    However soon the limit, in seconds, there is a second for it. Raises NotConvergedError beyond it, which carries the
    ``solution`` and says that ``what`` was not done, and the ``remedy``.

    >>> prepared(lambda: 42, 0.0, "the payoffs were made", "allow more")
    42
    """
    if time_limit is None:
        return work()
    _check_seconds(time_limit)
    try:
        return stoppable(work, Control(max(time_limit, _TO_PREPARE)).tick)
    except OutOfTimeError:
        raise NotConvergedError(f"the time limit passed before {what}; {remedy}", solution) from None


@contextmanager
def interrupts_as_such() -> Iterator[None]:
    """Raise KeyboardInterrupt where compiled code was interrupted and made an error of its own of it.

    Such code may go on with the interrupt pending; Python then says, with it as the cause, that a result was returned
    with an exception set.
    """
    try:
        yield
    except SystemError as error:
        cause = error.__cause__
        while isinstance(cause, SystemError):
            cause = cause.__cause__
        if isinstance(cause, KeyboardInterrupt):
            raise cause from None
        raise


_IN_A_LONGER_RUN: ContextVar[bool] = ContextVar("in a longer run", default=False)


@contextmanager
def longer_run() -> Iterator[None]:
    """Say that what is solved within is a step of a longer run, as of a sweep or a batch.

    An interrupt then ends the whole run. A step that handed back what it had, as `solve` with ``throw=False`` does
    for a user, would be taken for done.
    """
    token = _IN_A_LONGER_RUN.set(True)
    try:
        with interrupts_as_such():
            yield
    finally:
        _IN_A_LONGER_RUN.reset(token)


def in_a_longer_run() -> bool:
    """Return whether an interrupt must end more than the one run at hand."""
    return _IN_A_LONGER_RUN.get()


#: Seconds that what must be there first may take, whatever the limit.
_TO_PREPARE = 1.0
#: Seconds between two looks at the clock while foreign code works.
_GLANCE = 0.02
#: What verifying the finds may take when the time limit has passed, as a share of it, and in seconds at least.
_OVERTIME, _LEAST_OVERTIME = 0.05, 0.05


def _check_seconds(time_limit: object) -> None:
    if not (time_limit is None or isinstance(time_limit, Real)):
        raise InvalidModelError(f"time_limit: expected seconds, or None for no limit, got {shown(time_limit)}")


class OutOfTimeError(Exception):
    """The time limit passed. Internal: `solve` turns it into a status, a user never sees it."""


@dataclass
class Control:
    """The clock and the progress listener of one run.

    A solver calls `tick` between chunks of work; it raises `OutOfTimeError` when the limit has passed.
    """

    time_limit: float | None = None
    progress: Progress | None = None
    _start: float = field(default_factory=time.perf_counter)
    _told: tuple[int, int | None] | None = None

    def __post_init__(self) -> None:
        _check_seconds(self.time_limit)
        if not (self.progress is None or callable(self.progress)):
            raise InvalidModelError(f"progress: expected a function of (done, total), got {shown(self.progress)}")

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.perf_counter() - self._start

    @property
    def seconds_left(self) -> float:
        """Seconds until the limit; infinite without one."""
        return float("inf") if self.time_limit is None else self.time_limit - self.seconds

    def tick(self, done: int = 0, total: int | None = None) -> None:
        """Report progress, where there is news; raise `OutOfTimeError` when the time limit has passed."""
        if self.progress is not None and (done, total) != self._told:
            self._told = (done, total)
            self.progress(done, total)
        if self.seconds_left < 0:
            raise OutOfTimeError

    def overtime(self) -> Control:
        """Return the clock for what must still be done with what was found: a small share of the limit more."""
        if self.time_limit is None:
            return Control()
        return Control(max(self.seconds_left, 0.0) + max(_OVERTIME * self.time_limit, _LEAST_OVERTIME))
