"""Settings that all tests share."""

import contextlib
import gc
import locale
import signal
import sys
import warnings

import hypothesis
import pytest

from alignment_games.solvers._kernel.loading import EFFORT
from tests.tries import tries

hypothesis.settings.register_profile("ours", deadline=None, derandomize=True, max_examples=tries(40, of=400))
hypothesis.settings.load_profile("ours")
warnings.simplefilter("error")
# Formulas and files once read stay: to look through them for what can go took a seventh of the time of some rooms.
gc.set_threshold(20_000, 20, 20)
# Compiling takes longer than all that the tests search; the kernel has tests of its own.
EFFORT.worth_loading = sys.maxsize
# As programs with windows do: what the machine's language says of numbers and dates must not reach our output.
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
# Shells start what runs in the background deaf to interrupts, whose effect is tested.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionfinish():
    """Collect what the last tests left once: pytest does so five times, each through all that the session holds."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """Mark what drives a browser: whoever asks for the page needs Chromium."""
    for item in items:
        if "chromium_page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each file whole to one worker, unless another order is asked for: what its tests share is made once."""
    if config.getvalue("dist") == "load":
        from xdist.scheduler import LoadFileScheduling

        return LoadFileScheduling(config, log)
    return None
