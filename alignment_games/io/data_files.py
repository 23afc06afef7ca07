"""A data file by its path alone: what kind it is shows in its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.io.doors.columns import read_columns, split_line
from alignment_games.io.doors.text import open_text
from alignment_games.io.dyads.table import read_dyads
from alignment_games.io.game_files.nfg import read_nfg
from alignment_games.io.model_files.model_file import read_document
from alignment_games.io.sources.alignments import read_alignments
from alignment_games.io.sources.capabilities import read_capabilities
from alignment_games.io.sources.configurations import HEADER, read_configurations
from alignment_games.io.sources.contiguity import read_contiguity
from alignment_games.io.sources.distances import read_distances
from alignment_games.io.sources.pacts import read_pacts
from alignment_games.io.sources.participants import read_participants
from alignment_games.io.sources.portfolios import read_portfolios
from alignment_games.io.sources.propensities import read_propensities, read_sizes
from alignment_games.io.sources.spells import read_majors, read_rivalries
from alignment_games.io.sources.state_names import read_states
from alignment_games.io.sources.third_parties import read_third_parties
from alignment_games.signatures import as_annotated

#: Lines of title that a table may have above its header.
_MOST_ABOVE = 40


@dataclass(frozen=True)
class DataKind:
    """A kind of data file: what it is, the columns by which it is known (one of each group), and its reader."""

    what: str
    columns: tuple[tuple[str, ...], ...]
    read: Callable[[Any], Any]


#: The kinds, the more particular ones first.
KINDS = (
    DataKind("third states beside disputes", (("dispute",), ("outcome",), ("power_a",)), read_third_parties),
    DataKind("records of alignments", (("case",), ("threat",), ("state",), ("outcome",)), read_alignments),
    DataKind("dyads", (("ccode1", "gwcode1", "state1"), ("year",), ("cinc1", "power1")), read_dyads),
    DataKind("capabilities", (("ccode",), ("year",), ("milex",), ("cinc",)), read_capabilities),
    DataKind("contiguity", (("conttype",),), read_contiguity),
    DataKind("distances", (("capdist", "capdist_km", "mindist", "mindist_km", "distance_km"),), read_distances),
    DataKind("names of states", (("ccode",), ("statenme",)), read_states),
    DataKind("participants in disputes", (("dispnum", "dispnum3", "dispnum4"), ("ccode",)), read_participants),
    DataKind("pacts", (("defense", "defence", "atop_defense"),), read_pacts),
    DataKind("rivalries", (("ccode1", "ccodea"), ("styear", "start", "begin")), read_rivalries),
    DataKind("major powers", (("ccode",), ("styear",), ("endyear",)), read_majors),
    DataKind("sizes of actors", (("actor",), ("strength", "size")), read_sizes),
    DataKind("portfolios of alliances", (("nation", "state", "stateabb"), ("cap", "cinc")), read_portfolios),
    DataKind("configurations of a landscape", tuple((name.lower(),) for name in HEADER), read_configurations),
)


@as_annotated()
def read_data(path: str | Path) -> Any:
    r"""Return what the reader for files of that kind returns: the kind shows in the columns, and in the ending.

    Known are dyads, capabilities, distances, contiguity, names of states, records of alignments, disputes and their
    participants, pacts, rivalries, major powers, portfolios, and the files of a landscape; TOML and JSON come as what
    they hold, .nfg as a game. Raises InvalidModelError, with the kinds, for any other file, and as its reader does.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "states.csv"
    ...     _ = path.write_text("stateabb,ccode,statenme,styear,endyear\nFRN,220,France,1816,2016\n")
    ...     dict(read_data(path))
    {220: 'France'}
    """
    ending = Path(path).suffix.lower()
    if ending in (".toml", ".json"):
        return read_document(path)
    if ending == ".nfg":
        return read_nfg(path)
    with open_text(path, "a data file") as stream:
        lines = [line for line in islice(stream, _MOST_ABOVE) if line.strip(",;\t \n")]
    headers = [{field.lower() for field in split_line(line)} for line in lines]
    for at, header in enumerate(headers):
        for kind in KINDS if at == 0 else KINDS[-1:]:
            if all(header.intersection(names) for names in kind.columns):
                return kind.read(path)
    if _is_matrix(path, lines):
        return read_propensities(path)
    raise InvalidModelError(f"{path}: columns of no kind that is known; known are {', '.join(k.what for k in KINDS)}")


def _is_matrix(path: str | Path, lines: list[str]) -> bool:
    """Return whether a file holds names and a square matrix: its first column has no name."""
    if not lines or split_line(lines[0])[0]:
        return False
    columns = read_columns(path)
    return len(next(iter(columns.values()))) == len(columns) - 1
