"""How well joining is foretold, for papers and spreadsheets."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.io.outputs import write_output
from alignment_games.io.spreadsheet import cell
from alignment_games.text.tables import Table


def score_tables(study: JoinerStudy) -> list[Table]:
    """Return each scoreboard as a paper shows it."""
    tables = [board.table() for board in study.boards()]
    return [replace(table, caption=f"{table.caption}; errors by disputes drawn anew.") for table in tables]


def write_scores(study: JoinerStudy, path: str | Path) -> None:
    """Write `JoinerStudy.to_records` as CSV, fit for spreadsheets. Raises UnwrittenError."""
    records = study.to_records()
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in records)
    write_output(path, text.getvalue())
