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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown, unknown_name
from alignment_games.game.profile import ProfileLike
from alignment_games.models.door import as_model
from alignment_games.models.model import Input, Model, as_input
from alignment_games.models.plain import FunctionModel
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._inputs import Vary, by_input, find_input
from alignment_games.sweeps._slack import Preference, inequalities
from alignment_games.sweeps.flips._break import Break, Breaks
from alignment_games.sweeps.flips._problem import BESIDE, TINY, FlipProblem, Index
from alignment_games.sweeps.flips._takeover import Takeovers
from alignment_games.sweeps.grids.grid_answers import Labels
from alignment_games.sweeps.runs._run import within
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.text.display import Displayed
from alignment_games.text.play import do
from alignment_games.text.visible import visible

#: A slack below this share of the payoffs is zero, and no payoffs are smaller than the second.
_ROUNDING, _SMALLEST = 1e-9, 1e-300


@dataclass(frozen=True, repr=False)
class Flip(Displayed):
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
        moved = "the selection turns"
        if self.state:
            moved = f"{self.state} would rather {do(self.deviation)} than {do(self.action)}"
        if self.successor is None:
            return visible(f"{moved} {after}")
        return visible(f"({', '.join(self.successor)}) takes over, as {moved} there, {after}")


@longer_run()
@as_annotated()
def nearest_flip(
    model: Any,
    vary: Vary | Sequence[Any],
    *,
    scale: Vary | None = None,
    bounds: Vary | None = None,
    profile: ProfileLike | None = None,
    select: str | Selection = "payoff_dominant",
    time_limit: float | None = None,
) -> Flip | None:
    """Return the smallest change of the inputs that flips the predicted alignment; None when none was found.

    ``model``: as in `sweep`. ``vary``: the inputs that may change with the value from which each starts,
    ``{"burden": 0.05, ("intent", "France"): 0.8}``; or their names alone, to start from the model's own values.
    ``scale``: the change of an input that counts as one, by the same names (1 for all; standard deviations are a
    good choice). ``bounds``: (low, high) by the same names; by default what the model's parameters may be, and from
    0 upwards for arguments of a function. ``profile``: an alignment of which only the breaking counts; by default the
    selected equilibrium, which flips also where the selection turns to another one. ``time_limit``: seconds; with it
    games of more than 16 players may take more than ten.

    Raises InvalidModelError for unknown names, a profile that is no equilibrium there, or no pure equilibrium,
    UnsupportedGameError for what would take long, and NotConvergedError when the limit passes.

    >>> print(nearest_flip("europe-1938", {("intent", "Britain"): 0.5}))  # doctest: +ELLIPSIS
    Britain would rather pass the buck than balance after intent of Britain from 0.5 to 0.2594...
    """
    taken = as_model(model)
    start = {name: float(value) for name, value in by_input(_valued(taken, vary)).items()}
    selection = as_selection(select)
    with within(time_limit) as control:
        problem = FlipProblem.of(model, start, _matched(scale, start, 1.0), _limits(bounds, start, taken), control)
        index = problem.index(profile, selection)
        broken = Breaks(problem, index).nearest()
        if profile is None:
            distance = np.inf if broken is None else float(np.linalg.norm(broken.z))
            other = Takeovers(problem, index, selection).nearest(distance)
            if other is not None:
                return _taken(problem, index, *other, selection)
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
        Preference(joined.state, joined.deviation, joined.action) if binds else Preference("", "", ""),
        exact=False,
        verified=bool(before == problem.position(index) and after == problem.position(other)),
        successor=problem.labels(other),
    )


def _named(problem: FlipProblem, index: Index, z: Array, moved: Preference, **known: Any) -> Flip:
    names, x = [str(name) for name in problem.start], np.array(list(problem.start.values()))
    to = dict(zip(names, (x + problem.scale * z).tolist(), strict=True))
    start = dict(zip(names, x.tolist(), strict=True))
    return Flip(problem.labels(index), start, to, float(np.linalg.norm(z)), *moved, **known)


def _valued(model: Model, vary: Vary | Sequence[Any]) -> Vary:
    """Return the value from which each input starts: as given, or the model's own where names alone are given."""
    if isinstance(vary, Mapping):
        return vary
    known = model.parameters()
    found = {}
    for name in map(as_input, [vary] if isinstance(vary, (str, tuple, Input)) else vary):
        if name.name not in known:
            raise unknown_name("parameter", name.name, known)
        value = known[name.name].value
        if name.state:
            only_known(f"entry of {name.name}", [name.state], known[name.name].entries)
            value = value[name.state]
        found[name] = value
    return found


def _matched(given: Vary | None, start: Mapping[Input, float], default: float) -> dict[Input, float]:
    """Return one number for each input, from those given by parameter or by state."""
    found = dict.fromkeys(start, default)
    for name, value in (by_input(given) if given else {}).items():
        several = [] if name.state else [each for each in start if each.name == name.name]
        found.update(dict.fromkeys(several or [find_input(name, start)], float(value)))
    return found


def _limits(given: Vary | None, start: Mapping[Input, float], model: Model) -> dict[Input, tuple[float, float]]:
    """Return how far each input may go: as given, or as far as the model's parameter may."""
    limits = by_input(given) if given else {}
    for name, pair in limits.items():
        if not isinstance(pair, Sequence) or len(pair) != 2:
            raise InvalidModelError(f"bounds of {name}: expected (low, high), got {shown(pair)}")
    lows, highs = (_matched({name: pair[side] for name, pair in limits.items()}, start, 0.0) for side in (0, 1))
    known = model.parameters()
    found = {}
    for name, value in start.items():
        parameter = known.get(name.name)
        if name in limits or Input(name.name) in limits:
            found[name] = (lows[name], highs[name])
        elif parameter is None or isinstance(model, FunctionModel):
            found[name] = (min(value, TINY), float("inf"))  # some inputs must stay above 0
        else:
            found[name] = parameter.limits(TINY)
    return found
