r"""Shocks to payoffs, and the games that they make.

Player i's payoff at profile a has the shock :math:`\sigma \varepsilon_{i}(a) + \tau \eta_i(a_i)`: one for each profile
and one for each own action, all independent and standard normal. With Z the groups of profiles of one own action,
each of size q, the shocks of a player have the covariance :math:`\Sigma = \sigma^2 I + \tau^2 Z Z'`, and
:math:`\Sigma^{-1} v = (v - \tau^2 / (\sigma^2 + q \tau^2)\, Z Z' v) / \sigma^2`.

Draws of small games are of scrambled Sobol sequences, cut up by game: of each game they lie more evenly than at random.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.seeds import Seed, generator

#: The nearest to 0 and 1 that a uniform number is taken to be: a normal number of size 8.
_EDGE = 1e-15
#: Numbers of a draw beyond which some thousand draws cannot be spread more evenly than at random, but take longer.
_SMALL = 32


@dataclass(frozen=True)
class Shocks:
    """Standard deviations of the shocks: ``profile``, sigma, of each profile; ``action``, tau, of each own action.

    Payoffs have no unit of their own: sigma is 1, and parameters are in its units. With ``profile`` 0 probabilities
    can be simulated, but no draws can be used again at other parameters, and nothing be estimated.
    """

    profile: float = 1.0
    action: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("profile", self.profile), ("action", self.action)):
            if not (isinstance(value, (int, float)) and math.isfinite(value) and value >= 0):
                raise InvalidModelError(f"shocks of a {name} need a finite number of at least 0, got {value!r:.60}")
        if self.profile == self.action == 0:
            raise InvalidModelError("without shocks no choice has a chance; give those of a profile, usually 1")

    def source(self, shape: tuple[int, ...], rng: Seed, *, even: bool = True) -> Callable[[int], Array]:
        """Return a function of a count to so many further shocks, (n, m_0, ..., m_(n-1), count).

        Draws are neighbours in memory, which is what makes looking through them fast. ``even``: whether they are spread
        more evenly than at random where games are small, and the count is a power of two.
        """
        from scipy.special import ndtri
        from scipy.stats.qmc import Sobol

        n, size = len(shape), math.prod(shape)
        own = sum(shape) if self.action else 0
        numbers, chance = own + (n * size if self.profile else 0), generator(rng)
        sequence = Sobol(numbers, rng=chance) if even and numbers <= _SMALL else None

        def draw(count: int) -> Array:
            if sequence is None:
                normal = chance.standard_normal((numbers, count))
            else:
                normal = ndtri(np.clip(sequence.random(count).T, _EDGE, 1 - _EDGE))
            shape_of_all = (n, *shape, count)
            shocks = self.profile * normal[own:].reshape(shape_of_all) if self.profile else np.zeros(shape_of_all)
            if self.action:
                _add_by_action(shocks, self.action * normal[:own])
            return shocks

        return draw

    def precision(self, features: Array, shape: tuple[int, ...]) -> Array:
        """Return the inverse covariance times features, (..., n, m_0, ..., m_(n-1))."""
        n, size = len(shape), math.prod(shape)
        found = np.empty_like(features)
        by_player, into = np.moveaxis(features, -n - 1, 0), np.moveaxis(found, -n - 1, 0)
        for i, (own, m) in enumerate(zip(by_player, shape, strict=True)):
            others = tuple(j - n for j in range(n) if j != i)
            share = self.action**2 / (self.profile**2 + size // m * self.action**2)
            into[i] = own - share * own.sum(axis=others, keepdims=True)
        return np.asarray(found / self.profile**2)


def _add_by_action(shocks: Array, normal: Array) -> None:
    """Add a number for each own action of each player, (m_0 + ... + m_(n-1), count)."""
    n, first = len(shocks), 0
    for i, m in enumerate(shocks.shape[1:-1]):
        axes = tuple(m if j == i else 1 for j in range(n))
        shocks[i] += normal[first : first + m].reshape(*axes, -1)
        first += m
