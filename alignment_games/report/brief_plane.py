"""The section of a brief on the plane: which equilibria there are, and what each state does, as two figures change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.errors import MissingExtraError
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.in_floats import in_floats
from alignment_games.report.document import Block, Figure, Text
from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.pictures.embedded import embedded
from alignment_games.report.pictures.panels import response_panels
from alignment_games.report.region_names import MOST_IN_FULL, named_regions, shares_in_words
from alignment_games.states.arguments import per_state
from alignment_games.states.threat import PerceivedThreat
from alignment_games.sweeps.crossings import crossings
from alignment_games.sweeps.grid_answers import NO_EQUILIBRIUM
from alignment_games.sweeps.phase_diagram import PhaseDiagram
from alignment_games.text.numbers import rounded
from alignment_games.text.play import doing

#: Points along each side of the phase diagram where they are affordable, and the fewest.
_SIDE, _LEAST_SIDE = 61, 9
#: Payoffs of a game for which all points and draws are affordable: large games are swept by what dominance leaves.
_PAYOFFS = 10**7


@dataclass(frozen=True, eq=False)
class Upward:
    """The upward axis of the phase diagram: securitization where the model has it, else the threat's power."""

    parameter: str
    title: str
    now: float

    @classmethod
    def of(cls, model: ResponseModel) -> Upward:
        """Return the axis for a model."""
        threat = model.threat
        if isinstance(threat, PerceivedThreat):
            levels = set(per_state(threat.securitization, model.names, "securitization").astype(float).tolist())
            if len(levels) == 1:
                return cls("securitization", "Securitization (factor on the odds of intent)", levels.pop())
        return cls("threat_power", f"Power of {model.against.name}", float(model.against.power))


def plane_section(model: ResponseModel) -> list[Block]:
    """Return the blocks of the section: the phase diagram, and of more than a few states a panel for each."""
    from alignment_games.sweeps.grid import sweep

    model = in_floats(model)  # a picture is told in three digits, and its thousands of games in fractions take minutes
    side = int(np.clip(_SIDE * affordable_share(model) ** 0.5, _LEAST_SIDE, _SIDE))
    burden = float(np.mean(np.asarray(model.utility.burden, dtype=float)))
    up = Upward.of(model)
    across = np.linspace(0, max(0.2, 2 * burden), side)
    levels = up.now * 2.0 ** np.linspace(-3, 3, side)
    axes: dict[str, Any] = {"burden": across, up.parameter: levels}
    diagram = sweep(model, axes)
    regions = named_regions(diagram)
    x = Axis("Burden of balancing", across, burden, [(v, rounded(v)) for v in np.linspace(0, across[-1], 5)])
    y = Axis(
        up.title,
        levels,
        up.now,
        [(v, rounded(v)) for v in (up.now * 2.0 ** np.arange(-3, 4)).tolist()],
        log=True,
    )
    note = (
        f"Each region is one set of pure equilibria, found at {side} x {side} points and up to its boundaries; it has "
        "a colour where all respond alike. The ring is where the figures stand; shares are of the points."
    )
    blocks: list[Block] = [
        Text(note),
        Figure(phase_svg(x, y, regions, crossings(diagram, by="equilibria")), shares_in_words(regions)),
    ]
    return [*blocks, *(_by_state(diagram, (burden, up.now)) if len(model.names) > MOST_IN_FULL else [])]


def _by_state(diagram: PhaseDiagram, now: tuple[float, float]) -> list[Block]:
    """Return a panel for each state: what it does in the selected equilibrium."""
    text = "What each state does on the same plane, in the equilibrium with the largest sum of payoffs:"
    try:
        picture = embedded(response_panels(diagram, now=now), text)
    except MissingExtraError:
        return []
    return [Text(text), Figure(picture, _responses(diagram))]


def _responses(diagram: PhaseDiagram) -> str:
    """Return for each state the share of the picture in which it does what."""
    lines = []
    for player in diagram.players:
        answers, counts = np.unique(diagram.response(player), return_counts=True)
        shares = sorted(zip((counts / counts.sum()).tolist(), answers.tolist(), strict=True), reverse=True)
        lines.append(f"{player}: " + ", ".join(f"{_told(answer)} {share:.1%}" for share, answer in shares))
    return "\n".join(lines)


def _told(answer: str) -> str:
    return answer if answer == NO_EQUILIBRIUM else doing(answer)


def affordable_share(model: ResponseModel) -> float:
    """Return which share of all points, or draws, is affordable for a model: above 1 for small games."""
    return _PAYOFFS / (len(model.names) * math.prod(map(len, model.actions)))
