r"""The classroom page: one HTML file with sliders, payoffs, phase diagram and quiz; no server, no network.

The page computes in the browser, and by the same formulas: the game is built once with SymPy symbols for
what the sliders move, and its payoffs are printed as JavaScript. Two functions come out, because a payoff
is affine in the state's own perceived threat:

.. math::

   T = \text{threats}(\theta), \qquad U = \text{payoffs}(\theta, T)

so that the page can also say which part of a payoff is threat and which is cost.

The page shows every pure equilibrium, and the mixed ones in which two states mix over any of their actions or
three over two actions each: there indifference is linear, or a quadratic equation. Where strict dominance leaves
nothing else to mix and nobody is indifferent by chance, it says that these are all; otherwise what it does not
compute.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import numpy as np

from alignment_games.cases.case import Case, case_of
from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known
from alignment_games.game.entrance import Given, opened
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.report.classroom_map import page_map
from alignment_games.states.arguments import per_state
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.threat import PerceivedThreat
from alignment_games.states.words import does, doing
from alignment_games.text.html import html_text
from alignment_games.text.visible import visible

#: Payoffs beyond this make the page slow to build and hopeless to read.
MOST_PAYOFFS = 2000


@dataclass(frozen=True)
class Slider:
    """A parameter that the page moves: its symbol's name, what the reader calls it, its range and start."""

    name: str
    label: str
    low: float
    high: float
    value: float


def classroom_page(target: Given, *, title: str | None = None, states: Sequence[str] | None = None) -> str:
    """Return the classroom page of a case or a response model as the text of one HTML file.

    ``target``: a case or its name, a response model, its game or its file. ``states``: those that choose; the others
    do what the case records, and the page says so. None lets all
    choose, or, in a case of more than ``MOST_PAYOFFS`` payoffs, the three that feel most threatened.
    Raises UnsupportedGameError for a model of more payoffs, or a family of games, InvalidModelError for
    unknown states or fewer than two, or for ``states`` with a model, which has no record.

    >>> page = classroom_page("europe-1938")
    >>> page.startswith("<!doctype html>"), "://" in page
    (True, False)
    """
    target = opened(target)
    case = case_of(target)
    model = _model(case, as_response_model(target, "a classroom page"), states)
    game = model.game()
    if game.batch_shape or game.payoffs.size > MOST_PAYOFFS:
        raise UnsupportedGameError(
            f"the page shows one game of at most {MOST_PAYOFFS} payoffs; {game!r} has {game.payoffs.size}; "
            "take fewer states, or offer fewer actions"
        )
    shown = title or (f"Facing {model.against.name}" if case is None else f"{case.title} ({case.year})")
    found = sliders(model)
    data = {
        "title": shown,
        "against": model.against.name,
        "states": list(model.names),
        "actions": [list(own) for own in model.actions],
        "words": {action: [does(action), doing(action)] for own in model.actions for action in own},
        "sliders": [vars(slider) for slider in found],
        "recorded": None if case is None else list(case.recorded.values()),
        "year": None if case is None else case.year,
        "tolerance": RELATIVE_TOLERANCE,
        "map": page_map(case, model),
    }
    return _assemble(
        {
            "TITLE": html_text(shown),
            "SUMMARY": "" if case is None else html_text(" ".join(case.summary.split())),
            "STYLE": _part("classroom.css"),
            "DATA": _data(data),
        },
        [_OPENING, formulas(model, found), _part("mixed.js"), _part("map.js"), _part("classroom.js")],
    )


#: Names come from files of others, so they are read as data by the script and are never part of it.
_OPENING = '"use strict";\nconst DATA = JSON.parse(document.getElementById("data").textContent);'


def _data(document: Any) -> str:
    """Return the document as JSON that ends no element of HTML and opens none."""
    text = json.dumps(_visible(document))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _visible(value: Any) -> Any:
    """Return plain data with every text, keys included, as `visible` shows it."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): _visible(entry) for key, entry in value.items()}
    return [_visible(entry) for entry in value] if isinstance(value, list) else value


def _model(case: Case | None, model: ResponseModel, states: Sequence[str] | None) -> ResponseModel:
    """Return the model in which only some states choose."""
    if case is None:
        if states is not None:
            raise InvalidModelError("only a case records what the other states did; for a model, give each its actions")
        return model
    if states is None:
        if len(model.names) * math.prod(map(len, model.actions)) <= MOST_PAYOFFS:
            return model
        states = sorted(model.names, key=lambda name: -float(model.threat[name]))[:3]
    only_known("state", states, model.names)
    if len(set(states)) < 2:
        raise InvalidModelError(f"a game needs two states that choose, got {', '.join(states) or 'none'}; name another")
    offered = zip(model.names, model.actions, strict=True)
    return replace(model, actions=tuple(own if name in states else (case.recorded[name],) for name, own in offered))


def _movers(model: ResponseModel) -> list[int]:
    """Return the positions of the states that have a choice; all of them where none has."""
    return [i for i, own in enumerate(model.actions) if len(own) > 1] or list(range(len(model.names)))


def sliders(model: ResponseModel) -> list[Slider]:
    """Return what the page moves: the threat's power, burden, spillover, each state's perceived intent, securitization.

    Securitization counts in doublings of the odds of intent, for all states alike, on top of the model's
    own. Where the threat was given outright, each state's threat takes the place of these two.
    """
    power = float(model.against.power)
    burden = _mean(model.utility.burden)
    found = [
        Slider("power", f"Power of {model.against.name}", power / 20, power * 4, power),
        Slider("burden", "Burden of balancing", 0.0, max(0.2, 2 * burden), burden),
        Slider("spillover", "Spillover to outsiders", 0.0, 1.0, _mean(model.utility.spillover)),
    ]
    threat = model.threat
    given = isinstance(threat, GivenThreat)
    what, figures = ("Threat", threat.values) if isinstance(threat, GivenThreat) else ("Intent", threat.intent)
    values = _each(model, figures).astype(float).tolist()
    high = max(1.0, 2 * max(values)) if given else 1.0
    found += [
        Slider(f"own_{i}", f"{what} that {model.names[i]} perceives", 0.0, high, values[i]) for i in _movers(model)
    ]
    return (
        found if given else [*found, Slider("securitization", "Securitization (doublings of intent’s odds)", -3, 3, 0)]
    )


def formulas(model: ResponseModel, moved: Sequence[Slider]) -> str:
    """Return the JavaScript functions threats(p), payoffs(p, t) and held(p), printed from the symbolic game.

    ``p`` holds the sliders' values in order, ``t`` the threats. payoffs returns one flat array, player by
    player, the last player's action changing fastest; held the chance that the threat is held, by profile.
    """
    import sympy

    symbols = {
        slider.name: sympy.Symbol(slider.name, real=True, nonnegative=slider.low >= 0 or None) for slider in moved
    }
    threats = [sympy.Symbol(f"T_{i}", nonnegative=True) for i in range(len(model.names))]
    given = model.threat.intent if isinstance(model.threat, PerceivedThreat) else model.threat.values
    fixed = _each(model, given).tolist()
    own = np.array([symbols.get(f"own_{i}", value) for i, value in enumerate(fixed)], dtype=object)
    shifted = model.with_parameters(
        threat_power=symbols["power"], burden=symbols["burden"], spillover=symbols["spillover"]
    )
    powers, constants = _powers(model)
    if powers is not None:
        shifted = shifted.with_parameters(decisiveness=powers)
    perceived, scale = own, np.ones(len(own), dtype=object)
    if isinstance(shifted.threat, PerceivedThreat):
        sigma = _each(model, shifted.threat.securitization) * 2 ** symbols["securitization"]
        shifted = shifted.with_parameters(intent=own, securitization=sigma)
        perceived, weights = shifted.threat.values, shifted.threat.weight(shifted.utility.nearness)
        scale = np.array([sympy.cancel(w / t) for w, t in zip(weights, perceived, strict=True)], dtype=object)
    abstract = shifted.with_parameters(threat=np.array(threats, dtype=object) * scale)
    names, seen = ", ".join(symbols), ", ".join(map(str, threats))
    return "\n".join(
        [
            _function("threats(p)", f"const [{names}] = p;", perceived),
            _function(
                "payoffs(p, t)", f"const [{names}] = p;\nconst [{seen}] = t;{constants}", abstract.payoffs().flat
            ),
            _function("held(p)", f"const [{names}] = p;{constants}", abstract.held().flat),
        ]
    )


def _powers(model: ResponseModel) -> tuple[Any, str]:
    """Return symbols for a decisiveness that is not whole, one for each state, and their values in JavaScript.

    Roots of figures in exact form may have no end; those of floats are taken in the browser.
    """
    import sympy

    values = [float(value) for value in _each(model, model.utility.decisiveness).tolist()]
    if all(value == int(value) for value in values):
        return None, ""
    symbols = [sympy.Symbol(f"m_{i}", positive=True) for i in range(len(values))]
    constants = [f"\nconst {symbol} = {value!r};" for symbol, value in zip(symbols, values, strict=True)]
    return np.array(symbols, dtype=object), "".join(constants)


def _function(head: str, opening: str, expressions: Iterable[Any]) -> str:
    """Return one JavaScript function that returns the expressions' values, common parts computed once."""
    import sympy

    parts, results = sympy.cse([sympy.sympify(each) for each in expressions], order="none")
    lines = [f"const {name} = {_javascript(value)};" for name, value in parts]
    values = ",\n".join(_javascript(value) for value in results)
    return f"function {head} {{\n{opening}\n" + "\n".join(lines) + f"\nreturn [{values}];\n}}"


def _javascript(expression: Any) -> str:
    """Return the expression in JavaScript, its fractions as the floats nearest to them."""
    import sympy

    ratios = {ratio: sympy.Float(float(ratio)) for ratio in expression.atoms(sympy.Rational) if not ratio.is_Integer}
    return str(sympy.jscode(expression.xreplace(ratios)))


def _each(model: ResponseModel, value: Any) -> Any:
    """Return one value for each state from what may be one for all, a list or a mapping by name."""
    return np.broadcast_to(per_state(value, model.names, "figure"), (len(model.names),))


def _mean(value: Any) -> float:
    return float(np.asarray(value, dtype=float).mean())


def _part(name: str) -> str:
    return (resources.files("alignment_games.report") / "page" / name).read_text(encoding="utf-8")


def _assemble(parts: dict[str, str], scripts: Sequence[str]) -> str:
    """Return the page: the template filled in one pass, so that no text that comes in is read as a place to fill.

    The content policy names the script by its hash: nothing else runs.
    """
    script = "\n" + "\n".join(scripts) + "\n"
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    filled = {**parts, "SCRIPT": script, "HASH": f"sha256-{digest}"}
    return re.sub(r"%%([A-Z]+)%%", lambda place: filled[place[1]], _part("classroom.html"))
