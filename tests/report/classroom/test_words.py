"""The table of phrases: every language says everything, with the same places and the same words of the glossary."""

import re
from importlib import resources

import pytest

import alignment_games as ag
from alignment_games.report.classroom.words import FORMS, LANGUAGES, WORDS, phrases
from alignment_games.text.glossary import glossary
from alignment_games.text.play import does, doing

ENGLISH = phrases("en")
PAGE = resources.files("alignment_games.report") / "page" / "classroom"
ACTIONS = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")


def places(text):
    return sorted(set(re.findall(r"\{(\w+)\}", text)))


def marked(text):
    return sorted(re.findall(r"\[\[([\w -]+)", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_there_with_the_same_places_and_words(language):
    said = phrases(language).say
    assert set(said) == set(ENGLISH.say)
    for key, text in ENGLISH.say.items():
        assert said[key].strip(), key
        assert places(said[key]) == places(text), key
        assert marked(said[key]) == marked(text), key
        assert set(marked(text)) <= set(WORDS), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_and_word_is_there(language):
    table = phrases(language)
    assert set(table.verbs) == set(ACTIONS)
    assert all(set(forms) == set(FORMS) and all(forms.values()) for forms in table.verbs.values())
    assert set(table.words) == set(WORDS)
    assert all(term and meaning for term, meaning in table.words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_break_into_their_parts(language):
    table = phrases(language)
    assert table.breaks
    assert {action: "".join(parts) for action, parts in table.breaks.items()} == {
        action: table.verbs[action]["short"] for action in table.breaks
    }


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_translation_is_no_copy(language):
    table = phrases(language)
    sentences = {key: text for key, text in ENGLISH.say.items() if re.search(r"[a-z]{3} [a-z]{3}", text)}
    assert [key for key, text in sentences.items() if table.say[key] == text] == []
    assert all(table.words[word][1] != ENGLISH.words[word][1] for word in WORDS)


def test_every_phrase_is_used_and_every_phrase_used_is_there():
    code = "\n".join(each.read_text("utf-8") for each in PAGE.iterdir() if each.name.endswith((".js", ".html")))
    home = resources.files("alignment_games.report")
    code += "\n".join(
        (home / "classroom" / f"{part}.py").read_text("utf-8") for part in ("classroom", "sources", "words")
    )
    code = code.replace("'", '"')
    asked = set(re.findall(r"%%say:(\w+)%%|(?:say|rich|text|html)\(\s*\"(\w+)\"", code))
    assert {key for pair in asked for key in pair if key} <= set(ENGLISH.say)
    # Keys put together from a stem: slider_ with its kind, role_ with that of a perception, tasks, plan.
    stems = r"slider_|task_\d|sheet_|plan_|role_|one_|several_|play_|aim_|turn_"
    unused = [key for key in ENGLISH.say if f'"{key}"' not in code and f":{key}%" not in code]
    assert [key for key in unused if not re.match(stems, key)] == []


def test_definitions_and_verbs_are_those_of_the_whole_project():
    assert {word: meaning for word, (_, meaning) in ENGLISH.words.items()} == {word: glossary()[word] for word in WORDS}
    for action in ACTIONS:
        forms = ENGLISH.of_action(action)
        assert (forms["does"], forms["doing"]) == (does(action), doing(action))


def test_an_action_without_a_verb_is_played_and_markup_in_it_stays_text():
    assert ENGLISH.of_action("hedge") == {
        "does": "plays hedge", "do": "play hedge", "doing": "playing hedge", "short": "hedge",
    }  # fmt: skip
    assert ENGLISH.html("slider_power", state="<b>[[burden]]") == "Power of &lt;b&gt;[[burden]]"
    assert ENGLISH.text("tasks_equilibrium").startswith("An equilibrium is")
    assert 'data-word="equilibrium">equilibria</button>' in ENGLISH.html("several_pure", count="2")


def test_an_unknown_language_is_refused():
    with pytest.raises(ag.InvalidModelError, match="unknown language 'dee'; did you mean 'de'"):
        phrases("dee")
