"""Small observed games for the tests of estimation, and curves to climb."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from alignment_games.estimation.fitting import fit
from alignment_games.estimation.profiles import HeldPeak, Profile
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.simulation import random_game, simulate
from alignment_games.estimation.stack import stack_games

#: Costs alone, with next to no rate: a multinomial logit, whose estimates have a closed form.
LOGIT = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)


def random_games(count, seed=3):
    rng = np.random.default_rng(seed)
    return [random_game(f"g{k}", rng) for k in range(count)]


def who_makes_up_whom(powers, slots, individually):
    """By definition, (slots, n, n): how much each other state's play makes up each slot of each state."""
    n = len(powers)
    found = np.zeros((slots, n, n))
    for i in range(n):
        others = sorted((j for j in range(n) if j != i), key=lambda j: -powers[j])
        alone = others if n - 1 <= slots else others[:individually]
        for slot, j in enumerate(alone):
            found[slot, i, j] = 1
        rest = others[len(alone) :]
        total = sum(powers[j] for j in rest)
        for j in rest:
            found[len(alone), i, j] = powers[j] / total if total else 1 / len(rest)
    return found


def simulated(theory, truth, count=20, seed=3):
    """A stack of random games with play drawn at the truth."""
    return simulate(stack_games(random_games(count, seed)), theory, truth, np.random.default_rng(seed + 1))


@cache
def logit_fit():
    """Estimates of costs alone, and the counts of the actions taken."""
    found = fit(simulated(LOGIT, [-0.5, 0.7], count=40), LOGIT, climbs=1)
    return found, np.bincount(found.problem.stack.played)


@cache
def game_fit():
    """Estimates of a rate and a weight, where the game matters."""
    theory = QuantalResponse(("intent",), ("balance",))
    return fit(simulated(theory, [3.0, 1.0, 0.5], count=25), theory, climbs=1)


class Curve:
    """An objective of one parameter: a function of it, less ``drop`` where play has jumped to another sheet, at 0."""

    def __init__(self, function, *, drop=0.0, held=None):
        self.function, self.drop = function, drop
        self.theory = SimpleNamespace(names=("weight of x",), logits=self.logits)
        self.stack = None
        self.units, self.middle = np.ones(1), np.zeros(1)
        self.low, self.high = (np.array([-8.0]), np.array([8.0])) if held is None else np.full((2, 1), held)

    def logits(self, _, point):
        """Play on the branch, one sheet on the left of 0, another on the right; one alone without a drop."""
        return np.array([[5.0 * bool(self.drop and point[0] >= 0), 0.0]])

    def at(self, point, near=None):
        logits = self.logits(None, point) if near is None else near
        x, step = float(point[0]), 1e-6
        slope = (self.function(x + step) - self.function(x - step)) / (2 * step)
        return self.function(x) - self.drop * bool(logits[0, 0]), np.array([slope]), logits

    def values(self, points):
        return np.array([self.at(point)[0] for point in points])

    def hessian(self, point, logits):
        x, step = float(point[0]), 1e-4
        return np.array([[(self.function(x + step) - 2 * self.function(x) + self.function(x - step)) / step**2]])

    def goes_on(self, point, logits):
        return True

    def free(self, point, gradient):
        return ~(((point <= self.low) & (gradient <= 0)) | ((point >= self.high) & (gradient >= 0)))


class Known(Profile):
    """A log likelihood that falls by a function of the first of two parameters, whose units are 2 and 1.

    ``edges``: between which values a climb ends at the edge of a jump. The other parameter has a second hill at 5, on
    which the likelihood is lower by 3.
    """

    def __init__(self, fall, *, low=-8.0, high=8.0, edges=(0.0, 0.0), tangent=None):
        super().__init__(np.zeros(2), np.array([2.0, 1.0]), 0, low, high, tangent)
        self.fall, self.edges, self.asked = fall, edges, []

    def climb(self, point):
        value = float(point[0])
        self.asked.append(value)
        far = point[1] > 2.5
        end = np.array([value, 5.0 * far])
        return HeldPeak(end, self.fall(value) + 3 * far, self.edges[0] < value < self.edges[1])

    def where(self, point):
        return f"{point[0]:g}"
