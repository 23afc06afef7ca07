import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from alignment_games.cases import load_case
from alignment_games.errors import NotConvergedError
from alignment_games.models.threshold import threshold_model
from alignment_games.refinements import select
from alignment_games.refinements.selection import LogitSelection
from alignment_games.solvers import (
    LogitBySums,
    LogitTracing,
    PureBySums,
    Status,
    control,
    solve,
)
from alignment_games.solvers.control import (
    Control,
    OutOfTimeError,
    in_a_longer_run,
    interrupts_as_such,
    longer_run,
    prepared,
    stoppable,
)
from tests.games_refinement import STAG_HUNT
from tests.sweeps.interrupting import Interrupted

MODEL = threshold_model({f"State {k}": 1 for k in range(6)}, against=3)


def press(*_):
    signal.raise_signal(signal.SIGINT)


STEPS = {
    "solve": lambda: solve(STAG_HUNT, Interrupted(), throw=False),
    "pure by sums": lambda: solve(MODEL.sums(), PureBySums(), progress=press, throw=False),
    "logit by sums": lambda: solve(MODEL.sums(), LogitBySums(), progress=press, throw=False),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_an_interrupt_gives_what_was_found_alone_and_ends_a_longer_run(step):
    assert step().status is Status.INTERRUPTED
    with longer_run(), pytest.raises(KeyboardInterrupt):
        step()


def test_an_interrupted_selection_selects_nothing(monkeypatch):
    solution = solve(STAG_HUNT)
    monkeypatch.setattr(LogitTracing, "propose", press)
    with pytest.raises(KeyboardInterrupt):
        select(solution, LogitSelection())


def test_a_longer_run_lasts_as_long_as_its_block_and_in_its_own_thread():
    assert not in_a_longer_run()
    with longer_run(), ThreadPoolExecutor(1) as executor:
        with longer_run():
            assert in_a_longer_run()
        assert in_a_longer_run()
        assert not executor.submit(in_a_longer_run).result()
    assert not in_a_longer_run()


def test_a_clock_that_has_run_out_ticks_no_more():
    Control(time_limit=60).tick()
    with pytest.raises(OutOfTimeError):
        Control(time_limit=-1).tick()


def test_what_was_found_in_time_or_late_may_be_verified_for_a_twentieth_of_the_limit():
    assert Control().overtime().time_limit is None
    early, late = Control(time_limit=60), Control(time_limit=60)
    late._start -= 100
    assert early.overtime().time_limit == pytest.approx(63, abs=1)
    assert late.overtime().time_limit == pytest.approx(3)


def test_work_without_a_clock_is_left_when_time_is_over_and_hands_on_what_it_returns_and_raises():
    released, ticks = Event(), []

    def over():
        ticks.append(None)
        raise OutOfTimeError

    with pytest.raises(OutOfTimeError):
        stoppable(released.wait, over)
    released.set()
    assert ticks == [None]
    assert stoppable(lambda: 42, lambda: None) == 42
    with pytest.raises(ZeroDivisionError):
        stoppable(lambda: 1 / 0, lambda: None)


def test_what_must_be_there_first_is_waited_for_and_left_when_time_is_over(monkeypatch):
    monkeypatch.setattr(control, "_TO_PREPARE", 0.05)
    released = Event()
    with pytest.raises(NotConvergedError, match="limit passed before all was ready; wait longer") as caught:
        prepared(released.wait, 0.0, "all was ready", "wait longer", solution="so far")
    released.set()
    assert caught.value.solution == "so far"
    assert prepared(lambda: 42, None, "all was ready", "wait longer") == 42


def test_payoffs_that_are_not_made_in_time_are_no_solution(monkeypatch):
    monkeypatch.setattr(control, "_TO_PREPARE", 0.05)
    released = Event()
    model = load_case("europe-1938").model
    monkeypatch.setattr(type(model), "game", lambda _: released.wait())
    with pytest.raises(NotConvergedError, match="before the payoffs were made") as caught:
        solve(model, time_limit=0.01, throw=False)
    released.set()
    assert caught.value.solution is None


@pytest.mark.parametrize("depth", [1, 2])
def test_an_interrupt_that_compiled_code_made_an_error_of_is_one(depth):
    error = KeyboardInterrupt()
    for _ in range(depth):
        wrapped = SystemError("a result was returned with an exception set")
        wrapped.__cause__, error = error, wrapped
    with pytest.raises(KeyboardInterrupt), interrupts_as_such():
        raise error
    with pytest.raises(SystemError, match="of its own"), interrupts_as_such():
        raise SystemError("of its own")
