"""Commands about families of games: phase diagrams, and how sure a prediction is."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, natural, whole
from alignment_games.cli.output import progress, say
from alignment_games.cli.targets import model_of, number
from alignment_games.errors import InvalidModelError, shown


def add_commands(commands: Any) -> None:
    """Add sweep and uncertain."""
    sweeping = command(commands, "sweep", _sweep, "a phase diagram: which alignments are equilibria where")
    sweeping.add_argument("--over", action="append", required=True, metavar="NAME=LOW:HIGH:COUNT")
    sweeping.add_argument("--csv", metavar="FILE", help="save the table")
    sweeping.add_argument("--store", metavar="FILE", help="keep finished chunks, so that a killed run resumes")
    guessing = command(commands, "uncertain", _uncertain, "how sure, when the intents perceived are uncertain")
    guessing.add_argument("--draws", type=whole, default=10_000)
    guessing.add_argument("--spread", type=float, default=0.1, help="how uncertain each intent is (default 0.1)")
    guessing.add_argument("--seed", type=natural)
    for each in (sweeping, guessing):
        each.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
        each.add_argument("--workers", type=whole, default=1, help="processes")


def _sweep(options: argparse.Namespace) -> None:
    from alignment_games.report.families import sweep_report

    axes: dict[str, Any] = {}
    for axis in options.over:
        name, points = _axis(axis)
        parameter, dot, state = name.partition(".")
        before = axes.setdefault(parameter, {} if dot else points)
        if before is not points and not (dot and isinstance(before, dict) and state not in before):
            raise InvalidModelError(
                f"--over {shown(name)}: {parameter} varies already; let it vary once for all states, or once for each"
            )
        if dot:
            before[state] = points
    files = {"plot": options.plot, "csv": options.csv, "store": options.store}
    with progress() as bar:
        text = sweep_report(model_of(options), axes, workers=options.workers, progress=bar, **files)
    say(text)


def _axis(given: str) -> tuple[str, Any]:
    """Return the name and the values of NAME=LOW:HIGH:COUNT."""
    from alignment_games.report.families import grid_points

    place = f"--over {shown(given)}"
    name, _, text = given.partition("=")
    parts = text.split(":")
    if len(parts) != 3:
        raise InvalidModelError(f"{place}: expected NAME=LOW:HIGH:COUNT, like burden=0:0.4:200")
    low, high = (number(part, place, exact=False) for part in parts[:2])
    try:
        count = whole(parts[2])
    except argparse.ArgumentTypeError as error:
        raise InvalidModelError(f"{place}: {error}") from None
    return name, grid_points(low, high, count)


def _uncertain(options: argparse.Namespace) -> None:
    from alignment_games.report.families import uncertain_report

    how = {name: getattr(options, name) for name in ("draws", "seed", "spread", "plot", "workers")}
    with progress() as bar:
        text = uncertain_report(model_of(options), progress=bar, **how)
    say(text)
