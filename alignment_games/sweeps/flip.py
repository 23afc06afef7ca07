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

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.profile import ProfileLike
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._flip_break import Break, Breaks
from alignment_games.sweeps._flip_problem import BESIDE, TINY, FlipProblem, Index
from alignment_games.sweeps._flip_takeover import Takeovers
from alignment_games.sweeps._inputs import Input, by_input, find_input
from alignment_games.sweeps._slack import Inequality, inequalities
from alignment_games.sweeps.phase_diagram import Labels
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.text.visible import visible

Array = NDArray[Any]

#: Inputs that are shares, between 0 and 1; all others are taken to be non-negative.
_SHARES = ("intent", "appeasement", "spillover", "own_defence", "softness", "hiding")
#: A slack below this share of the payoffs is zero, and no payoffs are smaller than the second.
_ROUNDING, _SMALLEST = 1e-9, 1e-300


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
    problem = FlipProblem.of(build, start, _matched(scale, start, 1.0), _limits(bounds, start))
    selection = as_selection(select)
    index = problem.index(profile, selection)
    broken = Breaks(problem, index).nearest()
    if profile is None:
        within = np.inf if broken is None else float(np.linalg.norm(broken.z))
        taken = Takeovers(problem, index, selection).nearest(within)
        if taken is not None:
            return _taken(problem, index, *taken, selection)
    return None if broken is None else _broken(problem, index, broken)


def _broken(problem: FlipProblem, index: Index, broken: Break) -> Flip:
    """Return in names where an inequality gives way."""
    z, k = broken.z, broken.inequality
    before, after = problem.slacks(np.stack([z * (1 - BESIDE), z * (1 + BESIDE)]), index)[:, k]
    tiny = _ROUNDING * max(_SMALLEST, problem.order(np.zeros(len(z))))
    return _named(
        problem,
        index,
        z,
        inequalities(problem.family.players, problem.family.actions, index)[k],
        exact=broken.exact,
        verified=bool(before >= -tiny and after < before and after <= tiny),
    )


def _taken(problem: FlipProblem, index: Index, z: Array, other: Index, select: Selection) -> Flip:
    """Return in names where another equilibrium takes over."""
    before, after = problem.selected(np.stack([z * (1 - BESIDE), z * (1 + BESIDE)]), select)
    each = problem.slacks(z[None], other)[0]
    joined = inequalities(problem.family.players, problem.family.actions, other)[int(each.argmin())]
    binds = each.min() < BESIDE * problem.order(z)
    return _named(
        problem,
        index,
        z,
        Inequality(joined.state, joined.deviation, joined.action) if binds else Inequality("", "", ""),
        exact=False,
        verified=bool(before == problem.position(index) and after == problem.position(other)),
        successor=problem.labels(other),
    )


def _named(problem: FlipProblem, index: Index, z: Array, moved: Inequality, **known: Any) -> Flip:
    names, x = [str(name) for name in problem.start], np.array(list(problem.start.values()))
    to = dict(zip(names, (x + problem.scale * z).tolist(), strict=True))
    start = dict(zip(names, x.tolist(), strict=True))
    return Flip(problem.labels(index), start, to, float(np.linalg.norm(z)), *moved, **known)


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
    lows = _matched(low, start, TINY)
    highs = _matched(high, start, float("inf"))
    named = {Input(parameter) for parameter in given or {}} | set(by_input(given) if given else {})
    # Some inputs, such as the decisiveness, must stay above 0.
    natural = {
        name: (0.0, 1.0) if name.parameter in _SHARES else (min(value, TINY), float("inf"))
        for name, value in start.items()
    }
    return {
        name: (lows[name], highs[name]) if name in named or Input(name.parameter) in named else natural[name]
        for name in start
    }


def _each(value: Any, side: int) -> Any:
    return {state: own[side] for state, own in value.items()} if isinstance(value, Mapping) else value[side]
