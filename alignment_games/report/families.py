"""What the command line says of families of games: everything but parsing and printing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseModel
from alignment_games.report.words import number, page
from alignment_games.sweeps import intent_guesses, nearest_flip, swings
from alignment_games.sweeps._run import Progress
from alignment_games.sweeps._workers import pool
from alignment_games.sweeps.draws import Distributions
from alignment_games.sweeps.grid import affordable_points, sweep
from alignment_games.sweeps.sensitivity import Swing
from alignment_games.sweeps.uncertainty import uncertain

#: Up to this many payoffs the nearest flip is found within seconds.
_MOST_PAYOFFS = 20_000


def sweep_report(
    model: ResponseModel,
    axes: Mapping[str, Any],
    *,
    plot: str | Path | None = None,
    csv: str | Path | None = None,
    store: str | Path | None = None,
    workers: int = 1,
    select: str = "payoff_dominant",
    progress: Progress | None = None,
) -> str:
    """Return the regions of a phase diagram in words, after writing its picture and its table where asked.

    ``axes``: as `sweep` takes them, grids by parameter or by state. ``plot``: a file whose ending says the format (png,
    pdf, svg). ``workers``: processes. Raises InvalidModelError for what the model refuses or files that cannot be
    written, StoreError for a store of another run, MissingExtraError where the ``plot`` extra is needed.
    """
    with pool(workers) as executor:
        diagram = sweep(model, select=select, store=store, executor=executor, progress=progress, **axes)
    lines = [page(str(diagram))]
    if csv is not None:
        diagram.to_csv(csv)
        lines.append(f"table: {csv}")
    if plot is not None:
        save_picture(diagram.plot(), plot)
        lines.append(f"picture: {plot}")
    return "\n".join(lines)


def uncertain_report(
    model: ResponseModel,
    *,
    draws: int = 10_000,
    seed: int | None = None,
    spread: float = 0.1,
    distributions: Mapping[str, Any] | None = None,
    sampling: str = "random",
    plot: str | Path | None = None,
    workers: int = 1,
    select: str = "payoff_dominant",
    progress: Progress | None = None,
) -> str:
    """Return how likely each alignment is, what would flip the likeliest inputs' prediction, and which input matters.

    ``distributions``: as `uncertain` takes them; by default the intent that each state perceives is uncertain by
    ``spread`` around its estimate, see `intent_guesses`. Raises as `sweep_report` does.
    """
    given = intent_guesses(model, spread) if distributions is None else distributions
    with pool(workers) as executor:
        found = uncertain(
            model,
            draws=draws,
            rng=seed,
            sampling=sampling,
            select=select,
            executor=executor,
            progress=progress,
            **given,
        )
    lines = [str(found)]
    middle = Distributions.read(given).at(0.5)
    lines += _sensitivity(model, given, {str(name): value for name, value in middle.items()}, select)
    lines = [page("\n".join(lines))]
    if plot is not None:
        save_picture(found.plot(), plot)
        lines.append(f"picture: {plot}")
    return "\n".join(lines)


def _sensitivity(model: ResponseModel, given: Mapping[str, Any], middle: Mapping[str, float], select: str) -> list[str]:
    """Return the nearest flip from the medians, and what each input does alone."""
    rows = swings(model, select=select, **given)
    at = {
        parameter: {state: middle[f"{parameter} of {state}"] for state in value}
        if isinstance(value, Mapping)
        else middle[parameter]
        for parameter, value in given.items()
    }
    if len(model.names) * math.prod(map(len, model.actions)) > _MOST_PAYOFFS:
        told = "the nearest flip of so large a game is not looked for"
    else:
        told = str(nearest_flip(model, at, select=select) or "no change of them flips it")
    played = ", ".join(map(" ".join, zip(model.names, rows[0].profile, strict=True)))
    lines = [f"at the medians ({played}): {told}"]
    return [*lines, "each input alone, from its 5 % to its 95 % quantile:", *map(_swing, rows)]


def _swing(row: Swing) -> str:
    verdict = (
        "breaks the alignment" if row.flips else "does not break it" if row.width else "leaves what binds as it is"
    )
    return f"  {row.input} from {number(row.low)} to {number(row.high)}: {verdict}"


def grid_points(low: float, high: float, count: int) -> Any:
    """Return ``count`` values from low to high, both included. Raises InvalidModelError for fewer than one."""
    import numpy as np

    affordable_points(count)
    if count < 1 or not (math.isfinite(low) and math.isfinite(high)):
        raise InvalidModelError(f"expected LOW:HIGH:COUNT with at least one value, got {low:g}:{high:g}:{count}")
    return np.linspace(low, high, count)


def save_picture(ax: Any, path: str | Path) -> None:
    """Save the figure of an Axes; the ending says the format. Raises InvalidModelError where that fails."""
    try:
        ax.figure.savefig(path, dpi=200)
    except (OSError, ValueError) as error:
        raise InvalidModelError(f"{path}: the picture cannot be written: {error}") from error
