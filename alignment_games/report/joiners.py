"""Estimates of joining for papers and for the command line: rows of tables, files."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.io.outputs import write_output
from alignment_games.io.spreadsheet import cell

Table = tuple[list[str], list[list[str]], str]


def coefficient_table(fit: JoinerFit) -> Table:
    """Return header, rows and caption of the estimates: clustered errors in brackets, stars by them.

    Stars are for two-sided p below .05, .01 and .001; a parameter at theory's bound has none.
    """
    rows = []
    for each in fit.to_records():
        z = abs(each["z"] or 0)
        stars = "*" * sum(z > level for level in (1.959964, 2.575829, 3.290527))
        error = "at the bound" if each["clustered_error"] is None else f"({each['clustered_error']:.3f})"
        rows.append([each["parameter"], f"{each['estimate']:.3f}{stars}", error])
    rows += [
        ["log likelihood", f"{fit.log_likelihood:.2f}", ""],
        ["AIC", f"{fit.aic:.1f}", ""],
        ["BIC", f"{fit.bic:.1f}", ""],
    ]
    first, last = fit.years
    caption = (
        f"Joining a side: {fit.rows:,} decisions in {fit.disputes:,} disputes, {first}-{last}, {fit.joined:,} joined; "
        "errors clustered by dispute; * p < .05, ** p < .01, *** p < .001."
    )
    return ["parameter", "estimate", "error"], rows, caption


def score_tables(study: JoinerStudy) -> list[Table]:
    """Return header, rows and caption of each scoreboard."""
    found = []
    for board in study.boards():
        counts = f"{board.rows:,} decisions in {board.disputes:,} disputes, {board.joined:,} joined"
        found.append((*board.table(), f"{board.title}: {counts}; errors by disputes drawn anew."))
    return found


def write_scores(study: JoinerStudy, path: str | Path) -> None:
    """Write `JoinerStudy.to_records` as CSV, fit for spreadsheets. Raises UnwrittenError."""
    records = study.to_records()
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in records)
    write_output(path, text.getvalue())
