"""Named games of three and more players with known equilibria, and where the knowledge comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.irrational import irrational_game


@dataclass(frozen=True)
class NamedGame:
    """A game with all its equilibria, each a probability vector per player.

    ``dimensions``: those of the continua among them, whose ends are listed with the others.
    """

    name: str
    game: NormalFormGame
    equilibria: tuple[tuple[tuple[Any, ...], ...], ...]
    source: str
    dimensions: tuple[int, ...] = ()


def table(shape: Sequence[int], rows: Sequence[Sequence[Any]]) -> np.ndarray:
    """Return payoffs from one row for each pure profile, the first player's action changing fastest."""
    payoffs = np.empty((len(shape), *shape), dtype=object)
    for number, row in enumerate(rows):
        at, rest = [], number
        for m in shape:
            at.append(rest % m)
            rest //= m
        for i, value in enumerate(row):
            payoffs[(i, *at)] = value
    return payoffs


_HALF = Fraction(1, 2)
_ROOT = sympy.sqrt(601)
_F = Fraction


def _both(p: Any) -> tuple[Any, Any]:
    return (p, 1 - p)


NAU = "Nau, Gomez Canovas & Hansen (2004), Int. J. Game Theory 32: 443-453, section "

NAMED = [
    NamedGame(
        "nine equilibria",
        NormalFormGame(
            table(
                (2, 2, 2),
                [(9, 8, 12), (0, 0, 0), (0, 0, 0), (9, 8, 2), (0, 0, 0), (3, 4, 6), (3, 4, 6), (0, 0, 0)],
            )
        ),
        (
            ((1, 0), (1, 0), (1, 0)),
            ((1, 0), (0, 1), (0, 1)),
            ((0, 1), (1, 0), (0, 1)),
            ((0, 1), (0, 1), (1, 0)),
            ((0, 1), _both(_F(1, 4)), _both(_F(1, 3))),
            (_both(_F(1, 3)), (1, 0), _both(_F(1, 4))),
            (_both(_HALF), _both(_HALF), (1, 0)),
            (_both(_HALF), _both(_F(2, 5)), _both(_F(1, 4))),
            (_both(_F(2, 5)), _both(_HALF), _both(_F(1, 3))),
        ),
        "McKelvey & McLennan (1997), J. Economic Theory 72: 411-425: nine, the most that are regular, two of them "
        "completely mixed; the probabilities solve the indifference conditions by hand",
    ),
    NamedGame(
        "irrational",
        irrational_game().to_exact(),
        ((_both((53 - _ROOT) / 46), _both((_ROOT - 13) / 24), _both((_ROOT - 23) / 4)),),
        NAU + "4: one equilibrium, irrational",
    ),
    NamedGame(
        "curve",
        NormalFormGame(
            table(
                (2, 2, 2),
                [(0, 0, 2), (3, 0, 0), (0, 3, 0), (0, 0, 0), (1, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 3)],
            )
        ),
        (
            ((1, 0), (0, 1), (1, 0)),
            ((0, 1), (1, 0), (1, 0)),
            ((0, 1), (0, 1), (0, 1)),
            ((1, 0), (0, 1), _both(_F(1, 4))),
            ((0, 1), (1, 0), _both(_F(1, 4))),
        ),
        NAU
        + "5: three pure, two partly mixed, a continuum of completely mixed equilibria. By hand: the third player's "
        "1/4 makes the others indifferent; 2xy = 3(1-x)(1-y) makes the third indifferent; where the first plays 1 and "
        "the second 2, or the reverse, any share from 1/4 to 1 of the third's 1 will do",
        (1,),
    ),
    NamedGame(
        "segment",
        NormalFormGame(
            table(
                (2, 2, 4),
                [
                    (2, 0, 0),
                    (0, 2, 1),
                    (0, 1, 1),
                    (1, 0, 2),
                    (1, 0, 2),
                    (0, 1, 1),
                    (0, 2, 1),
                    (2, 0, 0),
                    (1, 0, 1),
                    (0, 2, 0),
                    (0, 1, 2),
                    (2, 0, 1),
                    (2, 0, 1),
                    (0, 1, 2),
                    (0, 2, 0),
                    (1, 0, 1),
                ],
            )
        ),
        (
            (_both(_HALF), _both(_HALF), (_HALF, _HALF, 0, 0)),
            (_both(_HALF), _both(_HALF), (0, 0, _HALF, _HALF)),
        ),
        NAU + "6: the set of equilibria is a line segment",
        (1,),
    ),
    NamedGame(
        "three-player matching pennies",
        NormalFormGame(
            table(
                (2, 2, 2),
                [
                    (1, 1, -1),
                    (-1, 1, 1),
                    (-1, -1, -1),
                    (1, -1, 1),
                    (1, -1, 1),
                    (-1, -1, -1),
                    (-1, 1, 1),
                    (1, 1, -1),
                ],
            )
        ),
        ((_both(_HALF), _both(_HALF), _both(_HALF)),),
        "Jordan (1993), Games and Economic Behavior 5: 368-386: one equilibrium, all mix evenly",
    ),
]
