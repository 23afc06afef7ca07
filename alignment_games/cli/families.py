"""Commands about families of games: phase diagrams, and how sure a prediction is."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, figure, natural, seconds, whole
from alignment_games.cli.output import progress, say, say_as_it_is
from alignment_games.cli.targets import model_of, number
from alignment_games.errors import InvalidModelError, shown


def add_commands(commands: Any) -> None:
    """Add sweep and uncertain."""
    sweeping = command(commands, "sweep", _sweep, "a phase diagram: which alignments are equilibria where", table=True)
    sweeping.add_argument(
        "--over",
        action="append",
        required=True,
        metavar="NAME=LOW:HIGH:COUNT",
        help="an axis, such as burden=0:0.4:200 or intent.France=0:1:100; give it once for each",
    )
    sweeping.add_argument("--store", metavar="FILE", help="keep finished chunks, so that a killed run resumes")
    guessing = command(
        commands, "uncertain", _uncertain, "how sure, when intents or other figures are uncertain", table=True
    )
    guessing.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="NAME[=LOW:HIGH]",
        help="what is uncertain (default the intents perceived): any parameter such as power or burden, or that of one "
        "state as power.France; around its value, or evenly between two, or as LOW:LIKELIEST:HIGH",
    )
    guessing.add_argument("--draws", type=whole, default=10_000, help="games to draw (default 10000)")
    guessing.add_argument(
        "--spread",
        type=figure,
        default=0.1,
        help="how uncertain: the standard deviation of an intent, of other figures as a share of them (default 0.1)",
    )
    guessing.add_argument("--seed", type=natural, help="repeats the draws")
    for each in (sweeping, guessing):
        each.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
        each.add_argument("--workers", type=whole, default=1, help="processes (default 1)")
        each.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="for a run that may take long")


def _sweep(options: argparse.Namespace) -> None:
    from alignment_games.cli.family_reports import Asked, sweep_report

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
    with progress() as bar:
        text = sweep_report(model_of(options), axes, Asked.of(options, bar), store=options.store)
    _say(options, text)


def _axis(given: str) -> tuple[str, Any]:
    """Return the name and the values of NAME=LOW:HIGH:COUNT."""
    from alignment_games.cli.family_reports import grid_points

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
    from alignment_games.cli.family_reports import Asked, uncertain_report

    how = {name: getattr(options, name) for name in ("draws", "seed", "spread")}
    model = model_of(options)
    given = _distributions(options, model) if options.vary else None
    with progress() as bar:
        text = uncertain_report(model, Asked.of(options, bar), distributions=given, **how)
    _say(options, text)


def _distributions(options: argparse.Namespace, model: Any) -> dict[Any, Any]:
    """Return the distributions that --vary asks for."""
    from alignment_games.sweeps.uncertainties.guesses import apart, guesses

    found: dict[Any, Any] = {}
    for text in options.vary:
        name, equals, range_ = text.partition("=")
        parameter, dot, state = name.partition(".")
        key = (parameter, state) if dot else parameter
        if equals:
            drawn = dict.fromkeys(apart(model, key), _between(range_, f"--vary {shown(text)}"))
        else:
            drawn = guesses(model, options.spread, of=[key])
        twice = [each for each in drawn if each in found]
        if twice:
            raise InvalidModelError(f"--vary {shown(text)}: {shown(twice[0])} varies already; name it once")
        found |= drawn
    return found


def _between(text: str, place: str) -> Any:
    """Return the distribution of LOW:HIGH, even, or of LOW:LIKELIEST:HIGH, a triangle."""
    from scipy.stats import triang, uniform

    ends = [number(part, place, exact=False) for part in text.split(":")]
    if len(ends) not in (2, 3) or not ends[0] < ends[-1] or not ends[0] <= ends[-2] <= ends[-1]:
        raise InvalidModelError(f"{place}: expected NAME, NAME=LOW:HIGH or NAME=LOW:LIKELIEST:HIGH, like burden=0:0.2")
    low, width = ends[0], ends[-1] - ends[0]
    return uniform(low, width) if len(ends) == 2 else triang((ends[1] - low) / width, low, width)


def _say(options: argparse.Namespace, text: str) -> None:
    """Print a report; JSON as it is."""
    (say_as_it_is if options.json else say)(text)
