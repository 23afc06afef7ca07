"""The entrance: parse, run, and turn what goes wrong into one line and an exit code."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from alignment_games.cli.output import leave_the_pipe, say, say_as_it_is, say_json, tell
from alignment_games.cli.parser import build_parser
from alignment_games.errors import AlignmentGamesError, NotConvergedError, UnwrittenError

#: What a shell reports of a program that was interrupted.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0; 2 for a bad model or request; 1 for an unfinished run; 130 for an interrupted one. Help and unreadable
    arguments raise SystemExit, as argparse has it.
    """
    try:
        with suppress(BrokenPipeError):
            return _run(arguments)
        leave_the_pipe()
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    return 0


def _run(arguments: Sequence[str] | None) -> int:
    options = build_parser().parse_args(arguments)
    logging.basicConfig(format="%(message)s")  # what takes long, or was damaged, is said beside the results
    import numpy as np

    from alignment_games.solvers.control import interrupts_as_such

    try:
        with (
            np.errstate(all="ignore"),
            interrupts_as_such(),
        ):  # figures beyond floats are refused where they reach a payoff
            return int(options.run(options) or 0)
    except NotConvergedError as error:
        return _unfinished(error, as_json=options.json)
    except AlignmentGamesError as error:
        if isinstance(error, UnwrittenError) and error.result:
            (say_as_it_is if options.json else say)(error.result)
        tell(error)
        return 2
    except MemoryError:
        tell("this needs more memory than there is; take fewer states, actions or points")
        return 1


def _unfinished(error: NotConvergedError, *, as_json: bool) -> int:
    """Print what had been found by then; return the exit code."""
    solution: Any = error.solution
    if solution is not None:
        if as_json:
            say_json(solution.to_dict())
        else:
            say(solution)
        if solution.status.name == "INTERRUPTED":
            tell("interrupted")
            return INTERRUPTED
    tell(error)
    return 1
