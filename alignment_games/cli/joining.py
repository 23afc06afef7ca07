"""The command about third states beside disputes: what joining is worth to them, and how well it is foretold."""

from __future__ import annotations

import argparse
from typing import Any

from alignment_games.cli.command import command, natural, whole
from alignment_games.cli.output import progress, say, say_as_it_is, say_json
from alignment_games.errors import InvalidModelError


def add_commands(commands: Any) -> None:
    """Add joiners."""
    decisions = "join a side of a dispute or stay out: estimates from a table of decisions, scored on disputes not seen"
    joining = command(commands, "joiners", _joiners, decisions, target=False, table=True)
    joining.add_argument("file", metavar="FILE", help="a CSV file, one row for each third state and dispute")
    joining.add_argument(
        "--train-until",
        type=whole,
        required=True,
        metavar="YEAR",
        help="learn up to this year, foretell later ones",
    )
    joining.add_argument("--folds", type=whole, default=10, help="groups of disputes, each foretold from the others")
    joining.add_argument("--seed", type=natural, default=0, help="deals the folds and draws the errors (default 0)")
    joining.add_argument("--draws", type=whole, default=200, help="records drawn anew for errors (default 200)")
    joining.add_argument("--period", type=whole, default=20, metavar="YEARS", help="years of a row of buck-passing")
    joining.add_argument(
        "--intervals",
        type=whole,
        metavar="DRAWS",
        help="also intervals, by profile likelihood and records drawn anew",
    )
    joining.add_argument("--plot", metavar="OUT", help="save the picture of calibration (png, pdf, svg)")
    joining.form.add_argument("--latex", action="store_true", help="the tables for a paper")


def _joiners(options: argparse.Namespace) -> None:
    from alignment_games.estimation import joining_intervals, judge_joiners
    from alignment_games.report.joiners import write_scores
    from alignment_games.report.latex.latex import to_latex
    from alignment_games.report.pictures.saving import check_picture, save_picture
    from alignment_games.report.plot import plot

    if options.intervals is not None and (options.json or options.latex):
        raise InvalidModelError("--intervals are told in words alone; leave out --json and --latex")
    if options.plot is not None:
        check_picture(options.plot)
    with progress() as bar:
        study = judge_joiners(
            options.file,
            train_until=options.train_until,
            folds=options.folds,
            rng=options.seed,
            draws=options.draws,
            years=options.period,
            progress=bar,
        )
    if options.json:
        say_json(study.to_dict())
    elif options.latex:
        say_as_it_is(to_latex(study))
    else:
        say(study)
    if options.intervals is not None:
        early = study.record.take(study.record.year <= options.train_until)
        with progress() as bar:
            found = joining_intervals(early, draws=options.intervals, rng=options.seed, progress=bar)
        say(f"\n{found}")
    if options.csv is not None:
        write_scores(study, options.csv)
    if options.plot is not None:
        save_picture(plot(study), options.plot)
