"""What every command shares: a parser that refuses in one line, and the figures that options take."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NoReturn

from alignment_games.cli.output import print_to, tell
from alignment_games.errors import AlignmentGamesError, shown, unknown_name
from alignment_games.io.results.outputs import check_writable
from alignment_games.io.results.table_file import check_table_file
from alignment_games.text.visible import visible

Run = Callable[[argparse.Namespace], "int | None"]

#: What others call a command, and what it is called here.
_OTHERWISE = {
    "catalog": "catalogue",
    "deposit": "replicate",
    "estimate": "fit",
    "help": "--help",
    "list": "cases",
    "models": "catalogue",
    "nash": "solve",
    "qre": "logit",
    "report": "brief",
    "sample": "uncertain",
    "version": "--version",
}


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
            names = ", ".join(_parameters())
            self.epilog = (
                f"Parameters of cases and response models: {names}. The command parameters says what each means."
            )
        return super().format_help()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse, and refuse what is left over here, where the options are known."""
        options, left = super().parse_known_args(args, namespace)
        if left:
            self.error(self._left_over(left))
        self._refuse_no_value(args or ())
        return options, left

    def _refuse_no_value(self, arguments: Sequence[str]) -> None:
        """Refuse an option whose value is empty, which would pass for one that was not given."""
        joined = (each.split("=", 1) for each in arguments if "=" in each)
        for option, value in (*pairwise(arguments), *joined):
            action = self._option_string_actions.get(option)
            if action is not None and action.nargs is None and not value.strip():
                expected = action.metavar or "a value"
                self.error(f"argument {option}: expected {expected}, got {shown(value)}; leave the option out for none")

    def _left_over(self, left: Sequence[str]) -> str:
        """Return what is wrong with arguments that no option takes."""
        option, _, value = left[0].partition("=")
        if not option.startswith("-"):
            return f"unrecognized arguments: {' '.join(left)}"
        if "--set" in self._option_string_actions and option[2:].partition(".")[0] in _parameters():
            value = value or next(iter(left[1:]), "VALUE")
            return f"unknown option {shown(option)}; {option[2:]} is a parameter: --set {option[2:]}={value}"
        return str(unknown_name("option", option, [each for each in self._option_string_actions if each != "-h"]))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is none of the choices, with the closest."""
        if action.choices is None or value in action.choices:
            return
        if action.option_strings:
            raise argparse.ArgumentError(action, str(unknown_name("choice", value, action.choices)))
        meant = _OTHERWISE.get(str(value).lower())
        if meant is not None:
            raise argparse.ArgumentError(None, f"unknown command {shown(value)}; here it is called {meant}")
        raise argparse.ArgumentError(None, str(unknown_name("command", value, action.choices)))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where help is, and leave with exit code 2."""
        tell(f"{visible(message)}; see {self.prog} --help")
        self.exit(2)

    def _print_message(self, message: str, file: Any = None) -> None:
        if message:
            print_to(file or sys.stderr, message.rstrip("\n"))


def _parameters() -> Collection[str]:
    from alignment_games.models.registry import example

    return example("response").parameters()


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
        takes_changes(added, "change a parameter: burden=0.2, or intent.France=0.9 for one state")
    return added


def takes_changes(parser: argparse.ArgumentParser, text: str) -> None:
    """Let a command take changes of figures: NAME=VALUE, as often as there are some."""
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", dest="changes", help=text)


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


def figure(text: str) -> float:
    """Return a number."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number, like 0.2, got {shown(text)}") from None


def seconds(text: str) -> float:
    """Return a number of seconds of at least 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f"expected seconds, a number of at least 0, got {shown(text)}")
    return value
