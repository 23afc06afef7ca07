"""A small response game, as an example of the encodings that build on one."""

from __future__ import annotations

from typing import Any

from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat


def example_arguments(against: str = "Germany") -> dict[str, Any]:
    """Return the arguments of a small response game: two states that face one threat."""
    states = [State("Britain", power=0.078), State("USSR", power=0.164)]
    threat = State(against, power=0.154)
    seen = perceived_threat(states, of=threat, distance_km=[932, 1610], intent=[0.8, 0.6])
    return {"states": states, "against": threat, "threat": seen}
