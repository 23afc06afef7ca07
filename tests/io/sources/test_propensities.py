"""Landscapes from two files."""

import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.propensities import read_landscape

SIZES = "id,actor,strength\n1,Britain,3\n2,France,2\n3,Germany,4\n"
MATRIX = ",UK,FR,GE\nUK,,4,1\nFR,4,,3\nGE,1,3,\n"


@pytest.fixture
def write(tmp_path):
    def written(sizes=SIZES, matrix=MATRIX):
        paths = tmp_path / "sizes.csv", tmp_path / "matrix.csv"
        for path, text in zip(paths, (sizes, matrix), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return written


def test_propensities_count_from_the_middle_of_their_scale(write):
    landscape = read_landscape(*write())
    assert landscape.actors == ("Britain", "France", "Germany")
    # Friends in one bloc, foes in two: nothing lost between Britain and France, and what divides is on either side.
    assert landscape.energy({"Germany"}) == 2 * 3 * 4 * (1 - 3)
    assert read_landscape(*write(), neutral=2).energy({"Germany"}) == 2 * (3 * 4 * (1 - 2) + 2 * 4 * (3 - 2))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sizes": "actor,weight\nA,1\n"}, "unknown column 'strength'"),
        ({"sizes": "actor,size\nA,1\nB,2\n"}, "expected names and a matrix of 2 x 2"),
        ({"matrix": ",UK,FR,GE\nUK,,4,1\nFR,4,,NA\nGE,1,NA,\n"}, "figures of 'France' are missing"),
        ({"matrix": ",UK,FR,GE\nUK,,4,1\nFR,2,,3\nGE,1,3,\n"}, "propensities must be mutual"),
    ],
)
def test_files_that_do_not_fit_are_refused(write, changed, message):
    with pytest.raises(InvalidModelError, match=message):
        read_landscape(*write(**changed))
