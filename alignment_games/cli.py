"""The command line: parse, call, print. Exit code 0; 2 for a bad model or request; 1 for an unfinished run."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment_games._version import __version__
from alignment_games.errors import AlignmentGamesError, InvalidModelError, NotConvergedError, UnsupportedGameError

if TYPE_CHECKING:
    from collections.abc import Iterator

SOLVERS = {
    "auto": "Auto",
    "pure": "PureEnumeration",
    "vertex": "VertexEnumeration",
    "support": "SupportEnumeration",
    "lemke-howson": "LemkeHowson",
    "zero-sum": "ZeroSum",
    "logit": "LogitTracing",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except NotConvergedError as error:
        if getattr(options, "json", False) and error.solution is not None:
            print(json.dumps(error.solution.to_dict(), indent=2))
        elif error.solution is not None:
            _say(error.solution)
        print(f"alignment-games: {error}", file=sys.stderr)
        return 1
    except AlignmentGamesError as error:
        print(f"alignment-games: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("alignment-games: interrupted", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alignment-games", description="When is it rational to balance, to bandwagon, or to pass the buck?"
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, _cases, "list the bundled cases", target=False)
    _command(commands, _show, "print a case or model: figures, threats, record, sources")
    _add_solving(commands)
    _add_deriving(commands)
    _add_families(commands)
    _add_papers(commands)
    _add_catalogue(commands)
    return parser


def _add_solving(commands: Any) -> None:
    solving = _command(commands, _solve, "find the equilibria, beside the recorded outcome")
    solving.add_argument("--refine", metavar="NAMES", help="verdicts on each, such as coalition_proof,strict")
    solving.add_argument("--select", metavar="RULE", help="payoff, risk, p_dominance, potential, basin or logit")
    explaining = _command(commands, _explain, "find the equilibria and say in words what holds each state there")
    for command in (solving, explaining):
        command.add_argument("--solver", choices=SOLVERS, default="auto")
        command.add_argument(
            "--exact", action="store_true", help="read decimals as fractions, solve exactly if possible"
        )
        command.add_argument("--time-limit", type=float, metavar="SECONDS")
        command.add_argument("--json", action="store_true", help="print JSON")
    response = _command(commands, _qre, "trace the logit quantal response equilibria")
    response.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
    _command(commands, _compare, "rival theories of threat beside the record")
    scoring = _command(commands, _history, "score the theories on all cases, beside simple baselines", target=False)
    scoring.add_argument("--data", metavar="FILE", help="a coded record of your own to score too")


def _add_deriving(commands: Any) -> None:
    deriving = _command(commands, _conditions, "the exact condition under which a profile is an equilibrium")
    deriving.add_argument("--profile", required=True, metavar='"balance, buck_pass, ..."')
    deriving.add_argument("--latex", action="store_true")
    critical = _command(commands, _threshold, "the critical value at which a state changes its response")
    critical.add_argument("--state", required=True)
    critical.add_argument("--between", required=True, metavar="balance,buck_pass")
    critical.add_argument("--by", required=True, metavar="PARAMETER")
    critical.add_argument(
        "--others", metavar='"balance, buck_pass"', help="what the others do; all combinations if left out"
    )
    for command in (deriving, critical):
        command.add_argument(
            "--symbols",
            default="burden",
            metavar="NAMES",
            help="parameters kept as symbols, such as burden,spillover,intent.France (default burden)",
        )


def _add_families(commands: Any) -> None:
    sweeping = _command(commands, _sweep, "a phase diagram: which alignments are equilibria where")
    sweeping.add_argument("--over", action="append", required=True, metavar="NAME=LOW:HIGH:COUNT")
    sweeping.add_argument("--csv", metavar="FILE", help="save the table")
    sweeping.add_argument("--store", metavar="FILE", help="keep finished chunks, so that a killed run resumes")
    guessing = _command(commands, _uncertain, "how sure, when the intents perceived are uncertain")
    guessing.add_argument("--draws", type=int, default=10_000)
    guessing.add_argument("--spread", type=float, default=0.1, help="how uncertain each intent is (default 0.1)")
    guessing.add_argument("--seed", type=int)
    for command in (sweeping, guessing):
        command.add_argument("--plot", metavar="FILE", help="save a picture (png, pdf, svg)")
        command.add_argument("--workers", type=int, default=1, help="processes")


def _add_papers(commands: Any) -> None:
    briefing = _command(commands, _report, "a self-contained brief (.html or .md)")
    teaching = _command(commands, _classroom, "a page for teaching: one file, no network")
    teaching.add_argument(
        "--states", metavar="NAMES", help="those that choose, such as Britain,France; the others do what is recorded"
    )
    depositing = _command(commands, _replicate, "a deposit-ready folder: model, script, results, versions")
    for command in (briefing, teaching, depositing):
        command.add_argument("-o", "--output", required=True, metavar="PATH")


def _add_catalogue(commands: Any) -> None:
    listing = _command(commands, _catalog, "list the published models", target=False)
    listing.add_argument("--check", action="store_true", help="run every claim: claimed beside found")
    _command(commands, _benchmark, "games with known equilibria: found beside expected", target=False)


def _command(commands: Any, run: Any, text: str, *, target: bool = True) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(run.__name__.strip("_"), help=text, description=text)
    command.set_defaults(run=run)
    if target:
        command.add_argument(
            "target",
            metavar="CASE_OR_FILE",
            help="a bundled case, a .toml, .json or .nfg file, or - for standard input",
        )
        command.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            dest="changes",
            help="change a parameter: burden=0.2, or intent.France=0.9 for one state",
        )
    return command


def _cases(options: argparse.Namespace) -> None:  # noqa: ARG001 - every command has one signature
    from alignment_games.cases import case_names, load_case

    for name in case_names():
        case = load_case(name)
        _say(f"{name:<22}{case.title}")


def _show(options: argparse.Namespace) -> None:
    from alignment_games.report.show import show

    _say(show(_target(options)))


def _solve(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.cases.case import Case
    from alignment_games.report.show import against_record

    target, solution = _solution(options)
    refined = ag.refine(solution, options.refine.split(",")) if options.refine else None
    chosen = ag.select(solution, options.select) if options.select else None
    if options.json:
        verdicts = {"refinements": refined.to_records()} if refined else {}
        print(json.dumps({**solution.to_dict(), **verdicts, **({"selected": str(chosen)} if chosen else {})}, indent=2))
        return
    _say(solution)
    for part in (refined, chosen):
        if part is not None:
            _say(part)
    if isinstance(target, Case):
        _say(against_record(target, solution))


def _explain(options: argparse.Namespace) -> None:
    import alignment_games as ag

    _, solution = _solution(options)
    words = ag.explain(solution)
    print(json.dumps({**solution.to_dict(), "explanation": words}, indent=2) if options.json else words)


def _qre(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.report.families import save_picture

    path = ag.logit_path(_game(options).to_float())
    _say(path)
    if options.plot:
        save_picture(path.plot(), options.plot)
        print(f"picture: {options.plot}")


def _compare(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.cases.case import Case

    target = _target(options)
    if not isinstance(target, Case):
        raise InvalidModelError(f"{options.target} has no recorded outcome to compare with; name a bundled case")
    _say(ag.compare(target))


def _history(options: argparse.Namespace) -> None:
    from alignment_games.report.history import history

    _say(history(options.data))


def _conditions(options: argparse.Namespace) -> None:
    import alignment_games as ag
    from alignment_games.symbolic import proposition

    found = ag.conditions(_symbolic_game(options), options.profile)
    if options.latex:
        print(proposition(found))
    else:
        _say(found)


def _threshold(options: argparse.Namespace) -> None:
    import alignment_games as ag

    options.symbols = ",".join(dict.fromkeys([*options.symbols.split(","), options.by]))
    between = [action.strip() for action in options.between.split(",")]
    game, by = _symbolic_game(options), options.by.replace(".", "_")
    if options.others:
        _say(ag.threshold(game, options.state, between, by, others=options.others))
    else:
        _say("\n".join(map(str, ag.thresholds(game, options.state, between, by))))


def _sweep(options: argparse.Namespace) -> None:
    from alignment_games.report.families import grid_points, sweep_report

    axes: dict[str, Any] = {}
    for axis in options.over:
        name, _, text = axis.partition("=")
        try:
            low, high, count = text.split(":")
            points = grid_points(float(low), float(high), int(count))
        except ValueError as error:
            raise InvalidModelError(f"--over {axis}: expected NAME=LOW:HIGH:COUNT, like burden=0:0.4:200") from error
        _put(axes, name, points)
    files = {"plot": options.plot, "csv": options.csv, "store": options.store}
    with _progress() as bar:
        text = sweep_report(_model(options), axes, workers=options.workers, progress=bar, **files)
    print(text)


def _uncertain(options: argparse.Namespace) -> None:
    from alignment_games.report.families import uncertain_report

    how = {name: getattr(options, name) for name in ("draws", "seed", "spread", "plot", "workers")}
    with _progress() as bar:
        text = uncertain_report(_model(options), progress=bar, **how)
    print(text)


def _report(options: argparse.Namespace) -> None:
    import alignment_games as ag

    document = ag.brief(_target(options))
    _write(options.output, document.markdown() if options.output.endswith(".md") else document.html())


def _classroom(options: argparse.Namespace) -> None:
    import alignment_games as ag

    states = None if options.states is None else [name.strip() for name in options.states.split(",")]
    _write(options.output, ag.classroom_page(_model_or_case(options), states=states))


def _replicate(options: argparse.Namespace) -> None:
    import alignment_games as ag

    print(f"written: {ag.replicate(_target(options), options.output)}")


def _catalog(options: argparse.Namespace) -> int:
    import alignment_games as ag
    from alignment_games.catalogue.claim import check_claims

    if not options.check:
        _say(ag.catalog())
        return 0
    checked = []
    for claim in check_claims():
        checked.append(claim)
        _say(claim)
    failed = sum(not claim.reproduced for claim in checked)
    _say(f"{len(checked) - failed} of {len(checked)} claims reproduced")
    return int(failed > 0)


def _benchmark(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has one signature
    from alignment_games.catalogue.known_games import known_games
    from alignment_games.solvers import solve

    print(f"{'game':<48}{'players':>8}{'found':>8}{'known':>8}{'proven':>8}{'ms':>10}")
    failed = 0
    for known in known_games():
        found = solve(known.game, throw=False)
        failed += not known.answered_by(found)
        figures = f"{known.game.n_players:>8}{len(found):>8}{known.count:>8}{'yes' if found.complete else 'no':>8}"
        print(f"{known.name:<48}{figures}{found.stats['seconds'] * 1000:>10.1f}", flush=True)
    good = "every known equilibrium found, none wrong, all proven complete"
    print(f"{failed} games missed or wrong" if failed else good)
    return int(failed > 0)


def _target(options: argparse.Namespace) -> Any:
    """Return the case, model or game named, with the changes of ``--set`` made."""
    from dataclasses import replace

    from alignment_games.cases.case import Case
    from alignment_games.cases.target import open_target
    from alignment_games.models.response import ResponseModel

    target = open_target(options.target, exact=getattr(options, "exact", False))
    changes = _changes(options)
    if not changes:
        return target
    if isinstance(target, Case):
        return replace(target, model=target.model.with_parameters(**changes))
    if isinstance(target, ResponseModel):
        return target.with_parameters(**changes)
    raise UnsupportedGameError(f"{options.target} is a table of payoffs and has no parameters for --set")


def _model_or_case(options: argparse.Namespace) -> Any:
    from alignment_games.game.normal_form import NormalFormGame

    target = _target(options)
    if isinstance(target, NormalFormGame):
        raise UnsupportedGameError(f"{options.target} is a table of payoffs; this command needs states and a threat")
    return target


def _model(options: argparse.Namespace) -> Any:
    from alignment_games.cases.case import Case

    target = _model_or_case(options)
    return target.model if isinstance(target, Case) else target


def _game(options: argparse.Namespace) -> Any:
    from alignment_games.game.normal_form import NormalFormGame

    target = _target(options)
    return target if isinstance(target, NormalFormGame) else target.game()


def _symbolic_game(options: argparse.Namespace) -> Any:
    """Return the game in fractions, with a positive symbol for each of ``--symbols``."""
    from alignment_games.symbolic import parameters

    options.exact = True
    found: dict[str, Any] = {}
    for name in options.symbols.split(","):
        (symbol,) = parameters(name.strip().replace(".", "_")).values()
        _put(found, name.strip(), symbol)
    return _model(options).with_parameters(**found).game()


def _solution(options: argparse.Namespace) -> tuple[Any, Any]:
    import alignment_games.solvers as room
    from alignment_games.game.normal_form import NormalFormGame

    target = _target(options)
    game = target if isinstance(target, NormalFormGame) else target.game()
    with _progress() as bar:
        solver = getattr(room, SOLVERS[options.solver])()
        return target, room.solve(game, solver, time_limit=options.time_limit, progress=bar)


@contextmanager
def _progress() -> Iterator[Any]:
    from alignment_games.report.progress import ProgressBar

    bar = ProgressBar(sys.stderr)
    try:
        yield bar
    finally:
        bar.close()


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """Return the parameters of ``--set``: NAME=VALUE, or NAME.STATE=VALUE gathered by name."""
    found: dict[str, Any] = {}
    for change in options.changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise InvalidModelError(f"--set {change}: expected NAME=VALUE, like burden=0.2")
        try:
            value = Fraction(text) if getattr(options, "exact", False) else float(text)
        except (ValueError, ZeroDivisionError):
            raise InvalidModelError(f"--set {change}: {text!r} is not a number") from None
        _put(found, name, value)
    return found


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    """Enter a value under NAME, or under NAME and then STATE for NAME.STATE."""
    parameter, dot, state = name.partition(".")
    if dot:
        found.setdefault(parameter, {})[state] = value
    else:
        found[parameter] = value


def _say(result: Any) -> None:
    """Print a result at the width of a page, at once: the next may take long."""
    from alignment_games.report.words import page

    print(page(str(result)), flush=True)


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InvalidModelError(f"{path} cannot be written: {error.strerror}") from error
    print(f"written: {path}")
