r"""The polytope of correlated equilibria of a small game, exactly: its dimension and its vertices.

With the incentive constraints of `correlated` as rows G, the correlated equilibria are the rays of the cone
:math:`p \ge 0, G p \ge 0`, scaled to sum to one. Its extreme rays come from the double description method
(Motzkin, Raiffa, Thompson & Thrall 1953) in whole numbers, so that no tolerance decides what is a vertex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.exact_program import whole_numbers
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers.numeric import one_game_of_numbers
from alignment_games.text.display import Displayed

#: Above this many pure profiles there are too many vertices to list.
MOST_PROFILES = 32


@dataclass(frozen=True, eq=False, repr=False)
class CorrelatedPolytope(Displayed):
    """All correlated equilibria of a small game, exactly.

    ``dimension``: of the polytope. ``vertices``: its corners, each an array ``(m_0, ..., m_{n-1})`` of
    ``Fraction``; every correlated equilibrium is a mixture of them.
    """

    game: NormalFormGame
    dimension: int
    vertices: tuple[Array, ...]

    def __str__(self) -> str:
        return f"dimension {self.dimension}, {len(self.vertices)} vertices"


def correlated_polytope(game: Given) -> CorrelatedPolytope:
    """Return the dimension and the vertices of the set of correlated equilibria, in exact arithmetic.

    Floats stand for the exact binary numbers that they are; write payoffs as integers or fractions.
    Raises UnsupportedGameError for more than 32 pure profiles, for symbols and families.

    >>> polytope = correlated_polytope(NormalFormGame([[[6, 2], [7, 0]], [[6, 7], [2, 0]]]))
    >>> polytope
    <CorrelatedPolytope: dimension 3, 5 vertices>
    """
    game = as_game(game)
    one_game_of_numbers(game, "correlated_polytope")
    if prod(game.n_actions) > MOST_PROFILES:
        raise UnsupportedGameError(
            f"the exact polytope is for games of at most {MOST_PROFILES} pure profiles, this one has "
            f"{prod(game.n_actions)}; ask correlated_equilibrium for single points"
        )
    rows = [whole_numbers(row) for row in _incentive_rows(game.to_exact().payoffs)]
    rays = _extreme_rays(rows, prod(game.n_actions))
    vertices = []
    for ray in rays:
        vertex = np.empty(len(ray), dtype=object)
        vertex[:] = [Fraction(entry, sum(ray)) for entry in ray]
        vertices.append(vertex.reshape(game.n_actions))
    return CorrelatedPolytope(game, _rank(rays) - 1, tuple(vertices))


def _incentive_rows(payoffs: Array) -> list[list[Any]]:
    """Return the rows of `incentive_matrix` in the payoffs' own exact arithmetic."""
    shape = payoffs.shape[1:]
    rows = []
    for i, m in enumerate(shape):
        own = np.moveaxis(payoffs[i], i, 0)
        for b in range(m):
            for c in range(m):
                if b != c:
                    table = np.zeros(shape, dtype=object)
                    np.moveaxis(table, i, 0)[b] = own[b] - own[c]
                    rows.append(table.ravel().tolist())
    return rows


def _extreme_rays(rows: Sequence[Sequence[int]], size: int) -> list[list[int]]:
    """Return the extreme rays of {p >= 0, rows @ p >= 0}: cut the orthant by one row after another.

    A cut keeps the rays on its right side and adds, for each adjacent pair that it parts, the point between
    them. Two rays are adjacent iff no third ray is tight wherever both are (the combinatorial test).
    """
    rays = [([int(k == j) for k in range(size)], ((1 << size) - 1) ^ (1 << j)) for j in range(size)]
    for number, row in enumerate(rows):
        bit = 1 << (size + number)
        values = [sum(r * x for r, x in zip(row, ray, strict=True)) for ray, _ in rays]
        tight = [mask for _, mask in rays]
        kept = [
            (ray, mask | bit if value == 0 else mask)
            for (ray, mask), value in zip(rays, values, strict=True)
            if value >= 0
        ]
        above = [k for k, value in enumerate(values) if value > 0]
        below = [k for k, value in enumerate(values) if value < 0]
        for k in above:
            for q in below:
                common = tight[k] & tight[q]
                if any(common & ~mask == 0 for j, mask in enumerate(tight) if j not in (k, q)):
                    continue
                pair = zip(rays[k][0], rays[q][0], strict=True)
                kept.append((whole_numbers([values[k] * y - values[q] * x for x, y in pair]), common | bit))
        rays = kept
    return [ray for ray, _ in rays]


def _rank(rows: Sequence[Sequence[int]]) -> int:
    from sympy.polys.domains import QQ
    from sympy.polys.matrices import DomainMatrix

    return int(DomainMatrix([[QQ(entry) for entry in row] for row in rows], (len(rows), len(rows[0])), QQ).rank())
