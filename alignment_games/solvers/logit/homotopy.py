r"""The path of logit responses from no rationality to full rationality, by predictor and corrector.

Unknown are l = log x, one number for each action of each player, and the rate :math:`\lambda`:

.. math::

   F_{ia}(l, \lambda) = l_{ia} - \log \frac{\exp(\lambda u_i(a, x_{-i}) + c_{ia})}
                                         {\sum_b \exp(\lambda u_i(b, x_{-i}) + c_{ib})} = 0, \qquad x = \exp(l)

With c = 0 the solutions are the logit quantal response equilibria (McKelvey & Palfrey 1995); with c the
payoffs against a prior, they are the logarithmic tracing procedure (Harsanyi & Selten 1988, chapter 4). In
logarithms the boundary is infinitely far away, so that a probability may fall to 1e-300 on the way. The curve
is followed by arc length, so that it may turn back in lambda.

*Newton.* The corrector solves equations with the same solutions that say, as Turocy (2005, Games and Economic
Behavior 51, section 4) does, that logarithms less pulls are equal within each player and that probabilities sum
to one:

.. math::

   G_{ia} = e_{ia} - \sum_b p_{ib} e_{ib} + \log \sum_b x_{ib}, \qquad
   e_{ia} = l_{ia} - \lambda u_i(a, x_{-i}) - c_{ia}, \qquad p_i = x_i / \sum_b x_{ib}

At a solution F, G and their first derivatives are the same; next to it they differ by the square of G. Away from it
F weighs payoffs by what they are at the guess, where a payoff that is wrong by one over lambda misleads it by a
factor of e; G is nearly straight, and Newton's method gets along with far longer steps.

*Orientation.* Along a curve of solutions the determinant of the derivative together with the tangent keeps its
sign; only a point where branches meet turns it. A step that lands on another stretch of the correspondence often
turns it too, and is refused, unless it is so short that it must have crossed such a point.

*Symmetry.* Where the curve starts, symmetric actions are equally likely, and F keeps them so: the branch stays
in the space of profiles that are constant on the classes of `symmetry_classes`, and the corrector works in
that space alone. So rounding cannot push the path off a symmetric branch at a bifurcation.
"""

from __future__ import annotations

import abc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers.control import Tick, unhurried
from alignment_games.solvers.numeric import PayoffTables

#: A step is refused when the tangent turns by more than this cosine, or when the corrector has farther to go
#: than this share of the step. With 0.1, six of 890 random games (2^6 to 3^8) end elsewhere than under twenty-fold
#: caution, with 0.02 one, with 0.01 none.
LEAST_COSINE, FARTHEST_CORRECTION = 0.95, 0.01
#: A step no longer than this may turn the orientation.
CROSSING = 1e-3
#: Below this length, for each unit of the rate, Newton's steps need not become shorter: rounding is near.
SETTLED = 1e-6


#: G, and its derivatives with respect to the logarithms and to the rate, over all actions.
Responses = tuple[Array, Array, Array]


@dataclass(frozen=True)
class Point:
    """One point of a path: logarithms of the probabilities, one for each symmetry class, and the rate.

    ``orientation``: the sign of the determinant. ``bend``: how fast the tangent turned on the way here.
    """

    logs: Array
    rate: float
    tangent: Array
    orientation: float
    responses: Responses
    bend: Array | float = 0.0

    @property
    def place(self) -> Array:
        """The logarithms and the rate in one row."""
        row: Array = np.r_[self.logs, self.rate]
        return row

    @property
    def residual(self) -> float:
        """The largest gap between a log probability and its logit response."""
        return float(np.abs(self.responses[0]).max())

    @cached_property
    def negative(self) -> int:
        """How many real eigenvalues of the derivative are negative."""
        values = np.linalg.eigvals(self.responses[1])
        return int(((values.real < 0) & (np.abs(values.imag) <= 1e-7 * np.maximum(1.0, np.abs(values)))).sum())


@dataclass(frozen=True)
class Singularity:
    """Where the derivative is singular: a fold in the rate, or a point where branches meet."""

    point: Point
    fold: bool
    directions: Array


@dataclass(frozen=True)
class HomotopySystem(abc.ABC):
    """The equations F = 0 of one game, in units in which payoffs range over one.

    ``bias``: c, one number for each action. ``classes``: the number of the symmetry class of each action.
    """

    #: How far logarithms may be from their logit responses at a point of the path.
    settled: ClassVar[float] = 1e-12

    bias: Array
    classes: Array

    @property
    @abc.abstractmethod
    def sizes(self) -> tuple[int, ...]:
        """How many actions each player has."""

    @abc.abstractmethod
    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        """Return the expected payoffs of all actions (N,) and their derivatives (N, N)."""

    @cached_property
    def blocks(self) -> list[slice]:
        """Where each player's actions are in a row of all actions."""
        ends = np.cumsum(self.sizes)
        return [slice(end - m, end) for end, m in zip(ends, self.sizes, strict=True)]

    @cached_property
    def _starts(self) -> Array:
        """Where each player's actions begin in a row of all actions."""
        return np.array([block.start for block in self.blocks])

    @cached_property
    def _spread(self) -> tuple[Array, Array]:
        """Return the matrices from classes to actions, and back by the mean."""
        expand = np.eye(self.classes.max() + 1)[self.classes]
        return expand, (expand / expand.sum(axis=0)).T

    @cached_property
    def _all_apart(self) -> bool:
        """Whether each action is its own class, as in most games without symmetry."""
        return bool((self.classes == np.arange(len(self.classes))).all())

    def profile(self, logs: Array) -> tuple[Array, ...]:
        """Return the mixed profile, each player's probabilities summing to one."""
        each = [logs[self.classes][block] for block in self.blocks]
        return tuple(np.exp(own - _log_sum(own)) for own in each)

    def responses(self, logs: Array, rate: float) -> Responses:
        """Return G and its derivatives with respect to the logarithms and to the rate, over all actions.

        The derivatives are exact at a solution; elsewhere they leave out what is of the order of G.
        """
        full = logs[self.classes]
        x = np.exp(full)
        values, derivatives = self.derivatives([x[block] for block in self.blocks])
        excess = full - rate * values - self.bias
        starts, sizes = self._starts, np.array(self.sizes)
        total = np.add.reduceat(x, starts)
        share = x / np.repeat(total, sizes)

        def apart(figures: Array) -> Array:
            """Return figures of all actions less their means by player, under the play."""
            weighted = (share * figures.T).T
            return np.asarray(figures - np.repeat(np.add.reduceat(weighted, starts, axis=0), sizes, axis=0))

        inner = apart(derivatives)
        inner *= -rate * x
        inner.flat[:: len(x) + 1] += 1
        return apart(excess) + np.repeat(np.log(total), sizes), inner, -apart(values)

    def reduced(self, responses: Responses) -> tuple[Array, Array]:
        """Return G, and its derivative with the rate's last, over symmetry classes."""
        gap, inner, slope = responses
        if self._all_apart:
            return gap, np.c_[inner, slope]
        expand, collect = self._spread
        return collect @ gap, np.c_[collect @ inner @ expand, collect @ slope]

    def start(self) -> Point:
        """Return the only solution at rate zero, looking towards positive rates."""
        logs = np.concatenate([self.bias[block] - _log_sum(self.bias[block]) for block in self.blocks])
        logs = self._spread[1] @ logs
        responses = self.responses(logs, 0.0)
        tangent = np.r_[-self._spread[1] @ responses[2], 1.0]
        return Point(logs, 0.0, tangent / np.linalg.norm(tangent), 1.0, responses)

    def correct(self, guess: Array, direction: Array, farthest: float = np.inf, tick: Tick = unhurried) -> Point | None:
        """Return the solution in the plane through the guess across the direction, by Newton; None if it fails.

        Its tangent goes on in that direction. Newton's first step may go as far as ``farthest``, the second half
        as far and so on; else the guess was far off. ``tick`` is called before each.
        """
        place, limit = guess, farthest
        for _ in range(10):
            tick()
            if not np.isfinite(place).all() or place[:-1].max(initial=0) > 1:
                return None  # no log probability is near one
            responses = self.responses(place[:-1], float(place[-1]))
            gap, derivative = self.reduced(responses)
            left = np.vstack([derivative, direction])
            right = np.zeros((len(place), 2))
            right[:-1, 0], right[-1] = gap, (direction @ (place - guess), 1.0)
            try:
                step, tangent = np.linalg.solve(left, right).T
            except np.linalg.LinAlgError:
                return None
            # Rate times the rounding of a payoff is what no further step can mend.
            if np.abs(gap).max(initial=0) <= self.settled + 4e-15 * abs(place[-1]):
                orientation = float(np.linalg.slogdet(left)[0])
                tangent /= np.linalg.norm(tangent)
                return Point(place[:-1], float(place[-1]), tangent, orientation, responses)
            length = float(np.linalg.norm(step))
            if length > limit:
                return None
            place, limit = place - step, max(limit / 2, SETTLED * (1 + abs(place[-1])))
        return None

    def step(self, point: Point, length: float, caution: float = 1.0, tick: Tick = unhurried) -> Point | None:
        """Return the next point at an arc length, or None when the step is too bold."""
        direction = point.tangent + length * point.bend
        guess = point.place + length * point.tangent + length**2 / 2 * point.bend
        farthest = FARTHEST_CORRECTION / caution * length + 1e-9
        found = self.correct(guess, direction / np.linalg.norm(direction), farthest, tick)
        if found is None or (found.orientation != point.orientation and length > CROSSING):
            return None
        if 1 - found.tangent @ point.tangent > (1 - LEAST_COSINE) / caution:
            return None
        chord = found.place - point.place
        moved = np.linalg.norm(chord)
        if moved == 0:
            return None
        # The second derivative, at its end, of the cubic through both points along their tangents.
        return replace(found, bend=(2 * point.tangent + 4 * found.tangent - 6 * chord / moved) / moved)


@dataclass(frozen=True)
class TensorSystem(HomotopySystem):
    """The equations of a game given by its payoffs, ``(n, m_0, ..., m_{n-1})``."""

    payoffs: Array

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return self.payoffs.shape[1:]

    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        """Return the expected payoffs of all actions (N,) and their derivatives (N, N)."""
        return self._tables.derivatives(profile)

    @cached_property
    def _tables(self) -> PayoffTables:
        return PayoffTables(self.payoffs)


def _log_sum(values: Array) -> Any:
    top = values.max()
    return top + np.log(np.exp(values - top).sum())
