"""The JSON schema of model files, for editors that complete and check them while they are written.

Made from the tables by which files are read, so that the two cannot differ: a field of the one is a field of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.io.doors import kinds
from alignment_games.io.model_files.annotations import TABLES, WHOLE, reasons, sources
from alignment_games.io.model_files.model_file import FIELDS, UTILITY
from alignment_games.states.security import Response

_NUMBER = {"type": "number"}
_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_TEXTS = {"type": "object", "additionalProperties": _TEXT}
#: What each kind of field is in a schema.
_KINDS: Mapping[Any, dict[str, Any]] = {
    kinds.number: _NUMBER,
    kinds.numbers: {"anyOf": [_NUMBER, {"type": "array", "items": _NUMBER, "minItems": 1}]},
    kinds.whole: {"type": "integer"},
    kinds.flag: {"type": "boolean"},
    kinds.text: _TEXT,
    kinds.labels: _NAMES,
    reasons: _TEXTS,
    sources: _TEXTS,
}
#: Fields that say more than their kind does: shares, choices, figures above zero.
_NARROWER: Mapping[str, Mapping[str, dict[str, Any]]] = {
    "threat": {
        "power": {"exclusiveMinimum": 0},
        "offence": {"exclusiveMinimum": 0},
        "scale_km": {"exclusiveMinimum": 0},
        "form": {"enum": ["multiplicative", "additive", "power_only"]},
    },
    "states": {
        "power": {"minimum": 0},
        "distance_km": {"minimum": 0, "description": "km to the threat; not needed where contiguous"},
        "intent": {"minimum": 0, "maximum": 1, "description": "the hostile intent that the state perceives"},
        "securitization": {"exclusiveMinimum": 0, "description": "odds of intent multiplied"},
        "contiguous": {"description": "whether there is a land border with the threat"},
        "recorded": {"description": "the response that the state took; with it in every state the file is a case"},
        "grade": {"enum": ["A", "B"], "description": "A settled, B contested"},
        "figures": {"description": "keys of [sources]"},
    },
    "guarantors": {"power": {"minimum": 0}},
    "reliability": {"value": {"minimum": 0, "maximum": 1}, "between": {"minItems": 2, "maxItems": 2}},
    "utility": {"form": {"enum": ["second", "first"]}, "contest": {"enum": ["ratio", "difference"]}},
}
_AT_BORDER: dict[str, Any] = {"properties": {"contiguous": {"const": True}}, "required": ["contiguous"]}
_REQUIRED = {
    "threat": ["name", "power"],
    "states": ["name", "power", "intent"],
    "guarantors": ["name", "power", "backs"],
    "reliability": ["between", "value"],
}


def model_schema() -> dict[str, Any]:
    """Return the schema as a dictionary for JSON (draft 2020-12).

    >>> sorted(model_schema()["properties"])[:5]
    ['actions', 'expected_misses', 'guarantors', 'notes', 'reliability']
    """
    tables = {name: _table(name, {**own, **TABLES.get(name, {})}) for name, own in FIELDS.items()}
    tables["threat"]["properties"]["weights"] = {"type": "object", "additionalProperties": _NUMBER}
    tables["states"]["anyOf"] = [{"required": ["distance_km"]}, _AT_BORDER]
    lists = {name: {"type": "array", "items": tables[name]} for name in ("guarantors", "reliability")}
    response = _table("responses", dict.fromkeys(Response.__dataclass_fields__, kinds.number))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Model file of alignment-games",
        "type": "object",
        "required": ["threat", "states"],
        "additionalProperties": False,
        "properties": {
            **{name: _KINDS[kind] for name, kind in WHOLE.items()},
            "actions": _NAMES,
            "threat": tables["threat"],
            "states": {"type": "array", "items": tables["states"], "minItems": 2},
            **lists,
            "utility": _table("utility", UTILITY),
            "responses": {"type": "object", "additionalProperties": response},
        },
    }


def _table(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    narrower = _NARROWER.get(name, {})
    properties = {field: {**_KINDS.get(kind, {}), **narrower.get(field, {})} for field, kind in fields.items()}
    required = {"required": _REQUIRED[name]} if name in _REQUIRED else {}
    return {"type": "object", "additionalProperties": False, **required, "properties": properties}
