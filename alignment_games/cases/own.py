"""Cases of one's own: model files with a record of what each state did."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alignment_games.cases.case import Case, build_case
from alignment_games.cases.pair import build_pair, is_pair
from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.left_out import LeftOut
from alignment_games.io.game_files.game_file import build_game
from alignment_games.io.model_files.annotations import tables
from alignment_games.io.model_files.model_file import build_model, is_game, read_document
from alignment_games.models.model import Model

#: Endings of the files that a folder of cases is looked through for.
_ENDINGS = (".toml", ".json")


def read_case(
    path: str | Path, *, exact: bool = False, figures: str = "year", intent: str = "coded", menu: str = "case"
) -> Case:
    """Return the case that a model file with a record describes; its name is the file's, all else as in `load_case`.

    The file states its ``year`` and what each state did, ``recorded``; sources, grades and reasons are taken where it
    has them. Raises InvalidModelError with the file for one that cannot be read or has no record.
    """
    document = read_document(path, exact=exact)
    if not has_record(document):
        raise InvalidModelError(f'{path}: no record; say of each state what it did, as in recorded = "balance"')
    name = Path(path).stem
    return build_case(name, document, exact=exact, figures=figures, intent=intent, menu=menu, strict=False)


def read_cases(folder: str | Path, **variant: str) -> tuple[list[Case], tuple[LeftOut, ...]]:
    """Return the cases in a folder by name, and the files there that are model files without a record.

    ``variant``: as `read_case` takes it. Raises InvalidModelError for a folder that is none or holds no case, and for
    a file that cannot be read.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - a name that is too long is none
        what = "a file, not a folder" if os.path.isfile(folder) else "no such folder"  # noqa: PTH113 - as above
        raise InvalidModelError(f"{folder}: {what}; give a folder with files of cases (.toml, .json)")
    cases, left_out = [], []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix.lower() not in _ENDINGS:
            continue
        if has_record(read_document(path)):
            cases.append(read_case(path, **variant))  # type: ignore[arg-type] # names of variants are text
        else:
            left_out.append(LeftOut(path.name, "no record"))
    if not cases:
        raise InvalidModelError(f"{folder}: no case in it; a case is a model file (.toml, .json) with a record")
    return cases, tuple(left_out)


def read_case_or_model(path: str | Path, *, exact: bool = False) -> Case | Model:
    """Return the case of a model file with a record, else its model, also of a pair. Raises InvalidModelError."""
    return case_or_model(read_document(path, exact=exact), str(path), exact=exact)


def case_or_model(document: Mapping[str, Any], place: str, *, exact: bool = False) -> Case | Model:
    """Return the case that a parsed file describes where it has a record, else the model. ``place``: the file."""
    if is_game(document):
        return build_game(document, place)
    if is_pair(document):
        return build_pair(document, place, exact=exact)
    if not has_record(document):
        return build_model(document, place)
    return build_case(Path(place).stem, document, exact=exact, strict=False)


def has_record(document: Mapping[str, Any]) -> bool:
    """Return whether a parsed file says of any state what it did."""
    return not (is_game(document) or is_pair(document)) and any("recorded" in row for row in tables(document, "states"))
