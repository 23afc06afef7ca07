"""What the search takes, kept in `speed.json` and written out as the table `speed.md`, both beside this file.

A measure replaces the rows of its own name and leaves the others, so that each may run when the machine is quiet. A row
knows the kernel that it was taken with; rows of another one are marked until they are taken again.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from alignment_games.solvers._kernel.compiling import SOURCES
from alignment_games.text.tables import Table

ROWS, PAGE = (Path(__file__).with_name(name) for name in ("speed.json", "speed.md"))
_HEADER = ["measure", "what", "wanted", "found", "CPU s", "wall s", "load", "beside it"]
_INTRODUCTION = """# What the search takes

Written by `python -m benchmarks.speed`, which says what each measure is. Games are random with uniform payoffs. *CPU*:
seconds of the processor on all threads. *wall*: seconds on the clock, two processors; *load* is how many processes
wanted them as the row was written, so that beyond two the clock says little. A row marked * is of an earlier kernel.

"""


@dataclass(frozen=True)
class Row:
    """One figure: the ``measure`` that takes it, ``what`` was solved, what was ``wanted`` and ``found``, in words.

    ``cpu``, ``wall``: seconds. ``beside``: what else the run told.
    """

    measure: str
    what: str
    wanted: str
    found: str
    cpu: float
    wall: float
    beside: str


def keep(measure: str, rows: list[Row]) -> None:
    """Replace a measure's rows in the file, and write the table."""
    kept = json.loads(ROWS.read_text()) if ROWS.exists() else []
    others = [row for row in kept if row["measure"] != measure]
    load = round(os.getloadavg()[0], 1)
    own = [asdict(row) | {"load": load, "kernel": SOURCES} for row in rows]
    every = sorted(others + own, key=lambda row: row["measure"])
    ROWS.write_text(json.dumps(every, indent=1) + "\n")
    PAGE.write_text(_INTRODUCTION + Table(_HEADER, [_cells(row) for row in every]).markdown() + "\n")


def _cells(row: dict[str, object]) -> list[object]:
    mark = "" if row["kernel"] == SOURCES else " *"
    times = [f"{row[name]:.3g}" for name in ("cpu", "wall")]
    return [f"{row['measure']}{mark}", row["what"], row["wanted"], row["found"], *times, row["load"], row["beside"]]
