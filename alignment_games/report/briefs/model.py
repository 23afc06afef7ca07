"""The sections of a brief on the model: what was assumed, and how threatened each state feels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alignment_games.cases.case import Case, case_of
from alignment_games.errors import MissingExtraError
from alignment_games.models.parameter_rows import parameter_rows
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.parameters import UTILITY
from alignment_games.report.document import Block, Figure, Text
from alignment_games.report.pictures.alignments import alignment_maps
from alignment_games.report.pictures.embedded import embedded
from alignment_games.report.pictures.scene import scene_of
from alignment_games.report.pictures.threats import threat_heat_map
from alignment_games.report.tables import threat_rows
from alignment_games.solvers.solution import Solution
from alignment_games.text.lists import listed
from alignment_games.text.numbers import rounded
from alignment_games.text.play import do, doing, who_plays
from alignment_games.text.tables import Table

#: Equilibria on the map, beside what the case records.
_MOST_MAPS = 3
WITHOUT_PICTURES = "Pictures come with the plot extra: pip install alignment-games[plot]."


def assumptions_section(case: Case | None, model: ResponseModel) -> list[Block]:
    """Return who faces whom, what each may do, and the parameters; of a case also the intents and why."""
    against = model.against
    offered = {tuple(own) for own in model.actions}
    choice = (
        f"Each state may {listed((do(action) for action in model.actions[0]), 'or')}."
        if len(offered) == 1
        else "On offer: " + "; ".join(f"{name}: {', '.join(map(doing, own))}" for name, own in _by_state(model)) + "."
    )
    blocks: list[Block] = [
        Text(
            f"{listed(model.names)} face {against.name}, of power {rounded(against.power)} and offence "
            f"{rounded(against.offence)}. {choice} Each state's payoff is minus the weight of its threat, times its "
            "exposure, times the chance that it falls, minus the cost of its response."
        ),
        Table(["parameter", "value", "meaning"], _parameters(model)),
    ]
    if case is not None:
        rows = [(r.state, rounded(r.intent), r.intent_reason) for r in case.records]
        blocks.append(Table(["state", "intent", "why"], rows, "Intent as each state perceived it: judgements"))
        blocks.append(Text(f"Expected misses: {' '.join(case.expected_misses.split())}"))
    return blocks


def _by_state(model: ResponseModel) -> zip[tuple[str, tuple[str, ...]]]:
    return zip(model.names, model.actions, strict=True)


def _parameters(model: ResponseModel) -> list[tuple[str, str, str]]:
    return [(name, value, meaning) for name, value, meaning, _ in parameter_rows(model) if name in UTILITY]


def threats_section(model: ResponseModel) -> list[Block]:
    """Return the blocks of the section: a table of the threats, and the same in colours."""
    header = ["state", "threat", "power", "proximity", "offence", "intent"]
    rows = [[row[0], *("" if cell is None else rounded(cell) for cell in row[1:])] for row in threat_rows(model.threat)]
    caption = "Perceived threat and its four sources, as each state sees them"
    return [Table(header, rows, caption), *_picture(lambda: threat_heat_map(model).figure, caption, "")]


def map_section(case: Case | None, solution: Solution) -> list[Block]:
    """Return the blocks of the section: what the case records and the first equilibria, on maps alike."""
    shown = list(solution)[:_MOST_MAPS]
    panels: dict[str, Any] = {} if case is None else {"Recorded": case}
    places = {} if case is None else scene_of(case).places
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
    case = case_of(panel)
    if case is not None:
        return who_plays(case.recorded.items())
    return who_plays(zip(panel.game.players, panel.actions, strict=True)) if panel.pure else f"mixed ({panel})"


def _picture(draw: Callable[[], Any], alternative: str, text: str) -> list[Block]:
    """Return the picture as a block; none where the extra that draws is missing."""
    try:
        return [Figure(embedded(draw(), alternative), text)]
    except MissingExtraError:
        return []
