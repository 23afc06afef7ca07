r"""Two sides that each perceive the other as a threat: mutual perception.

Each side is a response game (see `response`) against the leader of the other, who may be a player there, with its own
perceptions of nearness, offence, intent and securitization; and what the one musters, the other sees as part of the
threat. With :math:`U^s` the payoffs of the response game of side s,

.. math:: u_i(a) = U_i^{s}\big(a_s;\; B_i + \gamma_s M_t(a_t),\; C_i + D_t(a_t)\big), \qquad i \in s

where :math:`M_t` is what the states of the other side t muster and :math:`D_t` what those of t lend who bandwagon with
s; `both_sides.eyes` has them in full. The *provocation* :math:`\gamma_s` is the share of it that s takes to be meant
for attack (Jervis 1978: whether arms of defence can be told from those of offence). Where the states of one side stay
at rest, as they do where they perceive no ill intent, the payoffs of the other are those of its response game; where
:math:`\gamma = 0` and nobody changes sides, the two response games are played side by side.

Stronger threats do not always make balancing more worth while: what cannot be held is not worth a stand. So the one
model has both of Jervis's (1976): mustering provokes mustering (the spiral), or discourages it (deterrence). Our own
encoding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import Given
from alignment_games.models.both_sides.model import BothSidesGame, BothSidesModel, both_sides_of
from alignment_games.models.door import as_response_model
from alignment_games.models.encoding import with_example
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat


def both_sides_model(
    first: Given, second: Given, *, provocation: Any = 1, about: Mapping[str, Any] | None = None
) -> BothSidesModel:
    """Return the model of two sides that perceive each other as a threat.

    ``first``, ``second``: response models, or cases or files of them, of different states; the threat that the one
    faces may be a state of the other. ``provocation``: share of what the other side musters that a side takes to be
    meant for attack; one number, or one by the name of each threat. ``about``: what is said of it, a title and notes.
    Raises InvalidModelError where a state is on both sides, where both face the same threat, and for unequal powers of
    one state.

    >>> import alignment_games as ag
    >>> model = both_sides_model("moscow-on-nato-2008", "russia-2008")
    >>> model.first.against.name, model.second.against.name
    ('USA', 'Russia')
    """
    one, other = (as_response_model(each, "a side") for each in (first, second))
    threats = [side.against.name for side in (one, other)]
    if isinstance(provocation, Mapping):
        missing = [name for name in threats if name not in provocation]
        if missing or len(provocation) != len(threats):
            raise InvalidModelError(f"provocation is given for each threat: {', '.join(threats)}; got {provocation}")
    else:
        provocation = dict.fromkeys(threats, provocation)
    return both_sides_of(one, other, dict(provocation), about or {})


def example_side(own: Mapping[str, float], against: str) -> ResponseModel:
    """Return one side of the example: wary states, defence at an advantage, a leader who faces its equal."""
    states = [State(name, power) for name, power in own.items()]
    threat = State(against, max(own.values()))
    seen = perceived_threat(states, of=threat, distance_km=500, intent=0.4, offence_balance=0.8)
    return response_model(states, threat, seen, actions=["balance", "buck_pass"])


def _example() -> dict[str, Any]:
    """Return the arguments of a small game: two alliances of a great and a small power."""
    return {
        "first": example_side({"Athens": 0.3, "Corcyra": 0.05}, "Sparta"),
        "second": example_side({"Sparta": 0.3, "Corinth": 0.05}, "Athens"),
    }


@with_example(_example)
def both_sides_game(first: Given, second: Given, *, provocation: Any = 1) -> BothSidesGame:
    """Return the game of two sides that perceive each other as a threat; arguments and errors of `both_sides_model`.

    >>> both_sides_game(**_example()).players
    ('Athens', 'Corcyra', 'Sparta', 'Corinth')
    """
    return both_sides_model(first, second, provocation=provocation).game()
