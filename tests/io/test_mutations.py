"""Mutated files of every format: read, or refused in one line of bounded length; nothing raw, nothing leaked."""

import warnings

import pytest

from alignment_games.errors import AlignmentGamesError
from alignment_games.io.dyads.games import from_dyads
from alignment_games.io.game_files.nfg import read_nfg
from alignment_games.io.model_files.model_file import read_model
from alignment_games.io.sources.alignments import read_alignments
from alignment_games.io.sources.capabilities import read_capabilities
from alignment_games.io.sources.contiguity import read_contiguity
from alignment_games.io.sources.distances import read_distances
from tests.io.mutations import files

#: How each format is read and put to use.
READERS = {
    "model": lambda path: [read_model(path, exact=exact).game() for exact in (False, True)],
    "nfg": lambda path: [read_nfg(path, exact=exact) for exact in (None, False, True)],
    "dyads": lambda path: str(from_dyads(path, threat=255, year=1938)),
    "capabilities": lambda path: str(read_capabilities(path)),
    "distances": lambda path: str(read_distances(path)),
    "contiguity": lambda path: str(read_contiguity(path)),
    "alignments": lambda path: str(read_alignments(path, ["rivalry"])),
}


def outcome(kind, path):
    """None where the file is read, else the package's own error; anything else is raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            READERS[kind](path)
        except AlignmentGamesError as error:
            return str(error)
    return None


@pytest.mark.parametrize("seed", range(3))
def test_mutated_files_are_read_or_refused_in_one_line(tmp_path, seed):
    read = refused = 0
    for kind, name, content in files(100, seed):
        path = tmp_path / name
        path.write_bytes(content)
        said = outcome(kind, path)
        read, refused = read + (said is None), refused + (said is not None)
        if said is not None:
            assert "\n" not in said
            assert len(said) < 800
    assert read > 5
    assert refused > 50
