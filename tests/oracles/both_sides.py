"""Two sides that perceive each other, one payoff at a time, from plain figures of both and branches on the action.

Each side is the `Situation` of its response game. What the other side does enters as one more state, which perceives
nothing and bandwagons with the threat: its power is what the other side musters; and as a stronger guarantor of all:
what those lend who came over. Numbers of one kind go in, and the same kind comes out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.oracles.second_form import Situation, payoff


def payoff_of(
    sides: tuple[Situation, Situation],
    leaders: tuple[int | None, int | None],
    provocation: tuple[Any, Any],
    profile: tuple[tuple[str, ...], tuple[str, ...]],
    who: tuple[int, int],
) -> Any:
    """Return the payoff of one state, ``who``: its side, and its place there.

    ``leaders``: the place of each side's leader, whom the other faces, None where it is no player. ``provocation``: of
    each side, the share of what the other musters that it takes for attack. ``profile``: the actions of each side.
    """
    side, place = who
    own, other, leader = sides[side], sides[1 - side], leaders[1 - side]
    attack = promised = arrived = 0
    for k, action in enumerate(profile[1 - side]):
        u = {name: value[k] if isinstance(value, list) else value for name, value in other.parameters.items()}
        if k == leader:
            raised = {"balance": 1, "arm": 1, "soft_balance": u["softness"]}.get(action, 0)
            attack += raised * (1 - u["own_defence"]) * other.power[k]
        elif action == "bandwagon":
            promised, arrived = promised + other.power[k], arrived + u["reliability"] * other.power[k]
        else:
            kept = u["reliability"] if leader is None else other.reliability[leader][k]
            attack += {"balance": 1, "soft_balance": u["softness"]}.get(action, 0) * kept * other.power[k]
    n = len(own.power)
    facing = replace(
        own,
        power=[*own.power, provocation[side] * attack],
        proximity=[*own.proximity, 1],
        intent=[*own.intent, 0],
        reliability=[[*row, 0] for row in own.reliability] + [[0] * (n + 1)],
        backing=[each + arrived for each in own.backing],
        all_backing=own.all_backing + promised,
    )
    return payoff(facing, (*profile[side], "bandwagon"), place)
