"""What a case has to state on top of a model file: years that are not mixed, and a source for every figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.model_files.annotations import tables

#: What every bundled case states.
STATED = ("title", "year", "summary", "expected_misses", "sources", "threat", "states")
#: What every bundled case states of each state.
STATED_OF_STATE = ("recorded", "grade", "intent_reason", "figures")


def require(table: Mapping[str, Any], names: tuple[str, ...], whose: str) -> None:
    """Raise InvalidModelError for the first field that a table lacks or leaves empty; empty ``whose``: the file's."""
    for name in names:
        if not table.get(name):
            place, all_do = (f"{whose}: ", "every state of a case") if whose else ("", "every case")
            raise InvalidModelError(f"{place}{name} is missing or empty; {all_do} states it")


def check_years(document: Mapping[str, Any]) -> None:
    """Raise InvalidModelError where only some have a figure for the year before: years would be mixed."""
    powers = [row for name in ("threat", "states", "guarantors") for row in tables(document, name)]
    without = [row for row in powers if "power_before" not in row]
    if without and len(without) < len(powers):
        who = shown(without[0].get("name"))
        raise InvalidModelError(f"{who} has no power_before, others have; give the year before to all or to none")


def sourced(row: Mapping[str, Any], who: str, sources: Mapping[str, str], *, strict: bool) -> tuple[str, ...]:
    """Return the sources of a row's figures. Raises InvalidModelError for unknown ones; where ``strict``, for none."""
    figures = row.get("figures", ())
    if not figures and strict:
        raise InvalidModelError(f'{who} has no sources; add figures = ["..."] naming entries of [sources]')
    for source in figures:
        if source not in sources:
            raise InvalidModelError(f"{who}: {unknown_name('source', source, sources)}")
    return tuple(figures)
