"""Figures by the names that files and commands give them: ``burden`` for all states, ``burden.France`` for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.models.model import Model, Parameter

M = TypeVar("M", bound=Model)
#: Parameters that are functions; a model file names them.
_FUNCTIONS = ("form", "proximity", "capability", "contest")


def with_named(model: M, figures: Mapping[str, Any]) -> M:
    """Return a model with other figures, by name; what is said of one state goes before what is said of all.

    Raises InvalidModelError for an unknown parameter or state, and for a parameter that is a function.

    >>> from alignment_games.models.door import as_model
    >>> changed = with_named(as_model("europe-1938"), {"intent.France": 0.9, "burden": 0.1})
    >>> changed.parameters()["intent"].value["France"], changed.parameters()["burden"].value["USSR"]
    (0.9, 0.1)
    """
    known, found = model.parameters(), dict[str, Any]()
    for name in sorted(figures, key=lambda name: "." in name):
        _put(found, name, figures[name], known)
    return cast("M", model.with_parameters(**found))


def _put(found: dict[str, Any], name: str, value: Any, known: Mapping[str, Parameter]) -> None:
    """Enter a value under NAME, or under NAME and then STATE for NAME.STATE, beside what all states have there."""
    parameter, dot, state = name.partition(".")
    if parameter in _FUNCTIONS and parameter not in known:
        raise InvalidModelError(f"{parameter} is a function, not a number; name it in a model file")
    if not dot:
        found[parameter] = value
        return
    if parameter not in known and state in known and parameter in known[state].entries:
        raise InvalidModelError(f"{shown(name)}: the parameter comes first, as in {state}.{parameter}")
    entries = known[parameter].entries if parameter in known else ()
    if entries:
        only_known("state", [state], entries)
    before = found.get(parameter, {})
    found[parameter] = {**(before if isinstance(before, Mapping) else dict.fromkeys(entries, before)), state: value}
