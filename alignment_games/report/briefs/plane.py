"""The section of a brief on the plane: which equilibria there are, and what each state does, as two figures change."""

from __future__ import annotations

import numpy as np

from alignment_games.analysis.plane import DOUBLINGS, Plane, plane
from alignment_games.errors import MissingExtraError
from alignment_games.models.response import ResponseModel
from alignment_games.report.document import Block, Figure, Text
from alignment_games.report.phase_svg import Axis, phase_svg
from alignment_games.report.pictures.embedded import embedded
from alignment_games.report.pictures.panels import response_panels
from alignment_games.report.region_names import MOST_IN_FULL, named_regions, shares_in_words
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM
from alignment_games.text.numbers import rounded
from alignment_games.text.play import doing


def plane_section(model: ResponseModel) -> list[Block]:
    """Return the blocks of the section: the phase diagram, and of more than a few states a panel for each."""
    found = plane(model)
    regions = named_regions(found.diagram)
    side = len(found.across)
    note = (
        f"Each region is one set of pure equilibria, found at {side} x {side} points and up to its boundaries; it has "
        "a colour where all respond alike. The ring is where the figures stand; shares are of the points."
    )
    picture = phase_svg(*_axes(model, found), regions, found.crossings)
    blocks: list[Block] = [Text(note), Figure(picture, shares_in_words(regions))]
    return [*blocks, *(_by_state(found) if len(model.names) > MOST_IN_FULL else [])]


def _axes(model: ResponseModel, found: Plane) -> tuple[Axis, Axis]:
    up, across = found.upward, found.across
    titles = {
        "securitization": "Securitization (factor on the odds of intent)",
        "threat_power": f"Power of {model.against.name}",
    }
    doubled = up.now * 2.0 ** np.arange(-DOUBLINGS, DOUBLINGS + 1)
    ticks = [[(value, rounded(value)) for value in each] for each in (np.linspace(0, across[-1], 5), doubled.tolist())]
    return (
        Axis("Burden of balancing", across, found.burden, ticks[0]),
        Axis(titles[up.parameter], found.levels, up.now, ticks[1], log=True),
    )


def _by_state(found: Plane) -> list[Block]:
    """Return a panel for each state: what it does in the selected equilibrium."""
    text = "What each state does on the same plane, in the equilibrium with the largest sum of payoffs:"
    try:
        picture = embedded(response_panels(found.diagram, now=found.now), text)
    except MissingExtraError:
        return []
    lines = [
        f"{player}: " + ", ".join(f"{_told(answer)} {share:.1%}" for answer, share in shares)
        for player, shares in found.responses().items()
    ]
    return [Text(text), Figure(picture, "\n".join(lines))]


def _told(answer: str) -> str:
    return answer if answer == NO_EQUILIBRIUM else doing(answer)
