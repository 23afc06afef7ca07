"""Portfolios of alliances: what some states owe to each of many, and the weight of each of these.

A row for each state: its name (``nation``, ``state`` or ``stateabb``), its weight (``cap`` or ``cinc``), and a column
of commitments for each state whose portfolio it is: 3 defence, 2 neutrality, 1 entente, 0 none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.io.doors.columns import read_columns
from alignment_games.io.doors.figures import numbers
from alignment_games.io.doors.headers import columns_by_role
from alignment_games.models.similarity import portfolio_similarity
from alignment_games.text.display import Displayed

PORTFOLIO_COLUMNS = {"state": ("nation", "state", "stateabb"), "weight": ("cap", "cinc")}


@dataclass(frozen=True, eq=False, repr=False)
class Portfolios(Displayed):
    """What some states owe to each of many.

    ``states``: towards whom. ``weights``: of each. ``commitments``: of each portfolio, by whose it is.
    """

    states: tuple[str, ...]
    weights: Array
    commitments: Mapping[str, Array]

    def similarity(self, one: str, other: str, *, weighted: bool = False) -> float:
        """Return Signorino and Ritter's S of two portfolios, see `models.similarity`. Raises InvalidModelError."""
        only_known("portfolio", [one, other], self.commitments)
        weights = self.weights.tolist() if weighted else None
        pair = (self.commitments[name].tolist() for name in (one, other))
        return float(portfolio_similarity(*pair, weights=weights))

    def __str__(self) -> str:
        return f"portfolios of {', '.join(self.commitments)}: commitments to {len(self.states)} states"


def read_portfolios(path: str | Path) -> Portfolios:
    r"""Return the portfolios in a CSV file. Raises InvalidModelError for missing columns and figures.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "portfolios.csv"
    ...     _ = path.write_text("Nation,Cap,GMY,RUS\nGMY,3,3,0\nRUS,1,0,3\nAUH,1,3,0\n")
    ...     read_portfolios(path).similarity("GMY", "RUS")
    -1.0
    """
    columns = read_columns(path)
    found = columns_by_role(columns, PORTFOLIO_COLUMNS, None, str(path))
    known = {name for names in PORTFOLIO_COLUMNS.values() for name in names}
    weights = numbers(found["weight"], f"{path}: weights")
    rest = {name: numbers(column, f"{path}: {name}") for name, column in columns.items() if name.lower() not in known}
    if not rest:
        raise InvalidModelError(f"{path}: no portfolio; give a column of commitments for each state whose it is")
    for name, column in {"weights": weights, **rest}.items():
        if np.isnan(column).any():
            state = found["state"][int(np.isnan(column).argmax())]
            raise InvalidModelError(f"{path}: {name}: the entry of {state} is missing")
    return Portfolios(tuple(found["state"]), weights, rest)
