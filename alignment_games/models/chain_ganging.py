r"""Chain-ganging against buck-passing, by the offence-defence balance (Christensen & Snyder 1990).

A threat of power A attacks the front state of power F. Each of its allies balances at once (chained to the
front state's war) or passes the buck and faces what comes after. With offence o (1 is par) and decisiveness m,
a defence of power D holds with chance :math:`h(D) = D^m / (D^m + (o A)^m)`. Let J be the power of those who
balance, K of those who pass, c the cost of fighting and V the stake:

.. math::

   u(\text{balance}) &= -c - V\,(1 - h(F + J)) \\
   u(\text{buck\_pass}) &= -(1 - h(F + J))\,\big(c + V\,(1 - h(K))\big)

A buck-passer pays nothing if the front holds, and fights with the other passers alone if it falls. Where the
defence has the advantage (o small) the front holds by itself and passing is best; where the offence has it,
the front falls before help comes, and allies chain themselves to it: provided that concentration pays (m > 1)
and, with several allies, that the others do so too. Our own reduction of the argument in "Chain gangs and
passed bucks", International Organization 44, 1990.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.models._tables import (
    ModelGame,
    all_positive,
    along,
    on_profiles,
    one_arithmetic,
    players_of,
    shared,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.states.arguments import of_state
from alignment_games.states.contest import ratio_contest

ACTIONS = ("balance", "buck_pass")


@encoding(
    {
        "powers": Meaning("power of each ally", unit="any one unit", above=True),
        "front": Meaning("power of the front state", unit="that of the allies", above=True),
        "threat": Meaning("power of the threat", unit="that of the allies", above=True),
        "offence": Meaning("advantage of the offence over the defence", unit="1 is par", above=True),
        "decisiveness": Meaning("how much a margin of strength decides", unit="exponent of the contest", above=True),
        "cost": Meaning("cost of fighting", unit="payoff", each="powers"),
        "stake": Meaning("what each state loses if the threat wins", unit="payoff", each="powers"),
    },
    lambda: {"powers": {"France": 1.0, "Britain": 1.0}, "front": 1, "threat": 2},
)
def chain_ganging_game(
    powers: Mapping[str, Any],
    *,
    front: Any,
    threat: Any,
    offence: Any = 1,
    decisiveness: Any = 2,
    cost: Any = 0.1,
    stake: Any = 1,
) -> ModelGame:
    """Return the game of the front state's allies.

    ``powers`` of the allies, ``front`` and ``threat`` in the same unit. ``cost`` and ``stake``: one for all or
    one for each. Raises InvalidModelError for figures out of range.

    >>> allies = {"France": 1.0, "Britain": 1.0}
    >>> chain_ganging_game(allies, front=1, threat=2, offence=0.3).best_replies("balance, balance")["France"]
    ('buck_pass',)
    >>> chain_ganging_game(allies, front=1, threat=2, offence=1.5).best_replies("balance, balance")["France"]
    ('balance',)
    """
    names, n = players_of(powers, "power", ACTIONS), len(powers)
    powers, front, threat, offence, decisiveness, cost, stake = one_arithmetic(
        powers, front, threat, offence, decisiveness, cost, stake
    )
    all_positive(front=front, threat=threat, offence=offence, decisiveness=decisiveness)
    costs, stakes = shared(cost, names, "cost"), shared(stake, names, "stake")
    lends = [on_profiles(powers[name], n) for name in names]
    joining = [along([1, 0], i, n) for i in range(n)]
    coalition = on_profiles(front, n) + sum(lends[i] * joining[i] for i in range(n))
    passing = sum(lends[i] * (1 - joining[i]) for i in range(n))
    attack, m = on_profiles(offence, n) * on_profiles(threat, n), on_profiles(decisiveness, n)
    lost_now = 1 - ratio_contest(coalition, attack, m)
    lost_later = 1 - ratio_contest(passing, attack, m)
    tables = []
    for i in range(n):
        c, v = on_profiles(of_state(costs, i), n), on_profiles(of_state(stakes, i), n)
        balance, buck_pass = -c - v * lost_now, -lost_now * (c + v * lost_later)
        tables.append(joining[i] * balance + (1 - joining[i]) * buck_pass)
    return ModelGame("chain_ganging", tables, names, ACTIONS)
