"""The command that puts things side by side: rival theories and the record, two scenarios, the scores of all cases."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, figure, natural, seconds, whole
from alignment_games.cli.deadline import Deadline
from alignment_games.cli.lists import rule
from alignment_games.cli.output import answer, progress, say_as_it_is
from alignment_games.cli.targets import target_of
from alignment_games.errors import InvalidModelError

#: Options of two scenarios, with what each is where it is left out.
_OF_SCENARIOS = {"by": "figure", "select": "payoff_dominant", "rate": 20.0, "orders": None, "seed": None}


def add_commands(commands: Any) -> None:
    """Add compare, history and scorecard."""
    _add_compare(commands)
    scores = "score the theories on all cases, beside simple baselines"
    scoring = command(commands, "history", _history, scores, target=False, table=True)
    scoring.add_argument("--cases", metavar="FOLDER", help="score cases of your own instead: model files with a record")
    scoring.add_argument("--data", metavar="FILE", help="a coded record of your own to score too")
    scoring.add_argument("--figures", choices=("year", "before"), default="year", help="power of the year, or before")
    scoring.add_argument("--intent", choices=("coded", "rubric"), default="coded", help="as coded, or by the rubric")
    scoring.add_argument(
        "--full-menu",
        action="store_true",
        help="offer every response that history did not close to the state (takes minutes)",
    )
    propositions = "Walt's propositions beside the model, on the record and drawn"
    scoring.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="stop then, with nothing printed")
    walt = command(commands, "scorecard", _scorecard, propositions, target=False, table=True)
    walt.add_argument("--draws", type=whole, default=500, help="situations to draw (default 500)")
    walt.add_argument("--seed", type=natural, default=0, help="of the draws (default 0)")


def _add_compare(commands: Any) -> None:
    comparing = command(
        commands,
        "compare",
        _compare,
        "rival theories of threat beside the record, or a second scenario beside the first: who changes, and why",
        table=True,
    )
    comparing.add_argument(
        "second", nargs="?", metavar="SECOND", help="a second case or file; --set then changes the second alone"
    )
    comparing.form.add_argument("--latex", action="store_true", help="print the tables in LaTeX")
    comparing.add_argument(
        "--by", choices=("figure", "parameter", "state"), help="what moves at once from A to B (default figure)"
    )
    comparing.add_argument("--select", metavar="RULE", help="first, payoff_dominant (default) or risk_dominant")
    comparing.add_argument("--rate", type=figure, help="lambda of the logit responses (default 20)")
    comparing.add_argument(
        "--orders",
        type=whole,
        help="orders of the inputs to draw, 0 for all (default: all up to 12 inputs, 8 of large games, then 24)",
    )
    comparing.add_argument("--seed", type=natural, help="repeats drawn orders")
    comparing.add_argument("--workers", type=whole, default=1, help="processes (default 1)")
    comparing.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="of two scenarios (default none)")
    comparing.add_argument("--plot", metavar="FILE", help="save a picture of two scenarios (png, pdf, svg)")


def _compare(options: argparse.Namespace) -> None:
    import alignment_games as ag

    given = {name: getattr(options, name) for name in _OF_SCENARIOS if getattr(options, name) is not None}
    if options.second is None:
        beside = [*given, *(["plot"] if options.plot else [])]
        if beside:
            raise InvalidModelError(f"--{', --'.join(beside)}: for two scenarios; name a second case or file")
        found: Any = ag.compare(target_of(options))
        document: Any = {"case": found.case.name, "theories": found.to_records()}
    else:
        found = _scenarios(options, {**_OF_SCENARIOS, **given})
        document = found.to_dict()
    if options.latex:
        say_as_it_is(ag.to_latex(found))
    answer(options, None if options.latex else found, document, found.to_records())
    if options.plot:
        from alignment_games.report.pictures.saving import save_picture

        save_picture(ag.plot(found), options.plot)
        if not options.json:
            say_as_it_is(f"picture: {options.plot}")


def _scenarios(options: argparse.Namespace, chosen: dict[str, Any]) -> Any:
    """Return the two scenarios side by side: the first as it is named, the second with the changes of --set."""
    from alignment_games.cases.comparison import scenario_name
    from alignment_games.cases.target import open_target
    from alignment_games.report.pictures.saving import check_picture
    from alignment_games.sweeps.contrasts.scenarios import contrast
    from alignment_games.sweeps.runs.workers import pool

    if options.plot:
        check_picture(options.plot)
    if options.target == options.second == "-":
        raise InvalidModelError("standard input holds one model; give the other as a case or a file")
    first = open_target(options.target)
    second = target_of(argparse.Namespace(**{**vars(options), "target": options.second}))
    names = [scenario_name(*each) for each in ((first, options.target, ""), (second, options.second, ""))]
    if options.changes:
        names[1] = f"{names[1]} with {', '.join(change.replace('=', ' ') for change in options.changes)}"
    chosen["rng"], chosen["select"] = chosen.pop("seed"), rule(chosen["select"])
    with progress() as bar, pool(options.workers) as executor:
        return contrast(
            first,
            second,
            names=(names[0], names[1]),
            executor=executor,
            progress=bar,
            time_limit=options.time_limit,
            **chosen,
        )


def _history(options: argparse.Namespace) -> None:
    from alignment_games.report.history import history

    menu = "full" if options.full_menu else "case"
    with Deadline(options.time_limit).of(None, "before the record was scored"):
        found = history(options.data, cases=options.cases, figures=options.figures, intent=options.intent, menu=menu)
    answer(options, found, found.to_dict(), found.to_records())


def _scorecard(options: argparse.Namespace) -> None:
    from alignment_games.cases import case_names, load_case, scorecard

    cases = [load_case(name) for name in case_names()]
    with progress() as bar:
        found = scorecard(cases, draws=options.draws, seed=options.seed, progress=bar)
    rows = found.to_records()
    answer(options, found, {"draws": options.draws, "seed": options.seed, "propositions": rows}, rows)
