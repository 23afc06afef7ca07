"""Writing model files: the reverse of `io.model_files.model_file`, whose format it keeps.

A file holds figures, not code, so a model with its own functions for threat, proximity or contest, or with
a threat given outright, has no file. Decimals are written so that they read back as the same float or,
read with ``exact=True``, as the same fraction; a fraction that no decimal equals is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import Given
from alignment_games.io.model_files.annotations import joined
from alignment_games.io.model_files.model_file import _CONTESTS, _FORMS, _UTILITIES
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import of_state, per_state
from alignment_games.states.proximity import RationalProximity
from alignment_games.states.security import Response, SecurityUtility
from alignment_games.states.threat import PerceivedThreat, relative_power
from alignment_games.states.threat_form import MultiplicativeThreat, PowerOnlyThreat


@as_annotated()
def write_model(model: Given, path: str | Path, *, title: str = "") -> None:
    """Write the model as a .toml or .json file, which `read_model` reads back as the same model.

    What its own file said beside the figures (title, year, record, sources, notes) is written too; ``title`` goes
    before the title there. Raises InvalidModelError for another ending, or for a model that no file can hold.

    >>> from tempfile import TemporaryDirectory
    >>> import alignment_games as ag
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "munich.toml"
    ...     write_model(ag.load_case("europe-1938").model, path, title="Munich")
    ...     path.read_text().splitlines()[0]
    'title = "Munich"'
    """
    model = as_response_model(model, "a model file")
    path = Path(path)
    forms = {".toml": to_toml, ".json": _to_json}
    if path.suffix not in forms:
        raise InvalidModelError(f"{path}: model files are .toml or .json; give one of these endings")
    document = joined(model_document(model), {**model.about, **({"title": title} if title else {})}, _number)
    path.write_text(forms[path.suffix](document), encoding="utf-8", newline="\n")


def _to_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def model_document(model: ResponseModel) -> dict[str, Any]:
    """Return the model as the dictionary that its file would hold; `build_model` takes it back."""
    threat = _file_threat(model.threat)
    rows = []
    for i, state in enumerate(model.states):
        row = {"name": state.name, "power": _number(state.power), "offence": _number(state.offence)}
        for name in ("distance_km", "intent", "securitization", "offence_balance"):
            row[name] = _number(of_state(per_state(getattr(threat, name), model.names, name), i))
        border = bool(of_state(per_state(threat.contiguous, model.names, "contiguous"), i))
        rows.append({**row, "contiguous": border, "actions": list(model.actions[i])})
    document = {"threat": _threat_table(model, threat), "states": rows}
    backing = [{"name": g.name, "power": _number(g.power), "backs": list(g.backs)} for g in model.guarantors]
    pairs = [{"between": list(pair), "value": _number(value)} for pair, value in model.reliability.items()]
    document |= {name: each for name, each in (("guarantors", backing), ("reliability", pairs)) if each}
    document["utility"] = _utility_table(model)
    if model.table:
        document["responses"] = {name: _figures(row, Response()) for name, row in model.table.items()}
    return document


def _file_threat(threat: Any) -> PerceivedThreat:
    if not isinstance(threat, PerceivedThreat):
        raise InvalidModelError("the threat was given outright; a model file states the figures that it is made of")
    if not isinstance(threat.proximity, RationalProximity) or threat.capability is not relative_power:
        raise InvalidModelError("a model file knows rational proximity and relative power only; this model has its own")
    return threat


def _threat_table(model: ResponseModel, threat: PerceivedThreat) -> dict[str, Any]:
    names = {form: name for name, form in _FORMS.items()}
    if type(threat.form) not in names:
        raise InvalidModelError(f"a model file knows the threat forms {', '.join(_FORMS)}; this model has its own")
    against, proximity = model.against, threat.proximity
    table = {"name": against.name, "power": _number(against.power), "offence": _number(against.offence)}
    table |= {"form": names[type(threat.form)], "scale_km": _number(getattr(proximity, "scale_km", 1000))}
    weights = {} if isinstance(threat.form, PowerOnlyThreat) else _figures(threat.form, MultiplicativeThreat())
    return {**table, **({"weights": weights} if weights else {})}


def _utility_table(model: ResponseModel) -> dict[str, Any]:
    names = {form: name for name, form in _CONTESTS.items()}
    if model.utility.contest not in names:
        raise InvalidModelError(f"a model file knows the contests {', '.join(_CONTESTS)}; this model has its own")
    figures = {name: _utility_figure(value, name, model) for name, value in model.utility.figures().items()}
    order = {each.name: figures[each.name] for each in fields(SecurityUtility) if each.name in figures}
    forms = {form: name for name, form in _UTILITIES.items()}
    if type(model.utility) not in forms:
        raise InvalidModelError(f"a model file knows the utility's forms {', '.join(_UTILITIES)}; this one is another")
    return {"form": forms[type(model.utility)], **order, "contest": names[model.utility.contest]}


def _utility_figure(value: Any, name: str, model: ResponseModel) -> Any:
    """Return one number, or a list with one for each state."""
    entries = [_number(entry) for entry in per_state(value, model.names, name).tolist()]
    return entries if len(entries) > 1 else entries[0]


def _figures(row: Any, default: Any) -> dict[str, Any]:
    """Return the fields of a record that differ from the default one."""
    pairs = {each.name: getattr(row, each.name) for each in fields(row)}
    return {name: _number(value) for name, value in pairs.items() if value != getattr(default, name)}


def _number(value: Any) -> Any:
    """Return the number as a file holds it: whole, or a float that prints as its exact decimal."""
    array = np.asarray(value)
    if array.ndim:
        raise InvalidModelError(f"a model file holds one model, not a family: got a figure of shape {array.shape}")
    value = array.item()
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return int(value)
        if Fraction(str(float(value))) == value:
            return float(value)
    raise InvalidModelError(f"a model file holds decimals of up to 17 digits, and {value} is not one")


def to_toml(document: Mapping[str, Any]) -> str:
    """Return the document as TOML, tables after plain settings, lists of tables as [[...]].

    >>> print(to_toml({"title": "Two", "threat": {"power": 0.5}, "states": [{"name": "A"}, {"name": "B"}]}))
    title = "Two"
    <BLANKLINE>
    [threat]
    power = 0.5
    <BLANKLINE>
    [[states]]
    name = "A"
    <BLANKLINE>
    [[states]]
    name = "B"
    <BLANKLINE>
    """
    blocks = _blocks(document, ())
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    def is_table(value: Any) -> bool:
        return isinstance(value, Mapping)

    def is_list(value: Any) -> bool:
        return isinstance(value, Sequence) and not isinstance(value, str) and bool(value) and all(map(is_table, value))

    plain = [f"{_key(k)} = {_value(v)}" for k, v in table.items() if not is_table(v) and not is_list(v)]
    blocks = ["\n".join(plain)]
    for name, value in table.items():
        place = (*path, name)
        heading = ".".join(map(_key, place))
        for rows, mark in (([value] if is_table(value) else [], "[{}]"), (value if is_list(value) else [], "[[{}]]")):
            for row in rows:
                inner = _blocks(row, place)
                blocks += [mark.format(heading) + ("\n" + inner[0] if inner[0] else ""), *inner[1:]]
    return blocks


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "a").replace("-", "a").isalnum() else _text(name)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        return text if "." in text else text + ".0"
    return str(value)
