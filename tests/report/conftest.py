"""One browser for all tests of pages."""

import pytest

from tests import browser


@pytest.fixture(scope="session")
def _session():
    with browser.session() as session:
        yield session


@pytest.fixture
def chromium_page(_session):
    """A headless Chromium at desktop size, its console and its list of requests empty."""
    _session.size(1280, 900)
    _session.console()
    _session.requests()
    return _session
