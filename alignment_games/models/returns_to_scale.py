r"""Wait, balance or bandwagon, under returns to scale in fighting.

An attacker fights a target; other states wait, balance (join the target) or bandwagon (join the attacker).
Let S be the power of all. A coalition of power x wins against the rest with chance
:math:`x^m / (x^m + (S - x)^m)` and its members then share everything in proportion to their power s:

.. math:: u = \frac{s\, x^{m-1}}{x^m + (S - x)^m} - \text{cost of fighting, for those who join}

A state that waits faces the survivor alone: x = s. With m = 1 all three give s/S, so that any cost of
fighting makes waiting strictly best. With m > 1 concentrated power fights better; the best coalition has the
ratio r = x / (S - x) that solves :math:`r^m - m r - (m - 1) = 0`: :math:`1 + \sqrt 2` for m = 2, and 2 for m = 3.
Our own reduction, in the spirit of Powell, In the Shadow of Power, 1999, chapter 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.models._tables import ModelGame, all_positive, along, on_profiles, players_of, shared, side
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked, of_state

ACTIONS = ("wait", "balance", "bandwagon")
#: Whole numbers to a higher power than this take longer than anybody waits; the larger side has won long before.
_MOST_DECISIVE = 10_000


@as_annotated(own=Quantity, coalition=Quantity, rest=Quantity, decisiveness=Quantity)
def coalition_payoff(own: Any, coalition: Any, rest: Any, decisiveness: Any = 1) -> Any:
    """Return s x^(m-1) / (x^m + y^m): a member's gross payoff in a coalition of power x against y.

    >>> coalition_payoff(1.0, 3.0, 1.0, decisiveness=2)
    0.3
    """
    named = {"own": own, "coalition": coalition, "rest": rest, "decisiveness": decisiveness}
    for name, value in named.items():
        checked(value, name, high=_MOST_DECISIVE if name == "decisiveness" else None)
    return own * coalition ** (decisiveness - 1) / (coalition**decisiveness + rest**decisiveness)


@as_annotated()
def best_coalition_ratio(decisiveness: float) -> float:
    """Return the ratio of the coalition that pays its members best to the rest, for m > 1.

    The one root above 1 of r^m - m r - (m - 1). Raises InvalidModelError unless m > 1.

    >>> round(best_coalition_ratio(3), 12)
    2.0
    """
    from scipy.optimize import brentq

    m = checked(decisiveness, "decisiveness", low=1, strictly=True)
    upper = 2.0
    while upper**m - m * upper - (m - 1) < 0:
        upper *= 2
    # At r = 1 the polynomial is 2 - 2m < 0, and it is convex: one root above.
    return float(brentq(lambda r: r**m - m * r - (m - 1), 1.0, upper, xtol=1e-14, rtol=1e-14))


@encoding(
    {
        "powers": Meaning("power of each state that chooses", unit="any one unit", above=True),
        "attacker": Meaning("power of the attacker", unit="that of the states", above=True),
        "target": Meaning("power of the target", unit="that of the states", above=True),
        "decisiveness": Meaning("how much a margin of strength decides", unit="exponent of the contest", above=True),
        "cost": Meaning("cost of fighting", unit="share of all power", each="powers"),
    },
    lambda: {"powers": {"Britain": 1.0, "France": 0.8}, "attacker": 2.0, "target": 1.0, "cost": 0.01},
)
def returns_to_scale_game(
    powers: Mapping[str, Any], *, attacker: Any, target: Any, decisiveness: Any = 1, cost: Any = 0
) -> ModelGame:
    """Return the game of waiting, balancing and bandwagoning beside a war of attacker and target.

    ``powers``: of the states that choose. ``cost`` of fighting: one for all or one for each; payoffs are
    shares of all power. Raises InvalidModelError for figures that are not positive.

    >>> game = returns_to_scale_game({"Britain": 1.0}, attacker=2.0, target=1.0, cost=0.01)
    >>> game.payoffs.tolist()
    [[0.25, 0.24, 0.24]]
    """
    names, n = players_of(powers, "power", ACTIONS), len(powers)
    all_positive(attacker=attacker, target=target, decisiveness=decisiveness)
    costs = shared(cost, names, "cost")
    lends = [on_profiles(powers[name], n) for name in names]
    balancers, bandwagoners = side(target, lends, [0, 1, 0]), side(attacker, lends, [0, 0, 1])
    everything = on_profiles(attacker, n) + on_profiles(target, n) + sum(lends)
    m = on_profiles(decisiveness, n)
    tables = []
    for i in range(n):
        choice = [along([int(k == row) for k in range(3)], i, n) for row in range(3)]
        own_side = choice[0] * lends[i] + choice[1] * balancers + choice[2] * bandwagoners
        gross = coalition_payoff(lends[i], own_side, everything - own_side, m)
        tables.append(gross - on_profiles(of_state(costs, i), n) * (choice[1] + choice[2]))
    return ModelGame("returns_to_scale", tables, names, ACTIONS)
