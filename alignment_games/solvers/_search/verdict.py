r"""Whether a certified root is an equilibrium: the signs of its probabilities and of the gains at it.

Mostly floats decide. What is closer to zero than their errors is decided on the same numbers in fractions: in the
root's enclosure, at the exact root where that can be written down, or at the algebraic number that it is
(`irrational`). A number that is exactly zero is a tie, or a probability that belongs to a smaller support. One that is
not zero, but no larger than what the slack of the payoffs (see `gaps`) can make of it, is not certain: the payoffs may
have been meant the other way. With C the inverse Jacobian and :math:`\epsilon` the slack of the equations at the root,
that is

.. math:: |C|\, \epsilon \text{ of a probability}, \qquad \epsilon_g + |g' C|\, \epsilon \text{ of a gain } g .
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.algebraic import exact_root, value_at
from alignment_games.solvers._search.certified import Root
from alignment_games.solvers._search.enclosure import Enclosure, at_point, enclose, slopes
from alignment_games.solvers._search.supports import ExactSystem, Systems
from alignment_games.solvers.control import Tick

#: Probabilities of a root below this, and roots less certain than `COARSE`, are not left to floats. How certain a root
#: is allows for `supports.ROUNDING` of all payoffs: the digits that Newton's method gives it are right to far more.
SMALL, COARSE = 1e-4, 1e-8


@dataclass(frozen=True)
class RootVerdict:
    """What is known of a root. ``point``: the equilibrium in support coordinates, None where it is none.

    ``tied``: whether a probability is zero or an unused action as good as the used ones. ``certain``: whether all this
    is proven, also against the rounding of the payoffs. ``by_floats``: whether floats were enough for that.
    """

    point: tuple[Array, ...] | None
    tied: bool = False
    certain: bool = True
    by_floats: bool = False


def judge_root(systems: Systems, k: int, root: Root, exact: Callable[[], ExactSystem], tick: Tick) -> RootVerdict:
    """Return whether a certified root of a system of floats uses every action and meets the conditions."""
    smallest = min(float(x.min()) for x in root.point)
    gains = _cells.evaluate(systems.values[k : k + 1], [x[None] for x in root.point])[0, systems.n_equations :]
    margin = systems.rounding[k, systems.n_equations :] + 2 * systems.n_equations * root.radius
    if (gains > margin).any():
        return RootVerdict(None)
    if smallest > SMALL and root.radius < COARSE and (gains < -margin).all():
        return RootVerdict(tuple(x / x.sum() for x in root.point), by_floats=True)
    return _Close(exact(), root, tick).verdict()


def judge_exactly(system: ExactSystem, root: Root, tick: Tick) -> RootVerdict:
    """Return the same for a root of an exact game, which gets exact numbers where they can be written down."""
    return _Close(system, root, tick).verdict()


def judge_point(system: ExactSystem, point: tuple[Array, ...]) -> RootVerdict:
    """Return the same for a root in fractions."""
    gains = value_at(system.rows[system.n_equations :], point).tolist()
    slack = [0.0] * len(gains) if system.slack is None else at_point(system.slack, point)[system.n_equations :]
    signs: list[int | None] = [_sign(x) for own in point for x in own.tolist()]
    signs += [None if 0 < abs(gain) <= allowed else _sign(gain) for gain, allowed in zip(gains, slack, strict=True)]
    return _by_signs(signs, sum(map(len, point)), point)


@dataclass
class _Close:
    """A closer look at one root."""

    system: ExactSystem
    root: Root
    tick: Tick

    def verdict(self) -> RootVerdict:
        """Decide every sign, as far as that can be done."""
        if self.system.slack is None and self.exact is not None and self.exact_signs is not None:
            return _by_signs(self.exact_signs, self._n_probabilities, self.exact)
        if self.enclosure is None:
            return RootVerdict(tuple(x / x.sum() for x in self.root.point), certain=False)
        values = self._numbers(self.enclosure.point)
        signs = [
            self._sign_of(position, value, error + Fraction(wobble))
            for position, (value, error, wobble) in enumerate(zip(values, self._errors, self._wobble, strict=True))
        ]
        return _by_signs(signs, self._n_probabilities, tuple(x.astype(float) for x in self.enclosure.point))

    @property
    def _n_probabilities(self) -> int:
        return sum(self.system.rows.shape[1:])

    @cached_property
    def exact(self) -> tuple[Array, ...] | None:
        """The root in exact numbers, None where it is of no kind that can be written down."""
        self.tick()
        return exact_root(self.system.rows[: self.system.n_equations], self.root.point, self.root.alone, self.tick)

    @cached_property
    def exact_signs(self) -> Sequence[int] | None:
        """The signs of the probabilities and the gains at the exact root, None where they are not found."""
        if self.exact is not None:
            return [_sign(x) for x in self._numbers(self.exact)]
        from alignment_games.solvers._search.irrational import signs_at  # loads SymPy, which is rarely needed

        return signs_at(self.system, self.root, self.tick)

    @cached_property
    def enclosure(self) -> Enclosure | None:
        """The root in many digits, None where this does not succeed."""
        self.tick()
        found = enclose(self.system.rows[: self.system.n_equations], self.root.point)
        if found is None:
            return None
        pairs = zip(found.point, self.root.point, strict=True)
        away = max(float(abs(x.astype(float) - y).max()) for x, y in pairs)
        return found if away + float(found.radius) < self.root.alone else None

    def _numbers(self, point: tuple[Array, ...]) -> list[Any]:
        """Return the probabilities and the gains at a point."""
        gains = value_at(self.system.rows[self.system.n_equations :], point)
        return [*(p for x in point for p in x.tolist()), *gains.tolist()]

    @property
    def _errors(self) -> list[Any]:
        """How far each number may be off because the root is not known better."""
        d, radius = self.system.n_equations, self.enclosure.radius if self.enclosure else 0
        largest = [abs(row).max() for row in self.system.rows[d:]]
        return [radius] * self._n_probabilities + [4 * d * radius * size for size in largest]

    @property
    def _wobble(self) -> list[float]:
        """How far each number may be off because of the rounding of the payoffs."""
        if self.system.slack is None or self.enclosure is None:
            return [0.0] * (self._n_probabilities + len(self.system.rows) - self.system.n_equations)
        d, point = self.system.n_equations, [x.astype(float) for x in self.enclosure.point]
        slack = at_point(self.system.slack, [abs(x) for x in point])
        inverse = _sizes(self.enclosure.inverse)
        moves = iter((inverse @ slack[:d]).tolist())
        shifts: list[float] = []
        for x in point:
            own = [next(moves) for _ in x[1:]]
            shifts += [sum(own), *own]
        steepness = slopes(self.system.rows[d:], self.enclosure.point) @ self.enclosure.inverse
        return [*shifts, *(slack[d:] + _sizes(steepness) @ slack[:d]).tolist()]

    def _sign_of(self, position: int, value: Any, error: Fraction) -> int | None:
        """Return the sign of a value that may be off by ``error``, None where it is not certain."""
        if abs(value) > error:
            return _sign(value)
        sign = None if self.exact_signs is None else self.exact_signs[position]
        return sign if sign == 0 or self.system.slack is None else None


def _by_signs(signs: Sequence[int | None], n_probabilities: int, point: tuple[Array, ...]) -> RootVerdict:
    """Return the verdict that the signs of the probabilities and of the gains make."""
    probabilities, gains = signs[:n_probabilities], signs[n_probabilities:]
    if -1 in probabilities or 1 in gains:
        return RootVerdict(None)
    if 0 in probabilities:
        return RootVerdict(None, tied=True)
    return RootVerdict(point, tied=0 in gains or None in gains, certain=None not in signs)


def _sizes(numbers: Array) -> Array:
    """Return absolute values in floats, the largest float for larger ones."""
    most = Fraction(float(np.finfo(float).max) / 2**60)
    return np.array([float(min(abs(x), most)) for x in numbers.ravel().tolist()]).reshape(numbers.shape)


def _sign(number: Any) -> int:
    return int(bool(number > 0)) - int(bool(number < 0))
