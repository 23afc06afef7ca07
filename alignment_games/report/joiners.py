"""How well joining is foretold, for papers and spreadsheets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.io.results.table_file import write_rows
from alignment_games.text.tables import Table


def score_tables(study: JoinerStudy) -> list[Table]:
    """Return each scoreboard as a paper shows it."""
    tables = [board.table() for board in study.boards()]
    return [replace(table, caption=f"{table.caption}; errors by disputes drawn anew.") for table in tables]


def write_scores(study: JoinerStudy, path: str | Path) -> None:
    """Write `JoinerStudy.to_records` as a table (.csv, .parquet, .dta). Raises UnwrittenError."""
    write_rows(study.to_records(), path)
