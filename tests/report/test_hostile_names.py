"""Names written to break out: in a real browser nothing of them runs, and every page says them as they are."""

import json
from dataclasses import replace

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.classroom.classroom import classroom_page
from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.region_names import NamedRegion
from alignment_games.report.tables import payoff_html
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible
from tests.sweeps.plane_of_halves import halves

RUN = "window.executed = (window.executed || 0) + 1"
HOSTILE = [
    "%%DATA%%",
    f"<img src=x onerror='{RUN}'>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}//",
    f'"><svg onload="{RUN}">',
    f"'-({RUN})-'",
    f"\\';{RUN};//",
    f"${{{RUN}}}`",
    f"]]><iframe srcdoc='<script>{RUN}</script>'>",
    f"</style><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"<a href='javascript:{RUN}' autofocus onfocus='{RUN}'>x</a>",
    f"\u2028{RUN}\u2029",
    "a\x00b\x1b[31m\r\n\u202egnol",
    "__proto__",
    "constructor",
    "%%SCRIPT%% %%HASH%% \\1 \\g<0> $& {0} {title}",
]


def hostile_case(shift):
    """A case of which every text is hostile, each field another one."""
    texts = HOSTILE[shift:] + HOSTILE[:shift]
    case = ag.load_case("europe-1938")
    model = case.model
    actions = tuple(texts[3:6])
    rows = model.utility.responses()
    table = {name: rows[own] for name, own in zip(actions, model.actions[0], strict=True)}
    states = [ag.State(name, power=state.power) for name, state in zip(texts[:3], model.states, strict=True)]
    threat = ag.perceived_threat(states, ag.State(texts[6], power=0.15), distance_km=900, intent=[0.5, 0.6, 0.7])
    built = ag.response_model(states, threat.of, threat, model.utility, actions=actions, table=table)
    records = tuple(
        replace(r, state=s.name, recorded=actions[1], intent_reason=texts[7], figures=(texts[8],))
        for r, s in zip(case.records, states, strict=True)
    )
    return replace(
        case, name=texts[9], title=texts[10], summary=texts[11], model=built, records=records,
        sources={texts[8]: texts[12]}, threat_figures=(texts[8],), expected_misses=texts[13],
    )  # fmt: skip


def pages(case):
    """Every page of HTML that the package writes, by name."""
    game = case.game()
    solution = ag.solve(game)
    mask = np.array([[True, True], [True, False]])
    ticks = [(0.0, case.title), (1.0, case.name)]
    axis = Axis(case.title, np.array([0.0, 1.0]), 0.5, ticks)
    regions = [NamedRegion(name[:1], name, 0.5, at) for name, at in ((case.title, mask), (case.summary, ~mask))]
    picture = phase_svg(axis, axis, regions, halves(mask))
    names = [*case.model.names, *case.model.actions[0]]
    return {
        "classroom": classroom_page(case),
        "brief": ag.brief(case, solution=solution).html(),
        "phase": picture,
        "payoffs": payoff_html(game) + solution._repr_html_() + game._repr_html_(),
        "table": Table(names, [names], case.title).html(),
        "diagram": ag.sweep(case, vary={"burden": [0.0, 0.1]})._repr_html_(),
    }


#: Whatever else the classroom page writes: the tasks, roles, cards, the teacher's sheet, states that are held.
EVERYTHING = """
    window.print = () => {};
    byId("begin").click();
    byId("first").requestSubmit();
    byId("first").requestSubmit();
    byId("task").querySelector("[data-do=change]").click();
    for (let k = 0; k < DATA.sliders.length && !task.turned; k++) {
      for (const end of ["min", "max"]) {
        const slider = byId(`slider-${k}`);
        slider.value = slider[end];
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        if (task.turned) break;
        byId("reset").click();
      }
    }
    byId("task-note").querySelector("[data-do=explain]").click();
    byId("why").querySelector("input").click();
    byId("why").requestSubmit();
    byId("one-device").click();
    byId("table").querySelector("[data-play=look]").click();
    byId("paper").click();
    byId("enter").click();
    byId("all-form").requestSubmit();
    byId("open-teacher").click();
    document.querySelectorAll(".term").forEach((term) => term.click());
    drawDiagram();
    const hold = byId("hold-0");
    hold.value = "1";
    hold.dispatchEvent(new Event("change"));
"""


@pytest.mark.slow
@pytest.mark.parametrize("shift", range(0, len(HOSTILE), 3))  # so that each is once the name of a state
def test_nothing_runs_and_every_name_is_there(chromium_page, tmp_path, shift):
    case = hostile_case(shift)
    for name, page in pages(case).items():
        path = tmp_path / f"{name}.html"
        # Tables and pictures stand alone here without the content policy of the page that they go into.
        path.write_text(page if page.startswith("<!doctype") else f"<meta charset=utf-8>{page}", encoding="utf-8")
        chromium_page.open(path)
        if name == "classroom":
            chromium_page.run("document.getElementById('ask').click(); document.getElementById('reveal').click();"
                              "document.getElementById('leave').click(); document.getElementById('show').click();"
                              "document.querySelector('.cell').click()")  # fmt: skip
            chromium_page.run(EVERYTHING)
        assert chromium_page.run("return window.executed || 0") == 0, name
        assert chromium_page.console() == [], name
        assert {each for each in chromium_page.requests() if not each.startswith("data:")} == {path.as_uri()}
        text = chromium_page.run("return document.body.textContent")
        said = {"phase": [case.title, case.summary], "diagram": []}.get(name, case.model.names)
        for label in said:
            assert "".join(visible(label).split()) in "".join(text.split()), (name, label)
        allowed = {"classroom": 2}.get(name, 0)  # its data and its script
        assert chromium_page.run("return document.querySelectorAll('script').length") == allowed, name
        foreign = "img:not([src^='data:image/svg+xml;base64,']), iframe, a[href^=javascript]"
        assert chromium_page.run("return document.querySelectorAll(arguments[0]).length", foreign) == 0


@pytest.mark.slow
def test_the_classroom_page_refuses_script_that_is_not_its_own(chromium_page, tmp_path):
    page = classroom_page(ag.load_case("europe-1938"))
    for injected in (f"<script>{RUN}</script>", f"<img src=x onerror='{RUN}'>"):
        (tmp_path / "page.html").write_text(page.replace("<main>", f"<main>{injected}"), encoding="utf-8")
        chromium_page.open(tmp_path / "page.html")
        assert chromium_page.run("return window.executed || 0") == 0
        assert chromium_page.run("return document.querySelectorAll('.cell').length") == 27
        assert any("Content Security Policy" in entry["message"] for entry in chromium_page.console())


@pytest.mark.slow
def test_the_brief_refuses_script(chromium_page, tmp_path):
    page = ag.brief(ag.load_case("europe-1938")).html()
    (tmp_path / "page.html").write_text(page.replace("<main>", f"<main><script>{RUN}</script>"), encoding="utf-8")
    chromium_page.open(tmp_path / "page.html")
    assert chromium_page.run("return window.executed || 0") == 0
    assert any("Content Security Policy" in entry["message"] for entry in chromium_page.console())


def test_the_data_of_the_page_are_the_names(chromium_page, tmp_path):
    case = hostile_case(0)
    (tmp_path / "page.html").write_text(classroom_page(case), encoding="utf-8")
    chromium_page.open(tmp_path / "page.html")
    data = json.loads(chromium_page.run("return document.getElementById('data').textContent"))
    assert data["states"] == list(map(visible, case.model.names))
    assert chromium_page.run("return DATA.against") == visible(case.model.against.name)
