"""Commands that write what others read: briefs, classroom pages, folders to deposit."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import say_written, write
from alignment_games.cli.targets import target_of
from alignment_games.io.outputs import check_writable


def add_commands(commands: Any) -> None:
    """Add report, classroom and replicate."""
    briefing = command(commands, "report", _report, "a brief: two pages and an appendix (.html, .md, .pdf)")
    teaching = command(commands, "classroom", _classroom, "a page for teaching: one file, no network")
    teaching.add_argument(
        "--states", metavar="NAMES", help="those that choose, such as Britain,France; the others do what is recorded"
    )
    depositing = command(commands, "replicate", _replicate, "a deposit-ready folder: model, script, results, versions")
    for each in (briefing, teaching, depositing):
        each.add_argument("-o", "--output", required=True, metavar="PATH")


def _report(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.report.document import check_document

    check_document(options.output)
    ag.brief(target_of(options)).save(options.output)
    say_written(options, options.output)


def _classroom(options: argparse.Namespace) -> None:
    import alignment_games as ag

    check_writable(options.output)
    states = None if options.states is None else [name.strip() for name in options.states.split(",")]
    write(options, options.output, ag.classroom_page(target_of(options), states=states))


def _replicate(options: argparse.Namespace) -> None:
    import alignment_games as ag

    say_written(options, ag.replicate(target_of(options), options.output))
