r"""How far the terms of a response game's payoff extend analytically in the sums of the others, and their bounds.

A lost contest is :math:`1 / (1 + z)`, which is at most 1 while z has no negative real part: :math:`z = (D/A)^m` in
the ratio form, so D or A may turn by :math:`\pi / 2m`; :math:`z = e^{k (D - A)}` in the difference form, so D or A
may move by :math:`\pi / 2k`. That serves wherever D stays clear of 0.

The others' stand, :math:`F = X^m / (X^m + Y^m)`, need not: X is 0 where nobody helps. For a whole m, though, it is a
rational function whose poles :math:`Y e^{i \pi (2j + 1) / m}` lie at least :math:`R = Y \sin \min(\pi/2, \pi/m)` from
every :math:`X \ge 0`. Within R/4 of any :math:`X \ge -R/4` no pole is nearer than 2/3 of its distance from X, and
:math:`|1 - F| = Y^m / \prod_j |X - p_j| \le (3/2)^m\, Y^m / |X^m + Y^m| \le 2^m`, so that :math:`|F| \le 1 + 2^m`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array

#: A bound on a term, and the radii in which it holds: in the coalition's sum, and in that of the aid.
Disc = tuple[Array, Array, Array]


@dataclass(frozen=True)
class ContestDiscs:
    """Discs about contests of one form: the ratio form or the difference form, at one decisiveness."""

    ratio: bool
    decisiveness: float

    @property
    def _turn(self) -> float:
        """How far a side may turn, as a share of its size (ratio form), or move (difference form)."""
        quarter = np.pi / (2 * self.decisiveness)
        return float(np.sin(min(np.pi / 2, quarter))) if self.ratio else float(quarter)

    @property
    def _rational(self) -> bool:
        """Whether a contest is a rational function of its sides."""
        return self.ratio and self.decisiveness.is_integer()

    def _reach(self, attack: Array) -> Array:
        """Return the least distance of a pole of F from the X that are not negative."""
        return attack * float(np.sin(min(np.pi / 2, np.pi / self.decisiveness)))

    def lost(self, defence: Array, access: Array, attack: Array, proximity: float) -> Disc:
        """Return the disc of the chance to lose a contest of defence, into which help goes by its access."""
        if self.ratio:
            return np.ones_like(defence), defence * self._turn / access, attack * self._turn
        return np.ones_like(defence), self._turn / access, np.full_like(attack, self._turn / proximity)

    def held_by_others(self, coming: Array, attack: Array) -> Disc:
        """Return the disc of the chance F that the others hold, which help reaches with what the guarantors bring."""
        if not self.ratio:
            return np.ones_like(coming), np.full_like(coming, self._turn), np.full_like(attack, self._turn)
        turned = coming * self._turn
        if not self._rational:
            return np.ones_like(coming), turned, attack * self._turn
        clear = self._reach(attack) / 4
        near = turned < clear
        return np.where(near, 1 + 2.0**self.decisiveness, 1), np.where(near, clear, turned), attack * self._turn

    def margin_of_others(self, backing: float, attack: float) -> float:
        """Return how far below 0 the sum of help may go in the formula of F."""
        if not self.ratio:
            return np.inf
        return float(self._reach(np.asarray(attack))) / 4 + backing if self._rational else backing / 2


def product(one: Disc, other: Disc, share: Array) -> Disc:
    """Return the disc of ``one * (1 - share * other)``."""
    return one[0] * (1 + share * other[0]), np.minimum(one[1], other[1]), np.minimum(one[2], other[2])
