"""A response model with its exact figures as floats, for what is counted by the thousand and told in three digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from numbers import Rational
from typing import Any

import numpy as np

from alignment_games.models.response.model import ResponseModel


def in_floats(model: ResponseModel) -> ResponseModel:
    """Return the model with every fraction as the nearest float; symbols stay.

    >>> from alignment_games.cases import load_case
    >>> exact = load_case("europe-1938", exact=True).model
    >>> exact.game().arithmetic, in_floats(exact).game().arithmetic
    ('exact', 'float')
    """
    changed: ResponseModel = _in_floats(model)
    return changed


def _in_floats(value: Any) -> Any:
    if isinstance(value, Rational) and not isinstance(value, int):
        return float(value)
    if isinstance(value, np.ndarray) and value.dtype == object:
        return np.array([_in_floats(each) for each in value.flat]).reshape(value.shape)
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value) if each.init]
        return replace(value, **{name: _in_floats(getattr(value, name)) for name in names})
    if isinstance(value, Mapping):
        return {name: _in_floats(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(_in_floats, value))
    return value
