"""The command line: parse, call, print. Exit code 0; 2 for a bad model or request; 1 for an unfinished run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from alignment_games._version import __version__
from alignment_games.errors import AlignmentGamesError, InvalidModelError, NotConvergedError

SOLVERS = {
    "auto": "Auto",
    "pure": "PureEnumeration",
    "vertex": "VertexEnumeration",
    "support": "SupportEnumeration",
    "lemke-howson": "LemkeHowson",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except NotConvergedError as error:
        if error.solution is not None:
            print(error.solution)
        print(f"alignment-games: {error}", file=sys.stderr)
        return 1
    except AlignmentGamesError as error:
        print(f"alignment-games: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alignment-games",
        description="When is it rational to balance, to bandwagon, or to pass the buck?",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "cases", _cases, "list the bundled cases")
    shown = _command(commands, "show", _show, "print a case or model file: figures, threats, record, sources")
    shown.add_argument("target", metavar="CASE_OR_FILE")
    for name, run, text in (
        ("solve", _solve, "find the equilibria, beside the recorded outcome"),
        ("explain", _explain, "find the equilibria and say in words what holds each state there"),
    ):
        _solving(_command(commands, name, run, text))
    return parser


def _command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _solving(command: argparse.ArgumentParser) -> None:
    command.add_argument("target", metavar="CASE_OR_FILE", help="a bundled case, a .toml or .json file, - for stdin")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="changes",
        help="change a parameter: burden=0.2, or intent.France=0.9 for one state",
    )
    command.add_argument("--solver", choices=SOLVERS, default="auto")
    command.add_argument(
        "--exact", action="store_true", help="read decimals as fractions, solve exactly where possible"
    )
    command.add_argument("--time-limit", type=float, metavar="SECONDS")
    command.add_argument("--json", action="store_true", help="print JSON")


def _cases(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command has one signature
    from alignment_games.cases import case_names, load_case

    for name in case_names():
        case = load_case(name)
        print(f"{name:<22}{case.title}")


def _show(options: argparse.Namespace) -> None:
    from alignment_games.cases.case import Case
    from alignment_games.cases.target import open_target
    from alignment_games.report.show import show_case, show_model

    target = open_target(options.target)
    print(show_case(target) if isinstance(target, Case) else show_model(target))


def _solve(options: argparse.Namespace) -> None:
    from alignment_games.cases.case import Case
    from alignment_games.report.show import against_record

    target, solution = _solution(options)
    if options.json:
        print(json.dumps(solution.to_dict(), indent=2))
        return
    print(solution)
    if isinstance(target, Case):
        print(against_record(target, solution))


def _explain(options: argparse.Namespace) -> None:
    from alignment_games.report import explain

    _, solution = _solution(options)
    words = explain(solution)
    print(json.dumps({**solution.to_dict(), "explanation": words}, indent=2) if options.json else words)


def _solution(options: argparse.Namespace) -> tuple[Any, Any]:
    import alignment_games.solvers as room
    from alignment_games.cases.case import Case
    from alignment_games.cases.target import open_target
    from alignment_games.report.progress import ProgressBar

    target = open_target(options.target, exact=options.exact)
    model = target.model if isinstance(target, Case) else target
    game = model.with_parameters(**_changes(options)).game()
    bar = ProgressBar(sys.stderr)
    try:
        solver = getattr(room, SOLVERS[options.solver])()
        return target, room.solve(game, solver, time_limit=options.time_limit, progress=bar)
    finally:
        bar.close()


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """Return the parameters of ``--set``: NAME=VALUE, or NAME.STATE=VALUE gathered by name."""
    found: dict[str, Any] = {}
    for change in options.changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise InvalidModelError(f"--set {change}: expected NAME=VALUE, like burden=0.2")
        try:
            value = Fraction(text) if options.exact else float(text)
        except ValueError:
            raise InvalidModelError(f"--set {change}: {text!r} is not a number") from None
        parameter, dot, state = name.partition(".")
        if dot:
            found.setdefault(parameter, {})[state] = value
        else:
            found[parameter] = value
    return found
