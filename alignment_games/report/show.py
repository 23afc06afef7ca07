"""A model or a case as a page of text: figures, threats, what is on offer, the record, the sources."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.analysis.against_record import against_record as stands_in
from alignment_games.cases.case import GRADES, Case, case_of
from alignment_games.game.entrance import Given, opened
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.parameter_rows import HEADER, parameter_rows
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.parameters import UTILITY
from alignment_games.report.brief_encoding import described
from alignment_games.report.tables import payoff_text
from alignment_games.text.lists import listed
from alignment_games.text.numbers import rounded
from alignment_games.text.pages import WIDTH, paragraph
from alignment_games.text.play import does, doing
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible


def show(target: Given) -> str:
    """Return a case, a model or a game in normal form as a page of text.

    ``target``: what `as_model` takes.
    """
    case, model = case_of(opened(target)), as_model(target)
    if case is not None:
        return show_case(case)
    if isinstance(model, ResponseModel):
        return "\n\n".join([*_heading(model), show_model(model)])
    return show_encoding(model) if described(model) else payoff_text(target)


def _heading(model: Model) -> list[str]:
    """Return what the file of a model says beside its figures, if it has one: title and year, summary, notes."""
    about = getattr(model, "about", {})
    year = f" ({about['year']})" if "year" in about else ""
    title = [visible(f"{about['title']}{year}")] if "title" in about else []
    return [*title, *(paragraph(" ".join(about[name].split())) for name in ("summary", "notes") if about.get(name))]


def show_encoding(model: Model) -> str:
    """Return what the model of an encoding is, who plays, what is on offer, and its figures with their meaning."""
    offered = list(zip(model.names, map(", ".join, model.actions), strict=True))
    figures = Table(HEADER, parameter_rows(model)).lines(WIDTH) if model.parameters() else []
    tables = ["\n".join(each) for each in (Table(["state", "on offer"], offered).lines(WIDTH), figures)]
    return "\n\n".join([*_heading(model), paragraph(described(model)), *filter(None, tables)])


def show_model(model: ResponseModel) -> str:
    """Return the states' figures, their perceived threats, the responses on offer and the utility."""
    header = ["state", "power", "proximity", "threat", "responses on offer"]
    closeness = np.broadcast_to(model.threat.closeness, (len(model.names),))
    rows = [
        [state.name, rounded(state.power), rounded(near), rounded(threat), ", ".join(own)]
        for state, near, threat, own in zip(model.states, closeness, model.threat.values, model.actions, strict=True)
    ]
    against = model.against
    figures = [row for row in parameter_rows(model) if row[0] in UTILITY]
    return "\n".join(
        [
            f"threat: {visible(against.name)}, power {rounded(against.power)}, offence {rounded(against.offence)}",
            "",
            *Table(header, rows).lines(),
            "",
            *Table(HEADER, figures).lines(WIDTH),
        ]
    )


def show_case(case: Case) -> str:
    """Return the whole case: summary, model, intent with its reasoning, record, expected misses, sources."""
    reasons = [f": {r.intent_reason}" if r.intent_reason else "" for r in case.records]
    intents = [
        paragraph(f"{r.state} perceives intent {rounded(r.intent)}{reason}.", "  ")
        for r, reason in zip(case.records, reasons, strict=True)
    ]
    record = [f"{r.state} {does(r.recorded)} ({GRADES[r.grade]})" for r in case.records]
    figures = [(case.model.against.name, case.threat_figures), *((r.state, r.figures) for r in case.records)]
    parts = [
        [visible(f"{case.name}: {case.title} ({case.year})")],
        [paragraph(" ".join(case.summary.split()))],
        [show_model(case.model)],
        intents,
        [
            paragraph(f"Recorded: {'; '.join(record)}.", "  "),
            *_said("Expected misses", case.expected_misses),
            *_said("Notes", case.model.about.get("notes", "")),
        ],
        [
            "Sources (intent and outcome codes are judgements):",
            *(paragraph(f"  {key}: {text}", "    ") for key, text in case.sources.items()),
            *(visible(f"  figures of {who}: {', '.join(keys)}") for who, keys in figures if keys),
        ]
        if case.sources
        else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if any(part))


def _said(what: str, text: str) -> list[str]:
    return [paragraph(f"{what}: {' '.join(text.split())}", "  ")] if text else []


def against_record(case: Case, solution: Any) -> str:
    """Return how the recorded play stands in the case's game: its number among the equilibria, or its regrets."""
    found = stands_in(case, solution)
    recorded = ", ".join(f"{state} {does(action)}" for state, action in case.recorded.items())
    if found.order is not None:
        return paragraph(f"recorded: {recorded}: equilibrium {found.order}", "  ")
    wishes = [
        f"{wish.state} would gain {rounded(wish.gain)} by {listed(map(doing, wish.actions), 'or')}"
        for wish in found.wishes
    ]
    return paragraph(f"recorded: {recorded}: not an equilibrium here; {'; '.join(wishes)}", "  ")
