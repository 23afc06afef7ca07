"""The inputs of a family: a parameter of the builder, or the same parameter of one state."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.models.model import Input, as_input

#: Parameters by name whose grids carry a last axis of 1: the power of states and of guarantors.
_POWERS = ("power", "guarantors")
#: What varies: values, or a distribution, for a parameter or for that of one state, ``(parameter, state)``.
Vary = Mapping[Any, Any]
#: Numbers up to here fit wherever they are counted.
_LARGEST = 2**62


def by_input(given: Any, named: Mapping[str, Any] | None = None) -> dict[Input, Any]:
    """Return the values by input; a mapping by state stands for one input for each of these states.

    ``given``: None where all are ``named``, as keywords are. Raises InvalidModelError for what is no mapping, for an
    input named twice, and where nothing varies.

    >>> [str(name) for name in by_input({"burden": 1, ("intent", "France"): 2, "stake": {"USSR": 3}})]
    ['burden', 'intent of France', 'stake of USSR']
    """
    given, named = {} if given is None else given, named or {}
    if not isinstance(given, Mapping):
        raise InvalidModelError(
            f'what varies is given by name, like {{"burden": values, ("intent", "France"): values}}; got {shown(given)}'
        )
    found: dict[Input, Any] = {}
    for key, value in chain(given.items(), named.items()):
        name = as_input(key)
        parts = (
            {as_input((name.name, state)): each for state, each in value.items()}
            if isinstance(value, Mapping)
            else {name: value}
        )
        for each in parts:
            if each in found:
                raise InvalidModelError(f"{each} varies twice; name it once")
        found.update(parts)
    if not found:
        raise InvalidModelError(
            'nothing varies; name at least one parameter, such as {"burden": numpy.linspace(0, 0.4, 200)}'
        )
    return found


def find_input(given: Input | str, known: Mapping[Input, Any]) -> Input:
    """Return the input that a user names, as 'intent of France' or 'intent.France'."""
    for each in known:
        if given in (each, str(each), each.key):
            return each
    raise unknown_name("input", str(given), map(str, known))


def arguments(columns: Mapping[Input, Any]) -> dict[str, Any]:
    """Return the builder's keyword arguments for values of any batch shape (numbers for one game).

    A grid of values carries a last axis of 1 wherever a model reads the states along the last axis; values of
    one state come by name, and only what belongs to a state itself, its power, wants that axis there too.
    """
    found: dict[str, Any] = {}
    for each, value in columns.items():
        grid = np.ndim(value) > 0 and (not each.state or each.name in _POWERS)
        value = np.asarray(value)[..., None] if grid else value  # noqa: PLW2901 - the same values, another axis
        if each.state:
            found.setdefault(each.name, {})[each.state] = value
        else:
            found[each.name] = value
    return found


def whole_number(name: str, value: Any, *, least: int = 1) -> int:
    """Return a whole number, given as an int or as a float such as 1e6, of at least ``least``.

    >>> whole_number("draws", 1e6), whole_number("draws", 7)
    (1000000, 7)
    """
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if real and abs(value) > _LARGEST:
        raise InvalidModelError(f"{name} must be a whole number of at least {least} and below 2**62, got one beyond")
    if not real or not value >= least or value != int(value):
        raise InvalidModelError(f"{name} must be a whole number of at least {least}, got {repr(value)[:60]}")
    return int(value)
