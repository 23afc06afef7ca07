"""What a user may name on the command line: a bundled case, a model file, a Gambit file, or standard input."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

from alignment_games.cases.case import Case, case_names, load_case
from alignment_games.cases.own import case_or_model, read_case_or_model
from alignment_games.cases.pair import load_pair, pair_names
from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io.doors.document import parse_document
from alignment_games.io.doors.text import decoded
from alignment_games.io.game_files.nfg import parse_nfg, read_nfg
from alignment_games.models.model import Model
from alignment_games.models.registry import BUILDERS, example

#: Bytes of standard input that are read: a stream without an end would take all memory.
_LARGEST = 256 * 2**20
#: What may be named.
_WHAT = (
    "give a bundled case, a model of the catalogue, a model file (.toml, .json), a Gambit file (.nfg), "
    "or - for standard input"
)
_TABLE = "a table makes many games; panel and from_dyads make them of dyads, io.read_data reads it"
#: Endings of files that hold no model, and what is to be done with them.
_NO_MODELS = {
    **dict.fromkeys((".csv", ".tsv", ".dta", ".parquet"), _TABLE),
    ".efg": "a game in extensive form; save it in strategic form (.nfg), as Gambit does",
}


def open_target(target: str, *, exact: bool = False) -> Case | Model | NormalFormGame:
    """Return what `open_named` does, or what standard input (``-``) describes: text that starts with NFG is a game."""
    return _from_text(_standard_input(), exact=exact) if target == "-" else open_named(target, exact=exact)


def open_named(target: str, *, exact: bool = False) -> Case | Model | NormalFormGame:
    """Return the bundled case or pair of that name, the example of an encoding, or what the file describes.

    A .toml or .json file gives a model, with a record a case; an .nfg file a game. ``exact`` reads decimals as
    fractions. Raises InvalidModelError when it is none of these, with the closest case name.
    """
    if target in case_names():
        return load_case(target, exact=exact)
    if target in pair_names():
        return load_pair(target, exact=exact)
    if target in BUILDERS:
        model: Any = example(target)
        return model.exact() if exact else model  # type: ignore[no-any-return] # all models of this package have it
    _refuse_other_files(target)
    if Path(target).suffix.lower() == ".nfg":
        return read_nfg(target, exact=exact or None)
    if Path(target).suffix.lower() in (".toml", ".json") or os.path.exists(target):  # noqa: PTH110 - Path.exists raises for some
        return read_case_or_model(target, exact=exact)
    if Path(target).suffix or os.sep in target:
        raise InvalidModelError(f"{target}: no such file; {_WHAT}")
    try:
        return load_case(target)
    except InvalidModelError as error:
        raise InvalidModelError(f"{error}; or give {_WHAT.removeprefix('give a bundled case, ')}") from None


def _refuse_other_files(target: str) -> None:
    """Raise InvalidModelError for what names no file that may hold a model, and says what to give instead."""
    if "\0" in target:
        raise InvalidModelError(f"{shown(target)}: no file has a zero byte in its name")
    if _is_device(target):
        raise InvalidModelError(f"{shown(target)} is a device, not a file; give - for standard input")
    if os.path.isdir(target):  # noqa: PTH112 - a name that is too long is none
        raise InvalidModelError(f"{target}: a folder, not a file; give one of its files, or history --cases {target}")
    ending = Path(target).suffix.lower()
    if ending in _NO_MODELS:
        raise InvalidModelError(f"{target}: {_NO_MODELS[ending]}")


def _from_text(text: str, *, exact: bool) -> Case | Model | NormalFormGame:
    """Return the game of an .nfg text, or the model of a text in JSON, which begins with a brace, or in TOML."""
    place, start = "standard input", text.lstrip("\ufeff \t\r\n")
    if not start:
        raise InvalidModelError("standard input is empty; expected a model (TOML or JSON) or a game (.nfg)")
    if start.startswith("NFG"):
        return parse_nfg(text, exact=exact or None, place=place)
    return case_or_model(parse_document(start, place, json_format=start.startswith("{"), exact=exact), place)


def _standard_input() -> str:
    """Return what stands there, read as UTF-8 whatever the machine's language is. Raises InvalidModelError."""
    stream = sys.stdin
    if stream is None:
        return ""
    try:
        raw = (
            stream.buffer.read(_LARGEST + 1)
            if hasattr(stream, "buffer")
            else stream.read().encode("utf-8", "backslashreplace")
        )
    except OSError as error:  # a folder, or a stream that is closed
        raise InvalidModelError(f"standard input cannot be read: {error.strerror}") from error
    if len(raw) > _LARGEST:
        raise InvalidModelError(f"standard input goes on beyond {_LARGEST / 2**20:.0f} MiB; no game here is so large")
    return decoded(raw, "standard input")


def _is_device(target: str) -> bool:
    try:
        mode = os.stat(target).st_mode  # noqa: PTH116 - what cannot be looked at is told by who reads it
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISBLK(mode)
