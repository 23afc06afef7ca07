"""The classroom page in a real browser: what it shows is what Python computes, and everything on it works."""

import re
from dataclasses import replace

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis.switches import switches
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.report.classroom.classroom import classroom_page
from alignment_games.report.classroom.formulas import sliders
from tests.report.classroom_game import CASE, python_game

MOVE = """
const shown = [];
for (const shares of arguments[0]) {
  shares.forEach((share, k) => {
    const slider = document.getElementById(`slider-${k}`);
    slider.value = Number(slider.min) + share * (slider.max - slider.min);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  });
  const cells = [...document.querySelectorAll(".cell.equilibrium")];
  const boxed = cells.map((cell) => Number(cell.dataset.profile));
  const inputs = shares.map((_, k) => Number(document.getElementById(`slider-${k}`).value));
  shown.push({inputs, boxed,
    payoffs: payoffs(inputs, threats(inputs)), held: heldChances(inputs),
    sentence: document.getElementById("sentence").textContent,
    underlined: document.querySelectorAll(".cell u").length});
}
return shown;
"""


@pytest.mark.slow
def test_the_equilibria_shown_are_pythons_at_fifty_random_settings(fresh):
    shares = np.random.default_rng(1938).uniform(size=(50, 7))
    shares[:, 1] **= 3  # most of what happens, happens at small burdens
    shown = fresh.run(MOVE, shares.tolist())
    seen = set()
    for each in shown:
        game = python_game(each["inputs"])
        found = np.flatnonzero(pure_equilibria(game.payoffs, 3)).tolist()
        assert sorted(each["boxed"]) == found
        np.testing.assert_allclose(each["payoffs"], game.payoffs.ravel(), rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(each["held"], game.model.held().ravel(), rtol=1e-12)
        assert each["underlined"] >= 27  # every player has a best reply in each line of the table
        seen.add(tuple(found))
    assert len(seen) >= 5  # the settings reach different equilibria
    assert fresh.console() == []


MIXED = """
return arguments[0].map((values) => {
  settings = values;
  update();
  const {found, complete} = mixedEquilibria(solve(values));
  return {found: found.map((mix) => mix.flat()), complete, sentence: document.getElementById("sentence").textContent};
});
"""
#: Payoffs put in the place of the model's, so that what the page does with any game can be seen.
FORCED = """
const real = payoffs;
const shown = arguments[0].map((table) => {
  window.payoffs = () => table;
  update();
  const {found, complete} = mixedEquilibria(solve(settings));
  return {found: found.map((mix) => mix.flat()), complete, sentence: document.getElementById("sentence").textContent};
});
window.payoffs = real;
return shown;
"""


def mixed_equilibria(game):
    """Those that SupportEnumeration finds, each as one row of probabilities, in order."""
    solution = ag.solve(game, ag.solvers.SupportEnumeration())
    assert solution.complete
    return sorted(np.concatenate(each.profile).tolist() for each in solution if not each.pure)


def agrees(shown, game):
    """Whether the page shows Python's mixed equilibria; how many there are."""
    expected = mixed_equilibria(game)
    found = sorted(shown["found"])
    assert len(found) == len(expected)
    np.testing.assert_allclose(np.array(found), np.array(expected), atol=1e-9)
    for row in expected:
        for probability in row:
            assert probability < 0.001 or probability == 1 or f"{probability:#.3g}" in shown["sentence"]
    assert ("There is no other equilibrium" in shown["sentence"]) == shown["complete"]
    return len(expected)


@pytest.mark.slow
def test_mixed_equilibria_are_pythons_at_fifty_random_settings(fresh):
    case = ag.load_case(CASE)
    ranges = sliders(case.model)
    shares = np.random.default_rng(1939).uniform(size=(50, 7))
    shares[:, 1] **= 3
    shares[:, 3:6] = 0.4 + 0.6 * shares[:, 3:6]  # threatened enough to think of balancing
    settings = [[s.low + x * (s.high - s.low) for s, x in zip(ranges, row, strict=True)] for row in shares.tolist()]
    shown = fresh.run(MIXED, settings)
    counts = [agrees(each, python_game(values)) for each, values in zip(shown, settings, strict=True)]
    assert sum(counts) >= 5
    assert sum(each["complete"] for each in shown) >= 45
    assert fresh.console() == []


@pytest.mark.slow
@pytest.mark.parametrize(("players", "actions"), [("AB", 2), ("AB", 3), ("ABC", 2)])
def test_mixed_equilibria_of_any_small_game_are_pythons(chromium_page, tmp_path, players, actions):
    own = ("balance", "buck_pass", "bandwagon")[:actions]
    states = [ag.State(name, power=1) for name in players]
    model = ag.response_game(states, ag.State("rival", power=3), [0.4] * len(states), actions=own).model
    (tmp_path / "page.html").write_text(classroom_page(model), encoding="utf-8")
    chromium_page.open(tmp_path / "page.html")
    rng = np.random.default_rng(len(players) * actions)
    tables = rng.normal(size=(50, len(players), *(actions,) * len(players)))
    shown = chromium_page.run(FORCED, [table.ravel().tolist() for table in tables])
    without_pure = 0
    for each, table in zip(shown, tables, strict=True):
        agrees(each, ag.NormalFormGame(table))
        assert each["complete"]
        pure = pure_equilibria(table, len(players)).any()
        assert ("There is no equilibrium in pure strategies" in each["sentence"]) == (not pure)
        without_pure += not pure
    assert without_pure >= 5
    assert chromium_page.console() == []


def test_ties_are_not_called_complete(fresh):
    flat, one = np.zeros((3, 3, 3, 3)), np.zeros((3, 3, 3, 3))
    one[0, 0] = 1  # the first state has a dominant action; the others are indifferent
    for shown in fresh.run(FORCED, [flat.ravel().tolist(), one.ravel().tolist()]):
        assert not shown["complete"]
        assert "Somebody is indifferent here" in shown["sentence"]


def test_what_is_not_computed_is_said(fresh):
    cycle = np.zeros((3, 3, 3, 3))
    for a, b, c in np.ndindex(3, 3, 3):  # each wants to be one ahead of the next: nothing is dominated
        cycle[:, a, b, c] = [(a - b) % 3 == 1, (b - c) % 3 == 1, (c - a) % 3 == 1]
    cycle += np.random.default_rng(7).uniform(0, 0.05, size=cycle.shape)
    (shown,) = fresh.run(FORCED, [cycle.ravel().tolist()])
    assert not shown["complete"]
    assert "not computed on this page" in shown["sentence"]


def test_the_sentence_changes_with_the_sliders(fresh):
    before, after = fresh.run(MOVE, [[0.2, 0.25, 0.3, 0.5, 0.7, 0.7, 0.5], [0.2, 0.0, 0.0, 1, 1, 1, 1]])
    assert before["sentence"] != after["sentence"]
    assert game_actions(python_game(after["inputs"])) == [("balance",) * 3]
    assert "Britain, France and USSR balance" in after["sentence"]


def game_actions(game):
    return [equilibrium.actions for equilibrium in ag.solve(game, ag.solvers.PureEnumeration())]


@pytest.mark.slow
def test_the_page_starts_at_the_case_and_the_record(fresh):
    boxed = fresh.run(
        "return [...document.querySelectorAll('.cell.equilibrium')].map((c) => Number(c.dataset.profile))"
    )
    assert boxed == np.flatnonzero(pure_equilibria(ag.load_case(CASE).game().payoffs, 3)).tolist()
    assert "Recorded in 1938: Britain, France and USSR pass the buck" in fresh.run("return document.body.innerText")


def test_the_inequality_that_binds_is_the_smallest_margin(fresh):
    fresh.run("document.getElementById('show').click()")
    text = fresh.run("return document.querySelector('#inequality li.binds').innerText")
    game = ag.load_case(CASE).game()
    profile = game.profile("buck_pass, buck_pass, buck_pass")
    each = game.deviation_payoffs(profile)
    margins = {p: u[1] - max(u[0], u[2]) for p, u in zip(game.players, each, strict=True)}
    tightest = min(margins, key=margins.get)
    assert text.startswith(tightest)
    assert float(re.search(r"margin of ([\d.]+\d)", text)[1]) == pytest.approx(margins[tightest], rel=5e-3)
    found = switches(game, profile)[tightest]
    threat = next(switch for switch in found if switch.parameter == "threat" and switch.to == "balance")
    assert float(re.search(r"equal at a threat of ([\d.]+\d)", text)[1]) == pytest.approx(threat.value, rel=5e-3)


def test_a_click_and_the_arrow_keys_move_through_the_phase_diagram(fresh):
    read = "return [Number(document.getElementById('value-1').textContent), settings[6]]"
    fresh.run(
        """const diagram = document.getElementById('diagram'), box = diagram.getBoundingClientRect();
        const scale = box.width / 560, clientX = box.left + (LEFT + WIDE / 2) * scale;
        const clientY = box.top + (BOTTOM - HIGH) * scale;
        diagram.dispatchEvent(new MouseEvent('click', {clientX, clientY}));
        diagram.focus();"""
    )
    burden, mood = fresh.run(read)
    assert burden == pytest.approx(0.1, abs=1e-3)
    assert mood == pytest.approx(3, abs=0.05)
    fresh.keys("\ue014\ue015")  # right, down
    moved_burden, moved_mood = fresh.run(read)
    assert moved_burden == pytest.approx(burden + 0.2 / 64, abs=1e-3)
    assert moved_mood == pytest.approx(mood - 6 / 64, abs=1e-3)


def test_regions_run_up_to_their_boundaries(fresh):
    areas = fresh.run(
        """const { loops } = outlined(9, (x, y) => (x + y > 0.93 ? "over" : "under"));
        const area = (loop) => loop.reduce((sum, [x, y], k) => {
          const [u, v] = loop[(k + 1) % loop.length];
          return sum + (x * v - u * y) / 2;
        }, 0);
        const total = (own) => loops.get(own).reduce((sum, loop) => sum + area(loop), 0) / 64;
        return [total("under"), total("over")];"""
    )
    assert areas[0] == pytest.approx(0.93**2 / 2, abs=4e-3)  # a triangle, each crossing within 1/64 of a step
    assert sum(areas) == pytest.approx(1)


def test_a_region_thinner_than_a_step_of_the_grid_is_whole(fresh):
    loops, area = fresh.run(
        """const line = (x) => 0.31 + x / 2;
        const side = (over) => (over > 0 ? "over" : "under");
        const { loops } = outlined(9, (x, y) => (Math.abs(y - line(x)) < 0.02 ? "band" : side(y - line(x))));
        const band = loops.get("band");
        return [band.length, band[0].reduce((sum, [x, y], k) => {
          const [u, v] = band[0][(k + 1) % band[0].length];
          return sum + (x * v - u * y) / 2;
        }, 0) / 64];"""
    )
    assert loops == 1  # steps are three times as long as the band is high
    assert area == pytest.approx(0.04, rel=0.05)


@pytest.mark.slow
def test_other_axes_can_be_chosen_and_all_regions_have_a_legend(fresh):
    fresh.run(
        "const x = document.getElementById('x-axis'); x.value = '0'; x.dispatchEvent(new Event('change'));drawDiagram()"
    )
    assert "Power of Germany" in fresh.run("return document.getElementById('diagram').textContent")
    fills = "return new Set([...document.querySelectorAll('#diagram [data-region]')].map((r) => r.dataset.region)).size"
    regions = fresh.run(fills)
    # The ten largest regions are told by name, and the one that is here.
    assert min(regions, 10) <= fresh.run("return document.querySelectorAll('#legend li').length") <= min(regions, 11)
    assert fresh.run("return document.querySelectorAll('#legend li.here').length") == 1


def test_the_map_shows_the_chosen_profile_and_who_would_leave(fresh):
    discs = "return [...document.querySelectorAll('#map circle')].map((disc) => disc.getAttribute('stroke-dasharray'))"
    letters = "return [...document.querySelectorAll('#map .letter')].map((text) => text.textContent)"
    game = python_game([slider.value for slider in sliders(ag.load_case(CASE).model)])
    for profile, shown in (("bandwagon, balance, buck_pass", "WBP"), ("buck_pass, buck_pass, buck_pass", "PPP")):
        at = int(np.ravel_multi_index([game.actions[0].index(a) for a in profile.split(", ")], (3, 3, 3)))
        fresh.run("document.querySelector(`[data-profile='${arguments[0]}']`).click()", at)
        assert fresh.run(letters) == ["", *shown]
        leaving = [regret > 0 for regret in game.regrets(profile)]
        assert [dash is not None for dash in fresh.run(discs)] == [False, *leaving]
    names = "return [...document.querySelectorAll('#map .place')].map((text) => text.textContent)"
    assert fresh.run(names) == ["Germany", "Britain", "France", "USSR"]
    boxes = fresh.run(
        "return [...document.querySelectorAll('#map .place')].map((text) => {"
        "const box = text.getBBox(); return [box.x, box.y, box.x + box.width, box.y + box.height]; })"
    )
    for k, a in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[:k])


@pytest.mark.slow
def test_the_quiz_hides_asks_judges_and_keeps_the_score(fresh):
    fresh.run("let seed = 1938; Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647")
    fresh.run("document.getElementById('ask').click()")
    assert fresh.run("return document.querySelectorAll('.cell.equilibrium, .cell u').length") == 0
    assert fresh.run("return document.getElementById('sentence').textContent") == ""
    assert fresh.run("return getComputedStyle(document.getElementById('outcome')).display") == "none"
    answer = game_actions(python_game(fresh.run("return settings")))
    fill = """const [right, none] = arguments;
        document.getElementById('none').checked = none;
        document.querySelectorAll('#choices select').forEach((select, i) => { select.value = String(right[i]); });
        document.getElementById('reveal').click();
        return document.getElementById('verdict').textContent;"""
    labels = ("balance", "buck_pass", "bandwagon")
    right = [labels.index(action) for action in answer[0]] if answer else [0, 0, 0]
    assert fresh.run(fill, right, not answer).startswith("Right. 1 of 1 right so far.")
    assert fresh.run("return document.querySelectorAll('.cell.equilibrium').length") == len(answer)
    fresh.run("document.getElementById('ask').click()")
    answer = game_actions(python_game(fresh.run("return settings")))
    assert fresh.run(fill, [0, 0, 0], bool(answer)).startswith("Not quite")
    assert "1 of 2" in fresh.run("return document.getElementById('verdict').textContent")
    fresh.run("document.getElementById('leave').click()")
    assert fresh.run("return document.getElementById('sentence').textContent") != ""


def test_it_is_usable_by_keyboard_and_screen_reader(fresh):
    unnamed = """const named = (e) => (e.labels && e.labels.length) || e.textContent.trim()
            || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
        return [...document.querySelectorAll('input, select, button, svg[tabindex]')].filter((e) => !named(e)).length"""
    assert fresh.run(unnamed) == 0
    assert "; equilibrium" in fresh.run("return document.querySelector('.cell.equilibrium').textContent")
    fresh.run("document.getElementById('slider-1').focus()")
    before = fresh.run("return settings[1]")
    fresh.keys("\ue014")
    assert fresh.run("return settings[1]") > before
    fresh.run("document.querySelector('.cell').focus()")
    fresh.keys(" ")
    assert fresh.run("return document.querySelector('.cell').getAttribute('aria-pressed')") == "true"


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_sticks_out_at_desktop_and_phone_width(fresh, path, width):
    fresh.size(width, 800)
    fresh.open(path)
    fresh.run("document.getElementById('show').click()")
    assert fresh.run("return document.documentElement.scrollWidth") <= width


def test_no_console_message_and_no_request_but_the_page_itself(chromium_page, path):
    page = chromium_page
    page.open(path)
    page.run("document.getElementById('ask').click(); document.getElementById('reveal').click()")
    assert page.console() == []
    assert {address for address in page.requests() if not address.startswith("data:")} == {path.as_uri()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["europe-1936", "europe-1939"])
def test_every_small_case_has_a_page_that_agrees(chromium_page, tmp_path, name):
    page, path = chromium_page, tmp_path / "page.html"
    path.write_text(classroom_page(ag.load_case(name)), encoding="utf-8")
    page.open(path)
    game = ag.load_case(name).game()
    shown = page.run("return payoffs(settings, threats(settings))")
    np.testing.assert_allclose(shown, game.payoffs.ravel(), rtol=1e-12, atol=1e-14)


def test_threats_given_outright_and_hostile_labels(chromium_page, tmp_path):
    states = [ag.State("</script><b>A", power=1), ag.State('"B" & co', power=2)]
    rival = ag.State("<!--rival", power=3)
    game = ag.response_game(states, rival, [0.4, 0.7], actions=("balance", "arm", "soft_balance", "neutral"))
    page, path = chromium_page, tmp_path / "page.html"
    path.write_text(classroom_page(game.model), encoding="utf-8")
    page.open(path)
    shown = page.run("return payoffs(settings, threats(settings))")
    np.testing.assert_allclose(shown, game.payoffs.ravel(), rtol=1e-12, atol=1e-14)
    assert "</script><b>A" in page.run("return document.getElementById('sliders').innerText")
    assert page.console() == []


def test_a_game_too_large_for_a_page_is_refused():
    with pytest.raises(ag.UnsupportedGameError, match="at most 2048 payoffs"):
        classroom_page(ag.load_case("europe-1938-large").model)
    many = [ag.State(f"S{k}", power=1) for k in range(51)]
    model = ag.response_model(many, ag.State("T", power=5), [0.4] * 51, actions=("balance", "buck_pass"))
    fixed = {state.name: "balance" for state in many[2:]}
    with pytest.raises(ag.UnsupportedGameError, match="at most 50 states, choosing or not, got 51"):
        classroom_page(model, states=["S0", "S1"], fixed=fixed)
    with pytest.raises(ag.UnsupportedGameError, match="got a family of games"):
        classroom_page(ag.load_case(CASE).model.with_parameters(burden=np.array([[0.1], [0.2]])))


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [None, ("France", "Czechoslovakia")])
def test_in_a_large_case_some_states_choose_and_the_others_do_what_is_recorded(chromium_page, tmp_path, chosen):
    case = ag.load_case("europe-1938-large")
    page, path = chromium_page, tmp_path / "page.html"
    path.write_text(classroom_page(case, states=chosen), encoding="utf-8")
    page.open(path)
    movers = list(chosen or sorted(case.model.names, key=lambda name: -case.model.threat[name])[:3])
    offered = [
        own if name in movers else [case.recorded[name]]
        for name, own in zip(case.model.names, case.model.actions, strict=True)
    ]
    game = replace(case.model, actions=tuple(map(tuple, offered))).game()
    shown = page.run("return payoffs(settings, threats(settings))")
    np.testing.assert_allclose(shown, game.payoffs.ravel(), rtol=1e-12, atol=1e-14)
    boxed = page.run("return [...document.querySelectorAll('.cell.equilibrium')].map((c) => Number(c.dataset.profile))")
    assert sorted(boxed) == np.flatnonzero(pure_equilibria(game.payoffs, game.n_players)).tolist()
    assert page.run("return document.querySelectorAll('.cell').length") == game.payoffs[0].size
    fixed = page.run("return document.getElementById('fixed').textContent")
    assert all((name in fixed) == (name not in movers) for name in case.model.names)
    assert page.console() == []


def test_states_that_choose_must_exist_and_a_model_has_no_record():
    with pytest.raises(ag.InvalidModelError, match="did you mean 'France'"):
        classroom_page(ag.load_case("europe-1938"), states=["Frnace"])
    with pytest.raises(ag.InvalidModelError, match="two states that choose, got France"):
        classroom_page(ag.load_case("europe-1938"), states=["France"])
    with pytest.raises(ag.InvalidModelError, match="say what USSR does"):
        classroom_page(ag.load_case("europe-1938").model, states=["Britain", "France"])
    with pytest.raises(ag.InvalidModelError, match="USSR cannot both choose and be fixed"):
        classroom_page("europe-1938", states=["Britain", "USSR"], fixed={"USSR": "balance"})
    with pytest.raises(ag.InvalidModelError, match="USSR: unknown action 'blance'; did you mean 'balance'"):
        classroom_page("europe-1938", fixed={"USSR": "blance"})
