"""The classroom page as a student meets it on a phone: tasks, play, the teacher's sheet; every number is Python's."""

import re

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.report.classroom.words import phrases
from alignment_games.text.glossary import glossary
from tests.report.classroom_game import CASE, SLIDERS, found, put, python_game

PHONE = (390, 844)
BURDEN = [slider.name for slider in SLIDERS].index("burden")
ACTIONS = ("balance", "buck_pass", "bandwagon")
MOVE = """
    const slider = byId(`slider-${arguments[0]}`);
    slider.value = arguments[1];
    slider.dispatchEvent(new Event("input", {bubbles: true}));
"""
GUESS = """
    byId("task").querySelectorAll("#first select").forEach((select, i) => { select.value = arguments[0][i]; });
    byId("first").requestSubmit();
    return byId("told").innerText;
"""
#: Whether elements stand wholly on the screen, once the settings are scrolled to.
IN_VIEW = """
    byId("bench").scrollIntoView();
    const seen = [byId("now"), ...document.querySelectorAll("#sliders .slider:not([hidden]) input")];
    return seen.map((each) => each.getBoundingClientRect()).map((box) => [box.left, box.top, box.right, box.bottom]);
"""


def figures(text):
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.\d+", text)]


@pytest.fixture
def phone(chromium_page, path):
    chromium_page.size(*PHONE)
    chromium_page.open(path)
    return chromium_page


def test_result_and_sliders_are_in_one_view_on_a_phone(phone):
    boxes = np.array(phone.run(IN_VIEW))
    assert len(boxes) == 1 + len(SLIDERS)
    assert (boxes >= -1).all()
    assert (boxes[:, 2] <= PHONE[0] + 1).all()
    assert (boxes[:, 3] <= PHONE[1] + 1).all()
    assert (boxes[1:, 1] >= boxes[0, 3] - 1).all()  # the result covers no slider


@pytest.mark.slow
def test_a_student_predicts_changes_one_thing_and_explains(phone):
    phone.run("byId('begin').click()")
    assert phone.run("return document.querySelectorAll('.cell u, .cell.equilibrium').length") == 0
    assert phone.run("return byId('chips').innerText + byId('sentence').innerText") == ""
    told = phone.run(GUESS, [0, 0, 0])
    game = python_game(put())
    u = game.payoffs[2]
    assert told.startswith("Not quite.")
    assert "USSR would leave: balancing gives it" in told
    np.testing.assert_allclose(figures(told)[:3], [u[0, 0, 0], u[0, 0, 1], u[0, 0, 1] - u[0, 0, 0]], atol=5e-4)
    assert phone.run("return covered()")  # one more try
    told = phone.run(GUESS, [0, 0, 1])
    assert told.startswith("Right.")
    least = min(game.payoffs[(i, 0, 0, 1)] - max(others(game, i, (0, 0, 1))) for i in range(3))
    assert figures(told)[0] == pytest.approx(least, rel=5e-3)

    phone.run("byId('task').querySelector('[data-do=change]').click()")
    phone.run(MOVE, 0, SLIDERS[0].value * 1.0005)
    phone.run(MOVE, BURDEN, 0.005)
    assert "more than one: Power of Germany and Burden of balancing" in phone.run("return byId('task-note').innerText")
    phone.run("byId('reset').click()")
    phone.run(MOVE, BURDEN, 0.049)
    assert "still the same" in phone.run("return byId('task-note').innerText")
    phone.run(MOVE, BURDEN, 0.005)
    note = phone.run("return byId('task-note').innerText")
    turn = figures(note)[-1]
    assert found(put(burden=turn * 1.01)) == found(put()) != found(put(burden=turn * 0.99))

    phone.run("byId('task-note').querySelector('[data-do=explain]').click()")
    options = phone.run("return task.turn.options.map((each) => ({i: each.i, k: each.k, answer: each.answer}))")
    at = np.unravel_index(phone.run("return task.turn.at"), (3, 3, 3))
    after = python_game(put(burden=0.005))
    for option in options:
        deviating = list(at)
        deviating[option["i"]] = option["k"]
        gain = after.payoffs[(option["i"], *deviating)] - after.payoffs[(option["i"], *at)]
        assert option["answer"] == (gain > 0)
    answer = next(k for k, option in enumerate(options) if option["answer"])
    phone.run("byId('why').querySelectorAll('input')[arguments[0]].click(); byId('why').requestSubmit()", answer)
    told = phone.run("return byId('told').innerText")
    assert told.startswith("Right.")
    assert "Mostly the cost has moved." in told
    onward = phone.run("return [...byId('told').querySelectorAll('a')].map((a) => a.getAttribute('href'))")
    assert onward == ["#quiz", "#classmates"]
    assert all(phone.run("return arguments[0].map((to) => document.querySelector(to) !== null)", onward))
    assert phone.console() == []


def others(game, i, profile):
    """What a player would get from each other action, against the same play of the others."""
    for k in range(game.n_actions[i]):
        if k != profile[i]:
            deviating = list(profile)
            deviating[i] = k
            yield game.payoffs[(i, *deviating)]


def test_a_word_shows_its_definition(phone):
    phone.run("document.querySelector('.term[data-word=equilibrium]').click()")
    shown = phone.run("return byId('word').matches(':popover-open') ? byId('word').innerText : ''")
    assert shown == f"Equilibrium: {glossary()['equilibrium']}"


def test_the_teachers_answers_are_where_the_equilibria_turn(fresh):
    turns = fresh.run("const before = solve(start); return DATA.sliders.flatMap((slider, k) => "
                      "[slider.low, slider.high].flatMap((end) => firstTurn(k, end, before)))")  # fmt: skip
    assert len(turns) >= 6
    for turn in turns:
        slider = SLIDERS[turn["k"]]
        step = (slider.high - slider.low) * 1e-6 * (1 if turn["up"] else -1)
        assert found(put(**{slider.name: turn["value"] - step})) == found(put())
        assert found(put(**{slider.name: turn["value"] + step})) != found(put())
    fresh.run("byId('open-teacher').click()")
    text = fresh.run("return byId('teacher-sheet').innerText")
    assert "A lesson of 45 minutes" in text
    assert text.count("Above ") + text.count("Below ") == len(turns)


def test_any_state_chooses_or_is_held(fresh):
    fresh.run("const hold = byId('hold-2'); hold.value = '0'; hold.dispatchEvent(new Event('change'))")
    shown = fresh.run("return payoffs(settings, threats(settings))")
    game = ag.load_case(CASE).game()
    np.testing.assert_allclose(shown, game.payoffs[..., :1].ravel(), rtol=1e-12, atol=1e-14)
    assert fresh.run("return document.querySelectorAll('.cell').length") == 9
    assert "USSR balances" in fresh.run("return byId('fixed').textContent")
    assert "not on this table" in fresh.run("return byId('sentence').innerText")
    fresh.run("const hold = byId('hold-1'); hold.value = '0'; hold.dispatchEvent(new Event('change'))")
    assert fresh.run("return byId('too-large').textContent") == "Two states at least must choose."
    assert fresh.run("return [held, byId('hold-1').value]") == [[None, None, "balance"], ""]


@pytest.mark.slow
def test_classmates_play_by_their_own_perceptions_and_learn_what_they_gave_away(fresh):
    fresh.run("byId('deal').value = 7; byId('one-device').click()")
    picks = (0, 1, 2)
    for name, pick in zip(("Britain", "France", "USSR"), picks, strict=True):
        assert name in fresh.run("return byId('table').innerText")
        fresh.run("byId('table').querySelector('[data-play=look]').click()")
        fresh.run("byId('table').querySelector('select').value = arguments[0]", pick)
        fresh.run("byId('pick-form').requestSubmit()")
    perceived = fresh.run("return movers.map((i) => round.perceptions.get(i))")
    assert len(set(perceived)) > 1
    case, regrets = ag.load_case(CASE), []
    intent = [slider.value for slider in SLIDERS if slider.kind == "intent"]
    views = [case.game(intent=[*intent[:i], mine, *intent[i + 1 :]]).payoffs[i] for i, mine in enumerate(perceived)]
    for i, view in enumerate(views):
        column = np.moveaxis(view, i, 0)[(slice(None), *picks[:i], *picks[i + 1 :])]
        regrets.append(column.max() - column[picks[i]])
    given_away = fresh.run("return movers.map((i) => given.get(i))")
    np.testing.assert_allclose(given_away, regrets, atol=1e-9)
    boxed = fresh.run("return round.game.found")
    assert boxed == np.flatnonzero(pure_equilibria(np.stack(views), 3)).tolist()
    fresh.run("byId('one-device').click()")
    assert fresh.run("return movers.map((i) => round.perceptions.get(i))") == perceived  # the same deal again


def test_the_worksheet_is_of_the_start_and_the_screen_as_it_was_afterwards(fresh):
    fresh.run(MOVE, BURDEN, 0.15)
    shown = "return Number(byId(`value-${arguments[0]}`).textContent)"
    fresh.run("window.dispatchEvent(new Event('beforeprint'))")
    assert fresh.run(shown, BURDEN) == SLIDERS[BURDEN].value
    fresh.run("window.dispatchEvent(new Event('afterprint'))")
    assert fresh.run(shown, BURDEN) == 0.15


def test_cards_have_each_role_and_are_gone_after_printing(fresh):
    fresh.run("window.print = () => {}; byId('deal').value = 12; byId('paper').click()")
    cards = fresh.run("return [...document.querySelectorAll('.card')].map((card) => card.textContent)")
    assert [name in card for name, card in zip(("Britain", "France", "USSR"), cards, strict=True)] == [True] * 3
    assert all("deal 12" in card and "We choose:" in card for card in cards)
    fresh.run("window.dispatchEvent(new Event('afterprint'))")
    assert fresh.run("return document.querySelectorAll('.card').length") == 0


@pytest.mark.slow
@pytest.mark.parametrize(("case", "language"), [(CASE, "de"), ("europe-1907", "fr")])
def test_it_fits_and_prints_on_two_pages_in_other_languages_and_with_four_actions(
    chromium_page, tmp_path, case, language
):
    page, said = chromium_page, phrases(language)
    (tmp_path / "page.html").write_text(ag.classroom_page(case, language=language), encoding="utf-8")
    for width in (1280, 390):
        page.size(width, 844)
        page.open(tmp_path / "page.html")
        right = page.run("return Math.max(...[...document.querySelectorAll('.panel table, #tasks')].map((each) => "
                         "each.getBoundingClientRect().right))")  # fmt: skip
        assert right <= width
        assert page.run("return document.documentElement.scrollWidth") <= width
    assert page.run("return document.documentElement.lang") == language
    text = page.run("return document.body.textContent")
    assert said.text("tasks_equilibrium") in text
    english = phrases("en").say
    assert [key for key, other in said.say.items() if other != english[key] and len(english[key]) > 30
            and english[key] in text] == []  # fmt: skip
    assert page.pdf()[1] == 2
    assert page.console() == []
