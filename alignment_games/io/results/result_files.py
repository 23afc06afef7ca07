"""Results as files: JSON with everything and how it was made, CSV with one row for each probability.

Columns of the CSV file, stable: ``equilibrium`` (from 1), ``state``, ``action``, ``probability``, ``payoff``.
Floats are written so that they read back as the same float; exact numbers as text such as 2/3. Names that a
spreadsheet would take for formulas get an apostrophe, see `io.results.spreadsheet`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import Given
from alignment_games.io.results.provenance import provenance
from alignment_games.io.results.spreadsheet import cell
from alignment_games.io.results.whole_files import write_whole
from alignment_games.signatures import as_annotated
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Solution

COLUMNS = ("equilibrium", "state", "action", "probability", "payoff")


@as_annotated()
def results_json(solution: Given, *, timed: bool = True) -> str:
    """Return the solution and its provenance as JSON text; without the seconds it took unless ``timed``."""
    solution = as_solution(solution)
    document = {**solution.to_dict(), "provenance": provenance(solution)}
    if not timed:
        for part in ("stats", "provenance"):
            document[part] = {name: value for name, value in document[part].items() if name != "seconds"}
    return json.dumps(document, indent=2) + "\n"


def results_csv(solution: Given) -> str:
    r"""Return the solution as CSV text, one row for each equilibrium, state and action.

    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.solvers import solve
    >>> print(results_csv(solve(NormalFormGame([[1, 2]], ["Ann"], [["x", "y"]]))))
    equilibrium,state,action,probability,payoff
    1,Ann,x,0,2
    1,Ann,y,1,2
    <BLANKLINE>
    """
    solution = as_solution(solution)
    stream = StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in solution.to_records())
    return stream.getvalue()


@as_annotated()
def write_results(solution: Given, path: str | Path, *, timed: bool = True) -> None:
    """Write the solution to a .json or .csv file, whole or not at all.

    ``timed=False`` leaves out of .json how long it took, so that the same run writes the same bytes.
    Raises InvalidModelError for another ending and for a file that cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> import alignment_games as ag
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "results.csv"
    ...     write_results(ag.solve(ag.load_case("europe-1939").game()), path)
    ...     print(path.read_text().splitlines()[0])
    equilibrium,state,action,probability,payoff
    """
    solution = as_solution(solution)
    forms: dict[str, Callable[[Solution], str]] = {
        ".json": partial(results_json, timed=timed),
        ".csv": results_csv,
    }
    path = Path(path)
    if path.suffix not in forms:
        raise InvalidModelError(f"{path}: results are written as .json or .csv; give one of these endings")
    try:
        write_whole(path, forms[path.suffix](solution))
    except OSError as error:
        raise InvalidModelError(
            f"{path}: cannot be written: {error.strerror}; give a file in a folder that exists"
        ) from error
