"""The brief: complete, self-contained, escaped; what it says agrees with the solver and with the sweep's inputs."""

import base64
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.briefs.briefing import brief

AHEAD = ["In short", "Map", "What would flip it", "How sure"]
APPENDIX = [
    *("Assumptions", "Threats", "The game", "Equilibria in words", "Phase diagram", "Sources", "How this was made"),
]


class Balanced(HTMLParser):
    """Every tag that opens closes, and nothing is loaded from elsewhere."""

    def __init__(self):
        super().__init__()
        self.open, self.outside = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "img"):
            self.open.append(tag)
        self.outside += [v for k, v in attrs if k in ("src", "href") and not v.startswith("data:")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.slow
def test_the_file_is_whole_and_self_contained(munich):
    page = munich.html()
    parser = Balanced()
    parser.feed(page)
    assert (parser.open, parser.outside) == ([], [])
    assert "<script" not in page
    assert [section.title for section in munich.sections] == AHEAD + APPENDIX
    assert [section.title for section in munich.appendix] == APPENDIX


def test_markdown_says_the_same_under_the_same_headings(munich):
    text = munich.markdown()
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [*AHEAD, "Appendix"]
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == APPENDIX
    assert "Daladier told London" in text
    assert "Correlates of War, National Material Capabilities" in text
    for line, after in pairwise(text.splitlines()):
        if line.startswith("| ---"):
            assert after.count("|") >= line.count("|")


def test_labels_are_escaped_everywhere():
    states = [ag.State("<script>A", 1), ag.State("B&C | D", 2)]
    page = brief(ag.response_game(states, ag.State("<b>rival", 2), [0.4, 0.6]).model)
    assert "<script>" not in page.html()
    assert "<b>rival" not in page.html()
    assert "B&C \\| D" in page.markdown()


@pytest.mark.slow
def test_other_targets():
    assert "Sources" not in [s.title for s in brief(ag.load_case("europe-1938").model).sections]
    hunt = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    assert [s.title for s in brief(hunt).sections] == [
        *("In short", "The game", "Equilibria in words", "How this was made"),
    ]
    pennies = ag.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    assert "None is in pure strategies" in brief(pennies).markdown()
    family = ag.load_case("europe-1938").game(burden=np.array([[0.1], [0.2]]))
    with pytest.raises(ag.UnsupportedGameError, match="family"):
        brief(family)


@pytest.mark.slow
def test_a_case_of_many_states_has_a_brief_without_its_table():
    pytest.importorskip("matplotlib", reason="needs the plot extra")
    text = brief(ag.load_case("middle-east-1967")).markdown()
    assert "too many to print" in text
    assert "Whatever the others do, " in text
    assert "The game that is left." in text
    assert "What each state does on the same plane" in text
    assert "## How sure" in text


@pytest.mark.slow
def test_pictures_stand_in_the_page_and_are_the_same_each_time(munich):
    pytest.importorskip("matplotlib", reason="needs the plot extra")
    page = munich.html()
    pictures = re.findall(r'<img class="picture" alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)">', page)
    assert len(pictures) == 2
    assert pictures[0][0].startswith("Recorded: passing the buck: Britain, France and USSR")
    assert all(b"</svg>" in base64.b64decode(data) for _, data in pictures)
    assert brief(ag.load_case("europe-1938")).html() == page


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_in_a_browser(munich, chromium_page, tmp_path, width):
    (tmp_path / "brief.html").write_text(munich.html(), encoding="utf-8")
    page = chromium_page
    page.size(width, 800)
    page.open(tmp_path / "brief.html")
    assert page.run("return document.documentElement.scrollWidth") <= width
    assert page.console() == []
    asked = {address for address in page.requests() if not address.startswith("data:")}
    assert asked == {(tmp_path / "brief.html").as_uri()}
