import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import PlayedGames, entry_games


def test_entering_brings_a_constant_regressors_and_rivals():
    games = entry_games({"power": [[1.0, 2.0, 0.0]]}, [[1, 0, 1]])
    payoffs = games.payoffs([0.5, 2.0, -1.0])[0]
    for profile in np.ndindex(2, 2, 2):
        for i, power in enumerate((1.0, 2.0, 0.0)):
            expected = profile[i] * (0.5 + 2 * power - (sum(profile) - profile[i]))
            assert payoffs[(i, *profile)] == expected
    assert games.played.tolist() == [[1, 0, 1]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": np.zeros((2, 2, 2))}, "base needs the shape"),
        ({"features": np.zeros((1, 2, 2, 2, 2))}, "features needs the shape"),
        ({"played": np.zeros((1, 3), dtype=int)}, "played needs the shape"),
        ({"played": np.full((1, 2), 2)}, "places of actions"),
        ({"played": np.zeros((1, 2))}, "places of actions"),
        ({"features": np.full((1, 1, 2, 2, 2), np.nan)}, "finite numbers"),
        ({"names": ("a", "a"), "features": np.zeros((1, 2, 2, 2, 2))}, "name each parameter once"),
        ({"clusters": ["a", "b"]}, "clusters needs the shape"),
    ],
)
def test_what_does_not_fit_is_refused(changes, message):
    given = {"names": ("a",), "base": np.zeros((1, 2, 2, 2)), "features": np.zeros((1, 1, 2, 2, 2))}
    with pytest.raises(InvalidModelError, match=message):
        PlayedGames(**given | {"played": np.zeros((1, 2), dtype=int)} | changes)


def test_what_is_no_entry_is_refused():
    with pytest.raises(InvalidModelError, match="of true and false"):
        entry_games({}, [[0, 2]])
    with pytest.raises(InvalidModelError, match="power needs the shape of entered"):
        entry_games({"power": [1.0, 2.0]}, [[0, 1]])
