"""Which encodings there are: for each its name, and the function that builds its games."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from alignment_games.errors import unknown_name
from alignment_games.models.encoding import example_of
from alignment_games.models.model import Model

#: For each name, the module of this room and the function in it.
BUILDERS = {
    "response": "response:response_game",
    "threshold": "threshold:threshold_game",
    "volunteer": "threshold:volunteers_dilemma",
    "landscape": "landscape:landscape_game",
    "third_party": "third_party:third_party_game",
    "burden_sharing": "burden_sharing:burden_sharing_game",
    "contest_effort": "contest_effort:contest_game",
    "returns_to_scale": "returns_to_scale:returns_to_scale_game",
    "essential_states": "essential_states:winning_side_game",
    "war_stable_networks": "war_stable_networks:alliance_game",
    "dilemma": "dilemma:security_dilemma",
    "trust": "trust:trust_game",
    "bayesian": "bayesian:bayesian_game",
    "chain_ganging": "chain_ganging:chain_ganging_game",
    "deterrence": "deterrence:deterrence_game",
    "two_threats": "two_threats:two_threats_game",
    "both_sides": "both_sides:both_sides_game",
    "soft_balancing": "soft_balancing:soft_balancing_game",
    "campaign": "campaign:campaign_game",
    "exit": "exit:exit_game",
    "irrational": "irrational:irrational_game",
}


def builder(name: str) -> Callable[..., Any]:
    """Return the function that builds the games of an encoding. Raises InvalidModelError with the closest name."""
    if name not in BUILDERS:
        raise unknown_name("model", name, BUILDERS)
    module, _, function = BUILDERS[name].partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(f"{__package__}.{module}"), function)
    return found


def example(name: str) -> Model:
    """Return the model of the example of an encoding.

    >>> example("dilemma").actions[0]
    ('cooperate', 'defect')
    """
    return example_of(builder(name))
