"""Signs at a root that neither fractions nor square roots write down: exactly, at an algebraic number.

Ties meet irrational play wherever players are alike: with three of them and payoffs that ask the others' least effort,
both others do much with chance 1/2, each with 1/sqrt(2), and the effort between is as good as those that are used. No
number of digits shows that. The root's digits suggest its minimal polynomial and its probabilities as polynomials of
it; put into the equations they are a proof (see `alignment_games.algebra`), and then every sign is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from alignment_games.algebra import newton, relations
from alignment_games.algebra.indifference import NOBODY, DeviationGain, Indifference, whole
from alignment_games.algebra.proof import Proven, prove
from alignment_games.arrays import Array
from alignment_games.solvers._search.roots import Root
from alignment_games.solvers._search.supports import ExactSystem
from alignment_games.solvers.control import Tick

#: Bits in which the coordinates are compared with the certified root.
_BITS = 64


def signs_at(system: ExactSystem, root: Root, tick: Tick) -> list[int] | None:
    """Return the signs of a root's probabilities, then of the rows that are no equations; None where not found."""
    problem = as_indifference(system)
    numbers = newton.arithmetic()
    tick()
    refined = newton.refined(problem, numbers.array(np.concatenate(root.point)[None]), relations.BITS, numbers)
    tick()
    proposed = relations.from_one_solution(refined[0], numbers) if refined else None
    tick()
    proven = prove(problem, proposed) if proposed is not None else None
    if proven is None or not is_meant(proven, root):
        return None
    positions = range(sum(problem.shape))
    shares = [0 if k in proven.absent else -1 if k in proven.negative else 1 for k in positions]
    gains = [1 if gain in proven.gaining else -int(gain not in proven.tied) for gain in problem.unused]
    return shares + gains


def as_indifference(system: ExactSystem) -> Indifference:
    """Return the rows in whole numbers, the players by their axes."""
    shape = system.rows.shape[1:]
    rows: Sequence[Array] = [whole(row) for row in system.rows]
    equations = tuple(DeviationGain(player, number, rows[number]) for number, player in enumerate(system.own))
    others = range(system.n_equations, len(rows))
    return Indifference(
        tuple(range(len(shape))),
        shape,
        equations,
        tuple(DeviationGain(NOBODY, number, rows[number]) for number in others),
    )


def is_meant(proven: Proven, root: Root) -> bool:
    """Return whether the solution proven is nearer to a certified root than any other could be."""
    pairs = zip(probabilities(proven), np.concatenate(root.point).tolist(), strict=True)
    return all(max(abs(low - x), abs(high - x)) < root.alone for (low, high), x in pairs)


def probabilities(proven: Proven) -> list[tuple[Fraction, Fraction]]:
    """Return fractions, close together, between which each probability lies."""
    found = proven.representation
    return [proven.root.ratio(top, found.bottom, _BITS) for top in found.tops]
