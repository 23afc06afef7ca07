r"""That a representation is an equilibrium, in exact arithmetic: whatever proposed it, this is what counts.

With p irreducible and every probability x = g(t) / b(t) at a root of p where b is not zero, a sum of products of
probabilities is zero exactly if the same sum of products of numerators is a multiple of p. The signs of probabilities
and of the gains of unused actions are those of polynomials at an isolated root.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sympy import Poly

from alignment_games.algebra.algebraic_number import AlgebraicNumber, root_near
from alignment_games.algebra.indifference import DeviationGain, Indifference
from alignment_games.algebra.reconstruction import Representation, T
from alignment_games.arrays import Array


@dataclass(frozen=True, eq=False)
class Proven:
    """A representation that solves the equations, and the root that it is meant at.

    ``negative``: positions of probabilities that are not positive; ``absent``: those of them that are zero.
    ``gaining``, ``tied``: unused actions that pay more than the used ones, or as much. Where nothing is negative and
    nobody gains it is an equilibrium.
    """

    representation: Representation
    root: AlgebraicNumber
    negative: tuple[int, ...]
    absent: tuple[int, ...]
    gaining: tuple[DeviationGain, ...]
    tied: tuple[DeviationGain, ...]


def prove(system: Indifference, proposed: Representation) -> Proven | None:
    """Return what the signs at the root say, None where the representation solves other equations than these."""
    root = root_near(proposed.polynomial, proposed.near)
    if root is None or root.vanishes(proposed.bottom):
        return None
    parts = [np.array([*own, None], dtype=object)[:-1] for own in _split(proposed.tops, system.shape)]
    if not all(root.vanishes(zero) for zero in _zeros(system, proposed, parts)):
        return None
    below = root.sign(proposed.bottom)
    shares = [root.sign(top) * below for top in proposed.tops]
    signs = {gain: _sign(gain, system, parts, root, below) for gain in system.unused}
    return Proven(
        proposed,
        root,
        tuple(k for k, sign in enumerate(shares) if sign <= 0),
        tuple(k for k, sign in enumerate(shares) if sign == 0),
        tuple(gain for gain, sign in signs.items() if sign > 0),
        tuple(gain for gain, sign in signs.items() if sign == 0),
    )


def _zeros(system: Indifference, proposed: Representation, parts: Sequence[Array]) -> list[Poly]:
    """Return what must vanish: sums of probabilities less one, t less its form, and the equations."""
    sums = [sum(own.tolist()) - proposed.bottom for own in parts]
    form = sum(w * top for w, top in zip(proposed.form, proposed.tops, strict=True) if w) - proposed.bottom * T
    return [*sums, form, *(equation.at(system.players, parts) for equation in system.equations)]


def _sign(gain: DeviationGain, system: Indifference, parts: Sequence[Array], root: AlgebraicNumber, below: int) -> int:
    factors = sum(player != gain.player for player in system.players)
    value = gain.at(system.players, parts)
    return root.sign(Poly(value, T)) * (below if factors % 2 else 1)


def _split(tops: Sequence[Poly], shape: Sequence[int]) -> list[list[Poly]]:
    ends = np.cumsum(shape).tolist()
    return [list(tops[end - size : end]) for end, size in zip(ends, shape, strict=True)]
