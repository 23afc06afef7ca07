"""Commands about one game: its figures, its equilibria, what they mean, and what rivals would foretell."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, natural, seconds, whole
from alignment_games.cli.deadline import Deadline
from alignment_games.cli.output import progress, say, say_json
from alignment_games.cli.targets import target_of

SOLVERS = {
    "auto": "Auto",
    "pure": "PureEnumeration",
    "vertex": "VertexEnumeration",
    "support": "SupportEnumeration",
    "alike": "AlikePlayers",
    "lemke-howson": "LemkeHowson",
    "zero-sum": "ZeroSum",
    "logit": "LogitTracing",
}


def add_commands(commands: Any) -> None:
    """Add show, solve, explain, qre, compare, history and scorecard."""
    command(commands, "show", _show, "print a case or model: figures, threats, record, sources")
    solving = command(commands, "solve", _solve, "find the equilibria, beside the recorded outcome")
    solving.add_argument("--refine", metavar="NAMES", help="verdicts on each, such as coalition_proof,strict")
    solving.add_argument("--select", metavar="RULE", help="payoff, risk, p_dominance, potential, basin or logit")
    solving.add_argument("--certificate", metavar="FILE", help="write a proof of all equilibria that can be checked")
    explaining = command(
        commands, "explain", _explain, "find the equilibria and say in words what holds each state there"
    )
    for each in (solving, explaining):
        each.add_argument("--solver", choices=SOLVERS, default="auto")
        each.add_argument("--exact", action="store_true", help="read decimals as fractions, solve exactly if possible")
        each.add_argument("--time-limit", type=seconds, metavar="SECONDS")
        each.add_argument("--json", action="store_true", help="print JSON")
    response = command(commands, "qre", _qre, "trace the logit quantal response equilibria")
    response.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
    command(commands, "compare", _compare, "rival theories of threat beside the record")
    scoring = command(
        commands, "history", _history, "score the theories on all cases, beside simple baselines", target=False
    )
    scoring.add_argument("--cases", metavar="FOLDER", help="score cases of your own instead: model files with a record")
    scoring.add_argument("--data", metavar="FILE", help="a coded record of your own to score too")
    scoring.add_argument("--figures", choices=("year", "before"), default="year", help="power of the year, or before")
    scoring.add_argument("--intent", choices=("coded", "rubric"), default="coded", help="as coded, or by the rubric")
    scoring.add_argument(
        "--full-menu",
        action="store_true",
        help="offer every response that history did not close to the state (takes minutes)",
    )
    walt = command(
        commands, "scorecard", _scorecard, "Walt's propositions beside the model, on the record and drawn", target=False
    )
    walt.add_argument("--draws", type=whole, default=500, help="situations to draw (default 500)")
    walt.add_argument("--seed", type=natural, default=0)


def _show(options: argparse.Namespace) -> None:
    from alignment_games.report.show import show

    say(show(target_of(options)))


def _solve(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.cases.case import case_of
    from alignment_games.io.outputs import check_writable
    from alignment_games.report.show import against_record

    if options.certificate:
        check_writable(options.certificate)
    deadline = Deadline(options.time_limit)
    target, solution = _solution(options)
    proof = ag.certify(solution, options.certificate, time_limit=options.time_limit) if options.certificate else None
    with deadline.of(solution):
        refined = ag.refine(solution, options.refine.split(",")) if options.refine else None
        chosen = ag.select(solution, options.select) if options.select else None
    if options.json:
        verdicts = {"refinements": refined.to_records()} if refined else {}
        proven = {"certificate": str(proof)} if proof else {}
        say_json({**solution.to_dict(), **verdicts, **({"selected": str(chosen)} if chosen else {}), **proven})
        return
    for part in (solution, refined, chosen):
        if part is not None:
            say(part)
    if proof is not None:
        say(f"certificate: {options.certificate}: {proof}")
    case = case_of(target)
    if case is not None:
        say(against_record(case, solution))


def _explain(options: argparse.Namespace) -> None:
    import alignment_games as ag

    deadline = Deadline(options.time_limit)
    _, solution = _solution(options)
    with deadline.of(solution):
        words = ag.explain(solution)
    if options.json:
        say_json({**solution.to_dict(), "explanation": words})
    else:
        say(words)


def _qre(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.game.entrance import as_game
    from alignment_games.io.outputs import check_writable
    from alignment_games.report.pictures.saving import save_picture

    if options.plot:
        check_writable(options.plot)
    path = ag.logit_path(as_game(target_of(options)).to_float())
    say(path)
    if options.plot:
        save_picture(ag.plot(path), options.plot)
        say(f"picture: {options.plot}")


def _compare(options: argparse.Namespace) -> None:
    import alignment_games as ag

    say(ag.compare(target_of(options)))


def _history(options: argparse.Namespace) -> None:
    from alignment_games.report.history import history

    menu = "full" if options.full_menu else "case"
    say(history(options.data, cases=options.cases, figures=options.figures, intent=options.intent, menu=menu))


def _scorecard(options: argparse.Namespace) -> None:
    from alignment_games.cases import case_names, load_case, scorecard

    say(scorecard([load_case(name) for name in case_names()], draws=options.draws, seed=options.seed))


def _solution(options: argparse.Namespace) -> tuple[Any, Any]:
    import alignment_games.solvers as room

    target = target_of(options)
    with progress() as bar:
        solver = getattr(room, SOLVERS[options.solver])()
        return target, room.solve(target, solver, time_limit=options.time_limit, progress=bar)
