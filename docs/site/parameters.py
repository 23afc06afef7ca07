"""What a callable takes: name, type, default, and the meaning that its docstring gives."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from alignment_games import Parameter
from docs.site.docstrings import Link, inline


def parameter_rows(value: Any, link: Link) -> Iterator[list[str]]:
    """Yield name, type, default and meaning of each parameter of a function or class."""
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "args", "kwargs"):
            continue
        kind = "" if parameter.annotation is parameter.empty else _type(parameter.annotation)
        name = {parameter.VAR_KEYWORD: "**", parameter.VAR_POSITIONAL: "*"}.get(parameter.kind, "") + parameter.name
        meaning = inline(meaning_of(parameter.name, value.__doc__ or ""), link)
        yield [f"`{name}`", kind and f"`{kind}`", _default(parameter, value), meaning]


def record_rows(parameters: Mapping[str, Parameter], link: Link) -> Iterator[list[str]]:
    """Yield name, meaning, unit, range, default and place in a model file of each figure of a model."""
    for name, each in parameters.items():
        default = "" if each.default is None else f"`{default_text(each.default)}`"
        place = each.place and f"`{each.place}`"
        yield [f"`{name}`", inline(each.meaning, link), inline(each.unit, link), each.range, default, place]


def signature_text(name: str, value: Any) -> str:
    """Return the call with names alone, defaults left to the table; empty for what takes nothing that is known."""
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except (TypeError, ValueError):
        return ""
    shown, starred = [], False
    for parameter in parameters:
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            shown.append("*")
            starred = True
        marks = {parameter.VAR_KEYWORD: "**", parameter.VAR_POSITIONAL: "*"}.get(parameter.kind, "")
        optional = parameter.default is not parameter.empty
        shown.append(f"{marks}{parameter.name}{'=...' if optional else ''}")
    indent = " " * (len(name) + 1)
    return textwrap.fill(f"{name}({', '.join(shown)})", 96, subsequent_indent=indent)


def meaning_of(name: str, docstring: str) -> str:
    """Return what a docstring says of a parameter: what follows its name and a colon, else the sentence with it."""
    prose = re.split(r"^\s*>>> ", docstring, maxsplit=1, flags=re.MULTILINE)[0]
    text = " ".join(prose.split())
    defined = re.search(rf"``{name}``(?: \([^)]*\)|, [^:.`]*)?: (.*?)(?:[.;] (?=``|[A-Z])|\.?$)", text)
    if defined:
        return defined[1].strip()
    sentences = re.split(r"(?<=[.])\s+(?=[A-Z`])", text)
    return next((sentence for sentence in sentences if f"``{name}``" in sentence), "")


def _type(annotation: Any) -> str:
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    return text.replace("'", "")


def _default(parameter: inspect.Parameter, value: Any) -> str:
    if parameter.default is parameter.empty:
        return "" if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL) else "*required*"
    return f"`{default_text(_made(parameter, value))}`"


def _made(parameter: inspect.Parameter, value: Any) -> Any:
    """Return the default itself, made where a record makes a new one for each instance."""
    if is_dataclass(value):
        maker = next((f.default_factory for f in fields(value) if f.name == parameter.name), MISSING)
        if maker is not MISSING:
            return maker()
    return parameter.default


def default_text(default: Any) -> str:
    """Return a default as it would be written."""
    if inspect.isfunction(default) or inspect.isclass(default):
        return default.__name__
    text = repr(default)
    return text if len(text) <= 40 else f"{type(default).__name__}(...)"
