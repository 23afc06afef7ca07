"""What a user may name on the command line: a bundled case, a model file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from alignment_games.cases.case import Case, case_names, load_case
from alignment_games.errors import InvalidModelError
from alignment_games.io.model_file import build_model, parse_document, read_model
from alignment_games.models.response import ResponseModel


def open_target(target: str, *, exact: bool = False) -> Case | ResponseModel:
    """Return the bundled case of that name, or the model that the file (``-``: standard input) describes.

    Raises InvalidModelError when it is neither, with the closest case name.
    """
    if target in case_names():
        return load_case(target, exact=exact)
    if target == "-":
        return build_model(parse_document(sys.stdin.read(), "standard input", exact=exact), "standard input")
    if Path(target).suffix in (".toml", ".json") or Path(target).exists():
        return read_model(target, exact=exact)
    try:
        return load_case(target)
    except InvalidModelError as error:
        raise InvalidModelError(f"{error}; or give a model file (.toml, .json), or - for standard input") from None
