r"""Building a response game or its model from states, a threat and a utility, with the names checked.

The game is :math:`U_i = -S_i e_i \text{lost}_i - \text{cost}_i + \text{benefit}_i` with all its terms at the head of
`models.response.payoffs`; its table of responses is in `states.security`.

.. math::

   \text{lost}_i = (1 - h_i)\, [1 - (1 - b_i)\, \delta\, (1 - f_i)\, F_i]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.models.encoding import with_example
from alignment_games.models.response.example import example_arguments
from alignment_games.models.response.figures import Pair
from alignment_games.models.response.model import ResponseGame, ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.guarantor import Guarantor
from alignment_games.states.security import Response, SecurityUtility
from alignment_games.states.state import State, distinct
from alignment_games.states.threat import PerceivedThreat

DEFAULT_ACTIONS = ("balance", "buck_pass", "bandwagon")


@with_example(example_arguments)
@as_annotated(but=("guarantors",))
def response_game(
    states: Sequence[State],
    against: State,
    threat: PerceivedThreat | Any,
    utility: SecurityUtility | None = None,
    *,
    actions: Sequence[str] | Mapping[str, Sequence[str]] = DEFAULT_ACTIONS,
    table: Mapping[str, Response] | None = None,
    guarantors: Sequence[Guarantor] = (),
    reliability: Mapping[Pair, Any] | None = None,
) -> ResponseGame:
    """Return the game of the states' responses to one threat.

    ``threat``: from `perceived_threat`, or one value for each state (proximity and intent are then 1; a
    `GivenThreat` says otherwise). ``actions``: response names for all, or for each state by name. ``table``:
    rows that extend or replace the standard ones of `SecurityUtility.responses`. ``guarantors``: states outside
    the game that back some of the players. ``reliability``: for pairs of states, the share of promised help that
    passes between them, where it is not the utility's.
    Raises InvalidModelError for unknown states or responses, or fewer than two states.

    >>> germany = State("Germany", power=0.154)
    >>> states = [State("Britain", power=0.078), State("USSR", power=0.164)]
    >>> game = response_game(states, against=germany, threat=[0.5, 0.4], actions=["balance", "buck_pass"])
    >>> game.n_actions
    (2, 2)
    """
    model = response_model(
        states,
        against,
        threat,
        utility,
        actions=actions,
        table=table,
        guarantors=guarantors,
        reliability=reliability,
    )
    return model.game()


@as_annotated(but=("guarantors",))
def response_model(
    states: Sequence[State],
    against: State,
    threat: PerceivedThreat | Any,
    utility: SecurityUtility | None = None,
    *,
    actions: Sequence[str] | Mapping[str, Sequence[str]] = DEFAULT_ACTIONS,
    table: Mapping[str, Response] | None = None,
    guarantors: Sequence[Guarantor] = (),
    reliability: Mapping[Pair, Any] | None = None,
) -> ResponseModel:
    """Return the model behind `response_game`, with the same arguments and errors; no payoff is computed.

    >>> germany = State("Germany", power=0.154)
    >>> states = [State("Britain", power=0.078), State("USSR", power=0.164)]
    >>> model = response_model(states, germany, threat=[0.5, 0.4])
    >>> model.with_parameters(burden=0.2).game().players
    ('Britain', 'USSR')
    """
    states = distinct(_listed(states, "states", State))
    names = tuple(state.name for state in states)
    if len(states) < 2:
        raise InvalidModelError(
            f"an alignment game needs at least two states that face {against.name}, got {', '.join(names) or 'none'}"
        )
    if against.name in names:
        raise InvalidModelError(f"{against.name} is both the threat and a responder; take it out of one")
    utility = SecurityUtility() if utility is None else utility
    if not isinstance(utility, SecurityUtility):
        raise InvalidModelError(
            f"utility: expected a SecurityUtility, such as SecurityUtility(burden=0.1), got {shown(utility)}"
        )
    for name, row in (table or {}).items():
        if not isinstance(row, Response):
            raise InvalidModelError(f"table: expected a Response for {shown(name)}, got {shown(row)}")
    rows = {**utility.responses(), **(table or {})}
    if isinstance(threat, (PerceivedThreat, GivenThreat)):
        if threat.names != names:
            raise InvalidModelError(
                f"the threat is perceived by {', '.join(threat.names)}, but the game is of {', '.join(names)}; "
                "give the same states in the same order"
            )
    else:
        threat = GivenThreat(names, threat)
    offered = _actions(actions, names, rows)
    backing = _listed(guarantors, "guarantors", Guarantor)
    return ResponseModel(states, against, threat, utility, offered, table or {}, backing, dict(reliability or {}))


def _listed(given: Any, what: str, kind: type) -> tuple[Any, ...]:
    if not isinstance(given, Iterable):
        raise InvalidModelError(f"{what}: expected a list of {kind.__name__}, got {shown(given)}")
    return tuple(given)


def _actions(
    actions: Sequence[str] | Mapping[str, Sequence[str]], names: tuple[str, ...], rows: Mapping[str, Response]
) -> tuple[tuple[str, ...], ...]:
    if isinstance(actions, Mapping):
        only_known("state", actions, names)
        each = [tuple(actions.get(name, DEFAULT_ACTIONS)) for name in names]
    else:
        if isinstance(actions, str) or not isinstance(actions, Iterable):
            raise InvalidModelError(f"actions: expected a list of names, got {shown(actions)}")
        each = [tuple(actions)] * len(names)
    for name, own in zip(names, each, strict=True):
        if not own:
            raise InvalidModelError(f"{name} has no actions; offer at least one of {', '.join(rows)}")
        only_known("action", own, rows)
        for action in own:
            if own.count(action) > 1:
                raise InvalidModelError(f"the action {action!r} of {name} is named twice; names must differ")
    return tuple(each)
