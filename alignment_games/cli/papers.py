"""Commands that write what others read: briefs, classroom pages, folders to deposit."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import say_written, write
from alignment_games.cli.targets import target_of
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.outputs import check_writable


def add_commands(commands: Any) -> None:
    """Add report, classroom and replicate."""
    briefing = command(commands, "report", _report, "a self-contained brief (.html or .md)")
    teaching = command(commands, "classroom", _classroom, "a page for teaching: one file, no network")
    teaching.add_argument(
        "--states", metavar="NAMES", help="those that choose, such as Britain,France; the others do what is recorded"
    )
    teaching.add_argument(
        "--fixed", metavar="NAME=ACTION", action="append", help="what a state does whatever happens; may come again"
    )
    teaching.add_argument("--language", default="en", metavar="CODE", help="en (the default), de, es or fr")
    depositing = command(commands, "replicate", _replicate, "a deposit-ready folder: model, script, results, versions")
    for each in (briefing, teaching, depositing):
        each.add_argument("-o", "--output", required=True, metavar="PATH")


def _report(options: argparse.Namespace) -> None:
    import alignment_games as ag

    check_writable(options.output)
    document = ag.brief(target_of(options))
    write(options, options.output, document.markdown() if options.output.endswith(".md") else document.html())


def _classroom(options: argparse.Namespace) -> None:
    import alignment_games as ag

    check_writable(options.output)
    states = None if options.states is None else [name.strip() for name in options.states.split(",")]
    fixed = dict(map(_held, options.fixed or ()))
    page = ag.classroom_page(target_of(options), states=states, fixed=fixed, language=options.language)
    write(options, options.output, page)


def _held(given: str) -> tuple[str, str]:
    """Return the state and its action, of a pair such as USSR=balance."""
    state, separator, action = given.partition("=")
    if not separator:
        raise InvalidModelError(f"--fixed: expected NAME=ACTION, such as USSR=balance, got {shown(given)}")
    return state.strip(), action.strip()


def _replicate(options: argparse.Namespace) -> None:
    import alignment_games as ag

    say_written(options, ag.replicate(target_of(options), options.output))
