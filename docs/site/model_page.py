"""The page of the model: each formula and each parameter, from the docstrings and signatures that the code runs on."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games import Parameter
from docs.site.api import linker
from docs.site.docstrings import Link, as_code, inline, markdown
from docs.site.markdown import page, table
from docs.site.parameters import meaning_of, record_rows

#: The modules whose heads hold the formulas, in the order in which a reader needs them.
_FORMULAS = (
    ("Perceived threat", "states.threat"),
    ("Proximity", "states.proximity"),
    ("The contest", "states.contest"),
    ("Threat-weighted security", "states.security"),
    ("The payoffs of the response game", "models.response.payoffs"),
)
_HEADER = ["parameter", "meaning", "unit", "range", "default", "in a model file"]
#: How far a parameter is moved to see what it does.
_STEP = 0.01


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the model."""
    link = linker("api/")
    yield (
        "model.md",
        page(
            "# The model",
            "Every formula and every parameter of the response game, from the code that computes it. Threat, contest "
            "and utility are written with `+ - * / **` alone, so the same lines run on floats, arrays, fractions and "
            "symbols.",
            *(f"## {title}\n\n{_head(name, link)}" for title, name in _FORMULAS),
            "## Parameters of the utility",
            f"Costs are in units of threat, which runs from 0 to about 1. {_sign_note()}",
            _utility(),
            "## The table of responses",
            "What each response is, from the utility's parameters; a new response is a new row "
            "([how to add one](how-to/12_add_a_response.md)).",
            _responses(),
            "## Columns of the table of responses",
            _columns(ag.Response),
            "## Figures of states and of the threat",
            "One for each state where it is the state's own; each may be a number, a fraction, a symbol or an array.",
            _figures(),
        ),
    )


def _head(name: str, link: Link) -> str:
    return markdown(importlib.import_module(f"alignment_games.{name}").__doc__ or "", link)


def _sign_note() -> str:
    return (
        "*Sign*: whether a slightly larger value alone makes France readier to balance at Munich (its payoff from "
        "balancing less that from passing the buck, Britain balancing): `+`, `−`, or `0` where that comparison does "
        "not see it."
    )


def _utility() -> str:
    rows = [
        [*row, _sign(name, each.default)]
        for (name, each), row in zip(
            _records(utility=True).items(), record_rows(_records(utility=True), as_code), strict=True
        )
    ]
    return table([*_HEADER, "sign"], rows)


def _records(*, utility: bool) -> dict[str, Parameter]:
    """Return the parameters that the utility has, or the figures of the states and the threat."""
    every = ag.as_model("europe-1938").parameters()
    return {name: each for name, each in every.items() if (name in ag.SecurityUtility().figures()) is utility}


def _accepted(name: str, value: float) -> bool:
    record = _records(utility=True)[name]
    return record.high is None or value <= record.high


def _readiness(name: str, value: Any) -> float:
    """Return what balancing gives France above passing the buck, Britain balancing."""
    game = ag.load_case("europe-1938").game(**{name: value})
    index = game.actions[0].index
    balance, passing = (
        float(game.payoffs[1][index("balance"), index(act), index("buck_pass")]) for act in ("balance", "buck_pass")
    )
    return balance - passing


def _sign(name: str, default: float) -> str:
    """Return the sign of what a small step up does; where the default is the largest value, of the step to it."""
    lower, upper = (default, default + _STEP) if _accepted(name, default + _STEP) else (default - _STEP, default)
    change = _readiness(name, upper) - _readiness(name, lower)
    return "0" if np.isclose(change, 0, atol=1e-12) else "+" if change > 0 else "−"


def _responses() -> str:
    rows = ag.SecurityUtility().responses()
    names = [field.name for field in fields(ag.Response)]
    body = [[f"`{name}`", *(f"{getattr(row, column):.3g}" for column in names)] for name, row in rows.items()]
    return table(["response", *names], body)


def _columns(record: type) -> str:
    rows = [
        [
            f"`{field.name}`",
            inline(meaning_of(field.name, record.__doc__ or ""), linker("api/")),
            "*required*" if field.default is MISSING else f"`{field.default!r}`",
        ]
        for field in fields(record)  # type: ignore[arg-type]
    ]
    return table([f"field of {record.__name__}", "meaning", "default"], rows)


def _figures() -> str:
    return table(_HEADER, record_rows(_records(utility=False), as_code))
