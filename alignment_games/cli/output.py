"""What leaves the command line: lines that any terminal can show, files, and a bar for long work.

Names may come from files of others, so every line passes `visible`; signs that the stream's encoding lacks are shown
by their ASCII twins.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from alignment_games.errors import UnwrittenError
from alignment_games.io.results.json_text import json_text
from alignment_games.io.results.outputs import write_output
from alignment_games.io.results.table_file import write_rows
from alignment_games.report.progress import ProgressBar
from alignment_games.text.pages import page
from alignment_games.text.visible import encodable, one_line, visible


def say(result: Any) -> None:
    """Print a result at the width of a page, at once: the next may take long."""
    say_as_it_is(page(visible(str(result), keep="\n")))


def say_as_it_is(text: str) -> None:
    """Print a text whose lines must stay whole, such as LaTeX, at once."""
    print_to(sys.stdout, visible(text, keep="\n"))


def say_json(document: Any) -> None:
    """Print a document as JSON."""
    print_to(sys.stdout, json_text(document))


def answer(
    options: argparse.Namespace, result: object, document: Any, rows: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Say a result in words, or the document as JSON where asked; save ``rows``, of one kind, where asked.

    Raises UnwrittenError for a table that cannot be written.
    """
    path = getattr(options, "csv", None)
    if options.json:
        say_json(document)
    elif result is not None:
        say(result)
    if path is not None and rows is not None:
        write_rows(rows, path)
        if not options.json:
            say_as_it_is(f"table: {path}")


def tell(message: object) -> None:
    """Print one line on the error stream."""
    print_to(sys.stderr, f"alignment-games: {one_line(str(message))}")


def write(options: argparse.Namespace, path: str, text: str) -> None:
    """Write a file and say so. Raises UnwrittenError."""
    write_output(path, text)
    say_written(options, path)


def say_written(options: argparse.Namespace, path: object) -> None:
    """Say which file or folder was written."""
    if options.json:
        say_json({"written": str(path)})
    else:
        say_as_it_is(f"written: {path}")


def print_to(stream: TextIO, text: str) -> None:
    """Print a text in characters that the stream can show. Raises UnwrittenError where it is full."""
    try:
        print(encodable(text, getattr(stream, "encoding", None) or "utf-8"), file=stream, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwrittenError(f"the output cannot be written: {error.strerror}") from error


def leave_the_pipe() -> None:
    """Send what is still to come nowhere: the reader, such as head, has seen enough."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress() -> Iterator[ProgressBar]:
    """Yield a bar on the error stream, wiped off at the end."""
    bar = ProgressBar(sys.stderr)
    try:
        yield bar
    finally:
        bar.close()
