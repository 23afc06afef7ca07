"""What is of the wrong kind altogether: every public function and record of the package refuses it in one line."""

from __future__ import annotations

import inspect
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from alignment_games.errors import AlignmentGamesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROOMS = (
    "alignment_games",
    *(f"alignment_games.{room}" for room in ("cases", "certificates", "estimation", "inverse", "io", "models")),
    *(f"alignment_games.{room}" for room in ("refinements", "report", "solvers", "states", "sweeps", "symbolic")),
)
#: What nothing takes for an answer of its own, but formulas and words take some: these are answered there.
WRONG: dict[str, Any] = {
    "None": None,
    "number": -3,
    "share": Fraction(1, 3),
    "no number": float("nan"),
    "text": "europe-1983",
    "bytes": b"x",
    "empty": [],
    "list": [1, "a"],
    "mapping": {"A": 1.0},
    "class": int,
    "object": object(),
    "table": np.zeros((2, 2, 2)),
    "complex": 1j,
}


def _public() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return the functions and the records that are made by users, each once."""
    seen = set()
    for room in ROOMS:
        here = import_module(room)
        for name in here.__all__:
            made = getattr(here, name)
            is_record = inspect.isclass(made) and hasattr(made.__init__, "__wrapped__")
            if (inspect.isfunction(made) or is_record) and id(made) not in seen:
                seen.add(id(made))
                yield f"{room}.{name}", made


PUBLIC = dict(_public())


def _call(made: Callable[..., Any], given: Any) -> Any:
    """Call with something as the first argument, and nothing as whatever else has to be given."""
    first, *others = inspect.signature(made).parameters.values()
    needed = [
        each
        for each in others
        if each.default is each.empty and each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]
    rest = {each.name: None for each in needed if each.kind is each.KEYWORD_ONLY}
    places = [None for each in needed if each.kind is not each.KEYWORD_ONLY]
    if first.kind is first.KEYWORD_ONLY:
        return made(**{first.name: given}, **rest)
    return made(given, *places, **rest)


@pytest.mark.filterwarnings("ignore")
def test_each_is_refused_in_one_line_or_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib").use("agg")
    monkeypatch.chdir(tmp_path)  # what takes a path for its first argument writes it there
    raw, refused = [], 0
    for name, made in PUBLIC.items():
        if not inspect.signature(made).parameters:
            continue
        for what, given in WRONG.items():
            try:
                _call(made, given)
            except AlignmentGamesError as error:
                refused += 1
                if "\n" in str(error) or len(str(error)) < 20:
                    raw.append(f"{name}({what}): {error!r}")
            except Exception as error:  # noqa: BLE001 - the fault that is looked for
                raw.append(f"{name}({what}): {error!r:.100}")
    assert not raw, "\n".join(raw)
    assert refused > len(PUBLIC)
