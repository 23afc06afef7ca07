"""One browser for all tests of pages, and one brief for all tests of its sections."""

import pytest

import alignment_games as ag
from tests import browser
from tests.report.classroom_game import CASE


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


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """The classroom page of the case that most tests of it use."""
    path = tmp_path_factory.mktemp("classroom") / "page.html"
    path.write_text(ag.classroom_page(CASE), encoding="utf-8")
    return path


@pytest.fixture
def fresh(chromium_page, path):
    """That page, just opened."""
    chromium_page.open(path)
    return chromium_page


@pytest.fixture(scope="session")
def munich():
    """The brief of 1938, which told how far it was."""
    told = []
    page = ag.brief(ag.load_case("europe-1938"), progress=lambda *far: told.append(far))
    assert told == [(k + 1, len(page.sections)) for k in range(len(page.sections))]
    return page
