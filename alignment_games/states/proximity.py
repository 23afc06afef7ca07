r"""Proximity: how close a pair of states is, 1 at distance 0, falling with the distance d in km.

:math:`1 / (1 + d / l)`, :math:`e^{-d/l}`, or Boulding's loss of strength :math:`s^{d/r}`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol


class Proximity(Protocol):
    """Closeness of a pair of states: 1 at distance 0, falling with distance."""

    def __call__(self, distance_km: Any) -> Any:
        """Return the proximity at a distance in km."""


@dataclass(frozen=True)
class RationalProximity:
    """1 / (1 + d / scale): one half at ``scale_km``; stays rational on fractions and symbols."""

    scale_km: Any = 1000

    def __call__(self, distance_km: Any) -> Any:
        """Return the proximity at a distance in km."""
        return 1 / (1 + distance_km / self.scale_km)


@dataclass(frozen=True)
class ExponentialProximity:
    """e ** (-d / scale). For exact symbols pass ``base=sympy.E``."""

    scale_km: Any = 1000
    base: Any = math.e

    def __call__(self, distance_km: Any) -> Any:
        """Return the proximity at a distance in km."""
        return self.base ** (-distance_km / self.scale_km)


@dataclass(frozen=True)
class LossOfStrength:
    """s ** (d / reach): the share of strength left after projecting it over a distance.

    The loss-of-strength gradient of Boulding (1962) in the geometric form: ``share`` is what is left
    after ``reach_km``. The War Trap (Bueno de Mesquita 1981) measures distance in days of transport,
    which ``reach_km`` stands for.
    """

    reach_km: Any = 800
    share: Any = 0.9

    def __call__(self, distance_km: Any) -> Any:
        """Return the proximity at a distance in km."""
        return self.share ** (distance_km / self.reach_km)
