"""The parameters of a model as rows: what each means, what it is and may be."""

from __future__ import annotations

from alignment_games.models.model import Model, Parameter
from alignment_games.text.numbers import rounded

HEADER = ("parameter", "value", "meaning", "may be")


def parameter_rows(model: Model) -> list[tuple[str, str, str, str]]:
    """Return, for each parameter, its name, value, meaning with the unit, and what it may be."""
    return [(name, value_text(each), _meaning(each), each.range) for name, each in model.parameters().items()]


def value_text(parameter: Parameter) -> str:
    """Return the value in words: one number, or one for each entry where they differ.

    >>> value_text(Parameter({"UK": 1, "France": 1}, 0, None, "", "", by_state=True))
    '1'
    >>> value_text(Parameter({"UK": 1, "France": 2}, 0, None, "", "", by_state=True))
    'UK 1, France 2'
    """
    if not parameter.by_state:
        return rounded(parameter.value)
    told = {name: rounded(value) for name, value in parameter.value.items()}
    each = set(told.values())
    return each.pop() if len(each) == 1 else ", ".join(f"{name} {value}" for name, value in told.items())


def _meaning(parameter: Parameter) -> str:
    return f"{parameter.meaning} ({parameter.unit})" if parameter.unit else parameter.meaning
