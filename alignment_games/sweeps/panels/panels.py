"""Panels: many threats in many years, from a table of dyads to one row for each threat, year and state.

No table of payoffs is made beyond nine states or so, so that two hundred are no trouble. What could not be used, and
games that could not be made, are listed as left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games._version import __version__
from alignment_games.errors import InvalidModelError, shown
from alignment_games.io.dyads.choices import DyadChoices
from alignment_games.io.dyads.roles import Covariates
from alignment_games.io.dyads.table import DyadTable, read_dyads
from alignment_games.models.response import DEFAULT_ACTIONS
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import longer_run
from alignment_games.states.security import SecurityUtility
from alignment_games.sweeps._identity import Identity
from alignment_games.sweeps._panel_play import known_selection
from alignment_games.sweeps.panels._cells import PanelGames, PanelWork
from alignment_games.sweeps.panels.rows import Panel
from alignment_games.sweeps.runs._costs import affordable
from alignment_games.sweeps.runs._run import Progress, run
from alignment_games.sweeps.runs.store import Store

#: What a row takes while rows are put together, in bytes.
_BYTES_PER_ROW = 2000


@longer_run()
@as_annotated(but=("years", "intent", "securitization", "threat_offence", "select"))
def panel(
    dyads: Any,
    threats: Any = None,
    years: Iterable[int] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    names: Mapping[Any, str] | None = None,
    covariates: Covariates = (),
    states: Sequence[Any] | None = None,
    intent: float | Mapping[Any, float] = 0.5,
    securitization: float | Mapping[Any, float] = 1,
    threat_offence: float | Mapping[Any, float] = 1,
    border: int = 1,
    actions: Sequence[str] | Mapping[Any, Sequence[str]] = DEFAULT_ACTIONS,
    utility: SecurityUtility | None = None,
    select: str = "payoff_dominant",
    rate: float = 20.0,
    executor: Executor | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Panel:
    """Return what the states that face some threats do in some years: a row for each threat, year and state.

    ``threats``, ``years``, ``states``: one or several, None for all. States are those that may face a threat; in a year
    in which one has no dyad with the threat it is no player. ``select``: which pure equilibrium a row tells where there
    are several (first, payoff_dominant or risk_dominant). ``rate``: of the logit quantal response equilibrium that
    gives probabilities, per unit of payoff. From ``executor`` on as in `sweep`, game by game; all else as in
    `from_dyads`. Raises InvalidModelError for a panel without a game, and as these two do.

    >>> rows = {"ccode1": [255] * 4, "ccode2": [200, 220] * 2, "year": [1938, 1938, 1939, 1939],
    ...         "cinc1": [0.154, 0.154, 0.178, 0.178], "cinc2": [0.078, 0.046, 0.1, 0.04],
    ...         "capdist": [932, 880] * 2, "conttype": [0, 1] * 2}
    >>> made = panel(rows, threats=255, names={200: "Britain", 220: "France"})
    >>> print(made, "|", made[0]["year"], made[0]["state_name"], made[0]["response"])
    2 games: 1 threat, 2 years, 2 states in each; 4 rows; nothing left out | 1938 Britain balance
    """
    table = read_dyads(dyads, columns=columns, names=names, covariates=covariates)
    choices = DyadChoices.of(table.states, intent, securitization, threat_offence, border, actions, utility)
    when = _years(table, years)
    cells = _cells(table, _pairs(table, threats, when), states, choices.border)
    work = PanelWork(table.of_years(when), cells, choices, choices.responses, known_selection(select), _rate(rate))
    kept = None if store is None else Store(store, _what_run(work))
    results = run(work, list(cells.chunks()), executor=executor, store=kept, progress=progress, time_limit=time_limit)
    return Panel.of(table, cells, choices.responses, results)


def _cells(table: DyadTable, pairs: Iterator[tuple[int, int]], states: Sequence[Any] | None, border: int) -> PanelGames:
    """Return the games, at least one and no more than memory holds the rows of."""
    who = None if states is None else table.places(states, "states")
    cells = PanelGames.of(table, pairs, who, border)
    if not cells.cells:
        raise InvalidModelError(f"no game: {'; '.join(map(str, cells.left_out[:3])) or 'no threat and no year'}")
    rows = sum(len(cell.facing.places) for cell in cells.cells)
    affordable(f"a panel of {rows:,} rows", rows * _BYTES_PER_ROW, "take fewer threats or years")
    return cells


def _pairs(table: DyadTable, threats: Any, years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield threats and years: all that the table has, or those asked for, whether it has them or not."""
    if threats is None:
        rows = {year: table.in_year(year) for year in years}
        there = {year: {*table.one[at].tolist(), *table.other[at].tolist()} for year, at in rows.items()}
        yield from ((place, year) for place in range(len(table.states)) for year in years if place in there[year])
        return
    several = threats if isinstance(threats, (list, tuple, np.ndarray)) else [threats]
    if not len(several):
        raise InvalidModelError("no threats; give the keys of one or more states, or None for all")
    yield from ((place, year) for place in table.states.places(several, "threats") for year in years)


def _years(table: DyadTable, given: Iterable[int] | None) -> list[int]:
    """Return the years, in order. Raises InvalidModelError for one that the table does not have."""
    if given is None:
        return sorted(set(table.years.tolist()))
    if isinstance(given, (str, bytes)) or not isinstance(given, (Iterable, int, float)):
        raise InvalidModelError(f"years must be a list of years, such as range(1950, 1991), got {shown(given)}")
    found = sorted({table.year(year) for year in (given if isinstance(given, Iterable) else [given])})
    if not found:
        raise InvalidModelError("no years; give one or more, or None for all")
    return found


def _rate(rate: Any) -> float:
    if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 0 <= rate < float("inf"):
        raise InvalidModelError(f"rate must be a finite number of at least 0, got {shown(rate)}")
    return float(rate)


def _what_run(work: PanelWork) -> dict[str, str]:
    """Return what makes this run what it is: a store that says otherwise belongs to another run."""
    cells = ", ".join(f"{work.table.states.label(cell.threat)} in {cell.year}" for cell in work.cells.cells)
    return {
        "version": __version__,
        "games": f"{len(work.cells.cells)} ({hashlib.sha256(cells.encode()).hexdigest()[:12]})",
        "figures and choices": Identity((work.table, work.cells, work.choices)).digest(),
        "selection": work.select,
        "rate": repr(work.rate),
    }
