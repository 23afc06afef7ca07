"""Named two-player games with the number of their extreme equilibria, and where that number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.game.normal_form import NormalFormGame


@dataclass(frozen=True)
class NamedGame:
    """A game with known equilibria; ``components``: continua among them, as the count of each one's members."""

    name: str
    game: NormalFormGame
    extreme: int
    components: tuple[int, ...]
    source: str


def _game(row: Any, column: Any, *names: Any) -> NormalFormGame:
    return NormalFormGame([row, column], *names)


def _transposed(matrix: list[list[Any]]) -> list[list[Any]]:
    return [list(line) for line in zip(*matrix, strict=True)]


def coordination(n: int) -> NormalFormGame:
    """Return the pure coordination game with n actions."""
    identity = [[int(i == j) for j in range(n)] for i in range(n)]
    return _game(identity, identity)


STAG_HUNT = _game([[4, 0], [3, 2]], [[4, 3], [0, 2]], ["Ann", "Bob"], ["stag", "hare"])


def _thirds() -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    row = [[Fraction(1), Fraction(1, 3)], [Fraction(4, 3), Fraction(0)]]
    return row, _transposed(row)


#: The game that nashpy's support enumeration answers with nothing.
MISSED = _game([[7, 0, 4], [1, 5, 7], [8, 7, 2]], [[6, 6, 9], [6, 7, 0], [2, 3, 6]])

VON_STENGEL_ROW = [
    [9504, -660, 19976, -20526, 1776, -8976],
    [-111771, 31680, -130944, 168124, -8514, 52764],
    [397584, -113850, 451176, -586476, 29216, -178761],
    [171204, -45936, 208626, -263076, 14124, -84436],
    [1303104, -453420, 1227336, -1718376, 72336, -461736],
    [737154, -227040, 774576, -1039236, 48081, -300036],
]
VON_STENGEL_COLUMN = _transposed(
    [
        [72336, -461736, 1227336, -1718376, 1303104, -453420],
        [48081, -300036, 774576, -1039236, 737154, -227040],
        [29216, -178761, 451176, -586476, 397584, -113850],
        [14124, -84436, 208626, -263076, 171204, -45936],
        [1776, -8976, 19976, -20526, 9504, -660],
        [-8514, 52764, -130944, 168124, -111771, 31680],
    ]
)
LONG_PATHS_ROW = [
    [-180, 72, -333, 297, -153, 270],
    [-30, 17, -33, 42, -3, 20],
    [-81, 36, -126, 126, -36, 90],
    [90, -36, 126, -126, 36, -81],
    [20, -3, 42, -33, 17, -30],
    [270, -153, 297, -333, 72, -180],
]
LONG_PATHS_COLUMN = [
    [72, 36, 17, -3, -36, -153],
    [-180, -81, -30, 20, 90, 270],
    [297, 126, 42, -33, -126, -333],
    [-333, -126, -33, 42, 126, 297],
    [270, 90, 20, -30, -81, -180],
    [-153, -36, -3, 17, 36, 72],
]

SMALL_75_ROW = _transposed(
    [
        [-81, -180, 20, -30, 270, 90],
        [36, 72, -3, 17, -153, -36],
        [-126, -333, 42, -33, 297, 126],
        [126, 297, -33, 42, -333, -126],
        [-36, -153, 17, -3, 72, 36],
        [90, 270, -30, 20, -180, -81],
    ]
)
SMALL_75_COLUMN = _transposed(
    [
        [72, -180, 297, -333, 270, -153],
        [36, -81, 126, -126, 90, -36],
        [17, -30, 42, -33, 20, -3],
        [-3, 20, -33, 42, -30, 17],
        [-36, 90, -126, 126, -81, 36],
        [-153, 270, -333, 297, -180, 72],
    ]
)
_ONEILL_ROW = [[5, -5, -5, -5], [-5, -5, 5, 5], [-5, 5, -5, 5], [-5, 5, 5, -5]]
ONEILL = _game(_ONEILL_ROW, [[-payoff for payoff in line] for line in _ONEILL_ROW])

NAMED = [
    NamedGame("stag hunt", STAG_HUNT, 3, (), "closed form: two pure, one mixed at p = 2/3"),
    NamedGame("prisoner's dilemma", _game([[3, 0], [5, 1]], [[3, 5], [0, 1]]), 1, (), "dominance"),
    NamedGame("chicken", _game([[3, 1], [4, 0]], [[3, 4], [1, 0]]), 3, (), "closed form"),
    NamedGame("matching pennies", _game([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]), 1, (), "closed form"),
    NamedGame("battle of the sexes", _game([[2, 0], [0, 1]], [[1, 0], [0, 2]]), 3, (), "closed form"),
    NamedGame(
        "rock, paper, scissors",
        _game([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]]),
        1,
        (),
        "closed form",
    ),
    NamedGame(
        "Shapley", _game([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 1], [1, 0, 0]]), 1, (), "Shapley 1964"
    ),
    *(
        NamedGame(f"coordination {n}", coordination(n), 2**n - 1, (), "one for each common support")
        for n in range(1, 6)
    ),
    NamedGame("one that nashpy misses", MISSED, 1, (), "exact arithmetic"),
    NamedGame("von Stengel 6x6", _game(VON_STENGEL_ROW, VON_STENGEL_COLUMN), 75, (), "von Stengel 1999"),
    NamedGame(
        "von Stengel 6x6, small payoffs", _game(SMALL_75_ROW, SMALL_75_COLUMN), 75, (), "Savani & von Stengel 2006"
    ),
    NamedGame("O'Neill 1987", ONEILL, 1, (), "O'Neill 1987: the joker with 2/5, each other card with 1/5"),
    NamedGame("long paths 6x6", _game(LONG_PATHS_ROW, LONG_PATHS_COLUMN), 1, (), "Savani & von Stengel 2006"),
    NamedGame(
        "all ties 2x3", _game([[0, 0, 0]] * 2, [[0, 0, 0]] * 2), 6, (6,), "every profile: 2 x 3 pure ones at the ends"
    ),
    NamedGame("one row, two ties", _game([[5, 5, 5]], [[1, 1, 0]]), 2, (2,), "column mixes the two best"),
    NamedGame("free rider", _game([[1, 1], [1, 0]], [[1, 1], [0, 1]]), 2, (2,), "row 1 for sure; any column"),
    NamedGame(
        "duplicated row in the stag hunt",
        _game([[4, 0], [4, 0], [3, 2]], [[4, 3], [4, 3], [0, 2]]),
        5,
        (2, 2),
        "both equilibria with stag become segments, hare stays a point",
    ),
    NamedGame(
        "gap of 1e-8",
        _game(np.array([[1.0, 0.0], [1 + 1e-8, 0.0]]), np.array([[1.0, 0.0], [1.0, 0.0]])),
        1,
        (),
        "strict dominance by 1e-8",
    ),
    NamedGame(
        "beyond 2^53",
        _game([[2**60 + 1, 0], [2**60, 1]], [[2**60 + 1, 2**60], [0, 1]]),
        3,
        (),
        "a stag hunt with a gap of one",
    ),
    NamedGame(
        "lecture 3x2",
        _game([[3, 3], [2, 5], [0, 6]], [[3, 2], [2, 6], [3, 1]]),
        3,
        (),
        "von Stengel 2007, Algorithmic Game Theory, (3.3): (1,0,0)(1,0); (4/5,1/5,0)(2/3,1/3); (0,1/3,2/3)(1/3,2/3)",
    ),
    NamedGame(
        "lecture 3x2, degenerate",
        _game([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]),
        3,
        (2,),
        "von Stengel 2007, (3.7): (1,0,0) with any y from (1,0) to (2/3,1/3); (0,1/3,2/3)(1/3,2/3)",
    ),
    NamedGame("deadlock", _game([[1, 0], [3, 2]], [[1, 3], [0, 2]]), 1, (), "dominance"),
    NamedGame(
        "assurance with exit",
        _game([[9, 0, 1], [8, 7, 1], [2, 2, 2]], [[9, 8, 2], [0, 7, 2], [1, 1, 2]]),
        7,
        (),
        "lrsnash",
    ),
    NamedGame("one profile", _game([[7]], [[-2]]), 1, (), "one action each"),
    NamedGame("two rows of the same", _game([[1, 0], [1, 0]], [[0, 1], [0, 1]]), 2, (2,), "column plays 2; any row"),
    NamedGame(
        "inspection", _game([[0, -10], [-1, -6]], [[0, 10], [0, -90]]), 1, (), "Fudenberg & Tirole 1991: mixed only"
    ),
    NamedGame("fractions of a third", _game(*_thirds()), 3, (), "chicken with payoffs in thirds"),
]
