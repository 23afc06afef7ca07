"""The command of inverse questions: for which parameters the record is rational."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, figure, takes_changes, whole
from alignment_games.cli.output import progress, say, say_as_it_is, say_json
from alignment_games.cli.targets import number, target_of
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.results.table_file import write_rows


def add_commands(commands: Any) -> None:
    """Add rationalise."""
    asking = command(
        commands,
        "rationalise",
        _rationalise,
        "for which parameters is what the states did rational",
        target=False,
        table=True,
    )
    asking.add_argument("target", nargs="?", metavar="CASE", help="a bundled case, or a file of yours with a record")
    asking.add_argument("--all", action="store_true", help="every bundled case, each by itself")
    asking.add_argument(
        "--together",
        action="store_true",
        help="of every bundled case: the parameters that put most states at a best reply, all at once",
    )
    asking.add_argument(
        "--margin",
        type=figure,
        default=0.0,
        help="with --together: by how much a best reply must be better (default 0)",
    )
    asking.add_argument(
        "--over",
        action="append",
        default=[],
        metavar="NAME=LOW:HIGH",
        help="what is open: burden=0:0.3, or intent.Britain=0:1 for one state "
        "(default burden, reliability and threat_offence); with --together also values, NAME=LOW:HIGH:COUNT, "
        "of what payoffs are not affine in",
    )
    takes_changes(asking, "change a parameter first")
    asking.add_argument(
        "--each-alone",
        action="store_true",
        help="each figure alone, also of so many states that it takes more than seconds (two hundred: ten minutes)",
    )
    asking.add_argument("--nearest", action="store_true", help="also the nearest world in which the record is rational")
    asking.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")


def _rationalise(options: argparse.Namespace) -> None:
    from alignment_games.cli.rational_reports import all_in_words, rationalised
    from alignment_games.report.pictures.saving import check_picture

    cases, (box, others) = _cases(options), _box(options.over)
    if options.together:
        _together(options, cases, box, others)
        return
    if others:
        raise InvalidModelError("--over: NAME=LOW:HIGH:COUNT is for --together; leave out :COUNT")
    if options.plot:
        check_picture(options.plot)
    with progress() as bar:
        found = rationalised(cases, box, bar)
        words = None if options.json or options.all else _page(options, cases[0], found[0], bar)
    if options.json:
        documents = [each.to_dict() for each in found]
        say_json(documents if options.all else {**documents[0], **_nearest(options, cases[0])})
    else:
        say(all_in_words(cases, found) if words is None else words)
    if options.csv:
        write_rows([row for each in found for row in each.to_records()], options.csv)
        _tell_file(options, f"table: {options.csv}")
    if options.plot:
        import alignment_games as ag
        from alignment_games.report.pictures.saving import save_picture

        save_picture(ag.plot(found[0]), options.plot)
        _tell_file(options, f"picture: {options.plot}")


def _page(options: argparse.Namespace, case: Any, found: Any, bar: Any) -> str:
    from alignment_games.cli.rational_reports import page_on

    return page_on(case, found, each_alone=options.each_alone, nearest=options.nearest, progress=bar)


def _together(options: argparse.Namespace, cases: list[Any], box: Any, others: dict[str, Any]) -> None:
    from alignment_games.inverse.together import PAID_OR_GAINED, one_vector

    open_ = list(box) if box else [name for name in PAID_OR_GAINED if name not in others]
    with progress() as bar:
        found = one_vector(cases, open_, box=box, others=others, margin=options.margin, trade_off=True, progress=bar)
    if options.json:
        say_json(found.to_dict())
    else:
        say(found)


def _tell_file(options: argparse.Namespace, line: str) -> None:
    if not options.json:
        say_as_it_is(line)


def _nearest(options: argparse.Namespace, case: Any) -> dict[str, Any]:
    from alignment_games.inverse import nearest_rational_world

    if not options.nearest:
        return {}
    return {"nearest": nearest_rational_world(case).to_dict()}


def _cases(options: argparse.Namespace) -> list[Any]:
    from alignment_games.cases.case import Case, case_names, load_case

    asked = sum([options.all, options.together, options.target is not None])
    if asked != 1:
        raise InvalidModelError("rationalise: expected one case, --all for each of the bundled ones, or --together")
    if options.margin and not options.together:
        raise InvalidModelError("--margin is for --together; leave it out")
    if options.each_alone and options.json:
        raise InvalidModelError("--each-alone is for the page in words, not for --json; ag.inverse.alone gives figures")
    if options.target is None:
        word = "all" if options.all else "together"
        for name in ("changes", "each_alone", "nearest", "plot", *(("csv",) if options.together else ())):
            if getattr(options, name):
                option = {"changes": "set"}.get(name, name.replace("_", "-"))
                raise InvalidModelError(f"--{option} is not for --{word}; name one case")
        return [load_case(name) for name in case_names()]
    target = target_of(options)
    if not isinstance(target, Case):
        raise InvalidModelError(
            f"{shown(options.target)} has no recorded outcome to be rational; name a bundled case, or say in the file "
            "what each state did (recorded = ...)"
        )
    return [target]


def _box(given: list[str]) -> tuple[dict[str, tuple[float, float]] | None, dict[str, Any]]:
    """Return the ranges of NAME=LOW:HIGH, None where nothing is given, and the values of NAME=LOW:HIGH:COUNT."""
    from alignment_games.cli.family_reports import grid_points

    found: dict[str, tuple[float, float]] = {}
    others: dict[str, Any] = {}
    for text in given:
        place = f"--over {shown(text)}"
        name, _, ends = text.partition("=")
        parts = ends.split(":")
        if len(parts) not in (2, 3):
            raise InvalidModelError(f"{place}: expected NAME=LOW:HIGH, like burden=0:0.3 or intent.Britain=0:1")
        if name in found or name in others:
            raise InvalidModelError(f"{place}: {shown(name)} is given twice; give it once")
        low, high = (number(part, place, exact=False) for part in parts[:2])
        if len(parts) == 2:
            found[name] = (low, high)
        else:
            others[name] = grid_points(low, high, _count(parts[2], place))
    return found or None, others


def _count(text: str, place: str) -> int:
    try:
        return whole(text)
    except argparse.ArgumentTypeError as error:
        raise InvalidModelError(f"{place}: {error}") from None
