"""What the command line says of a panel: what was read, the games, the responses in all, and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alignment_games.cli.family_reports import with_files
from alignment_games.errors import InvalidModelError
from alignment_games.io.results.json_text import json_text
from alignment_games.io.results.outputs import check_writable
from alignment_games.io.results.table_file import check_table_file
from alignment_games.report.pictures.saving import check_picture, save_picture
from alignment_games.report.pictures.strips import response_strips
from alignment_games.sweeps.panels.panels import panel
from alignment_games.sweeps.panels.rows import Panel
from alignment_games.sweeps.runs.workers import pool
from alignment_games.text.numbers import number
from alignment_games.text.pages import page
from alignment_games.text.play import doing


def panel_report(
    dyads: Any,
    threats: Sequence[Any] | None,
    years: Sequence[int] | None,
    *,
    output: str | Path | None = None,
    plot: str | Path | None = None,
    workers: int = 1,
    as_json: bool = False,
    **options: Any,
) -> str:
    """Return what a panel comes to in words, or its rows ``as_json``, after writing rows and picture where asked.

    ``options``: as `panel` takes them. Raises what it raises, and UnwrittenError for files that cannot be written;
    files are looked at before the work.
    """
    if output is not None:
        check_table_file(output)
        check_writable(output)
    if plot is not None and (threats is None or len(threats) != 1):
        raise InvalidModelError("a picture shows one threat; name one with --threat, or leave --plot out")
    if plot is not None:
        check_picture(plot)
    with pool(workers) as executor:
        made = panel(dyads, threats, years, executor=executor, **options)
    files = {"rows": (output, made.write), "picture": (plot, lambda path: save_picture(response_strips(made), path))}
    if as_json:
        return with_files(json_text({"rows": made.to_records()}), files, named=False)
    return with_files(f"{made.reading}\n{page(panel_in_words(made))}", files)


def panel_in_words(made: Panel) -> str:
    """Return the games of a panel, in how many play is one or none, how often each response comes, what was assumed."""
    each = zip(*(made.columns[name] for name in ("threat", "year", "equilibria")), strict=True)
    games = Counter(equilibria for _, _, equilibria in set(each))
    several = sum(count for equilibria, count in games.items() if equilibria > 1)
    responses = Counter(made.columns["response"])
    told = ", ".join(f"{doing(name)} {responses[name]:,}" for name in made.responses if responses[name])
    lines = [
        str(made),
        f"one pure equilibrium in {games[1]:,} games, several in {several:,}, none in {games[0]:,}",
        f"responses: {told or 'none, as no game has a pure equilibrium'}",
    ]
    intents = set(made.columns["intent"])
    if len(intents) == 1:
        lines.append(f"every state perceives an intent of {number(intents.pop())}; intent= (--intent) changes it")
    if made.interpolated:
        lines.append(f"probabilities in {made.interpolated:,} large games are interpolated, to some thousandths")
    return "\n".join(lines)
