r"""Which of several inequalities are needed: straight from where all hold to where some do not.

On the way from a point where all hold to one where some do not, halved again and again, the inequality that gives way
is mostly alone to do so, and the place is a witness that it is needed: every other holds there. So redundancy is
refuted for linear constraints (Berbee et al. 1987); here the inequalities are polynomials, and proofs decide the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from sympy import Symbol
from sympy.polys.rings import PolyElement

from alignment_games.arrays import Array
from alignment_games.symbolic._domain import Domain, Sign, point_at
from alignment_games.symbolic._evaluation import Evaluation
from alignment_games.symbolic._points import Point, climbed_point, find_point, samples
from alignment_games.symbolic._samples import allowed
from alignment_games.symbolic._scattering import about, scattered, shortened

#: Points from which is shot, points at which, and how often the way between two is halved.
_FROM, _AT, _HALVINGS = 4, 150, 14


class Witnesses:
    """Points at which inequalities are broken alone, sought among samples and by shooting."""

    def __init__(self, polynomials: Sequence[PolyElement], domain: Domain) -> None:
        self.polynomials, self.domain, self.evaluation = polynomials, domain, Evaluation(polynomials)
        self.points, values = samples(domain)
        self.sampled = values.shape[1]
        self.signs = self.evaluation.signs(values)
        self.movable = not any(s.is_integer for s in domain.symbols)
        if not (self.signs > 0).all(axis=0).any():
            found = scattered(self.evaluation, np.ones(len(polynomials)), domain, samples(domain))
            if found is not None:
                self._keep(found)

    def shoot(self, kept: Collection[int]) -> None:
        """Look for more points at which one of these inequalities is broken alone."""
        inside = np.flatnonzero((self.signs[list(kept)] > 0).all(axis=0))[:_FROM]
        if not (kept and self.movable and len(inside)):
            return
        rng = np.random.default_rng(0)
        self._keep({s: about(s, np.repeat(x[inside], _AT), rng) for s, x in self.points.items()})
        signs = self.signs[list(kept)]
        broken = (signs < 0).sum(axis=0)
        # At points where each is broken, those with fewest others broken before the rest.
        order = np.argsort(broken, kind="stable")
        share = max(_AT // len(signs), 2)
        at = np.concatenate([order[row[order] < 0][:share] for row in signs])
        start, end = np.repeat(inside, len(at)), np.tile(at, len(inside))
        good, bad = ({s: x[each] for s, x in self.points.items()} for each in (start, end))
        for _ in range(_HALVINGS):
            middle = {s: _between(s, good[s], bad[s]) for s in good}
            signs = self._keep(middle)[list(kept)]
            holds = (signs > 0).all(axis=0)
            good = {s: np.where(holds, x, good[s]) for s, x in middle.items()}
            bad = {s: np.where(holds, bad[s], x) for s, x in middle.items()}

    def _keep(self, points: dict[Symbol, Array]) -> Array:
        """Add points to those known, and return the signs there, zero outside the domain."""
        values, inside = allowed(self.domain, points)
        signs = np.where(inside, self.evaluation.signs(values), 0)
        self.signs = np.concatenate([self.signs, signs], axis=1)
        self.points = {s: np.concatenate([x, points[s]]) for s, x in self.points.items()}
        return signs

    def example(self, kept: Collection[int]) -> Point | None:
        """Return a point at which these inequalities hold: known, or climbed to."""
        wanted = self._wanted(kept)
        hits = self._hits(wanted)
        if len(hits):
            return self._short(wanted, int(hits[0]))
        return find_point([self.polynomials[k] for k in kept], self.domain, self.signs[list(kept), : self.sampled])

    def of(self, k: int, kept: Collection[int]) -> Point | None:
        """Return a known point at which, of those kept, only this inequality is broken, of few digits."""
        wanted = self._wanted(kept, broken=k)
        hits = self._hits(wanted)
        return self._short(wanted, int(hits[0])) if len(hits) else None

    def climbed(self, k: int, kept: Collection[int]) -> Point | None:
        """Return such a point climbed to from samples."""
        wanted = self._wanted(kept, broken=k)
        each = [p if sign > 0 else -p for p, sign in zip(self.polynomials, wanted, strict=True) if sign]
        signs = (wanted[:, None] * self.signs[:, : self.sampled])[wanted != 0]
        return climbed_point(each, self.domain, signs)

    def _wanted(self, kept: Collection[int], broken: int | None = None) -> Array:
        wanted = np.zeros(len(self.polynomials))
        wanted[list(kept)] = 1
        if broken is not None:
            wanted[broken] = -1
        return wanted

    def _hits(self, wanted: Array) -> Array:
        return np.flatnonzero((self.signs * wanted[:, None] > 0)[wanted != 0].all(axis=0))

    def _short(self, wanted: Array, position: int) -> Point:
        """Return a known point with as few binary digits as leave the signs wanted."""
        point = {s: x[[position]] for s, x in self.points.items()}
        if position >= self.sampled:
            point = shortened(self.evaluation, wanted, self.domain, point)
        return point_at(point, 0)


def _between(symbol: Symbol, good: Array, bad: Array) -> Array:
    """Return the middles of ways, in proportion where the symbol has a sign."""
    if Sign.of_symbol(symbol) is not Sign.UNKNOWN:
        return np.asarray(np.sign(good) * np.sqrt(np.abs(good)) * np.sqrt(np.abs(bad)))
    return np.asarray((good + bad) / 2)
