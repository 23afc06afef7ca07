"""The inputs of a nearest flip in units of their scales, and what is asked of the games at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.profile import ProfileLike, is_pure, parse_profile, supports
from alignment_games.models.model import Input
from alignment_games.solvers.control import Control
from alignment_games.sweeps._places import actions_at, positions_of
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.families._games import Games
from alignment_games.sweeps.grids.grid_answers import Labels
from alignment_games.sweeps.runs._allowance import NO_TABLE
from alignment_games.sweeps.selection import Selection

#: Positions of a profile's actions.
Index = tuple[int, ...]

#: Something of each input.
Figures = Mapping[Input, Any]

#: How far to look along an input without an upper bound, in units of its scale.
REACH = 50.0
#: Steps along a ray.
STEPS = 200
#: Where a search along a ray stops, in units of the scales.
TINY = 1e-12
#: Just before and just after the flip, as a share of the way to it.
BESIDE = 1e-6
_RANDOM_RAYS = 64
#: How many payoffs are held at once.
_MOST_PAYOFFS = 10**7
#: How often the way to an end is halved to find where the builder makes no game any more.
_HALVINGS = 48
#: The step of a difference quotient.
_DIFFERENCE = 2.0**-26


@dataclass(frozen=True, eq=False)
class FlipProblem:
    """The games of a family as functions of z, the change of the inputs in units of their scales."""

    family: Family
    start: Mapping[Input, float]
    scale: Array
    bounds: tuple[Array, Array]
    low: Array
    high: Array
    rays: Array = field(repr=False)
    control: Control = field(default_factory=Control, repr=False)  # the clock that is looked at before games are built

    @classmethod
    def of(
        cls, source: Any, start: Figures, scale: Figures, limits: Figures, control: Control | None = None
    ) -> FlipProblem:
        """Return the problem of a model. Raises InvalidModelError for a start out of bounds and a scale of zero."""
        for name, (low, high) in limits.items():
            if not low <= start[name] <= high:
                raise InvalidModelError(f"{name} is {start[name]:g}, outside its bounds {low:g} to {high:g}")
            if not scale[name] > 0:
                raise InvalidModelError(f"scale of {name} must be positive, got {scale[name]}")
        x, s = np.array(list(start.values())), np.array([scale[name] for name in start])
        low, high = (np.array([limits[name][k] for name in start], dtype=float) for k in (0, 1))
        family = Family.of(source, {name: np.array([value, value]) for name, value in start.items()})
        family = family.allowed(None, NO_TABLE, meant=(control and control.time_limit,))
        d = len(x)
        random = np.random.default_rng(0).standard_normal((_RANDOM_RAYS if d > 1 else 0, d))
        rays = np.concatenate([np.eye(d), -np.eye(d), random / np.linalg.norm(random, axis=1, keepdims=True)])
        ends = np.maximum((low - x) / s, -REACH), np.minimum((high - x) / s, REACH)
        problem = cls(family, start, s, (low, high), *ends, rays, control or Control())
        return (
            problem if family.by_sums else replace(problem, low=problem._inside(ends[0]), high=problem._inside(ends[1]))
        )

    def _inside(self, ends: Array) -> Array:
        """Return how far each input alone may go: to its end, or to the last point at which the builder makes a game.

        Figures may bound one another, as where fear is at least the temptation.
        """
        return np.array([self._last(np.where(np.arange(len(ends)) == k, ends, 0.0))[k] for k in range(len(ends))])

    def _last(self, end: Array) -> Array:
        """Return the last point on the way to an end at which there is a game, by bisection."""
        if self._is_game(end):
            return end
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._is_game(middle * end) else (low, middle)
        return low * end

    def _is_game(self, z: Array) -> bool:
        try:
            self.games(z[None])
        except InvalidModelError:
            return False
        return True

    def inputs(self, z: Array) -> Array:
        """Return the inputs at points z. Rounding must not carry one over a bound that the builder checks."""
        return np.asarray(np.clip(np.array(list(self.start.values())) + self.scale * z, *self.bounds))

    def games(self, z: Array) -> Games:
        """Return the games at points ``(points, inputs)``."""
        self.control.tick()
        return self.family.games(dict(zip(self.start, self.inputs(z).T, strict=True)), self.control.tick)

    def slacks(self, z: Array, index: Index, player: int | None = None) -> Array:
        """Return the slacks of a profile, all or one player's, ``(points, inequalities)``."""
        return np.concatenate([self.games(part).slacks(index, player) for part in self._pieces(z)])

    def selected(self, z: Array, select: Selection) -> Array:
        """Return the position of the selected equilibrium at points ``(points, inputs)``."""
        return np.concatenate([self.games(part).pure(select, self.control)["selected"] for part in self._pieces(z)])

    def order(self, z: Array) -> float:
        """Return the order of magnitude of the payoffs at one point."""
        return self.games(z[None]).order()

    def _pieces(self, z: Array) -> list[Array]:
        """Return the points in pieces of which the payoffs fit into memory together."""
        self.family.foresee(len(z))
        most = self.family.together if self.family.by_sums else max(1, 8 * _MOST_PAYOFFS // self.family.bytes_per_game)
        return np.array_split(z, max(1, -(-len(z) // most)))

    def index(self, profile: ProfileLike | None, select: Selection) -> Index:
        """Return the positions of the actions of the predicted alignment. Raises InvalidModelError without one."""
        solved = self.games(np.zeros((1, len(self.start)))).pure(select, self.control)
        if profile is None:
            if solved["selected"][0] == NONE:
                raise InvalidModelError("there is no pure equilibrium at the inputs given, so no alignment to flip")
            return self.unravelled(int(solved["selected"][0]))
        parsed = parse_profile(profile, self.family.players, self.family.actions)
        if not is_pure(parsed):
            raise InvalidModelError("expected a pure profile, one action for each player")
        index = tuple(support[0] for support in supports(parsed))
        if self.position(index) not in solved["profiles"]:
            raise InvalidModelError(f"{profile} is not an equilibrium at the inputs given")
        return index

    def position(self, index: Index) -> int:
        """Return the position of a profile among all."""
        return int(positions_of(index, self.family.profile_shape))

    def unravelled(self, position: int) -> Index:
        """Return the positions of the actions of a profile."""
        return tuple(int(k) for k in actions_at(position, self.family.profile_shape))

    def slacks_of(self, index: Index) -> Callable[[Array], Array]:
        """Return the slacks of a profile as a function of the points."""
        return lambda z: self.slacks(z, index)

    def labels(self, index: Index) -> Labels:
        """Return a profile as labels."""
        return tuple(own[at] for own, at in zip(self.family.actions, index, strict=True))

    def owners(self) -> list[int]:
        """Return whose each inequality of a profile is."""
        return [i for i, m in enumerate(self.family.profile_shape) for _ in range(m - 1)]

    def room(self, rays: Array) -> Array:
        """Return how far each ray goes before it leaves the bounds."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.where(rays > 0, self.high / rays, np.where(rays < 0, self.low / rays, np.inf))
        return np.asarray(ends.min(axis=1))

    def nearest(self, start: Array, feasible: Callable[[Array], Array]) -> Array:
        """Return the point nearest to zero where ``feasible`` is nowhere negative, by SLSQP from a start.

        ``feasible``: of points ``(points, inputs)``, numbers ``(points, constraints)``.
        """
        return nearest_point(start, feasible, self.low, self.high)


def nearest_point(start: Array, feasible: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """Return the point between bounds nearest to zero where ``feasible`` is nowhere negative; see `FlipProblem`."""
    from scipy.optimize import minimize

    unit = float(np.linalg.norm(start)) or 1.0  # the optimiser's tolerances are for numbers of order one

    def gradient(z: Array) -> Array:
        step = np.where(z + _DIFFERENCE > high / unit, -_DIFFERENCE, _DIFFERENCE)
        values = feasible(unit * np.concatenate([z[None], z + np.diag(step)]))
        return np.asarray(((values[1:] - values[0]) / step[:, None]).T)

    result = minimize(
        lambda z: (z @ z, 2 * z),
        start / unit,
        jac=True,
        method="SLSQP",
        bounds=list(zip(low / unit, high / unit, strict=True)),
        constraints={"type": "ineq", "fun": lambda z: feasible(unit * z[None])[0], "jac": gradient},
        options={"ftol": 1e-9},
    )
    return np.asarray(result.x * unit)


def nearest_brackets(low: Array, high: Array, count: int) -> Array:
    """Return which of the numbers known to lie from ``low`` to ``high`` may be among the ``count`` smallest.

    >>> nearest_brackets(np.array([0.0, 1.0, 5.0]), np.array([2.0, 3.0, 6.0]), 2).tolist()
    [0, 1]
    """
    most = np.sort(high)[min(count, len(high)) - 1] if len(high) else 0.0
    return np.flatnonzero(low <= most)


def turning_points(low: Array, high: Array, stays: Callable[[Array], Array]) -> Array:
    """Return where something that holds at ``low`` and not at ``high`` turns, by bisection; just where it has.

    >>> turning_points(np.zeros(2), np.ones(2), lambda t: t**2 < np.array([0.25, 0.5])).round(6).tolist()
    [0.5, 0.707107]
    """
    while (high - low > TINY * np.maximum(1.0, high)).any():
        middle = (low + high) / 2
        holds = stays(middle)
        low, high = np.where(holds, middle, low), np.where(holds, high, middle)
    return high
