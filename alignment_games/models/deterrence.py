r"""Deterrence: the threatening state is a player too, and presses or restrains itself.

The others respond as in the response game (see `response`); h(a) is the chance that the threat as a whole is
held. With the prize W of a successful push and the loss L of a failed one,

.. math::

   u_j(\text{press}, a) &= W (1 - h(a)) - L\, h(a), \qquad u_j(\text{restrain}, a) = 0 \\
   u_i(\text{press}, a) &= U_i(a), \qquad u_i(\text{restrain}, a) = U_i(a)\big|_{T = 0,\ \text{spoils} = 0}

so the threat presses iff :math:`h < W / (W + L)`: balancing deters, bandwagoning invites. Where all move at
once, costly balancing against a threat that restrains itself is no equilibrium, for each would save the cost;
where the threat moves *after* it has seen the alignment, its reply can be put in, and alignments that deter
are equilibria of the states' game. Our own reduction.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.models._responses import example_game, require_response_games
from alignment_games.models._tables import ModelGame, on_profiles, refuse_unfit_axes
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.models.response import ResponseGame
from alignment_games.states.arguments import checked

ACTIONS = ("press", "restrain")


@encoding(
    {
        "prize": Meaning("what a successful push is worth to the threat", unit="payoff of the threat"),
        "loss": Meaning("what a failed push costs the threat", unit="payoff of the threat"),
    },
    lambda: {"responses": example_game()},
)
def deterrence_game(responses: ResponseGame, *, prize: Any = 1, loss: Any = 1) -> ModelGame:
    """Return the game in which the threat and the states move at once; the threat is the last player.

    ``prize`` and ``loss`` in the threat's own units. Raises InvalidModelError below 0.

    >>> from alignment_games.models.response import response_game
    >>> from alignment_games.states import State
    >>> states = [State("Britain", power=0.08), State("USSR", power=0.16)]
    >>> responses = response_game(states, against=State("Germany", power=0.15), threat=[0.5, 0.4])
    >>> deterrence_game(responses).players
    ('Britain', 'USSR', 'Germany')
    """
    require_response_games(responses)
    n = responses.n_players
    pressed, restrained, gain = _parts(responses, prize, loss)
    tables = [np.stack([pressed[i], restrained[i]], axis=-1) for i in range(n)]
    tables.append(np.stack([gain, 0 * gain], axis=-1))
    players = (*responses.players, responses.model.against.name)
    return ModelGame("deterrence", tables, players, [*responses.actions, ACTIONS])


@encoding(
    {
        "prize": Meaning("what a successful push is worth to the threat", unit="payoff of the threat"),
        "loss": Meaning("what a failed push costs the threat", unit="payoff of the threat"),
    },
    lambda: {"responses": example_game()},
)
def observed_deterrence_game(responses: ResponseGame, *, prize: Any = 1, loss: Any = 1) -> ModelGame:
    """Return the states' game when the threat sees the alignment and then does what is best for it.

    Indifferent, it restrains itself. Raises UnsupportedGameError for symbols, whose order is not known.

    >>> from alignment_games.models.response import response_game
    >>> from alignment_games.states import State
    >>> states = [State("Britain", power=0.08), State("USSR", power=0.16)]
    >>> responses = response_game(states, against=State("Germany", power=0.15), threat=[0.5, 0.4])
    >>> observed_deterrence_game(responses).best_replies("balance, buck_pass")["USSR"]
    ('balance',)
    """
    require_response_games(responses)
    if responses.arithmetic == "symbolic":
        raise UnsupportedGameError("whether the threat presses cannot be decided for symbols; put numbers in first")
    pressed, restrained, gain = _parts(responses, prize, loss)
    tables = [np.where(gain > 0, war, peace) for war, peace in zip(pressed, restrained, strict=True)]
    return ModelGame("deterrence", tables, responses.players, responses.actions)


def _parts(responses: ResponseGame, prize: Any, loss: Any) -> tuple[list[Array], list[Array], Array]:
    """Return the states' payoffs when pressed, when not, and the threat's gain from pressing."""
    checked(prize, "prize", low=0)
    checked(loss, "loss", low=0)
    refuse_unfit_axes({"prize": prize, "loss": loss}, responses.batch_shape)
    n, model = responses.n_players, responses.model
    quiet = model.with_parameters(threat=0, spoils=0)
    held = model.held()
    gain = on_profiles(prize, n) * (1 - held) - on_profiles(loss, n) * held
    axis = -n - 1
    pressed, restrained = (list(np.moveaxis(each.payoffs(), axis, 0)) for each in (model, quiet))
    return pressed, restrained, np.asarray(gain)
