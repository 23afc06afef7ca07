"""Pairs of cases: two files, each what one side perceives, put into the game of both.

```toml
title = "NATO's approach, seen from both sides"    # optional, as notes are
sides = ["moscow-on-nato-2008", "russia-2008"]     # two bundled cases or model files, who faces whom
provocation = 1                                    # optional: a number, or a table by the name of each threat
```

The files keep their own figures, perceptions, sources and records; the pair says only that they belong together, and
how much of what the one side musters the other takes to be meant for attack (`models.both_sides`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from alignment_games.cases.case import bundled, case_names, load_case
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.io.doors.document import parse_document
from alignment_games.io.doors.kinds import Kind, fields, labels, number, text
from alignment_games.io.model_files.model_file import read_model
from alignment_games.models.both_sides import BothSidesModel, both_sides_model
from alignment_games.models.response import ResponseModel
from alignment_games.signatures import as_annotated


def _by_threat(value: Any, what: str) -> Any:
    """Return one number, or a table of numbers by threat."""
    if isinstance(value, Mapping):
        return {name: number(each, f"{name} of {what}") for name, each in value.items()}
    return number(value, what)


_FIELDS: Mapping[str, Kind] = {"title": text, "notes": text, "sides": labels, "provocation": _by_threat}


def pair_names() -> list[str]:
    """Return the names of the bundled pairs, sorted.

    >>> pair_names()
    ['nato-approach-2008']
    """
    return bundled("pairs")


@as_annotated()
def load_pair(name: str, *, exact: bool = False) -> BothSidesModel:
    """Return the model of a bundled pair; ``exact`` reads its decimals as fractions.

    Raises InvalidModelError with the closest name for an unknown one.

    >>> load_pair("nato-approach-2008").first.names
    ('Russia', 'China', 'Iran', 'Serbia', 'Kazakhstan')
    """
    if name not in pair_names():
        raise unknown_name("pair", name, pair_names())
    written = (resources.files("alignment_games.cases") / "pairs" / f"{name}.toml").read_text(encoding="utf-8")
    return build_pair(parse_document(written, f"pair {name}", exact=exact), f"pair {name}", exact=exact)


def is_pair(document: Mapping[str, Any]) -> bool:
    """Return whether a parsed file names two sides instead of states."""
    return "sides" in document


def build_pair(document: Mapping[str, Any], place: str, *, exact: bool = False) -> BothSidesModel:
    """Return the model of a parsed file of a pair. ``place``: the file; those that it names lie beside it.

    Raises InvalidModelError with the file for what is missing, unknown or does not fit.
    """
    try:
        given = fields(document, _FIELDS, "setting", "")
        first, second = (_side(each, Path(place).parent, exact=exact) for each in _two(given["sides"]))
        about = {name: given[name] for name in ("title", "notes") if name in given}
        return both_sides_model(first, second, provocation=given.get("provocation", 1), about=about)
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error


def _two(sides: Sequence[str]) -> Sequence[str]:
    if len(sides) != 2:
        raise InvalidModelError(f"sides: expected two cases or files, got {shown(sides)}")
    return sides


def _side(named: str, folder: Path, *, exact: bool) -> ResponseModel:
    if named in case_names():
        return load_case(named, exact=exact).model
    if not Path(named).suffix:
        raise unknown_name("case", named, case_names())
    return read_model(folder / named, exact=exact)
