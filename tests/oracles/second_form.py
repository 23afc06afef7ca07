"""The second form of the response game, one payoff at a time, with branches on the action instead of a table.

Written from the verbal rules: who stands with whom, who is attacked first, what a promise is worth. Numbers of one
kind go in (floats or fractions) and the same kind comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from typing import Any


@dataclass
class Situation:
    """Plain lists, one entry for each state; ``reliability[i][k]``: of k's promise to i.

    ``parameters``: a list holds one for each state. ``weight``: what each state sees in the threat, where that is
    stated outright. ``by_difference``: contests go by the difference of the sides, not by their ratio.
    """

    power: list[Any]
    proximity: list[Any]
    intent: list[Any]
    threat_power: Any
    conversion: Any
    balance: list[Any]
    reliability: list[list[Any]]
    backing: list[Any]
    all_backing: Any
    parameters: dict[str, Any] = field(default_factory=dict)
    weight: list[Any] | None = None
    by_difference: bool = False


def payoff(s: Situation, profile: tuple[str, ...], i: int) -> Any:
    """Return the payoff of state i at a profile of actions by name."""
    u = {name: value[i] if isinstance(value, list) else value for name, value in s.parameters.items()}
    action, others = profile[i], [k for k in range(len(s.power)) if k != i]
    m, wins = u["decisiveness"], _by_difference if s.by_difference else _wins
    joins = {"balance": 1, "soft_balance": u["softness"]}
    promised = {k: joins.get(profile[k], 0) * s.power[k] for k in others}
    help_ = sum(s.reliability[i][k] * promised[k] for k in others) + s.backing[i]
    aid = sum(s.power[k] for k in others if profile[k] == "bandwagon")
    offence = s.conversion * s.balance[i] * s.threat_power + aid

    member = joins.get(action, 0)
    raised = {"balance": 1, "arm": 1, "soft_balance": u["softness"]}.get(action, 0)
    at_home = (u["own_defence"] + (1 - u["own_defence"]) * raised) * s.power[i]
    holds = wins(at_home + (member + (1 - member) * u["spillover"]) * help_, offence * s.proximity[i], m)
    targets = sum(a * b for a, b in zip(s.intent, s.proximity, strict=True))
    first = s.intent[i] * s.proximity[i] / targets
    attacked = first + (1 - first) * (1 - wins(help_, offence, m))
    falls = (1 - holds) * (member + (1 - member) * attacked)

    relative = s.threat_power / (s.power[i] + s.threat_power)
    weight = relative * s.conversion * s.balance[i] * s.intent[i] if s.weight is None else s.weight[i]
    exposure = {
        "balance": 1 + u["punishment"],
        "neutral": 1 - u["hiding"],
        "bandwagon": 1 - u["appeasement"] * (1 - s.intent[i]),
    }.get(action, 1)
    fixed = {
        "balance": u["burden"] * relative,
        "arm": u["arming"] * relative,
        "soft_balance": u["softness"] * u["burden"] * relative,
        "neutral": u["neutrality"],
        "bandwagon": u["autonomy"] - u["benefit"] * (1 - s.intent[i]) * relative,
        "align": u["autonomy"] * (1 - u["affinity"]) - u["benefit"] * (1 - s.intent[i]) * relative,
    }.get(action, 0)
    all_aid = aid + (s.power[i] if action == "bandwagon" else 0)
    coalition = sum(promised.values()) + member * s.power[i] + s.all_backing
    failure = 1 - wins(coalition, s.conversion * s.threat_power + all_aid, m)
    spoils = u["spoils"] * s.power[i] / (s.threat_power + all_aid) * failure if action == "bandwagon" else 0
    at_stake = (1 - u["milieu"]) * exposure * falls + u["milieu"] * u["stake"] * failure
    return spoils - weight * at_stake - fixed


def _wins(one: Any, other: Any, m: Any) -> Any:
    return one**m / (one**m + other**m)


def _by_difference(one: Any, other: Any, m: Any) -> Any:
    return 1 / (1 + exp(m * (other - one)))


def pure_equilibria(s: Situation, actions: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return every profile from which nobody gains by deviating, by trying every deviation."""
    profiles: list[tuple[str, ...]] = [()]
    for _ in s.power:
        profiles = [(*profile, action) for profile in profiles for action in actions]
    return [profile for profile in profiles if _stable(s, profile, actions)]


def _stable(s: Situation, profile: tuple[str, ...], actions: tuple[str, ...]) -> bool:
    return all(
        payoff(s, (*profile[:i], other, *profile[i + 1 :]), i) <= payoff(s, profile, i)
        for i in range(len(profile))
        for other in actions
    )
