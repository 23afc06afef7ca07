"""PDF: printed by a real browser, or refused in one line; never HTML under the name of a PDF."""

import re
import stat
from dataclasses import replace

import pytest

import alignment_games as ag
from alignment_games.errors import UnwrittenError
from alignment_games.report import printing
from alignment_games.report.printing import printed, printer


def pages(pdf):
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.slow
@pytest.mark.browser
def test_what_comes_first_in_a_brief_fits_on_two_pages_of_a_real_pdf(tmp_path):
    pytest.importorskip("matplotlib")  # without its pictures a brief is shorter
    try:
        printer()
    except UnwrittenError as error:
        pytest.skip(str(error))
    brief = ag.brief("europe-1938")
    replace(brief, sections=brief.sections[: brief.first]).save(tmp_path / "brief.pdf")
    made = (tmp_path / "brief.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert pages(made) == 2


def test_without_a_browser_no_file_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnwrittenError, match=r"Chromium or Chrome, and neither is installed; write it to .*\.html"):
        ag.brief("dilemma").save(tmp_path / "brief.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("script", "match"), [("exit 3", "did not print"), ('echo no > "${0%/*}/x"', "did not print")])
def test_a_browser_that_fails_is_said_in_one_line(tmp_path, monkeypatch, script, match):
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\n{script}\n")
    browser.chmod(browser.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(printing, "printer", lambda: str(browser))
    with pytest.raises(UnwrittenError, match=match) as error:
        printed("<p>page</p>")
    assert "\n" not in str(error.value)
