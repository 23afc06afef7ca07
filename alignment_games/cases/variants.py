"""Variants of a case file: the figures of the year before, intent by the rubric, the full menu of responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.cases.rubric import intent_by_rubric
from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.states.security import SecurityUtility

#: What may be asked for, the default first.
VARIANTS: Mapping[str, tuple[str, str]] = {
    "figures": ("year", "before"),
    "intent": ("coded", "rubric"),
    "menu": ("case", "full"),
}


def varied(document: Mapping[str, Any], *, figures: str, intent: str, menu: str, exact: bool) -> dict[str, Any]:
    """Return the parsed file as the variant has it. Raises InvalidModelError for a variant that there is not."""
    for name, value in (("figures", figures), ("intent", intent), ("menu", menu)):
        if value not in VARIANTS[name]:
            raise unknown_name(f"{name} of a case", value, VARIANTS[name])
    changed = dict(document)
    if figures == "before":
        changed["threat"] = _before(document["threat"])
        for name in ("states", "guarantors"):
            changed[name] = [_before(row) for row in document.get(name, [])]
    if intent == "rubric":
        changed["states"] = [_by_rubric(row, exact=exact) for row in changed["states"]]
    if menu == "full":
        standard = [*SecurityUtility().responses(), *document.get("responses", {})]
        changed["states"] = [{**row, "actions": _open(row, standard)} for row in changed["states"]]
    return changed


def _before(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the power of the year before; illustrative figures, of no year, stay as they are."""
    return {**row, "power": row.get("power_before", row.get("power"))}


def _by_rubric(row: Mapping[str, Any], *, exact: bool) -> dict[str, Any]:
    if "rubric" not in row:
        raise InvalidModelError(f"{row.get('name')}: rubric is missing; list the observables that held, or []")
    found = intent_by_rubric(row["rubric"])
    reason = f"By the rubric: {', '.join(row['rubric']) or 'nothing observed'}"
    return {**row, "intent": found if exact else float(found), "intent_reason": reason}


def _open(row: Mapping[str, Any], standard: Sequence[str]) -> list[str]:
    closed = row.get("closed", {})
    only_known("action", closed, standard)
    return [action for action in standard if action not in closed]
