r"""From one start to a maximum of the likelihood by Newton's method, and what was reached.

A maximum is accepted where its gradient g vanishes and its curvature -H is positive on the parameters that are
not at a bound: the Newton decrement :math:`g' (-H)^{-1} g`, twice what a step could still gain and the squared
distance to the maximum in standard errors, is below `ARRIVED`. So estimates do not depend on where a search of
finite patience happened to stop. Play is followed along the principal branch and may jump where that folds; the
likelihood then jumps, and can be largest at the edge of the jump, where it has no derivatives: said, not hidden. Nor
is an edge where the decrement is small as good as a maximum: curvature grows without bound towards a fold, so it makes
decrement and errors small there, and says nothing of the likelihood an error away.

First the climb keeps to the sheet of play on which it is, which costs a tenth of following the branch anew, and the
branch is followed at its end. Only where the branch has left the sheet by then is it followed at every step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError
from alignment_games.estimation.objective import Objective
from alignment_games.solvers.logit.response import softmax

#: The Newton decrement of a maximum; one that promises no gain that a sum of many logarithms can show.
ARRIVED, NOTHING = 1e-14, 1e-8
#: Curvature below which a direction counts as flat.
FLAT = 1e-5
#: Newton's steps at most, how often one is halved, and the longest in one parameter.
STEPS, HALVINGS, LONGEST = 60, 12, 2.0
#: By how much play at the end of a climb may differ from the branch's: both solve the same equations to 1e-11.
_SAME_PLAY = 1e-7


@dataclass(frozen=True, eq=False)
class Peak:
    """Where a climb ended: ``parameters``, and the penalised log ``likelihood`` there.

    ``hessian``: of the likelihood by the parameters over their ``units``. ``free``: which parameters lie inside
    the bounds. ``decrement``: Newton's, over these. ``jump``: whether the likelihood is largest at the edge of a
    jump, where it has no derivatives. ``logits``: of play there.
    """

    parameters: Array
    units: Array
    likelihood: float
    hessian: Array
    free: Array
    decrement: float
    jump: bool
    logits: Array

    def curvature(self) -> Array:
        """Return the information on the parameters inside the bounds, in units of the search."""
        return np.asarray(-self.hessian[np.ix_(self.free, self.free)])


@dataclass(frozen=True, eq=False)
class _Place:
    """A point of a climb, with what is known there."""

    point: Array
    value: float
    gradient: Array
    logits: Array


def arrive(objective: Objective, point: Array, *, enough: float = ARRIVED) -> Peak:
    """Return the maximum, bound or jump that Newton's method reaches. Raises NotConvergedError where it does not.

    ``enough``: the decrement of a maximum.
    """
    point = np.clip(point, objective.low, objective.high)
    start = _Place(point, *objective.at(point))
    try:
        peak = _climb(objective, start, enough, sheet=True)
        if not peak.jump and _on_the_branch(objective, peak):
            return peak
    except NotConvergedError:
        pass
    return _climb(objective, start, enough, sheet=False)


def _on_the_branch(objective: Objective, peak: Peak) -> bool:
    logits = objective.theory.logits(objective.stack, peak.parameters)
    return bool(abs(softmax(logits) - softmax(peak.logits)).max() < _SAME_PLAY)


def _climb(objective: Objective, here: _Place, enough: float, *, sheet: bool) -> Peak:
    """Climb by Newton's method until the maximum, a bound, or a jump."""
    for _ in range(STEPS):
        free = objective.free(here.point, here.gradient)
        try:
            hessian = objective.hessian(here.point, here.logits)
        except NotConvergedError:
            return _at_a_fold(objective, here, free)
        step, decrement, flat = newton_step(here.gradient[free], hessian[np.ix_(free, free)])
        if decrement <= (NOTHING if flat else enough):
            return _end(objective, here, hessian, free, decrement)
        full = np.zeros(len(free))
        full[free] = step
        there = _higher(objective, here, full, sheet=sheet)
        if there is None:
            if decrement <= NOTHING:
                return _end(objective, here, hessian, free, decrement)
            if _rises_on_the_sheet(objective, here, full):
                return _peak(objective, here, hessian, free, decrement, jump=True)
            break
        here = there
    raise NotConvergedError("Newton's steps did not reach a maximum; give a start nearby")


def _end(objective: Objective, here: _Place, hessian: Array, free: Array, decrement: float) -> Peak:
    """Return the maximum or bound that was reached, or the edge of a jump where the sheet of play ends beside it."""
    if not objective.goes_on(here.point, here.logits):
        return _at_a_fold(objective, here, free)
    return _peak(objective, here, hessian, free, decrement, jump=False)


def _at_a_fold(objective: Objective, here: _Place, free: Array) -> Peak:
    return _peak(objective, here, np.full((len(free),) * 2, np.nan), free, np.nan, jump=True)


def _peak(objective: Objective, here: _Place, hessian: Array, free: Array, decrement: float, *, jump: bool) -> Peak:
    units = objective.units
    inside = free & (np.minimum(here.point - objective.low, objective.high - here.point) > 1e-6)
    return Peak(here.point * units, units, here.value, hessian, inside, decrement, jump, here.logits)


def newton_step(gradient: Array, hessian: Array) -> tuple[Array, float, bool]:
    """Return the step uphill, the decrement, and whether some direction is flat.

    Downhill and flat curvature are turned into steep uphill.
    """
    if not gradient.size:
        return gradient, 0.0, False
    values, directions = np.linalg.eigh(-hessian)
    along = directions.T @ gradient
    step = directions @ (along / np.maximum(abs(values), FLAT))
    decrement = float(gradient @ step)
    if values[0] < -FLAT and decrement <= ARRIVED:  # a saddle: leave it along the curvature that rises
        step, decrement = directions[:, 0] * 0.1, np.inf
    return step * min(1.0, LONGEST / float(abs(step).max() or 1.0)), decrement, bool(abs(values).min() < FLAT)


def _higher(objective: Objective, here: _Place, step: Array, *, sheet: bool) -> _Place | None:
    """Return the first point along halved steps that gains a fair share of what the gradient promises.

    None where none does, as at the edge of a jump.
    """
    near = here.logits if sheet else None
    for halving in range(HALVINGS):
        point = np.clip(here.point + step / 2**halving, objective.low, objective.high)
        promised = float(here.gradient @ (point - here.point))
        try:
            there = _Place(point, *objective.at(point, near))
        except NotConvergedError:
            continue
        if there.value > here.value + 1e-4 * abs(promised):
            return there
        # Where less is at stake than rounding can tell, the flatter point is the better one.
        rounding = 1e-9 * (1 + abs(here.value))
        flatter = np.linalg.norm(there.gradient) < np.linalg.norm(here.gradient)
        if promised < rounding and there.value > here.value - rounding and flatter:
            return there
    return None


def _rises_on_the_sheet(objective: Objective, here: _Place, step: Array) -> bool:
    """Return whether the shortest step would gain if play did not jump, or play has no continuation there."""
    point = np.clip(here.point + step / 2**HALVINGS, objective.low, objective.high)
    try:
        return objective.at(point, near=here.logits)[0] > here.value
    except NotConvergedError:
        return True
