"""The parameters of a model as a page and as records: what each means, what it is and may be, where it is set."""

from __future__ import annotations

from typing import Any

from alignment_games.models.model import Model, Parameter
from alignment_games.models.parameter_rows import HEADER, parameter_rows, value_text
from alignment_games.text.pages import WIDTH
from alignment_games.text.tables import Table


def parameters_text(model: Model, only: str | None = None) -> str:
    """Return the parameters as a page: what they mean and are, then their defaults and where they are set.

    ``only``: the name of one of them.
    """
    known = {name: each for name, each in model.parameters().items() if only in (None, name)}
    if not known:
        return "This game has no parameters: its payoffs are given as numbers."
    places = [
        (name, "" if each.default is None else value_text(_at_default(each)), each.place, setting(name, each))
        for name, each in known.items()
    ]
    header = ("parameter", "default", "in a model file", "on the command line")
    rows = [row for row in parameter_rows(model) if row[0] in known]
    return "\n".join([*Table(HEADER, rows).lines(WIDTH), "", *Table(header, places).lines(WIDTH)])


def setting(name: str, parameter: Parameter) -> str:
    """Return how ``--set`` sets a parameter, for all and for one."""
    if not parameter.entries:
        return f"--set {name}=..."
    one = f"--set {name}.{parameter.entries[0]}=..."
    return one if parameter.sums_to_one else f"--set {name}=... or {one}"


def parameter_records(model: Model) -> list[dict[str, Any]]:
    """Return the parameters as plain records, for JSON."""
    return [
        {
            "name": name,
            "meaning": each.meaning,
            "unit": each.unit,
            "range": each.range,
            "value": {k: _plain(v) for k, v in each.value.items()} if each.by_state else _plain(each.value),
            "default": None if each.default is None else value_text(_at_default(each)),
            "in_file": each.place,
            "set": setting(name, each),
        }
        for name, each in model.parameters().items()
    ]


def _at_default(parameter: Parameter) -> Parameter:
    default = parameter.default
    several = dict(enumerate(default)) if isinstance(default, (tuple, list)) else default
    text = {str(k): v for k, v in several.items()} if isinstance(several, dict) else several
    return Parameter(text, None, None, "", "", by_state=isinstance(text, dict))


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int, float)) else str(value)
