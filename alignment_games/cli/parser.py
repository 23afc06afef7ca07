"""The parser of all commands."""

from __future__ import annotations

import argparse
from functools import cache

from alignment_games._version import __version__
from alignment_games.cli import (
    catalogue,
    comparing,
    deriving,
    estimating,
    families,
    files,
    inverse,
    joining,
    panels,
    papers,
    solving,
)
from alignment_games.cli.command import Parser


@cache
def build_parser() -> argparse.ArgumentParser:
    """Return the parser, made once; what it parses has a ``run`` that takes it."""
    parser = Parser(
        prog="alignment-games", description="When is it rational to balance, to bandwagon, or to pass the buck?"
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)
    catalogue.add_cases(commands)
    catalogue.add_parameters(commands)
    for room in (solving, comparing, deriving, families, files, inverse, joining, estimating, panels, papers):
        room.add_commands(commands)
    catalogue.add_commands(commands)
    return parser
