r"""Soft balancing against a hegemon: raise its costs without arms (Pape 2005; Paul 2005).

The hegemon chooses the scale x of a policy that it values at V a unit, at rising cost :math:`k x^2 / 2`. Each
state acquiesces, soft-balances (denies bases, votes, trade) or balances hard; action a of a state of power
:math:`p_i` adds :math:`e(a) p_i` to the hegemon's cost of every unit. The policy harms state i by
:math:`d_i` a unit:

.. math::

   x^* &= (V - \textstyle\sum_i e(a_i)\, p_i) / k \\
   u_i &= -d_i x^* - c(a_i)

The hegemon replies to what it meets, so that its choice is put in. Payoffs are separable: state i's best
action maximises :math:`d_i\, e(a)\, p_i / k - c(a)` whatever others do. So soft balancing occurs where hard
balancing does not iff effect is bought more cheaply by it; a benign hegemon (d <= 0) meets neither.
Effect and cost of each action are explicit parameters because critics (Lieber & Alexander 2005) hold that soft
balancing cannot be told from ordinary friction: in this game too, what differs is the figures alone. Our own
reduction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.models._tables import (
    ModelGame,
    all_positive,
    along,
    is_symbolic,
    on_profiles,
    one_arithmetic,
    players_of,
    shared,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.states.arguments import checked, of_state

ACTIONS = ("acquiesce", "soft_balance", "balance")


@encoding(
    {
        "powers": Meaning("power of each state", unit="any one unit", above=True),
        "ambition": Meaning("what a unit of its policy is worth to the hegemon", unit="payoff", above=True),
        "harm": Meaning("what a unit of the policy costs a state", unit="payoff", low=None, each="powers"),
        "stiffness": Meaning("how fast the cost of the policy rises", unit="payoff", above=True),
        "effects": Meaning("what a unit of power adds to the policy's cost", unit="payoff", parts=ACTIONS[1:]),
        "costs": Meaning("cost of opposing the policy", unit="payoff", parts=ACTIONS[1:]),
    },
    lambda: {"powers": {"France": 0.3, "Russia": 0.3}, "ambition": 1.0},
)
def soft_balancing_game(
    powers: Mapping[str, Any],
    *,
    ambition: Any,
    harm: Any = 1,
    stiffness: Any = 1,
    effects: tuple[Any, Any] = (0.2, 1),
    costs: tuple[Any, Any] = (0.02, 0.5),
) -> ModelGame:
    """Return the states' game; the hegemon's reply is put in.

    ``ambition``: V. ``harm``: d, one for all or one for each, may be negative. ``stiffness``: k. ``effects``,
    ``costs``: of soft and of hard balancing. Raises InvalidModelError when all together could more than stop
    the policy, where its scale would be 0 and the formula ends.

    >>> game = soft_balancing_game({"France": 0.3, "Russia": 0.3}, ambition=1.0)
    >>> game.best_replies("acquiesce, acquiesce")
    {'France': ('soft_balance',), 'Russia': ('soft_balance',)}
    """
    names, n = players_of(powers, "power", ACTIONS), len(powers)
    powers, ambition, harm, stiffness, effects, costs = one_arithmetic(
        powers, ambition, harm, stiffness, effects, costs
    )
    all_positive(ambition=ambition, stiffness=stiffness)
    if len(effects) != 2 or len(costs) != 2:
        raise InvalidModelError("effects and costs are pairs: of soft balancing, of hard balancing")
    for value in (*effects, *costs):
        checked(value, "effect or cost", low=0)
    _refuse_stopping(powers, effects, ambition)
    harms = shared(harm, names, "harm", low=None)
    opposed = sum(on_profiles(powers[name], n) * along([0, *effects], i, n) for i, name in enumerate(names))
    scale = (on_profiles(ambition, n) - opposed) / on_profiles(stiffness, n)
    tables = [-on_profiles(of_state(harms, i), n) * scale - along([0, *costs], i, n) for i in range(n)]
    return ModelGame("soft_balancing", tables, names, ACTIONS)


def _refuse_stopping(powers: Mapping[str, Any], effects: tuple[Any, Any], ambition: Any) -> None:
    if is_symbolic(ambition, *effects, *powers.values()):
        return
    most = max(effects) * sum(powers.values())
    checked(ambition - most, "ambition less the most that all states together can add to its cost", low=0)
