r"""Campaign: a state speaks to shift another's perceived intent, then all align (securitization as a move).

Securitization (Buzan, Waever & de Wilde 1998) is a speech act: a speaker presents the threat to an audience,
which accepts it or not. Here the speech is a move in the alignment game. The speaker pays c; with chance q the
audience is convinced, and the odds of the intent that it perceives in the threat are multiplied by sigma:

.. math::

   u_i(\text{silent}, a) &= U_i(a \mid \text{unconvinced}) \\
   u_i(\text{speak}, a) &= q\, U_i^{\sigma}(a \mid \text{convinced}) + (1 - q)\, U_i(a \mid \text{unconvinced})
                            - c\,[i \text{ speaks}]

U is the response game (see `response`) and :math:`U^\sigma` the same after the shift, which only the
audience's own payoffs feel. A member of the audience acts on what it believes: its action is a plan, one
response if convinced and one if not. The speaker and bystanders move without knowing. So the speech pays iff
q times what the shifted alignment is worth to the speaker exceeds c: Alexander I's information campaign against
Napoleon, 1812-13. Our own reduction, after Diamandi's reading of balance of threat through securitization.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.models._responses import example_game, require_response_games
from alignment_games.models._tables import ModelGame, along, on_profiles, refuse_too_large, refuse_unfit_axes
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked, of_state, per_state, to_exact


@encoding(
    {
        "securitization": Meaning("factor of the speech on the odds of intent", unit="1 is neutral", above=True),
        "cost": Meaning("cost of the speech to the speaker", unit="payoff"),
        "chance": Meaning("chance that the audience is convinced", unit="share", high=1),
    },
    lambda: {"responses": example_game(), "speaker": "Britain", "audience": ["USSR"]},
)
@as_annotated(but=("responses",))
def campaign_game(
    responses: ResponseGame,
    *,
    speaker: str,
    audience: Sequence[str],
    securitization: Any = 4,
    cost: Any = 0.01,
    chance: Any = 1,
) -> ModelGame:
    """Return the game of speech and alignment.

    ``responses``: a response game whose threat has sources (from `perceived_threat`). ``securitization``: the
    factor on the odds of intent; below 1 the speech de-securitizes. ``cost`` to the speaker, in payoff units.
    ``chance`` of convincing. Raises InvalidModelError for unknown states or a speaker in its own audience.

    >>> from alignment_games.models.response import response_game
    >>> from alignment_games.states import State, perceived_threat
    >>> france = State("France", power=0.3)
    >>> states = [State("Russia", power=0.2), State("Austria", power=0.15)]
    >>> threat = perceived_threat(states, of=france, distance_km=500, intent=[0.9, 0.3])
    >>> game = campaign_game(response_game(states, france, threat, actions=["balance", "buck_pass"]),
    ...                      speaker="Russia", audience=["Austria"])
    >>> game.actions[0]
    ('silent+balance', 'silent+buck_pass', 'speak+balance', 'speak+buck_pass')
    """
    require_response_games(responses)
    _check_roles(responses, speaker, audience)
    checked(securitization, "securitization", low=0, strictly=True)
    checked(cost, "cost", low=0)
    checked(chance, "chance", low=0, high=1)
    refuse_unfit_axes({"securitization": securitization, "cost": cost, "chance": chance}, responses.batch_shape)
    if responses.arithmetic != "float":
        securitization, cost, chance = (to_exact(value) for value in (securitization, cost, chance))
    elif isinstance(securitization, int):
        securitization = float(securitization)  # numpy's whole numbers have an end
    n, who = responses.n_players, responses.player_index(speaker)
    plans = [
        _plans(own, name, speaker, audience) for name, own in zip(responses.players, responses.actions, strict=True)
    ]
    labels = [tuple(own) for own in plans]
    refuse_too_large([len(own) for own in labels], "offer fewer responses or a smaller audience")
    moved = _shifted(responses.model, audience, securitization)
    convinced = _taken(moved.payoffs(), [[rows[0] for rows in own.values()] for own in plans])
    unconvinced = _taken(responses.payoffs, [[rows[1] for rows in own.values()] for own in plans])
    speaks = along([int(label.startswith("speak+")) for label in labels[who]], who, n)
    q = on_profiles(chance, n + 1)
    payoffs = unconvinced + speaks * q * (convinced - unconvinced)
    pays = np.array([int(i == who) for i in range(n)], dtype=object).reshape(n, *(1,) * n)
    return ModelGame("campaign", payoffs - pays * speaks * on_profiles(cost, n + 1), responses.players, labels)


def _check_roles(responses: ResponseGame, speaker: str, audience: Sequence[str]) -> None:
    if isinstance(audience, str) or not len(audience):
        raise InvalidModelError(f"audience must be a list of at least one state, got {audience!r}")
    only_known("state", (speaker, *audience), responses.players)
    if speaker in audience:
        raise InvalidModelError(f"{speaker} cannot be in its own audience; name other states")


def _plans(own: tuple[str, ...], name: str, speaker: str, audience: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return a state's actions by label, each with its response if the audience is convinced and if not."""
    numbers = range(len(own))
    if name == speaker:
        return {f"{says}+{own[k]}": (k, k) for says in ("silent", "speak") for k in numbers}
    if name in audience:
        return {
            own[a] if a == b else f"{own[a]} if convinced else {own[b]}": (a, b) for a, b in product(numbers, repeat=2)
        }
    return {own[k]: (k, k) for k in numbers}


def _shifted(model: ResponseModel, audience: Sequence[str], factor: Any) -> ResponseModel:
    """Return the model after the audience has been convinced."""
    before = per_state(getattr(model.threat, "securitization", 1), model.names, "securitization")
    each = {name: of_state(before, model.names.index(name)) * factor for name in audience}
    return model.with_parameters(securitization=each)


def _taken(payoffs: Array, rows: Sequence[Sequence[int]]) -> Array:
    for i, own in enumerate(rows):
        payoffs = np.take(payoffs, list(own), axis=i - len(rows))
    return payoffs
