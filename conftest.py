"""Doctests whose example needs an extra that is not installed are left out with its name, as such tests are."""

import doctest

import pytest

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
