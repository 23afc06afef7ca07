"""How well joining is foretold, for papers and spreadsheets."""

from __future__ import annotations

from pathlib import Path

from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.io.table_file import write_rows

Table = tuple[list[str], list[list[str]], str]


def score_tables(study: JoinerStudy) -> list[Table]:
    """Return header, rows and caption of each scoreboard."""
    found = []
    for board in study.boards():
        counts = f"{board.rows:,} decisions in {board.disputes:,} disputes, {board.joined:,} joined"
        found.append((*board.table(), f"{board.title}: {counts}; errors by disputes drawn anew."))
    return found


def write_scores(study: JoinerStudy, path: str | Path) -> None:
    """Write `JoinerStudy.to_records` as a table (.csv, .parquet, .dta). Raises UnwrittenError."""
    write_rows(study.to_records(), path)
