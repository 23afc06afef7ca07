"""Settings of tests and doctests: an example that needs an extra which is not installed is left out with its name."""

import doctest
import os

import pytest

# Processes side by side whose threads wait for one another do so busily. numpy reads it once, where it is imported.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from alignment_games.errors import MissingExtraError


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):  # noqa: ARG001 - pytest's name for it
    """Skip where the example ended in a missing extra."""
    try:
        return (yield)
    except doctest.UnexpectedException as error:
        if isinstance(error.exc_info[1], MissingExtraError):
            pytest.skip(str(error.exc_info[1]))
        raise
