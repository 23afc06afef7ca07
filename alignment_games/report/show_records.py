"""What `show` prints, as plain values: for programs and spreadsheets."""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.cases.case import Case, case_of
from alignment_games.game.entrance import Given, opened
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseModel
from alignment_games.report.parameters import parameter_records


def show_document(target: Given) -> dict[str, Any]:
    """Return a case, a model or a game as plain values: players, parameters, and the record of a case.

    ``target``: what `as_model` takes.
    """
    found = opened(target)
    case, model = case_of(found), as_model(found)
    document: dict[str, Any] = {"states": show_rows(found), "parameters": parameter_records(model)}
    if not model.parameters():
        document["payoffs"] = dict(zip(model.names, model.game().payoffs, strict=True))
    return document if case is None else {**_about(case), **document}


def show_rows(target: Given) -> list[dict[str, Any]]:
    """Return a row for each player: what is on offer, of a state its figures, and of a case what it did."""
    found = opened(target)
    case, model = case_of(found), as_model(found)
    figures = _figures(model)
    rows = [
        {"state": name, **figures[name], "on_offer": ", ".join(own)}
        for name, own in zip(model.names, model.actions, strict=True)
    ]
    if case is None:
        return rows
    records = {each.state: each for each in case.records}
    done = [records[row["state"]] for row in rows]
    return [{**row, "recorded": each.recorded, "grade": each.grade} for row, each in zip(rows, done, strict=True)]


def _figures(model: Model) -> dict[str, dict[str, Any]]:
    if not isinstance(model, ResponseModel):
        return {name: {} for name in model.names}
    near = np.broadcast_to(model.threat.closeness, (len(model.names),)).tolist()
    threats = np.broadcast_to(model.threat.values, (len(model.names),)).tolist()
    return {
        state.name: {"power": state.power, "proximity": close, "threat": threat}
        for state, close, threat in zip(model.states, near, threats, strict=True)
    }


def _about(case: Case) -> dict[str, Any]:
    return {
        "name": case.name,
        "title": case.title,
        "year": case.year,
        "summary": " ".join(case.summary.split()),
        "against": case.model.against.name,
        "sources": dict(case.sources),
    }
