"""What the command line says of families of games: everything but parsing and printing."""

from __future__ import annotations

import math
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError, UnwrittenError
from alignment_games.io.results.json_text import json_text
from alignment_games.io.results.outputs import check_writable
from alignment_games.io.results.table_file import write_rows, write_table
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.dominance import has_bounds
from alignment_games.report.pictures.saving import check_picture, save_picture
from alignment_games.report.region_names import diagram_in_words
from alignment_games.solvers.control import Progress
from alignment_games.sweeps import nearest_flip, swings
from alignment_games.sweeps.grids.grid import affordable_points, sweep
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.grids.phase_tables import columns_of
from alignment_games.sweeps.runs.workers import pool
from alignment_games.sweeps.uncertainties.draws import Distributions
from alignment_games.sweeps.uncertainties.guesses import guesses
from alignment_games.sweeps.uncertainties.sensitivity import Swing
from alignment_games.sweeps.uncertainties.uncertainty import uncertain
from alignment_games.text.numbers import rounded
from alignment_games.text.pages import page
from alignment_games.text.visible import visible

#: Up to this many payoffs the nearest flip is found within seconds where dominance cannot be proven without a table.
_MOST_PAYOFFS = 20_000


@dataclass(frozen=True)
class Asked:
    """What a command about a family is asked for beside its games.

    ``plot``: a file whose ending says the format (png, pdf, svg). ``csv``: a file for the table. ``workers``:
    processes. ``select``: which of several equilibria is told.
    """

    plot: str | Path | None = None
    csv: str | Path | None = None
    workers: int = 1
    select: str = "payoff_dominant"
    progress: Progress | None = None
    time_limit: float | None = None
    as_json: bool = False

    @classmethod
    def of(cls, options: Namespace, progress: Progress | None) -> Asked:
        """Return what the options of a command ask for."""
        found = {name: getattr(options, name) for name in ("plot", "csv", "workers", "time_limit")}
        return cls(progress=progress, as_json=options.json, **found)

    @contextmanager
    def run(self) -> Iterator[dict[str, Any]]:
        """Give the arguments of every run, its processes alive."""
        with pool(self.workers) as executor:
            limits = {"progress": self.progress, "time_limit": self.time_limit}
            yield {"select": self.select, "executor": executor, **limits}


def sweep_report(
    model: Any, axes: Mapping[str, Any], asked: Asked = Asked(), *, store: str | Path | None = None
) -> str:
    """Return the regions of a phase diagram in words, or as JSON, after writing picture and table where asked.

    ``axes``: as `sweep` takes them, grids by parameter or by state. Raises InvalidModelError for what the model refuses
    or files that cannot be written, StoreError for a store of another run, MissingExtraError where the ``plot`` extra
    is needed.
    """
    _check_files(asked.plot, asked.csv, store)
    with asked.run() as run:
        diagram = sweep(model, axes, store=store, **run)
    files = {
        "table": (asked.csv, lambda path: _save(diagram, path)),
        "picture": (asked.plot, lambda path: _draw(diagram, path)),
    }
    text = json_text(diagram_document(diagram)) if asked.as_json else page(diagram_in_words(diagram))
    return with_files(text, files, named=not asked.as_json)


def _save(diagram: PhaseDiagram, path: str | Path) -> None:
    write_table({name: column.tolist() for name, column in columns_of(diagram).items()}, path)


def _draw(result: Any, path: str | Path) -> None:
    from alignment_games.report.plot import plot  # which loads all that can be drawn, SymPy among it

    save_picture(plot(result), path)


def diagram_document(diagram: PhaseDiagram) -> dict[str, Any]:
    """Return a phase diagram as plain values: its axes, and its regions with their equilibria and bounds."""
    return {
        "axes": {str(name): values.tolist() for name, values in diagram.axes.items()},
        "games": int(diagram.counts.size),
        "regions": [
            {
                "name": region.name,
                "equilibria": [dict(zip(diagram.players, profile, strict=True)) for profile in region.profiles],
                "share": region.share,
                "bounds": {name: list(bounds) for name, bounds in region.bounds.items()},
            }
            for region in diagram.regions()
        ],
    }


def uncertain_report(
    model: Any,
    asked: Asked = Asked(),
    *,
    draws: int = 10_000,
    seed: int | None = None,
    spread: float = 0.1,
    distributions: Mapping[str, Any] | None = None,
    sampling: str = "random",
) -> str:
    """Return how likely each alignment is, what would flip the likeliest inputs' prediction, and which input matters.

    ``model``: as in `sweep`. ``distributions``: as `uncertain` takes them; by default the intent that each state
    perceives is uncertain by ``spread`` around its estimate, see `guesses`. Raises as `sweep_report` does.
    """
    _check_files(asked.plot, asked.csv)
    model = as_model(model)
    given = guesses(model, spread) if distributions is None else distributions
    with asked.run() as run:
        found = uncertain(model, given, draws=draws, rng=seed, sampling=sampling, **run)
    further: dict[str, Any] = {"select": asked.select, "time_limit": asked.time_limit}
    flip, rows = _sensitivity(model, given, Distributions.read(given).at(0.5), further)
    if asked.as_json:
        text = json_text({**found.to_dict(), "flip": flip, "swings": [asdict(row) for row in rows]})
    else:
        each = ["each input alone, from its 5 % to its 95 % quantile:", *(visible(_swing(row)) for row in rows)]
        text = page("\n".join([str(found), visible(flip), *(each if rows else [])]))
    files = {
        "table": (asked.csv, lambda path: write_rows(found.to_records(), path)),
        "picture": (asked.plot, lambda path: _draw(found, path)),
    }
    return with_files(text, files, named=not asked.as_json)


def _sensitivity(
    model: Model, given: Mapping[Any, Any], middle: Mapping[Any, Any], further: Mapping[str, Any]
) -> tuple[str, list[Swing]]:
    """Return the nearest flip from the medians, in words, and what each input does alone."""
    try:
        rows = swings(model, given, **further)
    except (NotConvergedError, UnsupportedGameError) as error:
        return f"what each input does alone was not looked for: {error}", []
    proven = isinstance(model, ResponseModel) and has_bounds(model)
    if len(model.names) * math.prod(map(len, model.actions)) > _MOST_PAYOFFS and not proven:
        told = "the nearest flip of so large a game is not looked for"
    else:
        told = _flip(model, middle, further)
    played = ", ".join(map(" ".join, zip(model.names, rows[0].profile, strict=True)))
    return f"at the medians ({played}): {told}", rows


def _flip(model: Model, middle: Mapping[Any, Any], further: Mapping[str, Any]) -> str:
    try:
        return str(nearest_flip(model, middle, **further) or "no change of them flips it")
    except (NotConvergedError, UnsupportedGameError) as error:
        return f"the nearest flip was not looked for: {error}"


def _swing(row: Swing) -> str:
    verdict = (
        "breaks the alignment" if row.flips else "does not break it" if row.width else "leaves what binds as it is"
    )
    return f"  {row.input} from {rounded(row.low)} to {rounded(row.high)}: {verdict}"


def grid_points(low: float, high: float, count: int) -> Any:
    """Return ``count`` values from low to high, both included.

    Raises InvalidModelError for fewer than one, UnsupportedGameError for more than any grid may have.
    """
    import numpy as np

    affordable_points(count)
    if count < 1 or not (math.isfinite(low) and math.isfinite(high)):
        raise InvalidModelError(f"expected LOW:HIGH:COUNT with at least one value, got {low:g}:{high:g}:{count}")
    return np.linspace(low, high, count)


def _check_files(plot: str | Path | None, *paths: str | Path | None) -> None:
    """Raise UnwrittenError for a file that cannot be written, before the work that it is to keep."""
    if plot is not None:
        check_picture(plot)
    for path in paths:
        if path is not None:
            check_writable(path)


def with_files(
    text: str, writers: Mapping[str, tuple[str | Path | None, Callable[[str | Path], None]]], *, named: bool = True
) -> str:
    """Return the text with a line for each file, after writing it; a file that fails takes nothing with it.

    ``named``: whether to add these lines. Raises UnwrittenError, which carries the text and the lines, when the others
    are written.
    """
    failed: list[UnwrittenError] = []
    for kind, (path, write) in writers.items():
        if path is None:
            continue
        try:
            write(path)
            text += f"\n{kind}: {path}" if named else ""
        except UnwrittenError as error:
            failed.append(error)
    if failed:
        raise UnwrittenError("; ".join(map(str, failed)), text) from failed[0]
    return text
