"""The plane of a response model: which equilibria there are, and what each state does, as two figures change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from alignment_games.arrays import Array
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.in_floats import in_floats
from alignment_games.states.arguments import per_state
from alignment_games.states.threat import PerceivedThreat
from alignment_games.sweeps.grids.grid import sweep
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.planes.crossings import Crossings, crossings

#: Points along each side of the plane where they are affordable, and the fewest.
_SIDE, _LEAST_SIDE = 61, 9
#: Payoffs of a game for which all points and draws are affordable: large games are swept by what dominance leaves.
_PAYOFFS = 10**7
#: How often the upward figure is doubled, and halved, from its present value.
DOUBLINGS = 3


class Upward(NamedTuple):
    """The upward axis: securitization where one figure of the model says it for all, else the threat's power."""

    parameter: str
    now: float

    @classmethod
    def of(cls, model: ResponseModel) -> Upward:
        """Return the axis for a model."""
        threat = model.threat
        if isinstance(threat, PerceivedThreat):
            levels = set(per_state(threat.securitization, model.names, "securitization").astype(float).tolist())
            if len(levels) == 1:
                return cls("securitization", levels.pop())
        return cls("threat_power", float(model.against.power))


@dataclass(frozen=True, eq=False)
class Plane:
    """A phase diagram of the burden, ``across``, and of another figure, ``upward`` at its ``levels``.

    ``burden``: as the model has it, the mean of all states.
    """

    diagram: PhaseDiagram
    burden: float
    across: Array
    upward: Upward
    levels: Array

    @property
    def now(self) -> tuple[float, float]:
        """Where the model stands."""
        return self.burden, self.upward.now

    @cached_property
    def crossings(self) -> Crossings:
        """Where the set of equilibria changes on the steps of the grid."""
        return crossings(self.diagram, by="equilibria")

    def responses(self) -> Mapping[str, list[tuple[str, float]]]:
        """Return for each state what it does in the selected equilibrium, and in which share of the plane.

        The most frequent first; of two as frequent the later in the alphabet.
        """
        found = {}
        for player in self.diagram.players:
            answers, counts = np.unique(self.diagram.response(player), return_counts=True)
            shares = sorted(zip((counts / counts.sum()).tolist(), answers.tolist(), strict=True), reverse=True)
            found[player] = [(answer, share) for share, answer in shares]
        return found


def plane(model: ResponseModel) -> Plane:
    """Return the plane around a model, in as many points as are affordable.

    >>> import alignment_games as ag
    >>> found = plane(ag.load_case("europe-1938").model)
    >>> found.upward.parameter, found.now, found.diagram.counts.shape
    ('securitization', (0.05, 1.0), (61, 61))
    """
    model = in_floats(model)  # it is told in three digits, and its thousands of games in fractions take minutes
    side = int(np.clip(_SIDE * affordable_share(model) ** 0.5, _LEAST_SIDE, _SIDE))
    burden = float(np.mean(np.asarray(model.utility.burden, dtype=float)))
    up = Upward.of(model)
    across = np.linspace(0, max(0.2, 2 * burden), side)
    levels = up.now * 2.0 ** np.linspace(-DOUBLINGS, DOUBLINGS, side)
    axes: dict[str, Any] = {"burden": across, up.parameter: levels}
    return Plane(sweep(model, axes), burden, across, up, levels)


def affordable_share(model: ResponseModel) -> float:
    """Return which share of all points, or draws, is affordable for a model: above 1 for small games."""
    return _PAYOFFS / (len(model.names) * math.prod(map(len, model.actions)))
