"""The command about estimates: from a table of dyads with outcomes, or of cases, to what a referee asks for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment_games.cli.command import command, figure, natural, whole
from alignment_games.cli.lists import ALL, listed, pairs, years
from alignment_games.cli.output import progress, say, say_as_it_is, say_json, tell
from alignment_games.errors import AlignmentGamesError, InvalidModelError

if TYPE_CHECKING:
    from alignment_games.estimation import Effects, Fit, IdentifiedSet, QuantalResponse
    from alignment_games.estimation.fitted import Fitted
    from alignment_games.io.sources.alignments import Alignments

#: What threat is made of where nothing is said.
_SOURCES = "power,proximity"


def add_commands(commands: Any) -> None:
    """Add fit."""
    estimates = "estimate threat weights, costs and the rate from what states did"
    adding = command(commands, "fit", _fit, estimates, target=False, table=True)
    adding.add_argument("file", metavar="FILE", help="a CSV file: dyads with a column of outcomes, or a table of cases")
    _add_reading(adding)
    adding.add_argument("--sources", metavar="NAMES", help=f"what threat is made of (default {_SOURCES})")
    adding.add_argument("--costs", default="", metavar="NAMES", help="such as balance,balance by rivalry")
    _add_selecting(adding)
    adding.add_argument("--rate", type=figure, metavar="LAMBDA", help="give the rate instead of estimating it")
    adding.add_argument(
        "--individually",
        type=natural,
        metavar="COUNT",
        help="how many of the others each state tells apart, the rest are a bloc (default 4; all where one is left)",
    )
    adding.add_argument("--penalty", type=figure, default=0.0, help="draw estimates towards no effect (default 0)")
    adding.add_argument("--climbs", type=whole, default=4, help="searches from different starts (default 4)")
    adding.add_argument("--intervals", choices=["wald", "profile", "bootstrap"], help="intervals of 95 %%, of a kind")
    adding.add_argument("--effects", choices=["differences", "marginal"], help="what sources do to play, with bands")
    adding.add_argument("--draws", type=whole, default=200, help="of the bootstrap and of bands (default 200)")
    adding.add_argument("--seed", type=natural, default=0, help="of the draws (default 0)")
    adding.add_argument("--plot", metavar="OUT", help="save a picture of the effects, or the estimates (png, pdf, svg)")
    adding.add_argument("--calibration", metavar="OUT", help="save a picture of chances against shares that came true")
    adding.form.add_argument("--latex", action="store_true", help="the tables for a paper")


def _add_selecting(adding: argparse.ArgumentParser) -> None:
    adding.add_argument(
        "--all-equilibria",
        action="store_true",
        help="instead of weights: states play an equilibrium of payoffs with shocks; what selects one of several?",
    )
    adding.add_argument(
        "--any-equilibrium",
        action="store_true",
        help="instead of estimates: between which bounds parameters lie, whichever pure equilibrium is played",
    )
    adding.add_argument("--traits", metavar="NAMES", help="with --all-equilibria: what selects (default joint_payoff)")
    adding.add_argument(
        "--pure-only", action="store_true", help="with --all-equilibria: pure ones alone, fast where states are many"
    )
    adding.add_argument(
        "--simulations", type=whole, metavar="COUNT", help="with --all-equilibria: draws of each game (default 1024)"
    )


def _add_reading(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("--outcome", default="outcome", metavar="COLUMN", help="or two, of state one and of state two")
    adding.add_argument("--threat", "--threats", default=ALL, metavar="STATES", help="codes or names (default all)")
    adding.add_argument("--years", default=ALL, metavar="YEARS", help="such as 1950:1990 (default all)")
    adding.add_argument("--columns", metavar="ROLE=NAME,...", help="your columns, such as distance=km,power_one=p1")
    adding.add_argument("--names", metavar="CODE=NAME,...", help="what to call states")
    adding.add_argument("--covariates", default="", metavar="NAMES", help="columns to carry along")
    adding.add_argument("--cluster", default="threat", choices=["threat", "year", "game"], help="what a case is")


def _fit(options: argparse.Namespace) -> None:
    from alignment_games.report.pictures.saving import check_picture

    for path in filter(None, (options.plot, options.calibration)):
        check_picture(path)
    _refuse_what_does_not_go_together(options)
    record = _record(options)
    if options.any_equilibrium:
        _bounds(options, record)
        return
    problem, how = _selection(options, record) if options.all_equilibria else _choices(options, record)
    told = not (options.json or options.latex)
    if told:
        say(f"{record}\n\n{problem}\n")
    with progress() as bar:
        found = problem.solve(climbs=options.climbs, progress=bar, **how)
        several = {"draws": options.draws, "rng": options.seed, "progress": bar}
        (intervals, effects), refused = _beside(found, options, several)
    if options.json:
        say_json(found.to_dict(intervals, effects))
    elif options.latex:
        _say_latex(found, effects)
    else:
        say("\n\n".join(map(str, [found, *filter(None, (intervals, effects)), found.foresight()])))
    _save(options, found, effects)
    if refused is not None:
        raise refused


def _beside(
    found: Any, options: argparse.Namespace, several: dict[str, Any]
) -> tuple[list[Any], AlignmentGamesError | None]:
    """Return the intervals and the effects that are asked for, and why one of them is refused: estimates are kept."""
    made: list[Any] = [None, None]
    try:
        if options.intervals:
            made[0] = _intervals(found, options.intervals, several)
        if options.effects:
            made[1] = _effects(found, options.effects, several)
    except AlignmentGamesError as error:
        return made, error
    return made, None


#: Decisions times draws at which play is followed in some ten seconds.
_LONG = 20_000
#: Decisions up to which the ends of a profile are found in some ten seconds.
_MANY = 200
#: Options of each way to estimate, which say nothing of the others.
_WEIGHTS = ("sources", "rate", "individually", "penalty", "effects")
_SELECTION = ("traits", "simulations", "pure_only")


def _refuse_what_does_not_go_together(options: argparse.Namespace) -> None:
    """Raise InvalidModelError for options of one way to estimate beside another."""
    chosen = {
        "any_equilibrium": (*_WEIGHTS, *_SELECTION, "all_equilibria", "intervals", "calibration"),
        "all_equilibria": _WEIGHTS,
    }
    for way, others in chosen.items():
        given = [f"--{name.replace('_', '-')}" for name in others if getattr(options, way) and getattr(options, name)]
        if given:
            raise InvalidModelError(f"{', '.join(given)} is not for --{way.replace('_', '-')}; leave out one of them")
    alone = [f"--{name.replace('_', '-')}" for name in _SELECTION if getattr(options, name)]
    if alone and not options.all_equilibria:
        raise InvalidModelError(f"{', '.join(alone)} is for --all-equilibria; leave out one, or add the other")


def _bounds(options: argparse.Namespace, record: Alignments) -> None:
    """Say between which bounds parameters lie without a word on selection."""
    from alignment_games.estimation import identified_set, response_games
    from alignment_games.report.latex.latex import to_latex

    games = response_games(record, costs=listed(options.costs))
    if len(games) > 1:
        sizes = " and of ".join(" x ".join(map(str, each.shape)) for each in games)
        raise InvalidModelError(
            f"--any-equilibrium is of games of one size, the table has games of {sizes} responses; take some apart "
            "with --threat or --years"
        )
    found = identified_set(games[0])
    if options.json:
        say_json(found.to_dict())
    elif options.latex:
        say_as_it_is(to_latex(found))
    else:
        say(f"{record}\n\n{found}")
    _save_rows(options, found)


def _choices(options: argparse.Namespace, record: Alignments) -> tuple[Any, dict[str, Any]]:
    """Return the problem of quantal responses, and how it is solved."""
    from alignment_games.estimation import FitProblem, stack_games

    apart = options.individually
    games = record if apart is None else stack_games(record.games, apart)
    return FitProblem(games, _theory(options), penalty=options.penalty), {}


def _selection(options: argparse.Namespace, record: Alignments) -> tuple[Any, dict[str, Any]]:
    """Return the problem of which equilibrium is selected, and how it is solved."""
    from alignment_games.estimation import SelectionProblem, response_games

    traits = listed("joint_payoff" if options.traits is None else options.traits)
    games = response_games(record, costs=listed(options.costs))
    problem = SelectionProblem(games, traits, equilibria="pure" if options.pure_only else "all")
    return problem, {"rng": options.seed} | ({"draws": options.simulations} if options.simulations else {})


def _record(options: argparse.Namespace) -> Alignments:
    """Return the games of a table of cases where the file is one, else of a table of dyads."""
    from alignment_games.io.dyads.outcomes import read_choices
    from alignment_games.io.sources.alignments import is_record, read_alignments

    covariates = listed(options.covariates)
    if is_record(options.file):
        given = [name for name in ("threat", "years") if getattr(options, name) != ALL]
        given += [name for name in ("columns", "names") if getattr(options, name) is not None]
        if given:
            raise InvalidModelError(f"{options.file} is a table of cases; leave out --{', --'.join(given)}")
        return read_alignments(options.file, covariates)
    return read_choices(
        options.file,
        listed(options.outcome),
        threats=None if options.threat == ALL else listed(options.threat),
        years=years(options.years),
        columns=pairs(options.columns, "--columns"),
        names=pairs(options.names, "--names"),
        covariates=covariates,
        cluster=options.cluster,
    )


def _theory(options: argparse.Namespace) -> QuantalResponse:
    from alignment_games.estimation import QuantalResponse

    sources = _SOURCES if options.sources is None else options.sources
    return QuantalResponse(tuple(listed(sources)), tuple(listed(options.costs)), rate=options.rate)


def _intervals(found: Any, kind: str, several: dict[str, Any]) -> Any:
    decisions = len(getattr(found.problem, "stack", ()))
    if kind == "profile" and decisions > _MANY:
        tell(
            f"the ends of profiles are sought by play at {decisions} decisions, which may take minutes; "
            "--intervals wald takes no time"
        )
    return found.intervals(kind, **several)


def _effects(found: Fit, kind: str, several: dict[str, Any]) -> Effects:
    decisions, draws = len(found.problem.stack), several["draws"]
    if decisions * draws > _LONG:
        tell(
            f"play is followed at {draws} draws for {decisions} decisions, which may take a minute or more; "
            f"--draws {max(2, _LONG // decisions)} takes some ten seconds"
        )
    return (found.first_differences if kind == "differences" else found.marginal_effects)(**several)


def _say_latex(found: Fitted, effects: Effects | None) -> None:
    from alignment_games.report.latex.latex import to_latex

    say_as_it_is("\n\n".join(to_latex(each) for each in (found, effects) if each is not None))


def _save_rows(options: argparse.Namespace, found: IdentifiedSet) -> None:
    from alignment_games.io.results.table_file import write_table

    if options.csv is not None:
        names = ("parameter", "low", "high", "low_inner", "high_inner")
        rows = found.to_records()
        write_table({name: [row[name] for row in rows] for name in names}, Path(options.csv))
    if options.plot is not None:
        _draw(found, options.plot)


def _save(options: argparse.Namespace, found: Fitted, effects: Effects | None) -> None:
    from alignment_games.io.results.table_file import write_table

    if options.csv is not None:
        rows = found.to_records()
        write_table({name: [row[name] for row in rows] for name in rows[0]}, Path(options.csv))
    if options.plot is not None and (effects is not None or not options.effects):
        _draw(found if effects is None else effects, options.plot)
    if options.calibration is not None:
        _draw(found.foresight(), options.calibration)


def _draw(result: Any, path: str) -> None:
    """Save the picture of a result."""
    from alignment_games.report.pictures.saving import save_picture
    from alignment_games.report.plot import plot  # which loads all that can be drawn, SymPy among it

    save_picture(plot(result), path)
