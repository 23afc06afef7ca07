r"""The path of logit responses from no rationality to full rationality, by predictor and corrector.

Unknown are l = log x, one number for each action of each player, and the rate :math:`\lambda`:

.. math::

   F_{ia}(l, \lambda) = l_{ia} - \log \frac{\exp(\lambda u_i(a, x_{-i}) + c_{ia})}
                                         {\sum_b \exp(\lambda u_i(b, x_{-i}) + c_{ib})} = 0, \qquad x = \exp(l)

With c = 0 the solutions are the logit quantal response equilibria (McKelvey & Palfrey 1995); with c the
payoffs against a prior, they are the logarithmic tracing procedure (Harsanyi & Selten 1988, chapter 4). In
logarithms the boundary is infinitely far away, so that a probability may fall to 1e-300 on the way. The curve
is followed by arc length, so that it may turn back in lambda.

*Symmetry.* Where the curve starts, symmetric actions are equally likely, and F keeps them so: the branch stays
in the space of profiles that are constant on the classes of `symmetry_classes`, and the corrector works in
that space alone. So rounding cannot push the path off a symmetric branch at a bifurcation.

*Bifurcations.* At a fold and at a branch point the derivative of F with respect to l, over all actions, is
singular. The number of its negative real eigenvalues is compared from step to step; a change is bisected, and
kept when the smallest singular value is zero there (two real eigenvalues may also meet and turn complex).
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game import best_reply
from alignment_games.solvers._numeric import payoff_derivatives

Array = NDArray[Any]

#: Arc length of the first step, and by how much steps may grow and shrink.
FIRST_STEP, GROWTH, SHRINKAGE, SHORTEST_STEP = 0.05, 1.5, 0.4, 1e-9
#: A step is refused when the tangent turns by more than this cosine, or when the corrector has farther to go
#: than this share of the step. With 0.94 and 0.3, one random game in forty jumps to another branch; with
#: 0.98 and 0.1, none in 172 did.
LEAST_COSINE, FARTHEST_CORRECTION = 0.99, 0.05
#: Smallest singular value that counts as zero at a located bifurcation, where one bisects to 1e-13.
SINGULAR = 1e-6


#: F, and its derivatives with respect to the logarithms and to the rate, over all actions.
Responses = tuple[Array, Array, Array]


@dataclass(frozen=True)
class Point:
    """One point of a path: logarithms of the probabilities, one for each symmetry class, and the rate."""

    logs: Array
    rate: float
    tangent: Array
    responses: Responses

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
class System(abc.ABC):
    """The equations F = 0 of one game, in units in which payoffs range over one.

    ``bias``: c, one number for each action. ``classes``: the number of the symmetry class of each action.
    """

    bias: Array
    classes: Array

    @property
    @abc.abstractmethod
    def sizes(self) -> tuple[int, ...]:
        """How many actions each player has."""

    @abc.abstractmethod
    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        """Return the expected payoffs of all actions (N,) and their derivatives (N, N), as `payoff_derivatives`."""

    @cached_property
    def blocks(self) -> list[slice]:
        """Where each player's actions are in a row of all actions."""
        ends = np.cumsum(self.sizes)
        return [slice(end - m, end) for end, m in zip(ends, self.sizes, strict=True)]

    @cached_property
    def _spread(self) -> tuple[Array, Array]:
        """Return the matrices from classes to actions, and back by the mean."""
        expand = np.eye(self.classes.max() + 1)[self.classes]
        return expand, (expand / expand.sum(axis=0)).T

    def profile(self, logs: Array) -> tuple[Array, ...]:
        """Return the mixed profile, each player's probabilities summing to one."""
        each = [logs[self.classes][block] for block in self.blocks]
        return tuple(np.exp(own - _log_sum(own)) for own in each)

    def responses(self, logs: Array, rate: float) -> Responses:
        """Return F and its derivatives with respect to the logarithms and to the rate, over all actions."""
        full = logs[self.classes]
        x = np.exp(full)
        values, derivatives = self.derivatives([x[block] for block in self.blocks])
        pull = rate * values + self.bias
        gap, slope = np.empty_like(pull), np.empty_like(pull)
        moved = derivatives
        for block in self.blocks:
            logits = pull[block] - _log_sum(pull[block])
            q = np.exp(logits)
            gap[block] = full[block] - logits
            slope[block] = q @ values[block] - values[block]
            moved[block] -= q @ derivatives[block]
        return gap, np.eye(len(x)) - rate * moved * x, slope

    def reduced(self, responses: Responses) -> tuple[Array, Array]:
        """Return F, and its derivative with the rate's last, over symmetry classes."""
        gap, inner, slope = responses
        expand, collect = self._spread
        return collect @ gap, np.c_[collect @ inner @ expand, collect @ slope]

    def start(self) -> Point:
        """Return the only solution at rate zero, looking towards positive rates."""
        logs = np.concatenate([self.bias[block] - _log_sum(self.bias[block]) for block in self.blocks])
        logs = self._spread[1] @ logs
        return self.tangent(logs, 0.0, self.responses(logs, 0.0), np.r_[np.zeros(len(logs)), 1.0])

    def tangent(self, logs: Array, rate: float, responses: Responses, previous: Array) -> Point:
        """Return the point with the unit tangent that goes on in the previous direction."""
        _, derivative = self.reduced(responses)
        right = np.r_[np.zeros(len(logs)), 1.0]
        direction = np.linalg.solve(np.vstack([derivative, previous]), right)
        return Point(logs, rate, direction / np.linalg.norm(direction), responses)

    def correct(self, guess: Array, direction: Array) -> Point | None:
        """Return the solution in the plane through the guess across the direction, by Newton; None if it fails.

        Its tangent goes on in that direction.
        """
        place = guess.copy()
        for _ in range(10):
            responses = self.responses(place[:-1], float(place[-1]))
            gap, derivative = self.reduced(responses)
            left = np.vstack([derivative, direction])
            try:
                # Rate times the rounding of a payoff is what no further step can mend.
                if np.abs(gap).max(initial=0) <= 1e-12 + 4e-15 * abs(place[-1]):
                    return self.tangent(place[:-1], float(place[-1]), responses, direction)
                place = place - np.linalg.solve(left, np.r_[gap, direction @ (place - guess)])
            except np.linalg.LinAlgError:
                return None
            if not np.isfinite(place).all() or place[:-1].max(initial=0) > 1:
                return None  # no log probability is near one: the guess was far off
        return None

    def step(self, point: Point, length: float, caution: float = 1.0) -> Point | None:
        """Return the next point at an arc length, or None when the step is too bold."""
        guess = point.place + length * point.tangent
        found = self.correct(guess, point.tangent)
        if found is None or np.linalg.norm(found.place - guess) > FARTHEST_CORRECTION / caution * length + 1e-9:
            return None
        return found if 1 - found.tangent @ point.tangent <= (1 - LEAST_COSINE) / caution else None


@dataclass(frozen=True)
class TensorSystem(System):
    """The equations of a game given by its payoffs, ``(n, m_0, ..., m_{n-1})``."""

    payoffs: Array

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return self.payoffs.shape[1:]

    def derivatives(self, profile: Sequence[Array]) -> tuple[Array, Array]:
        """Return the expected payoffs of all actions (N,) and their derivatives (N, N)."""
        return payoff_derivatives(self.payoffs, profile)


@dataclass
class Trace:
    """A path while it is followed: its points, the singular points met, and whether it reached its end.

    ``locate``: bisect for the singular points, which takes most of the time of a path that has many.
    ``caution``: shortens the steps.
    """

    system: System
    points: list[Point]
    singularities: list[Singularity]
    locate: bool = True
    caution: float = 1.0
    finished: bool = False

    def follow(self, last_rate: float, most_steps: int, tick: Callable[[int, int | None], None]) -> None:
        """Go on until the rate passes the last one, or comes back below zero, or steps run out."""
        length = FIRST_STEP
        while len(self.points) <= most_steps and length > SHORTEST_STEP:
            tick(len(self.points), None)
            here = self.points[-1]
            there = self.system.step(here, length, self.caution)
            if there is None:
                length *= SHRINKAGE
                continue
            if self.locate and there.negative != here.negative:
                self._locate(here, length, there)
            self.points.append(there)
            length *= GROWTH
            self.finished = there.rate >= last_rate or there.rate < 0
            if self.finished:
                return

    def _locate(self, here: Point, length: float, there: Point) -> None:
        """Bisect the arc between two points for each change in the number of negative eigenvalues."""
        low, high, target = 0.0, length, there.negative
        best = there
        for _ in range(45):
            middle = (low + high) / 2
            found = self.system.step(here, middle)
            if found is None or found.negative == target:
                high, best = middle, found or best
            else:
                low = middle
            if high - low < 1e-14 * max(1.0, length):
                break
        singular = self._classify(best)
        if singular is not None:
            self.singularities.append(singular)

    def _classify(self, point: Point) -> Singularity | None:
        """Tell a fold, where the rate turns, from a point where branches meet; None when not singular."""
        _, inner, slope = point.responses
        left, values, right = np.linalg.svd(inner)
        null = values < SINGULAR * max(1.0, values[0])
        if not null.any():
            return None
        fold = bool(np.abs(left[:, null].T @ slope).max() > 1e-4 * np.linalg.norm(slope))
        return Singularity(point, fold, right[null])


def principal_branch(
    system: System,
    last_rate: float,
    most_steps: int,
    tick: Callable[[int, int | None], None],
    *,
    locate: bool = True,
    begun: list[Trace] | None = None,
) -> Trace:
    """Return the branch that starts at rate zero, where there is one solution only.

    It cannot come back there; a trace that does has jumped to another branch and is done again with shorter
    steps. Each trace is added to ``begun`` before it is followed, so that an interrupted run keeps its points.
    """
    begun = [] if begun is None else begun
    for caution in (1.0, 5.0, 25.0):
        trace = Trace(system, [system.start()], [], locate, caution)
        begun.append(trace)
        trace.follow(last_rate, most_steps, tick)
        if trace.points[-1].rate >= 0:
            break
        trace.finished = False
    return trace


def symmetry_classes(payoffs: Array, bias: Array) -> Array:
    """Return the number of the class of each action; classes stay equally likely along the whole path.

    >>> hunt = np.array([[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]])
    >>> symmetry_classes(hunt, np.zeros(4)).tolist()
    [0, 1, 0, 1]
    """
    return classes_by_values(lambda profile: best_reply.deviation_payoffs(payoffs, profile), payoffs.shape[1:], bias)


def classes_by_values(
    values_at: Callable[[Sequence[Array]], Sequence[Array]], sizes: Sequence[int], bias: Array
) -> Array:
    """Return the number of the class of each action, from the expected payoffs of all players' actions.

    Actions are told apart, starting from the number of their player's actions, by their payoff at a random
    profile that gives every class its own probability, summing to one for each player: payoffs are polynomials
    in these, so that, but for a coincidence of probability zero, equal values mean equal payoffs at all such
    profiles. This finds the symmetries between
    players (buck-passing among equals) and between actions (matching pennies) alike.
    """
    rng = np.random.default_rng(20_041)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    own = [owner == i for i in range(len(sizes))]
    classes = _numbered([(m,) for m in sizes for _ in range(m)])
    while True:
        chance = rng.uniform(0.5, 1.5, size=len(classes))[classes]
        profile = [chance[mask] / chance[mask].sum() for mask in own]
        values = np.concatenate(values_at(profile))
        for mask in own:
            values[mask] -= values[mask].mean()
        level = _grouped(values, 1e-13), _grouped(bias, 1e-9 * max(1.0, float(np.abs(bias).max(initial=0))))
        kind = list(zip(classes.tolist(), *(part.tolist() for part in level), strict=True))
        company = [tuple(sorted(kind[j] for j in np.flatnonzero(mask))) for mask in own]
        finer = _numbered([(*k, company[i]) for k, i in zip(kind, owner, strict=True)])
        if finer.max() == classes.max():
            return classes
        classes = finer


def _grouped(values: Array, gap: float) -> Array:
    """Return the number of the cluster of each value; clusters are parted by more than the gap."""
    order = np.argsort(values, kind="stable")
    jumps = np.r_[0, np.cumsum(np.diff(values[order]) > gap)]
    groups = np.empty(len(values), dtype=int)
    groups[order] = jumps
    return groups


def _numbered(keys: list[Any]) -> Array:
    """Return the number of each key, in order of first appearance."""
    seen: dict[Any, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys])


def _log_sum(values: Array) -> Any:
    top = values.max()
    return top + np.log(np.exp(values - top).sum())
