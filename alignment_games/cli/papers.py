"""Commands that write what others read: briefs, classroom pages, folders to deposit."""

from __future__ import annotations

import argparse
import os
from typing import Any

from alignment_games.cli.command import command
from alignment_games.cli.output import progress, say_written, tell, write
from alignment_games.cli.targets import target_of
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.results.outputs import check_writable

#: Up to so many states a brief takes some ten seconds.
_FEW_PLAYERS = 6


def add_commands(commands: Any) -> None:
    """Add brief, classroom and replicate."""
    briefing = command(commands, "brief", _brief, "a brief: two pages and an appendix (.html, .md, .pdf)")
    teaching = command(commands, "classroom", _classroom, "a page for teaching: one file, no network")
    teaching.add_argument(
        "--states", metavar="NAMES", help="those that choose, such as Britain,France; the others do what is recorded"
    )
    teaching.add_argument(
        "--fixed", metavar="NAME=ACTION", action="append", help="what a state does whatever happens; may come again"
    )
    teaching.add_argument("--language", default="en", metavar="CODE", help="en (the default), de, es or fr")
    depositing = command(
        commands, "replicate", _replicate, "a deposit-ready folder: data, models, scripts, results, versions"
    )
    depositing.add_argument("more", nargs="*", metavar="CASE_OR_FILE", help="further ones, --set changes each")
    depositing.add_argument("--script", action="append", default=[], metavar="FILE.py", help="your own, run after")
    depositing.add_argument("--data", action="append", default=[], metavar="FILE", help="what your script reads")
    depositing.add_argument("--no-data", action="store_true", help="state the SHA-256 of the data, do not copy them")
    depositing.add_argument("--title", default="", metavar="TEXT", help="of the deposit, in README.md")
    depositing.add_argument("--source", action="append", default=[], metavar="TEXT", help="named in README.md")
    for each in (briefing, teaching, depositing):
        kind = "a new folder, or an empty one" if each is depositing else "the file to write"
        each.add_argument("-o", "--output", required=True, metavar="PATH", help=kind)


def _brief(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.report.document import check_document

    check_document(options.output)
    target = target_of(options)
    with progress() as bar:

        def sections(done: int, total: int | None) -> None:
            players = len(ag.as_model(target).names) if done == 1 else 0  # what is too large was refused by now
            if players > _FEW_PLAYERS:
                tell(f"{players} states are swept and drawn, which may take half a minute; explain answers in a second")
            bar(done, total)

        ag.brief(target, progress=sections).save(options.output)
    say_written(options, options.output)


def _classroom(options: argparse.Namespace) -> None:
    import alignment_games as ag

    check_writable(options.output)
    if not options.output.lower().endswith((".html", ".htm")):
        raise InvalidModelError(f"{options.output}: a page for teaching is a file of HTML; give the ending .html")
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

    targets = [options.target, *options.more]
    opened = [target_of(argparse.Namespace(**{**vars(options), "target": each})) for each in targets]
    # A file is deposited as it is, unless --set changes what it says.
    as_is = [not options.changes and os.path.isfile(each) for each in targets]  # noqa: PTH113 - Path.is_file may raise
    given = [each if kept else made for each, made, kept in zip(targets, opened, as_is, strict=True)]
    with progress() as bar:
        folder = ag.replicate(
            given,
            options.output,
            data=options.data,
            copy_data=not options.no_data,
            script=options.script,
            title=options.title,
            sources=options.source,
            progress=bar,
        )
    say_written(options, folder)
