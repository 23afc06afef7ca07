"""What a user may name on the command line: a bundled case, a model file, a Gambit file, or standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alignment_games.cases.case import Case, case_names, load_case
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io.document import parse_document
from alignment_games.io.model_file import build_model, read_model
from alignment_games.io.nfg import parse_nfg, read_nfg
from alignment_games.io.text import decoded
from alignment_games.models.response import ResponseModel


def open_target(target: str, *, exact: bool = False) -> Case | ResponseModel | NormalFormGame:
    """Return the bundled case of that name, or what the file (``-``: standard input) describes.

    A .toml or .json file gives a model, an .nfg file, or standard input that starts with NFG, a game.
    Raises InvalidModelError when it is neither, with the closest case name.
    """
    if target in case_names():
        return load_case(target, exact=exact)
    if target == "-":
        return _from_standard_input(exact=exact)
    if Path(target).suffix.lower() == ".nfg":
        return read_nfg(target, exact=exact or None)
    if Path(target).suffix.lower() in (".toml", ".json") or os.path.exists(target):  # noqa: PTH110 - False for what can be no path
        return read_model(target, exact=exact)
    try:
        return load_case(target)
    except InvalidModelError as error:
        raise InvalidModelError(
            f"{error}; or give a model file (.toml, .json), a Gambit file (.nfg), or - for standard input"
        ) from None


def _from_standard_input(*, exact: bool) -> ResponseModel | NormalFormGame:
    """Return the game (NFG ...) or the model (TOML, or JSON in braces) on standard input, UTF-8 in every locale."""
    place = "standard input"
    raw = getattr(sys.stdin, "buffer", None)
    text = sys.stdin.read() if raw is None else decoded(raw.read(), place)
    begins = text.lstrip("\ufeff \t\r\n")
    if begins.startswith("NFG"):
        return parse_nfg(text, exact=exact or None, place=place)
    return build_model(parse_document(text, place, json_format=begins.startswith("{"), exact=exact), place)
