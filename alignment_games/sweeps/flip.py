r"""The nearest flip: the smallest change of the inputs that changes the predicted alignment.

With inputs :math:`x = x_0 + s z` (s the scale of each input) and the slacks :math:`f_k` of the predicted
equilibrium's inequalities, the flip is

.. math:: \min_k \min_z \{ \lVert z \rVert_2 : f_k(x_0 + s z) \le 0,\ \text{low} \le x \le \text{high} \}

Where a slack is affine in the inputs (threats given outright, burden, other costs) the inner problem is the
projection onto a half-space cut by a box: the multiplier :math:`\lambda` of :math:`z = \text{clip}(-\lambda g)` is the
root of a monotone function, and the answer is exact. Elsewhere rays are searched for changes of sign and
the best are refined by SLSQP, which finds a local minimum: an upper bound on the true distance.

A prediction may also change while its equilibrium stands: another profile becomes one, and the selection prefers it.
Such takeovers are searched for along the same rays and refined in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.game.profile import ProfileLike, is_pure, parse_profile, supports
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._family import Family
from alignment_games.sweeps._inputs import Input, by_input, find_input
from alignment_games.sweeps._pure import NONE, solve_pure
from alignment_games.sweeps._slack import inequalities, slacks
from alignment_games.sweeps.phase_diagram import Labels
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.text.visible import visible

Array = NDArray[Any]

#: Inputs that are shares, between 0 and 1; all others are taken to be non-negative.
_SHARES = ("intent", "appeasement", "spillover", "own_defence", "softness", "hiding")
#: How far to look along an input without an upper bound, in units of its scale.
REACH = 50.0
_TINY = 1e-12
_RANDOM_RAYS = 64
_STEPS = 200
#: How many of the nearest crossings are refined.
_REFINED = 3
#: How many payoffs are held at once.
_MOST_PAYOFFS = 10**7
#: Just before and just after the flip, as a share of the way to it.
_BESIDE = 1e-6


@dataclass(frozen=True)
class Flip:
    """The smallest change that flips the predicted alignment, and the inequality that gives way.

    ``profile``: the alignment. ``state`` would rather play ``deviation`` than ``action`` beyond ``to``.
    ``distance``: in units of the scales. ``exact``: the smallest change that breaks the equilibrium, by projection;
    otherwise the smallest that the search found. ``verified``: the games on either side of the flip were built again,
    and the alignment stands before it and not after it. ``successor``: where the equilibrium stands but another one
    takes over, that one; ``state`` is then the one that had to join in, empty where the selection alone turns.
    """

    profile: Labels
    start: Mapping[str, float]
    to: Mapping[str, float]
    distance: float
    state: str
    action: str
    deviation: str
    exact: bool
    verified: bool
    successor: Labels | None = None

    @property
    def changes(self) -> dict[str, float]:
        """The change of each input."""
        return {name: self.to[name] - self.start[name] for name in self.start}

    def __str__(self) -> str:
        told = ", ".join(
            f"{name} from {self.start[name]:.4g} to {self.to[name]:.4g}"
            for name in self.start
            if f"{self.start[name]:.4g}" != f"{self.to[name]:.4g}"
        )
        after = f"after {told or 'no change'}{'' if self.exact else ' (the smallest change found)'}"
        moved = (
            f"{self.state} would rather {self.deviation} than {self.action}" if self.state else "the selection turns"
        )
        if self.successor is None:
            return visible(f"{moved} {after}")
        return visible(f"({', '.join(self.successor)}) takes over, as {moved} there, {after}")


@longer_run()
def nearest_flip(
    build: Any,
    at: Mapping[str, Any],
    *,
    scale: Mapping[str, Any] | None = None,
    bounds: Mapping[str, Any] | None = None,
    profile: ProfileLike | None = None,
    select: str | Selection = "payoff_dominant",
) -> Flip | None:
    """Return the smallest change of the inputs that flips the predicted alignment; None when none was found.

    ``build``: as in `sweep`. ``at``: the value of each input that may change, a number or numbers by state.
    ``scale``: the change of an input that counts as one, by the same names (1 for all; standard deviations are a
    good choice). ``bounds``: (low, high) by the same names; by default 0 to 1 for shares such as intent, and from
    0 upwards for all else. ``profile``: an alignment of which only the breaking counts; by default the selected
    equilibrium, which flips also where the selection turns to another one.

    Raises InvalidModelError for unknown names, a profile that is no equilibrium there, or no pure equilibrium.

    >>> from alignment_games.cases import load_case
    >>> print(nearest_flip(load_case("europe-1938"), {"intent": {"Britain": 0.5}}))  # doctest: +ELLIPSIS
    Britain would rather buck_pass than balance after intent of Britain from 0.5 to 0.2594...
    """
    start = {name: float(value) for name, value in by_input(at).items()}
    problem = _Problem.of(build, start, _matched(scale, start, 1.0), _limits(bounds, start))
    index = problem.index(profile, as_selection(select))
    found = [flip for k in range(problem.count(index)) if (flip := problem.flip(index, k)) is not None]
    broken = min(found, key=lambda flip: flip.distance, default=None)
    if profile is not None:
        return broken
    taken = problem.takeover(index, as_selection(select), np.inf if broken is None else broken.distance)
    return broken if taken is None else taken


@dataclass(frozen=True, eq=False)
class _Problem:
    """The slacks of a family as functions of z, the change of the inputs in units of their scales."""

    family: Family
    start: Mapping[Input, float]
    scale: Array
    bounds: tuple[Array, Array]
    low: Array
    high: Array
    rays: Array = field(repr=False)

    @classmethod
    def of(
        cls, build: Any, start: Mapping[Input, float], scale: Mapping[Input, float], limits: Mapping[Input, Any]
    ) -> _Problem:
        for name, (low, high) in limits.items():
            if not low <= start[name] <= high:
                raise InvalidModelError(f"{name} is {start[name]:g}, outside its bounds {low:g} to {high:g}")
            if not scale[name] > 0:
                raise InvalidModelError(f"scale of {name} must be positive, got {scale[name]}")
        x, s = np.array(list(start.values())), np.array([scale[name] for name in start])
        low, high = (np.array([limits[name][k] for name in start], dtype=float) for k in (0, 1))
        family = Family.of(build, {name: np.array([value, value]) for name, value in start.items()})
        d = len(x)
        random = np.random.default_rng(0).standard_normal((_RANDOM_RAYS if d > 1 else 0, d))
        rays = np.concatenate([np.eye(d), -np.eye(d), random / np.linalg.norm(random, axis=1, keepdims=True)])
        return cls(
            family, start, s, (low, high), np.maximum((low - x) / s, -REACH), np.minimum((high - x) / s, REACH), rays
        )

    def payoffs(self, z: Array) -> tuple[Array, Array | None]:
        start = np.array(list(self.start.values()))
        # Rounding must not carry an input over a bound that the builder checks.
        x = np.clip(start + self.scale * z, *self.bounds)
        return self.family.payoffs(dict(zip(self.start, x.T, strict=True)))

    def slacks(self, z: Array, index: tuple[int, ...]) -> Array:
        """Return the slacks ``(points, inequalities)`` at points ``(points, inputs)``."""
        return np.concatenate([slacks(self.payoffs(part)[0], index).astype(float) for part in self._pieces(z)])

    def count(self, index: tuple[int, ...]) -> int:
        """Return the number of inequalities."""
        return sum(m - 1 for m in self.family.profile_shape) if index else 0

    def index(self, profile: ProfileLike | None, select: Selection) -> tuple[int, ...]:
        """Return the positions of the actions of the predicted alignment. Raises InvalidModelError without one."""
        payoffs, held = self.payoffs(np.zeros((1, len(self.start))))
        solved = solve_pure(payoffs, held, select)
        shape = self.family.profile_shape
        if profile is None:
            if solved["selected"][0] == NONE:
                raise InvalidModelError("there is no pure equilibrium at the inputs given, so no alignment to flip")
            return tuple(int(k) for k in np.unravel_index(solved["selected"][0], shape))
        parsed = parse_profile(profile, self.family.players, self.family.actions)
        if not is_pure(parsed):
            raise InvalidModelError("expected a pure profile, one action for each player")
        index = tuple(support[0] for support in supports(parsed))
        if int(np.ravel_multi_index(index, shape)) not in solved["profiles"]:
            raise InvalidModelError(f"{profile} is not an equilibrium at the inputs given")
        return index

    def flip(self, index: tuple[int, ...], k: int) -> Flip | None:
        """Return the nearest point where inequality k gives way, or None."""
        gradient = self._affine(index, k)
        z = self._search(index, k) if gradient is None else self._projection(index, k, gradient)
        if z is None:
            return None
        x = np.array(list(self.start.values()))
        before, after = self.slacks(np.stack([z * (1 - _BESIDE), z * (1 + _BESIDE)]), index)
        tiny = 1e-9 * max(1e-300, float(np.ptp(self.payoffs(np.zeros((1, len(x))))[0])))
        inequality = inequalities(self.family.players, self.family.actions, index)[k]
        names = [str(name) for name in self.start]
        return Flip(
            tuple(own[at] for own, at in zip(self.family.actions, index, strict=True)),
            dict(zip(names, x.tolist(), strict=True)),
            dict(zip(names, (x + self.scale * z).tolist(), strict=True)),
            float(np.linalg.norm(z)),
            *inequality,
            exact=gradient is not None,
            verified=bool(before[k] >= -tiny and after[k] < before[k] and after[k] <= tiny),
        )

    def takeover(self, index: tuple[int, ...], select: Selection, within: float) -> Flip | None:
        """Return the nearest point found, nearer than ``within``, where another equilibrium is selected, or None."""
        own = int(np.ravel_multi_index(index, self.family.profile_shape))
        lengths = np.minimum(self._room(self.rays), within * (1 - 1e-9))
        steps = np.linspace(0, 1, _STEPS + 1)[1:]
        points = self.rays[:, None, :] * (lengths[:, None] * steps)[..., None]
        chosen = self._selected(points.reshape(-1, points.shape[2]), select).reshape(points.shape[:2])
        found = []
        for ray, along, length in zip(self.rays, chosen, lengths, strict=True):
            turned = np.flatnonzero((along != own) & (along != NONE))
            if turned.size and length > 0:
                z = self._turn(ray, length * steps[turned[0]], own, select)
                found.append((z, int(along[turned[0]])))
        found.sort(key=lambda pair: float(pair[0] @ pair[0]))
        others = dict.fromkeys(other for _, other in found)
        near = [pair for other in others for pair in [each for each in found if each[1] == other][:_REFINED]]
        drawn = [(self._drawn_in(z, other, own, select), other) for z, other in near]
        best = min(drawn, key=lambda pair: float(pair[0] @ pair[0]), default=None)
        return None if best is None else self._taken(index, *best, select)

    def _selected(self, z: Array, select: Selection) -> Array:
        return np.concatenate([solve_pure(*self.payoffs(part), select)["selected"] for part in self._pieces(z)])

    def _pieces(self, z: Array) -> list[Array]:
        """Return the points in pieces of which the payoffs fit into memory together."""
        each = len(self.family.players) * int(np.prod(self.family.profile_shape))
        return np.array_split(z, max(1, -(-len(z) * each // _MOST_PAYOFFS)))

    def _turn(self, ray: Array, end: float, own: int, select: Selection) -> Array:
        """Return the point of a ray, before ``end``, where the selection leaves the own profile, by bisection."""
        low, high = 0.0, end
        while high - low > _TINY * max(1.0, end):
            middle = (low + high) / 2
            stays = self._selected(middle * ray[None], select)[0] == own
            low, high = (middle, high) if stays else (low, middle)
        return high * ray

    def _drawn_in(self, z: Array, other: int, own: int, select: Selection) -> Array:
        """Return the point moved towards the start as far as the other equilibrium lasts, if selected there."""
        index = tuple(int(k) for k in np.unravel_index(other, self.family.profile_shape))
        nearest = self._nearest(z, lambda z: self.slacks(z[None], index)[0])
        length = float(np.linalg.norm(nearest))
        if not 0 < length < np.linalg.norm(z):
            return z
        ray = nearest / length
        beyond = min(length * (1 + 1e-4), float(self._room(ray[None])[0]))
        turned = self._selected(beyond * ray[None], select)[0] == other
        nearer = self._turn(ray, beyond, own, select)
        return nearer if turned and np.linalg.norm(nearer) < np.linalg.norm(z) else z

    def _taken(self, index: tuple[int, ...], z: Array, other: int, select: Selection) -> Flip:
        """Return the takeover at z in names."""
        family, names = self.family, [str(name) for name in self.start]
        own = int(np.ravel_multi_index(index, family.profile_shape))
        successor = tuple(int(k) for k in np.unravel_index(other, family.profile_shape))
        before, after = self._selected(np.stack([z * (1 - _BESIDE), z * (1 + _BESIDE)]), select)
        each = self.slacks(z[None], successor)[0]
        joined = inequalities(family.players, family.actions, successor)[int(each.argmin())]
        binds = each.min() < _BESIDE * float(np.ptp(self.payoffs(z[None])[0].astype(float)))
        x = np.array(list(self.start.values()))
        return Flip(
            tuple(labels[at] for labels, at in zip(family.actions, index, strict=True)),
            dict(zip(names, x.tolist(), strict=True)),
            dict(zip(names, (x + self.scale * z).tolist(), strict=True)),
            float(np.linalg.norm(z)),
            *((joined.state, joined.deviation, joined.action) if binds else ("", "", "")),
            exact=False,
            verified=bool(before == own and after == other),
            successor=tuple(labels[at] for labels, at in zip(family.actions, successor, strict=True)),
        )

    def _room(self, rays: Array) -> Array:
        """Return how far each ray goes before it leaves the bounds."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.where(rays > 0, self.high / rays, np.where(rays < 0, self.low / rays, np.inf))
        return np.asarray(ends.min(axis=1))

    def _affine(self, index: tuple[int, ...], k: int) -> Array | None:
        """Return the gradient if the slack is affine in the inputs, checked at points all over the box; else None."""
        d = len(self.start)
        points = np.random.default_rng(1).uniform(self.low, self.high, (4 * d + 8, d))
        step = np.where(self.high > 0, np.minimum(self.high, 1), np.maximum(self.low, -1))
        values = self.slacks(np.concatenate([np.zeros((1, d)), np.diag(step), points]), index)[:, k]
        gradient = np.divide(values[1 : d + 1] - values[0], step, out=np.zeros(d), where=step != 0)
        told = values[0] + points @ gradient
        return gradient if np.allclose(values[d + 1 :], told, rtol=1e-9, atol=1e-10 * np.abs(values).max()) else None

    def _projection(self, index: tuple[int, ...], k: int, gradient: Array) -> Array | None:
        """Return the nearest point of the box where the affine slack is zero, or None when it is positive all over."""
        from scipy.optimize import brentq

        level = float(self.slacks(np.zeros((1, len(gradient))), index)[0, k])

        def point(multiplier: float) -> Array:
            return np.clip(-multiplier * gradient, self.low, self.high)

        active = gradient != 0
        if level <= 0:
            return np.zeros(len(gradient))
        if not active.any() or level + gradient @ np.where(gradient > 0, self.low, self.high) > 0:
            return None
        most = np.max(np.where(gradient > 0, -self.low, self.high)[active] / np.abs(gradient[active]))
        free = -level / (gradient @ gradient) * gradient
        if ((free >= self.low) & (free <= self.high)).all():
            return free
        end = point(most)
        if level + gradient @ end >= 0:  # by rounding alone: the corner where the slack is least touches zero
            return end
        multiplier = brentq(lambda m: level + gradient @ point(m), 0, most, xtol=_TINY)
        return point(multiplier)

    def _search(self, index: tuple[int, ...], k: int) -> Array | None:
        """Return the nearest point found where the slack is zero, or None."""
        starts = self._crossings(index, k, self.rays)
        if not len(starts):
            return None
        best = starts[0]
        for start in starts[:_REFINED]:
            nearest = self._nearest(start, lambda z: -self.slacks(z[None], index)[0, k])
            # Back onto the surface along its own ray: the optimiser stops a little beside it.
            length = np.linalg.norm(nearest)
            if length > 0:
                best = min([best, *self._crossings(index, k, nearest[None] / length)], key=lambda z: float(z @ z))
        return np.asarray(best)

    def _nearest(self, start: Array, feasible: Callable[[Array], Any]) -> Array:
        """Return the point nearest to zero where ``feasible`` is non-negative, by SLSQP from a start."""
        from scipy.optimize import minimize

        unit = float(np.linalg.norm(start)) or 1.0  # the optimiser's tolerances are for numbers of order one
        result = minimize(
            lambda z: (z @ z, 2 * z),
            start / unit,
            jac=True,
            method="SLSQP",
            bounds=list(zip(self.low / unit, self.high / unit, strict=True)),
            constraints={"type": "ineq", "fun": lambda z: feasible(z * unit)},
            options={"ftol": 1e-12},
        )
        return np.asarray(result.x * unit)

    def _crossings(self, index: tuple[int, ...], k: int, rays: Array) -> Array:
        """Return where the slack first becomes zero along each ray that leads there, the nearest first."""
        from scipy.optimize import brentq

        room = self._room(rays)
        steps = np.linspace(0, 1, _STEPS + 1)
        points = rays[:, None, :] * (room[:, None] * steps)[..., None]
        values = self.slacks(points.reshape(-1, rays.shape[1]), index)[:, k].reshape(len(rays), -1)
        found = []
        for ray, end, value in zip(rays, room, values, strict=True):
            below = np.flatnonzero(value <= 0)
            if not below.size:
                continue
            first = below[0]
            low, high = end * steps[max(first - 1, 0)], end * steps[first]
            slack = lambda t, ray=ray: float(self.slacks((t * ray)[None], index)[0, k])  # noqa: E731 - used once, below
            crossing = brentq(slack, low, high, xtol=_TINY) if first and value[first] < 0 else high
            found.append(crossing * ray)
        return np.array(sorted(found, key=lambda z: float(z @ z)))


def _matched(given: Mapping[str, Any] | None, start: Mapping[Input, float], default: float) -> dict[Input, float]:
    """Return one number for each input, from those given by parameter or by state."""
    found = dict.fromkeys(start, default)
    for parameter, value in (given or {}).items():
        if isinstance(value, Mapping):
            found.update({find_input(Input(parameter, state), start): float(own) for state, own in value.items()})
            continue
        names = [name for name in start if name.parameter == parameter] or [find_input(parameter, start)]
        found.update(dict.fromkeys(names, float(value)))
    return found


def _limits(given: Mapping[str, Any] | None, start: Mapping[Input, float]) -> dict[Input, tuple[float, float]]:
    low, high = ({k: _each(v, side) for k, v in (given or {}).items()} for side in (0, 1))
    lows = _matched(low, start, _TINY)
    highs = _matched(high, start, float("inf"))
    named = {Input(parameter) for parameter in given or {}} | set(by_input(given) if given else {})
    # Some inputs, such as the decisiveness, must stay above 0.
    natural = {
        name: (0.0, 1.0) if name.parameter in _SHARES else (min(value, _TINY), float("inf"))
        for name, value in start.items()
    }
    return {
        name: (lows[name], highs[name]) if name in named or Input(name.parameter) in named else natural[name]
        for name in start
    }


def _each(value: Any, side: int) -> Any:
    return {state: own[side] for state, own in value.items()} if isinstance(value, Mapping) else value[side]
