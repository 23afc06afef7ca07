"""The sections of a brief on how firm its answer is: what would flip it, and how sure it is."""

from __future__ import annotations

from alignment_games.analysis.facts import Facts
from alignment_games.analysis.firmness import FACTOR, SEED, chances
from alignment_games.analysis.switches import Switch
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.report.document import Block, Text
from alignment_games.solvers.solution import Solution
from alignment_games.text.lists import listed
from alignment_games.text.numbers import rounded
from alignment_games.text.play import doing, who_plays
from alignment_games.text.tables import Table


def flips_section(facts: Facts) -> list[Block]:
    """Return, for the first pure equilibrium, where each state would leave it."""
    first = facts.first_pure
    if first is None or not isinstance(facts.solution.game, ResponseGame):
        return [Text("No equilibrium in pure strategies, so there is no response to leave.")]
    actions = first.equilibrium.actions
    rows = [
        (
            each.player,
            doing(action),
            doing(switch.to),
            switch.parameter,
            rounded(switch.now),
            f"{_side(switch)} {rounded(switch.value)}",
        )
        for each, action in zip(first.players, actions, strict=True)
        for switch in each.switches
    ]
    if not rows:
        return [Text("No change of a threat or a burden alone would make any state leave.")]
    told = who_plays(zip(facts.solution.game.players, actions, strict=True))
    note = f"The equilibrium: {told}. One figure changes at a time, the others' play held fixed."
    return [Text(note), Table(["state", "now", "would switch to", "figure", "now at", "when"], rows)]


def _side(switch: Switch) -> str:
    return "above" if switch.above else "below"


def chances_section(model: ResponseModel, solution: Solution) -> list[Block]:
    """Return how often each alignment is the equilibrium when a few figures are somewhat off."""
    found, figures = chances(model)
    rows = [
        (who_plays(zip(found.players, labels, strict=True)), f"{estimate.value:.1%}")
        for labels, estimate in sorted(found.alignments().items(), key=lambda pair: -pair[1].value)[:6]
    ]
    varied = [{"threat_power": f"the power of {model.against.name}"}.get(name, name) for name in figures]
    note = (
        f"{solution.status.value[0].upper()}{solution.status.value[1:]}. That is about the game; its figures are "
        f"less sure. When {listed(varied)} are each up to a factor of {FACTOR:g} off in either direction "
        f"({found.draws:,} draws, seed {SEED}), this is how often each alignment is the equilibrium, the one with the "
        "largest sum of payoffs where there are several:"
    )
    return [Text(note), Table(["alignment", "share of draws"], rows)]
