"""New model files: the template with a comment on every setting, or a copy of a case or model to change."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from alignment_games.cases.case import Case, case_names
from alignment_games.cases.target import open_target
from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.document import parse_document
from alignment_games.io.doors.text import read_text
from alignment_games.io.model_files.model_file import build_model
from alignment_games.io.model_files.model_writer import write_model
from alignment_games.io.model_files.template import template
from alignment_games.io.results.outputs import write_output
from alignment_games.models.response import ResponseModel
from alignment_games.models.written import WrittenModel


def new_file(path: str | Path, source: str | None = None) -> None:
    """Write a new model file: the template, or a copy of a bundled case or of what a file describes.

    A bundled case and a game in formulas are copied with their comments; JSON has none. Raises InvalidModelError for
    another ending than .toml or .json and for a source that is no model, UnwrittenError for a file that cannot be
    written.
    """
    path = Path(path)
    if path.suffix not in (".toml", ".json"):
        raise InvalidModelError(f"{path}: model files are .toml or .json; give one of these endings")
    written = template() if source is None else _text_of(source)
    if written is not None and path.suffix == ".toml":
        write_output(path, written)
        return
    write_model(_model(source), path)


def _text_of(source: str) -> str | None:
    """Return the text of a bundled case, and of a file of a game in formulas, None for anything else."""
    if source not in case_names():
        written = Path(source).suffix.lower() == ".toml" and isinstance(open_target(source), WrittenModel)
        return read_text(source, "a model file") if written else None
    text = (resources.files("alignment_games.cases") / "data" / f"{source}.toml").read_text(encoding="utf-8")
    return f"# A copy of the bundled case {source}, to change.\n{text}"


def _model(source: str | None) -> ResponseModel:
    if source is None:
        return build_model(parse_document(template(), "the template"))
    found = open_target(source)
    model = found.model if isinstance(found, Case) else found
    if not isinstance(model, ResponseModel):
        raise InvalidModelError(f"{source}: a new model file is made from a case or a response model, got a game")
    return model
