r"""Linear programmes over a convex set that is known by its inequalities: bounds proven from outside, met from inside.

The set is :math:`\{\theta : g_j(\theta) \le 0\}` within a box, every g convex. A tangent of any g anywhere is below it:
:math:`g_j(y) + \nabla g_j(y)'(\theta - y) \le 0` cuts off nothing of the set (Kelley 1960). So the smallest
:math:`c'\theta` under some tangents is a proven bound, and every point of the set bounds it from the other side. New
tangents are taken where the line from a point inside to the linear programme's answer leaves the set.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import NotConvergedError

#: Values of the inequalities, (inequalities,), and their derivatives, (inequalities, parameters).
Inequalities = Callable[[Array], tuple[Array, Array]]

#: Rounds of tangents at most; how near the two sides of a bound come; what an inequality may be off.
ROUNDS, NEAR, SLACK = 400, 1e-6, 1e-9
#: Tangents taken at one point at most, those of the inequalities that are off by most.
_AT_ONCE = 40


class CutSet:
    """A convex set within a box of half the side ``box``, and the tangents found so far."""

    def __init__(self, inequalities: Inequalities, parameters: int, box: float) -> None:
        self.inequalities, self.box = inequalities, float(box)
        self.rows, self.rights = np.zeros((0, parameters)), np.zeros(0)

    def centre(self) -> tuple[Array, float, Array]:
        """Return the point where the largest inequality is least, a proven bound below it, and the tangents' shares.

        Where the bound is above 0 the set is empty: the mean of the tangents by these shares is above 0 in all the box.
        Stops as soon as a point is well inside, or the set is proven to be empty.
        """
        best, top = np.zeros(self.rows.shape[1]), np.inf
        point = best
        for _ in range(ROUNDS):
            values, slopes = self.inequalities(point)
            if values.max() < top:
                best, top = point, float(values.max())
            self._cut(point, values, slopes, np.argsort(-values, kind="stable")[:_AT_ONCE])
            point, bound, shares = self._least_excess()
            if bound > SLACK or top < bound / 2 or top - bound < NEAR:
                return best, bound, shares
        return best, bound, shares

    def least(self, direction: Array, inside: Array) -> tuple[float, float]:
        """Return a proven bound below the direction's product over the set, and the least of a point found in it.

        ``inside``: a point of the set. The bound is -inf where it rests on the box. Raises NotConvergedError where the
        two do not meet.
        """
        best = float(direction @ inside)
        for _ in range(ROUNDS):
            point = self._programme(direction)
            bound = float(direction @ point)
            edge = self._leaves(inside, point)
            best = min(best, float(direction @ edge))
            if best - bound < NEAR * (1 + abs(bound)):
                return bound if abs(point).max() < self.box * (1 - NEAR) else -np.inf, best
            for at in (edge, point):
                values, slopes = self.inequalities(at)
                self._cut(at, values, slopes, np.argsort(-values, kind="stable")[:_AT_ONCE])
        raise NotConvergedError(f"the bound lies between {bound:.6g} and {best:.6g}; scale the parameters alike")

    def _leaves(self, inside: Array, outside: Array) -> Array:
        """Return the last point of the set on the line from one inside to another."""
        if self.inequalities(outside)[0].max() <= SLACK:
            return outside
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            if self.inequalities(inside + middle * (outside - inside))[0].max() <= SLACK:
                low = middle
            else:
                high = middle
        return np.asarray(inside + low * (outside - inside))

    def _cut(self, at: Array, values: Array, slopes: Array, which: Array) -> None:
        self.rows = np.concatenate([self.rows, slopes[which]])
        self.rights = np.concatenate([self.rights, slopes[which] @ at - values[which]])

    def _programme(self, direction: Array) -> Array:
        from scipy.optimize import linprog

        found = linprog(direction, self.rows, self.rights, bounds=(-self.box, self.box), method="highs")
        if found.x is None:
            raise NotConvergedError(f"a linear programme under tangents was not solved: {found.message}")
        return np.asarray(found.x)

    def _least_excess(self) -> tuple[Array, float, Array]:
        """Return where the largest tangent is least, its value, and the tangents' shares in the proof that it is."""
        from scipy.optimize import linprog

        count = self.rows.shape[1]
        rows = np.column_stack([self.rows, -np.ones(len(self.rows))])
        bounds = [(-self.box, self.box)] * count + [(-1e6, None)]
        found = linprog([0.0] * count + [1.0], rows, self.rights, bounds=bounds, method="highs")
        if found.x is None:
            raise NotConvergedError(f"a linear programme under tangents was not solved: {found.message}")
        return np.asarray(found.x[:-1]), float(found.x[-1]), np.asarray(-found.ineqlin.marginals)
