"""Commands about model files: a new one to fill in, and the schema by which editors check them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import say_json, say_written
from alignment_games.errors import InvalidModelError


def add_commands(commands: Any) -> None:
    """Add new and schema."""
    beginning = command(
        commands, "new", _new, "write a model file to fill in, or a copy of one to change", target=False
    )
    beginning.add_argument("file", metavar="FILE", help="a new .toml or .json file")
    beginning.add_argument("--from", dest="source", metavar="CASE_OR_FILE", help="what to copy, such as europe-1938")
    command(commands, "schema", _schema, "print the JSON schema of model files, for editors", target=False)


def _new(options: argparse.Namespace) -> None:
    from alignment_games.cases.new_file import new_file

    path = Path(options.file)
    if os.path.exists(path):  # noqa: PTH110 - a name that is too long is none
        raise InvalidModelError(f"{path} is there already; give a new name, or delete it first")
    new_file(path, options.source)
    say_written(options, path)


def _schema(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command has one signature
    from alignment_games.io.model_files.schema import model_schema

    say_json(model_schema())
