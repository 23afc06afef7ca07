"""The classroom page: one HTML file with tasks, sliders, payoffs, phase diagram and play; no server, no network.

The page computes in the browser, and by the same formulas (`classroom_formulas`). It shows every pure equilibrium, and
the mixed ones in which two states mix over any of their actions or three over two actions each: there indifference is
linear, or a quadratic equation. Where strict dominance leaves nothing else to mix and nobody is indifferent by chance,
it says that these are all; otherwise what it does not compute.

What it says stands in a table of phrases for each language (`classroom_words`); what it does, in the scripts of
page/classroom, one for each part of the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from alignment_games.cases.case import Case, case_of
from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known, unknown_name
from alignment_games.game.entrance import Given, opened
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.report.classroom.formulas import formulas, lent, sliders
from alignment_games.report.classroom.map import page_map
from alignment_games.report.classroom.sources import sources_html
from alignment_games.report.classroom.words import Phrases, phrases
from alignment_games.signatures import as_annotated
from alignment_games.text.html import html_text
from alignment_games.text.visible import visible

#: Payoffs beyond this make the page hopeless to read: six states that choose among three actions, four among four.
MOST_PAYOFFS = 2048
#: The formulas of so many states, whether they choose or not, make a page in ten seconds; of twice as many in a minute.
MOST_STATES = 50
#: The scripts of the page in the order in which they build on each other.
_SCRIPTS = (
    "game", "words", "mixed", "sentence", "settings", "payoffs", "deviations", "map", "plane", "diagram", "prediction",
    "tasks", "classmates", "cards", "teacher", "start",
)  # fmt: skip
_STYLES = ("page", "parts", "phone", "print")


@as_annotated()
def classroom_page(
    target: Given,
    *,
    title: str | None = None,
    states: Sequence[str] | None = None,
    fixed: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:
    """Return the classroom page of a case or a response model as the text of one HTML file.

    ``target``: a case or its name, a response model, its game or its file. ``states``: those that choose; ``fixed``:
    what others do whatever happens, by state. Those in neither do what the case records. Without ``states`` all
    choose that are not fixed, or, where that makes more than ``MOST_PAYOFFS`` payoffs of a case, the three that feel
    most threatened. On the page a reader may choose otherwise. ``language``: en, de, es or fr; what a case says stays
    in its own.
    Raises UnsupportedGameError for a model of more payoffs or of more than fifty states, or a family of games,
    InvalidModelError for unknown states, actions or languages, for fewer than two states that choose, and for a model,
    which has no record, where a state is neither among those that choose nor fixed.

    >>> page = classroom_page("europe-1938", states=["Britain", "France"], fixed={"USSR": "balance"})
    >>> page.startswith("<!doctype html>"), "://" in page
    (True, False)
    """
    target, words = opened(target), phrases(language)
    case = case_of(target)
    model = as_response_model(target, "a classroom page")
    held = _held(case, model, states, {} if fixed is None else fixed)
    _affordable(model, held)
    shown = title or (
        words.text("facing", against=model.against.name) if case is None else f"{case.title} ({case.year})"
    )
    found = sliders(model)
    data = {"title": shown, "sliders": [vars(slider) for slider in found], **_plain(case, model, held, words)}
    parts = {
        "TITLE": html_text(shown),
        "LANGUAGE": language,
        "SUMMARY": "" if case is None else html_text(" ".join(case.summary.split())),
        "SOURCES": sources_html(case, words),
        "STYLE": "\n".join(_part(f"{name}.css") for name in _STYLES),
        "DATA": _data(data),
    }
    scripts = [_OPENING, formulas(model, found), *(_part(f"{name}.js") for name in _SCRIPTS)]
    return _assemble(parts, scripts, words, {"against": visible(model.against.name)})


def _plain(case: Case | None, model: ResponseModel, held: Mapping[str, str], words: Phrases) -> dict[str, Any]:
    """Return what the scripts need beside formulas, sliders and title, as plain data."""
    return {
        "against": model.against.name,
        "states": list(model.names),
        "menus": [list(own) for own in model.actions],
        "held": [held.get(name) for name in model.names],
        "verbs": {action: words.of_action(action) for own in model.actions for action in own},
        "most": MOST_PAYOFFS,
        "lent": lent(model),
        "recorded": None if case is None else [case.recorded[name] for name in model.names],
        "year": None if case is None else case.year,
        "tolerance": RELATIVE_TOLERANCE,
        "map": page_map(case, model),
        **words.data(),
    }


#: Names come from files of others, so they are read as data by the script and are never part of it.
_OPENING = '"use strict";\nconst DATA = JSON.parse(document.getElementById("data").textContent);'


def _data(document: Any) -> str:
    """Return the document as JSON that ends no element of HTML and opens none."""
    text = json.dumps(_visible(document), ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _visible(value: Any) -> Any:
    """Return plain data with every text, keys included, as `visible` shows it."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): _visible(entry) for key, entry in value.items()}
    return [_visible(entry) for entry in value] if isinstance(value, list) else value


def _held(
    case: Case | None, model: ResponseModel, states: Sequence[str] | None, fixed: Mapping[str, str]
) -> dict[str, str]:
    """Return what the states do that have no choice, by name."""
    only_known("state", fixed, model.names)
    for name, action in fixed.items():
        offered = model.actions[model.names.index(name)]
        if action not in offered:
            raise InvalidModelError(f"{name}: {unknown_name('action', action, offered)}")
    if states is None:
        free = [name for name in model.names if name not in fixed]
        if case is not None and _payoffs(model, dict(fixed)) > MOST_PAYOFFS:
            free = sorted(free, key=lambda name: -float(model.threat[name]))[:3]
    else:
        only_known("state", states, model.names)
        both = [name for name in states if name in fixed]
        if both:
            raise InvalidModelError(f"{', '.join(both)} cannot both choose and be fixed; name each once")
        free = list(dict.fromkeys(states))
    if len(free) < 2:
        raise InvalidModelError(f"a game needs two states that choose, got {', '.join(free) or 'none'}; name another")
    others = [name for name in model.names if name not in free and name not in fixed]
    if others and case is None:
        raise InvalidModelError(
            f"only a case records what the other states did; for a model, say what {', '.join(others)} does in fixed="
        )
    return {**fixed, **({} if case is None else {name: case.recorded[name] for name in others})}


def _payoffs(model: ResponseModel, held: Mapping[str, str]) -> int:
    """Return how many payoffs the page shows where some states have no choice."""
    offered = zip(model.names, model.actions, strict=True)
    return len(model.names) * math.prod(1 if name in held else len(own) for name, own in offered)


def _affordable(model: ResponseModel, held: Mapping[str, str]) -> None:
    size = _payoffs(model, held)
    if model.batch_shape or size > MOST_PAYOFFS:
        what = "a family of games" if model.batch_shape else f"{size} payoffs"
        raise UnsupportedGameError(
            f"the page shows one game of at most {MOST_PAYOFFS} payoffs, got {what}; "
            "let fewer states choose (states=, --states), or offer fewer actions"
        )
    if len(model.names) > MOST_STATES:
        raise UnsupportedGameError(
            f"the page has formulas and a place on its map for at most {MOST_STATES} states, choosing or not, got "
            f"{len(model.names)}; take a model of those that matter"
        )


def _part(name: str) -> str:
    return (resources.files("alignment_games.report") / "page" / "classroom" / name).read_text(encoding="utf-8")


def _assemble(parts: dict[str, str], scripts: Sequence[str], words: Phrases, values: dict[str, str]) -> str:
    """Return the page: the template filled in one pass, so that no text that comes in is read as a place to fill.

    A place is %%PART%% or, with say: before its key, a phrase. The content policy names the script by its hash:
    nothing else runs.
    """
    script = "\n" + "\n".join(scripts) + "\n"
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    filled = {**parts, "SCRIPT": script, "HASH": f"sha256-{digest}"}

    def fill(place: re.Match[str]) -> str:
        return words.html(place[2], **values) if place[2] else filled[place[1]]

    return re.sub(r"%%(?:([A-Z]+)|say:(\w+))%%", fill, _part("page.html"))
