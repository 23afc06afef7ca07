r"""Two threats at once: whom to balance, whom to let pass, whom to join against whom.

Each state answers both threats. An action is a pair of responses, one to each, and payoffs add up:

.. math:: u_i(a) = U_i^{1}(a^{1}) + U_i^{2}(a^{2})

where :math:`U^k` is the response game against threat k (see `response`). The default actions balance one
threat, the other, or neither: power goes to one side only. Pairs such as bandwagon against the one and
balance against the other are given by name; a state that balances both at once needs a row of the table of
responses that lends each front only its part. Where one threat weighs nothing the game is the other's
response game. Our own reduction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.models._responses import example_game, require_response_games
from alignment_games.models._tables import ModelGame, refuse_too_large
from alignment_games.models.encoding import encoding
from alignment_games.models.response import ResponseGame
from alignment_games.signatures import as_annotated


@encoding(
    {},
    lambda: {"first": example_game(), "second": example_game("Italy")},
)
@as_annotated(but=("first", "second"))
def two_threats_game(
    first: ResponseGame, second: ResponseGame, *, actions: Mapping[str, tuple[str, str]] | None = None
) -> ModelGame:
    """Return the game of answering two threats at once.

    ``first`` and ``second``: the response games against each, of the same states in the same order.
    ``actions``: for each new label the response to the first and to the second threat.
    Raises InvalidModelError for different states, or responses that a game does not offer.

    >>> from alignment_games.models.response import response_game
    >>> from alignment_games.states import State
    >>> states = [State("Britain", power=0.08), State("France", power=0.05)]
    >>> germany = response_game(states, against=State("Germany", power=0.15), threat=[0.5, 0.6])
    >>> ussr = response_game(states, against=State("USSR", power=0.16), threat=[0.4, 0.2])
    >>> two_threats_game(germany, ussr).actions[0]
    ('balance_Germany', 'balance_USSR', 'buck_pass')
    """
    require_response_games(first, second)
    if first.players != second.players:
        raise InvalidModelError(
            f"both threats face the same states in the same order; got {', '.join(first.players)} "
            f"and {', '.join(second.players)}"
        )
    one, other = first.model.against.name, second.model.against.name
    if one == other:
        raise InvalidModelError(f"the two threats are both {one}; give two different states")
    if actions is None:
        actions = {
            f"balance_{one}": ("balance", "buck_pass"),
            f"balance_{other}": ("buck_pass", "balance"),
            "buck_pass": ("buck_pass", "buck_pass"),
        }
    for label, pair in actions.items():
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise InvalidModelError(f"actions: {label} needs a response to each of two threats, got {shown(pair)}")
    refuse_too_large((len(actions),) * first.n_players, "offer fewer actions")
    answers_one, answers_other = zip(*actions.values(), strict=True)
    payoffs = _answering(first, answers_one) + _answering(second, answers_other)
    return ModelGame("two_threats", payoffs, first.players, [tuple(actions)] * first.n_players)


def _answering(game: ResponseGame, responses: tuple[str, ...]) -> Array:
    """Return the payoffs with each player's axis relabelled: entry k is the k-th of the responses."""
    payoffs = game.payoffs
    for i, offered in enumerate(game.actions):
        only_known(f"response of {game.players[i]} to {game.model.against.name}", responses, offered)
        rows = [offered.index(response) for response in responses]
        payoffs = np.take(payoffs, rows, axis=i - game.n_players)
    return payoffs
