r"""Bayesian games in agent normal form: each type of each state is a player (Harsanyi 1967-68; Selten 1975).

State i has types :math:`t_i` with a joint prior pi. The agent (i, t_i) chooses for its state when it is of
that type, and is paid what it expects at that moment:

.. math:: u_{i, t_i}(a) = \sum_{t_{-i}} \pi(t_{-i} \mid t_i)\; v_i\big(t, (a_{k, t_k})_k\big)

The Nash equilibria of this game are the Bayesian equilibria, since every type has positive probability.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.models._tables import ModelGame, is_symbolic, refuse_too_large
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked, is_exact

#: One type for each state, in order.
Types = tuple[str, ...]
#: From the types and the actions of all states to the payoff of each.
PayoffFunction = Callable[[Types, tuple[str, ...]], Sequence[Any]]


def _example_payoffs(types: Types, actions: tuple[str, ...]) -> tuple[Any, Any]:
    """Return what a defender, resolute or weak, and a challenger get, who fight or yield."""
    (defender, _), (defends, challenges) = types, actions
    if challenges == "yield":
        return (2, 0)
    if defends == "yield":
        return (0, 1)
    return (1 if defender == "resolute" else -1, -1)


def _example() -> dict[str, Any]:
    types = {"Defender": {"resolute": 0.6, "weak": 0.4}, "Challenger": {"only": 1}}
    return {"types": types, "actions": ["fight", "yield"], "payoff": _example_payoffs}


@encoding(
    {
        "types": Meaning("chance of each type of each state", unit="share", high=1, chances=True),
    },
    _example,
)
@as_annotated()
def bayesian_game(
    types: Mapping[str, Mapping[str, Any]] | Mapping[str, Sequence[str]],
    actions: Sequence[str],
    payoff: PayoffFunction,
    *,
    prior: Mapping[Types, Any] | None = None,
    encoding: str = "bayesian",
) -> ModelGame:
    """Return the agent normal form, whose players are named "state (type)".

    ``types``: for each state the probabilities of its types, drawn independently; or the names of its types,
    with ``prior`` the joint probabilities. ``payoff``: called with all types and all actions, returns one
    payoff for each state. Raises InvalidModelError for probabilities that do not sum to one, a type of
    probability 0, or unknown types.

    >>> game = bayesian_game({"A": {"strong": 0.5, "weak": 0.5}, "B": {"only": 1}}, ["fight", "yield"],
    ...                      lambda t, a: (t[0] == "strong", 0) if a[0] == "fight" else (0, 1))
    >>> game.players
    ('A (strong)', 'A (weak)', 'B (only)')
    """
    known: dict[str, Any] = dict(types)
    if not known or not actions:
        raise InvalidModelError("a Bayesian game needs at least one state with types, and at least one action")
    states = tuple(known)
    for state, kinds in known.items():
        if not isinstance(kinds, Collection):
            raise InvalidModelError(f"types of {state}: expected their names or probabilities, got {shown(kinds)}")
    names = [tuple(known[state]) for state in states]
    joint = _independent(known) if prior is None else _checked_prior(prior, states, names)
    agents = [(i, kind) for i, kinds in enumerate(names) for kind in kinds]
    refuse_too_large((len(actions),) * len(agents), "take fewer types or actions")
    chance = {agent: sum(p for t, p in joint.items() if t[agent[0]] == agent[1]) for agent in agents}
    for (i, kind), probability in chance.items():
        if probability == 0:
            raise InvalidModelError(f"{states[i]} is of type {kind!r} with probability 0; leave that type out")
    tables: list[Any] = [0] * len(agents)
    for t, probability in joint.items():
        acting = [agents.index((i, kind)) for i, kind in enumerate(t)]
        values = _on_agents(_payoffs_at(t, actions, payoff), acting, len(agents))
        for i, position in enumerate(acting):
            tables[position] = tables[position] + probability * values[i] / chance[agents[position]]
    shape = (len(actions),) * len(agents)
    labels = [f"{states[i]} ({kind})" for i, kind in agents]
    return ModelGame(encoding, np.stack([np.broadcast_to(table, shape) for table in tables]), labels, actions)


def _payoffs_at(t: Types, actions: Sequence[str], payoff: PayoffFunction) -> Array:
    """Return the states' payoffs when their types are t, shape ``(n, m, ..., m)``."""
    table = np.empty((len(t), *(len(actions),) * len(t)), dtype=object)
    for index in np.ndindex(*table.shape[1:]):
        row = list(payoff(t, tuple(actions[k] for k in index)))
        if len(row) != len(t):
            raise InvalidModelError(f"the payoff function returned {len(row)} payoffs, expected {len(t)}")
        table[(slice(None), *index)] = row
    return table


def _on_agents(values: Array, acting: Sequence[int], n_agents: int) -> Array:
    """Lay the states' axes along the axes of the agents that act for them."""
    order = sorted(range(len(acting)), key=lambda i: acting[i])
    shape = [1] * n_agents
    for i in order:
        shape[acting[i]] = values.shape[1 + i]
    return values.transpose(0, *(1 + i for i in order)).reshape(len(acting), *shape)


def _independent(types: Mapping[str, Any]) -> dict[Types, Any]:
    for state, kinds in types.items():
        if not isinstance(kinds, Mapping):
            raise InvalidModelError(
                f"types of {state} need probabilities, {{type: probability}}, unless a joint prior= is given"
            )
        _check_distribution(kinds.values(), f"types of {state}")
    joint: dict[Types, Any] = {}
    for each in product(*(kinds.items() for kinds in types.values())):
        probability: Any = 1
        for _, p in each:
            probability = probability * p
        joint[tuple(kind for kind, _ in each)] = probability
    return joint


def _checked_prior(
    prior: Mapping[Types, Any], states: tuple[str, ...], names: Sequence[tuple[str, ...]]
) -> dict[Types, Any]:
    for t in prior:
        if len(t) != len(states):
            raise InvalidModelError(f"the prior needs one type for each of {', '.join(states)}, got {t}")
        for kind, known in zip(t, names, strict=True):
            if kind not in known:
                raise unknown_name("type", kind, known)
    _check_distribution(prior.values(), "the prior")
    return dict(prior)


def _check_distribution(probabilities: Any, what: str) -> None:
    values = list(probabilities)
    for value in values:
        checked(value, f"probability in {what}", low=0, high=1)
    if is_symbolic(*values):
        return
    total = sum(values)
    if total != 1 if is_exact(*values) else abs(total - 1) > 1e-9:
        raise InvalidModelError(f"probabilities in {what} must sum to 1, got {total}")
