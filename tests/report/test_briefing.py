"""The brief: complete, self-contained, escaped; what it says agrees with the solver and with the sweep's inputs."""

import base64
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.report.briefing import brief
from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.region_names import NamedRegion
from tests.sweeps.planes import halves

AHEAD = ["In short", "Map", "What would flip it", "How sure"]
APPENDIX = [
    *("Assumptions", "Threats", "The game", "Equilibria in words", "Phase diagram", "Sources", "How this was made"),
]


@pytest.fixture(scope="module")
def munich():
    return brief(ag.load_case("europe-1938"))


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


def test_the_threats_printed_are_the_models(munich):
    table = next(section for section in munich.sections if section.title == "Threats").blocks[0]
    values = ag.load_case("europe-1938").model.threat.values
    assert [float(row[1]) for row in table.rows] == pytest.approx(values.tolist(), rel=5e-3)


def test_each_flip_printed_is_a_flip_when_the_game_is_built_again(munich):
    table = next(section for section in munich.sections if section.title == "What would flip it").blocks[1]
    case = ag.load_case("europe-1938")
    threat, weight = case.model.threat.values, case.model.threat.weight(case.model.utility.nearness)
    now = dict(zip(case.model.names, weight.tolist(), strict=True))
    scale = dict(zip(case.model.names, (weight / threat).tolist(), strict=True))  # a threat counts by its weight
    assert table.rows
    for state, _, _, figure, _, when in table.rows:
        side, value = when.split()
        beyond = float(value) * (1.02 if side == "above" else 0.98) * (scale[state] if figure == "threat" else 1)
        level = {**(now if figure == "threat" else dict.fromkeys(now, 0.05)), state: beyond}
        game = case.game(**{figure: np.array(list(level.values()))})
        regrets = dict(zip(game.players, game.regrets("balance, balance, buck_pass").tolist(), strict=True))
        assert regrets[state] > 0
        assert all(regret == 0 for other, regret in regrets.items() if other != state)


def test_shares_of_the_phase_diagram_are_those_of_a_grid_solved_here(munich):
    figure = next(section for section in munich.sections if section.title == "Phase diagram").blocks[1]
    burden, sigma = np.linspace(0, 0.2, 61), 2.0 ** np.linspace(-3, 3, 61)
    game = ag.load_case("europe-1938").game(burden=burden[:, None, None], securitization=sigma[None, :, None])
    found = pure_equilibria(game.payoffs, 3)
    nobody = found[..., 1, 1, 1] & (found.sum(axis=(-1, -2, -3)) == 1)
    assert f"{nobody.mean():.1%}  A: all passing the buck\n" in figure.text


def test_labels_are_escaped_everywhere():
    states = [ag.State("<script>A", 1), ag.State("B&C | D", 2)]
    page = brief(ag.response_game(states, ag.State("<b>rival", 2), [0.4, 0.6]).model)
    assert "<script>" not in page.html()
    assert "<b>rival" not in page.html()
    assert "B&C \\| D" in page.markdown()


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


def test_a_case_of_many_states_has_a_brief_without_its_table():
    pytest.importorskip("matplotlib", reason="needs the plot extra")
    text = brief(ag.load_case("middle-east-1967")).markdown()
    assert "too many to print" in text
    assert "Whatever the others do, " in text
    assert "The game that is left." in text
    assert "What each state does on the same plane" in text
    assert "## How sure" in text


def test_a_game_that_dominance_solves_is_told_to_its_end():
    text = brief(ag.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])).markdown()
    assert "Whatever the others do, Ann and Bob do better by playing defect than by playing hold." in text
    assert "That leaves one profile, the only equilibrium: playing defect: Ann and Bob." in text


def test_pictures_stand_in_the_page_and_are_the_same_each_time(munich):
    pytest.importorskip("matplotlib", reason="needs the plot extra")
    page = munich.html()
    pictures = re.findall(r'<img class="picture" alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)">', page)
    assert len(pictures) == 2
    assert pictures[0][0].startswith("Recorded: passing the buck: Britain, France and USSR")
    assert all(b"</svg>" in base64.b64decode(data) for _, data in pictures)
    assert brief(ag.load_case("europe-1938")).html() == page


def test_without_the_plot_extra_the_brief_says_what_brings_pictures(monkeypatch):
    def missing(*_, **__):
        raise ag.MissingExtraError("matplotlib is missing")

    monkeypatch.setattr("alignment_games.report.pictures.alignments.require", missing)
    monkeypatch.setattr("alignment_games.report.pictures.looks.require", missing)
    text = brief(ag.load_case("europe-1938"))
    assert "Pictures come with the plot extra" in text.markdown()
    assert "<img" not in text.html()


def area(path):
    """The area that the loops of a path go round, holes the other way."""
    total = 0.0
    for loop in path.split("z")[:-1]:
        x, y = np.array([list(map(float, point.split())) for point in loop[1:].split("L")]).T
        total += float((np.roll(x, -1) * y - x * np.roll(y, -1)).sum()) / 2
    return total


def test_the_picture_covers_the_plane_once():
    x = Axis("x", np.linspace(0, 1, 8), 0.5, [(0.0, "0"), (1.0, "1")])
    rng = np.random.default_rng(2)
    owner = rng.integers(0, 3, size=(8, 8))
    regions = [
        NamedRegion(letter, f"<{letter}>", float((owner == k).mean()), owner == k) for k, letter in enumerate("abc")
    ]
    picture = phase_svg(x, x, regions, halves(owner))
    assert sum(map(area, re.findall(r'd="([^"]+)"', picture))) == pytest.approx(446 * 372, abs=5)
    assert "&lt;a&gt;" in picture


def test_letters_stand_beside_the_ring():
    x = Axis("x", np.linspace(0, 1, 21), 0.5, [])
    everywhere = np.ones((21, 21), dtype=bool)
    picture = phase_svg(x, x, [NamedRegion("A", "everywhere", 1.0, everywhere)], halves(everywhere))
    (ring,) = set(re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', picture))
    ((left, top),) = re.findall(r'class="letter" style="fill:black" x="([\d.]+)" y="([\d.]+)"', picture)
    assert np.hypot(float(left) - float(ring[0]), float(top) - float(ring[1])) > 15


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
