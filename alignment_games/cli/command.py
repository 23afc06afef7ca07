"""What every command shares: a parser that refuses in one line, and the figures that options take."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, NoReturn

from alignment_games.cli.output import print_to, tell
from alignment_games.errors import AlignmentGamesError, shown
from alignment_games.io.outputs import check_writable
from alignment_games.io.table_file import check_table_file
from alignment_games.text.visible import visible

Run = Callable[[argparse.Namespace], "int | None"]


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, and whose help any terminal can show.

    ``names_parameters``: its help ends with the parameters that ``--set`` takes, read where they are described.
    """

    names_parameters = False

    @cached_property
    def form(self) -> Any:
        """What a command may print in place of words, one of them at a time."""
        return self.add_mutually_exclusive_group()

    def format_help(self) -> str:
        """Return the help, with the parameters of response models where the command takes them."""
        if self.names_parameters:
            from alignment_games.models.registry import example

            names = ", ".join(example("response").parameters())
            self.epilog = (
                f"Parameters of cases and response models: {names}. The command parameters says what each means."
            )
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where help is, and leave with exit code 2."""
        tell(f"{visible(message)}; see {self.prog} --help")
        self.exit(2)

    def _print_message(self, message: str, file: Any = None) -> None:
        if message:
            print_to(file or sys.stderr, message.rstrip("\n"))


def command(commands: Any, name: str, run: Run, text: str, *, target: bool = True, table: bool = False) -> Parser:
    """Return the parser of a new command that calls ``run``.

    ``target``: it is about a case, a model or a game. ``table``: it prints one, which it can save too.
    """
    added: Parser = commands.add_parser(name, help=text, description=text)
    added.set_defaults(run=run)
    added.form.add_argument("--json", action="store_true", help="print JSON")
    if table:
        added.add_argument("--csv", type=table_file, metavar="FILE", help="save the table (csv, parquet, dta)")
    if target:
        added.add_argument(
            "target",
            metavar="CASE_OR_FILE",
            help="a bundled case, a model of the catalogue, a .toml, .json or .nfg file, or - for standard input",
        )
        added.names_parameters = True
        added.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            dest="changes",
            help="change a parameter: burden=0.2, or intent.France=0.9 for one state",
        )
    return added


def table_file(text: str) -> str:
    """Return the name of a file that a table can be saved to, by its ending and its folder."""
    try:
        check_table_file(text)
        check_writable(text)
    except AlignmentGamesError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def whole(text: str) -> int:
    """Return a whole number, written as 10000, 10_000 or 1e4."""
    try:
        value = float(text)
        if math.isfinite(value) and value == int(value):
            return int(text) if abs(value) >= 2**53 and text.strip("+-").isdigit() else int(value)
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(f"expected a whole number, got {shown(text)}")


def natural(text: str) -> int:
    """Return a whole number of at least 0."""
    value = whole(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 0, got {shown(text)}")
    return value


def seconds(text: str) -> float:
    """Return a number of seconds of at least 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f"expected seconds, a number of at least 0, got {shown(text)}")
    return value
