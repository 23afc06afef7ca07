r"""Why a cell has no equilibrium: weighted gains from actions surely played that are positive all over it.

Where actions a are surely played, :math:`g_{iab}(x) = u_i(b, x_{-i}) - u_i(a, x_{-i}) \le 0` at every equilibrium.
Weights :math:`\lambda \ge 0` with :math:`\sum \lambda_{iab} g_{iab} > 0` at all products of corners rule the cell out:
one term is dominance by a pure action, terms of one player and action dominance by a mixed one, terms of several
players a combination of their equations. A gain does not depend on the player's own play, so that each of its corners
may have a weight of its own: at an equilibrium the sum, their mean times the gain, is at most zero as before. Found in
floats, by a linear program where no single term does; handed out only when the exact check of `checker` has accepted
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import lcm

import numpy as np

from alignment_games.arrays import Array
from alignment_games.certificates.checker import Cell
from alignment_games.certificates.matrix_game import best_weights

Term = tuple[int, int, int]
Terms = list[Term]
Weight = float | Array
Weighed = tuple[int, int, int, int | list[int]]

#: Shares of the largest gain that floats cannot tell from zero.
_NOTHING = 1e-9
#: Largest denominators that are tried for weights that must be met exactly.
_DENOMINATORS = (1, 12, 1000, 10**6)
#: Weights are rounded to so many binary places, the fewest that do.
_PLACES = (8, 24, 50)


@dataclass(frozen=True)
class Floats:
    """Each player's gains from its first action at a cell's corners, as probabilities weigh them, from -1 to 1.

    Along its own axis each player has its actions, along the others' the corners. ``scales``: binary logarithms of what
    was divided out, of each player.
    """

    gains: list[Array]
    scales: list[float]


def in_floats(cell: Cell) -> Floats:
    """Return the gains of a cell in floats."""
    weights = [np.array([float(sum(corner)) for corner in own]) for own in cell.corners]
    made, scales = [], []
    for i, table in enumerate(cell.tables):
        shape = [*cell.counts[:i], cell.game.sizes[i], *cell.counts[i + 1 :]]
        exact = np.array(cell.grid.numbers(table, shape), dtype=object).reshape(shape)  # gains keep their digits
        exact = exact - np.take(exact, [0], axis=i)
        over = max(0, int(abs(exact).max()).bit_length() - 900)
        rows = (exact >> over if over else exact).astype(float)
        for j, own in enumerate(weights):
            if j != i:
                rows /= own.reshape([-1 if k == j else 1 for k in range(rows.ndim)])
        largest = float(abs(rows).max()) or 1.0
        made.append(rows / largest)
        scales.append(over + float(np.log2(largest)))
    return Floats(made, scales)


def at_corners(cell: Cell, floats: Floats, terms: Terms) -> Array:
    """Return what actions gain over others, ``terms`` (k), at all products of a cell's corners, (k, *corners)."""
    made = np.empty((len(terms), *cell.counts))
    for i, own in enumerate(floats.gains):
        mine = [k for k, term in enumerate(terms) if term[0] == i]
        if mine:
            rows = np.moveaxis(own, i, 0)
            made[mine] = np.expand_dims(rows[[terms[k][2] for k in mine]] - rows[[terms[k][1] for k in mine]], 1 + i)
    return made


def exclusion(cell: Cell, floats: Floats) -> list[Weighed] | None:
    """Return weighted gains that rule a cell out, checked exactly; None where none are found."""
    sure = [sorted(cell.sure[i]) for i in range(len(cell.corners))]
    terms = [(i, a, b) for i, own in enumerate(sure) for a in own for b in range(len(cell.corners[i][0])) if b != a]
    if not terms:
        return None
    gains = at_corners(cell, floats, terms).reshape(len(terms), -1)
    for term in _single(terms, gains.min(axis=1).tolist()):
        if cell.excluded([term]):
            return [term]
    some = [k for k, (i, a, b) in enumerate(terms) if a == sure[i][0] or (b == sure[i][0])]
    return _combined(cell, floats, [terms[k] for k in some], gains[some]) if len(some) > 1 else None


def _single(terms: Terms, least: Sequence[float]) -> Iterator[Weighed]:
    """Yield the gains that one action has over another everywhere, the clearest of each player."""
    best: dict[int, int] = {}
    for k, (i, _, _) in enumerate(terms):
        if least[k] >= 0 and (i not in best or least[k] > least[best[i]]):
            best[i] = k
    yield from ((*terms[k], 1) for k in best.values())


def _combined(cell: Cell, floats: Floats, terms: Terms, gains: Array) -> list[Weighed] | None:
    """Return weights of several terms: positive everywhere, or at least zero and positive where play must go.

    ``terms``: the gains of which all others are sums, from the first action surely played and from the others to it.
    """
    value, weights = best_weights(gains)
    if value > _NOTHING:
        return in_whole_numbers(cell, floats, list(zip(terms, weights.tolist(), strict=True)))
    halved = max(map(sum, chain(*cell.corners))) > 1
    if value < -_NOTHING or halved or gains.all():  # what is not strict comes of payoffs that are equal
        return _by_corners(cell, floats, terms, gains)
    used = _used(cell).ravel()
    touching = _touching(cell, floats, terms, gains, used) if used.any() else None
    return touching or _by_corners(cell, floats, terms, gains)


def _by_corners(cell: Cell, floats: Floats, terms: Terms, gains: Array) -> list[Weighed] | None:
    """Return weights that differ between the corners of the player who gains, on whose play the gains do not depend."""
    at = np.indices(cell.counts).reshape(len(cell.counts), -1)
    places = [(k, c) for k, (i, _, _) in enumerate(terms) for c in range(cell.counts[i])]
    rows = np.array([np.where(at[terms[k][0]] == c, gains[k], 0.0) for k, c in places])
    value, weights = best_weights(rows)
    if value <= _NOTHING:
        return None
    shares = [np.zeros(cell.counts[i]) for i, _, _ in terms]
    for (k, c), weight in zip(places, weights.tolist(), strict=True):
        shares[k][c] = weight
    return in_whole_numbers(cell, floats, list(zip(terms, shares, strict=True)))


def _touching(cell: Cell, floats: Floats, terms: Terms, gains: Array, used: Array) -> list[Weighed] | None:
    """Return weights by which no corner loses and those that play must use gain most, where there are any."""
    from scipy.optimize import linprog

    found = linprog(
        -gains[:, used].sum(axis=1),
        A_ub=-gains.T,
        b_ub=np.zeros(gains.shape[1]),
        A_eq=np.ones((1, len(terms))),
        b_eq=[1.0],
        method="highs",
    )
    return _rational(cell, floats, terms, found.x) if found.status == 0 and found.fun < -_NOTHING else None


def _used(cell: Cell) -> Array:
    used = np.ones((1,) * len(cell.corners), dtype=bool)
    for i, count in enumerate(cell.counts):
        own = np.zeros(count, dtype=bool)
        having = (np.flatnonzero([corner[a] for corner in cell.corners[i]]) for a in cell.sure[i])
        own[[k for places in having if len(places) == 1 for k in places] or slice(None)] = True
        used = used & own.reshape([-1 if k == i else 1 for k in range(len(cell.corners))])
    return used


def in_whole_numbers(cell: Cell, floats: Floats, weighted: Sequence[tuple[Term, Weight]]) -> list[Weighed] | None:
    """Return terms with whole weights near the given ones that rule a cell out; None where rounding prevents it.

    A weight is one number, or one for each corner of the player.
    """
    some = [(term, np.asarray(weight)) for term, weight in weighted if np.any(weight > 0)]
    shares = [np.log2(weight, where=weight > 0, out=np.full(weight.shape, -np.inf)) for _, weight in some]
    logs = [share - floats.scales[term[0]] for (term, _), share in zip(some, shares, strict=True)]
    top = max((float(own.max()) for own in logs), default=0.0)
    for places in _PLACES:
        whole = [np.rint(2.0 ** (places + own - top)).astype(int).tolist() for own in logs]
        made = [(*term, weights) for (term, _), weights in zip(some, whole, strict=True) if np.any(weights)]
        if made and cell.excluded(made):
            return made
    return None


def _rational(cell: Cell, floats: Floats, terms: Terms, weights: Array) -> list[Weighed] | None:
    """Return terms with short rational weights near the given ones that rule a cell out, where any do."""
    scaled = weights * 2.0 ** (min(floats.scales) - np.array([floats.scales[i] for i, _, _ in terms]))
    for limit in _DENOMINATORS:
        shares = [Fraction(w / float(scaled.max())).limit_denominator(limit) for w in scaled.tolist()]
        common = lcm(*(share.denominator for share in shares))
        pairs = zip(terms, shares, strict=True)
        made: list[Weighed] = [(*term, int(share * common)) for term, share in pairs if share > 0]
        if made and cell.excluded(made):
            return made
    return None
