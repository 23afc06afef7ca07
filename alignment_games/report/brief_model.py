"""The sections of a brief on the model: what was assumed, and how threatened each state feels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from alignment_games.cases.case import Case
from alignment_games.errors import MissingExtraError
from alignment_games.game.words import listed
from alignment_games.models.response import ResponseModel
from alignment_games.report.document import Block, Figure, Table, Text
from alignment_games.report.pictures.alignments import alignment_maps
from alignment_games.report.pictures.embedded import embedded
from alignment_games.report.pictures.scene import scene_of
from alignment_games.report.pictures.threats import threat_heat_map
from alignment_games.report.tables import threat_rows
from alignment_games.report.words import number, who_plays
from alignment_games.solvers.solution import Solution
from alignment_games.states.words import does, doing

#: Equilibria on the map, beside what the case records.
_MOST_MAPS = 3
WITHOUT_PICTURES = "Pictures come with the plot extra: pip install alignment-games[plot]."

_MEANING = {
    "burden": "cost of balancing against a threat that has all the power of the pair, in units of threat",
    "punishment": "extra exposure of a balancer whose coalition fails",
    "appeasement": "share of its exposure that a bandwagoner sheds before a threat of no ill intent",
    "autonomy": "cost of bandwagoning",
    "benefit": "of aligning with a threat of no ill intent that has all the power of the pair",
    "spoils": "value that the threat's side shares if the coalition fails",
    "spillover": "share of the coalition's strength that defends an outsider",
    "own_defence": "share of its power with which a state defends itself without effort",
    "arming": "cost of arming alone, as the burden",
    "softness": "how much of a balancer a soft balancer is",
    "hiding": "share of its exposure that a neutral sheds",
    "neutrality": "lost benefits of staying neutral",
    "reliability": "share of the help promised that arrives",
    "buffer": "how far the others' stand shields an outsider that is not the first target",
    "nearness": "power of proximity in the weight of the threat",
    "milieu": "how much of what is at stake is the common outcome",
    "stake": "how much the common outcome matters, 1 is par",
    "affinity": "how far shared institutions spare the loss of autonomy of aligning",
    "decisiveness": "how much a margin of strength decides",
}


def assumptions_section(target: Any, model: ResponseModel) -> list[Block]:
    """Return who faces whom, what each may do, and the parameters; of a case also the intents and why."""
    against = model.against
    offered = {tuple(own) for own in model.actions}
    choice = (
        f"Each state may {listed((_may(action) for action in model.actions[0]), 'or')}."
        if len(offered) == 1
        else "On offer: " + "; ".join(f"{name}: {', '.join(map(doing, own))}" for name, own in _by_state(model)) + "."
    )
    blocks: list[Block] = [
        Text(
            f"{listed(model.names)} face {against.name}, of power {number(against.power)} and offence "
            f"{number(against.offence)}. {choice} Each state's payoff is minus the weight of its threat, times its "
            "exposure, times the chance that it falls, minus the cost of its response."
        ),
        Table(["parameter", "value", "meaning"], _parameters(model)),
    ]
    if isinstance(target, Case):
        rows = [(r.state, number(r.intent), r.intent_reason) for r in target.records]
        blocks.append(Table(["state", "intent", "why"], rows, "Intent as each state perceived it: judgements"))
        blocks.append(Text(f"Expected misses: {' '.join(target.expected_misses.split())}"))
    return blocks


def _may(action: str) -> str:
    """Return 'pass the buck' for buck_pass: the verb without the s of the third person."""
    verb, _, rest = does(action).partition(" ")
    bare = verb.removesuffix("es") if verb.endswith("sses") else verb.removesuffix("s")
    return f"{bare} {rest}".strip()


def _by_state(model: ResponseModel) -> zip[tuple[str, tuple[str, ...]]]:
    return zip(model.names, model.actions, strict=True)


def _parameters(model: ResponseModel) -> list[tuple[str, str, str]]:
    rows = []
    for name, value in model.utility.figures().items():
        numbers = np.ravel(np.asarray(value, dtype=float)).tolist()
        rows.append((name, ", ".join(map(number, numbers)), _MEANING.get(name, "")))
    return rows


def threats_section(model: ResponseModel) -> list[Block]:
    """Return the blocks of the section: a table of the threats, and the same in colours."""
    header = ["state", "threat", "power", "proximity", "offence", "intent"]
    rows = [[row[0], *("" if cell is None else number(cell) for cell in row[1:])] for row in threat_rows(model)]
    caption = "Perceived threat and its four sources, as each state sees them"
    return [Table(header, rows, caption), *_picture(lambda: threat_heat_map(model).figure, caption, "")]


def map_section(target: Any, solution: Solution) -> list[Block]:
    """Return the blocks of the section: what the case records and the first equilibria, on maps alike."""
    shown = list(solution)[:_MOST_MAPS]
    panels: dict[str, Any] = {"Recorded": target} if isinstance(target, Case) else {}
    places = scene_of(target).places if panels else {}
    panels |= {f"Equilibrium {k} of {len(solution)}": equilibrium for k, equilibrium in enumerate(shown, start=1)}
    if not panels:
        return [Text("No equilibrium was found, so there is none to be drawn.")]
    told = [f"{title}: {_told(panel)}" for title, panel in panels.items()]
    note = (
        "Areas are power, colours and letters responses, arrows perceived threat, rings the promises of guarantors. "
        "Capitals stand where they lie; a graticule takes the place of coastlines."
    )
    pictures = _picture(lambda: alignment_maps(panels, places=places), "; ".join(told), "\n".join(told))
    return [Text(note), *pictures] if pictures else [Text(WITHOUT_PICTURES)]


def _told(panel: Any) -> str:
    if isinstance(panel, Case):
        return who_plays(panel.recorded.items())
    return who_plays(zip(panel.game.players, panel.actions, strict=True)) if panel.pure else f"mixed ({panel})"


def _picture(draw: Callable[[], Any], alternative: str, text: str) -> list[Block]:
    """Return the picture as a block; none where the extra that draws is missing."""
    try:
        return [Figure(embedded(draw(), alternative), text)]
    except MissingExtraError:
        return []
