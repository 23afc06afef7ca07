"""The door for TOML and JSON: text to a dictionary, every fault in one line with its place."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from alignment_games.errors import InvalidModelError, shown

#: Digits of a number, and its power of ten, that are read exactly: more would fill the memory, not a model.
MOST_DIGITS, LARGEST_POWER = 4000, 9999


def exact_number(written: str) -> Fraction:
    """Return a decimal or whole number as a fraction. Raises InvalidModelError where it would be too long to hold.

    >>> exact_number("1.5e2")
    Fraction(150, 1)
    """
    digits, _, power = written.lower().partition("e")
    if len(digits) > MOST_DIGITS or (power and abs(int(power[:9])) > LARGEST_POWER):
        raise InvalidModelError(f"the number {shown(written)} is too long to be held exactly")
    try:
        return Fraction(written)
    except ValueError:  # nan, inf
        raise InvalidModelError(f"every number must be finite, got {shown(written)}") from None


def parse_document(text: str, place: str, *, json_format: bool = False, exact: bool = False) -> dict[str, Any]:
    """Return the parsed text. Raises InvalidModelError with the line where it does not parse."""
    kind, text = "JSON" if json_format else "TOML", text.removeprefix("\ufeff")
    number: Callable[[str], Any] = exact_number if exact else float
    try:
        document = _json(text, number) if json_format else tomllib.loads(text, parse_float=number)
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise InvalidModelError(f"{place}: not valid {kind}: {_short(str(error))}{_line_of(error, text)}") from error
    except RecursionError as error:
        raise InvalidModelError(f"{place}: not valid {kind}: lists or tables are nested too deeply") from error
    except ValueError as error:  # Python's limit on the digits of whole numbers, or a date that does not exist
        raise InvalidModelError(f"{place}: not valid {kind}: {_short(str(error))}") from error
    if not isinstance(document, dict):
        raise InvalidModelError(f"{place}: expected a table of settings at the top, got a {type(document).__name__}")
    return document


def _line_of(error: ValueError, text: str) -> str:
    """Return the line that a parser names, to be seen beside what it says of it."""
    named = re.search(r"\bline (\d+)\b", str(error))
    lines = text.splitlines()
    if named is None or not 0 < int(named[1]) <= len(lines):
        return ""
    return f": {shown(lines[int(named[1]) - 1].strip())}"


def _json(text: str, number: Callable[[str], Any]) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise InvalidModelError(f"not valid JSON: {shown(key)} is given twice in one table")
            found[key] = value
        return found

    return json.loads(text, parse_float=number, parse_constant=number, object_pairs_hook=once)


def _short(message: str, most: int = 300) -> str:
    """Return a parser's message on one line: it may quote the whole of what it could not read."""
    line = re.sub(r"\s+", " ", message)
    return line if len(line) <= most else f"{line[: most // 2]} ... {line[-most // 2 :]}"
