"""Commands about one game: its figures, its equilibria, and what they mean."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, seconds
from alignment_games.cli.deadline import Deadline
from alignment_games.cli.output import answer, progress, say_as_it_is
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
    """Add show, solve, explain and logit."""
    command(commands, "show", _show, "print a case or model: figures, threats, record, sources", table=True)
    solving = command(commands, "solve", _solve, "find the equilibria, beside the recorded outcome", table=True)
    solving.add_argument("--refine", metavar="NAMES", help="verdicts on each, such as coalition_proof,strict")
    solving.add_argument("--select", metavar="RULE", help="payoff, risk, p_dominance, potential, basin or logit")
    solving.add_argument("--certificate", metavar="FILE", help="write a proof of all equilibria that can be checked")
    solving.add_argument(
        "--algebraic", action="store_true", help="tell mixed equilibria as exact algebraic numbers too"
    )
    explaining = command(
        commands, "explain", _explain, "find the equilibria and say in words what holds each state there", table=True
    )
    for each in (solving, explaining):
        each.add_argument(
            "--solver",
            choices=SOLVERS,
            default="auto",
            metavar="NAME",
            help=f"{', '.join(SOLVERS)} (default auto: by kind and size of the game)",
        )
        each.add_argument("--exact", action="store_true", help="read decimals as fractions, solve exactly if possible")
        each.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="then what was found so far is printed")
    response = command(commands, "logit", _logit, "trace the logit quantal response equilibria", table=True)
    response.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
    response.add_argument("--time-limit", type=seconds, metavar="SECONDS", help="stop then, with nothing printed")


def _show(options: argparse.Namespace) -> None:
    from alignment_games.report.show import show
    from alignment_games.report.show_records import show_document, show_rows

    target = target_of(options)
    answer(options, None if options.json else show(target), show_document(target), show_rows(target))


def _solve(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.cases.case import case_of
    from alignment_games.io.results.outputs import check_writable
    from alignment_games.report.show import against_record

    if options.certificate:
        check_writable(options.certificate)
    deadline = Deadline(options.time_limit)
    target, solution = _solution(options)
    proof = ag.certify(solution, options.certificate, time_limit=deadline.left) if options.certificate else None
    case = case_of(target)
    with deadline.of(solution):
        refined = ag.refine(solution, [name.strip() for name in options.refine.split(",")]) if options.refine else None
        chosen = ag.select(solution, options.select) if options.select else None
        forms = _exact_forms(solution) if options.algebraic else {}
        record = [] if case is None or options.json else [against_record(case, solution)]
    verdicts = {"refinements": refined.to_records()} if refined else {}
    proven = {"certificate": str(proof)} if proof else {}
    document = {**solution.to_dict(), **verdicts, **({"selected": str(chosen)} if chosen else {}), **proven}
    told = [str(part) for part in (solution, refined, chosen) if part is not None]
    if proof is not None:
        told.append(f"certificate: {options.certificate}: {proof}")
    told += [f"equilibrium {k}: {form}" for k, form in forms.items()]
    if options.algebraic:
        document["algebraic"] = {str(k): form if isinstance(form, str) else form.to_dict() for k, form in forms.items()}
    answer(options, "\n".join([*told, *record]), document, solution.to_records())


def _exact_forms(solution: Any) -> dict[int, Any]:
    """Return the exact form of each mixed equilibrium by its number, or why it has none, in words."""
    import alignment_games as ag

    forms: dict[int, Any] = {}
    for k, equilibrium in enumerate(solution, start=1):
        if not equilibrium.pure:
            try:
                forms[k] = ag.symbolic.exact_equilibrium(solution, equilibrium)
            except ag.AlignmentGamesError as error:
                forms[k] = f"no exact form: {error}"
    return forms


def _explain(options: argparse.Namespace) -> None:
    import alignment_games as ag

    deadline = Deadline(options.time_limit)
    _, solution = _solution(options)
    with deadline.of(solution):
        words = ag.explain(solution)
    answer(options, words, {**solution.to_dict(), "explanation": words}, solution.to_records())


def _logit(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.game.entrance import as_game
    from alignment_games.report.pictures.saving import check_picture, save_picture

    if options.plot:
        check_picture(options.plot)
    with Deadline(options.time_limit).of(None, "before the path was traced"):
        path = ag.logit_path(as_game(target_of(options)).to_float())
    answer(options, path, {"points": path.to_records()}, path.to_records())
    if options.plot:
        save_picture(ag.plot(path), options.plot)
        if not options.json:
            say_as_it_is(f"picture: {options.plot}")


def _solution(options: argparse.Namespace) -> tuple[Any, Any]:
    import alignment_games.solvers as room

    target = target_of(options)
    with progress() as bar:
        solver = getattr(room, SOLVERS[options.solver])()
        return target, room.solve(target, solver, time_limit=options.time_limit, progress=bar)
