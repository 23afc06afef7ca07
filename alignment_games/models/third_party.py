r"""Third-party choice: join one side of a war, join the other, or stay neutral.

A fights B, and the third party K has utility :math:`u_A` for A's victory and :math:`u_B` for B's. Joining A
costs :math:`c_A`, joining B :math:`c_B`. With powers written by the names of the states,

.. math::

   U(A) &= P_{AK} u_A + (1 - P_{AK}) u_B - c_A, & P_{AK} &= (A + K) / (A + B + K) \\
   U(B) &= P_{BK} u_B + (1 - P_{BK}) u_A - c_B, & P_{BK} &= (B + K) / (A + B + K)

K joins the side with the larger utility and is neutral when they are equal. Since
:math:`P_{AK} + P_{BK} - 1 = K / (A + B + K)`, K joins A iff :math:`\frac{K}{A+B+K}(u_A - u_B) > c_A - c_B`.
As commonly stated after Bueno de Mesquita & Lalman, War and Reason, 1992, and The War Trap, 1981.

With several third parties the choice is a game: each side's power is that of its joiners too, and a neutral
pays nothing and takes the odds as the others leave them (our own extension). Utilities may come from
portfolios: see `similarity`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.models._tables import (
    ModelGame,
    all_positive,
    along,
    listed,
    on_profiles,
    players_of,
    shared,
    side,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked, of_state
from alignment_games.text.display import DisplayedRecord

ACTIONS = ("join_first", "join_second", "neutral")


@dataclass(frozen=True, repr=False)
class ThirdPartyChoice(DisplayedRecord):
    """The utilities of one third party: of joining the first side, the second, and their difference."""

    join_first: Any
    join_second: Any

    @property
    def margin(self) -> Any:
        """How much better joining the first side is: K/(A+B+K) (u_A - u_B) - (c_A - c_B)."""
        return self.join_first - self.join_second

    @property
    def choice(self) -> str:
        """What the third party does: join_first, join_second, or neutral when the two are equal."""
        if self.margin == 0:
            return "neutral"
        return "join_first" if self.margin > 0 else "join_second"


@as_annotated(power=Quantity, first=Quantity, second=Quantity)
def third_party_choice(
    power: Any, first: Any, second: Any, *, values: tuple[Any, Any], costs: tuple[Any, Any] = (0, 0)
) -> ThirdPartyChoice:
    """Return one third party's utilities of joining a side whose powers are ``first`` and ``second``.

    ``values``: utility of the first side's victory and of the second's. ``costs``: of joining each.
    Raises InvalidModelError for powers below 0.

    >>> from fractions import Fraction
    >>> choice = third_party_choice(Fraction(1), 2, 3, values=(1, 0))
    >>> choice.join_first, choice.join_second, choice.choice
    (Fraction(1, 2), Fraction(1, 3), 'join_first')
    """
    for what, value in (("power of the third party", power), ("first", first), ("second", second)):
        checked(value, what, low=0, strictly=True)
    for what, pair in (("values", values), ("costs", costs)):
        if len(listed(pair, what)) != 2:
            raise InvalidModelError(f"{what}: expected two numbers, one for either side, got {shown(pair)}")
    total = first + second + power
    with_first, with_second = (first + power) / total, (second + power) / total
    u_first, u_second = values
    return ThirdPartyChoice(
        with_first * u_first + (1 - with_first) * u_second - costs[0],
        with_second * u_second + (1 - with_second) * u_first - costs[1],
    )


@encoding(
    {
        "powers": Meaning("power of each third party", unit="any one unit", above=True),
        "first": Meaning("power of the first side", unit="that of the third parties", above=True),
        "second": Meaning("power of the second side", unit="that of the third parties", above=True),
        "values": Meaning("what a victory of each side is worth", unit="payoff", low=None, parts=("first", "second")),
        "cost": Meaning("cost of joining a side", unit="payoff", each="powers"),
    },
    lambda: {
        "powers": {"Italy": 1.0, "Japan": 2.0},
        "first": 3.0,
        "second": 4.0,
        "values": {"Italy": (1, 0), "Japan": (0, 1)},
        "cost": 0.05,
    },
)
def third_party_game(
    powers: Mapping[str, Any],
    *,
    first: Any,
    second: Any,
    values: Mapping[str, tuple[Any, Any]],
    cost: Any = 0,
) -> ModelGame:
    """Return the game of several third parties beside a war of powers ``first`` against ``second``.

    ``values``: for each third party, its utility of the first side's victory and of the second's. ``cost`` of
    joining either: one for all or one for each. Raises InvalidModelError for missing values or negative powers.

    >>> game = third_party_game({"Italy": 1, "Japan": 2}, first=3, second=4,
    ...                         values={"Italy": (1, 0), "Japan": (0, 1)}, cost=0.05)
    >>> game.best_replies("neutral, neutral")
    {'Italy': ('join_first',), 'Japan': ('join_second',)}
    """
    names, n = players_of(powers, "power", ACTIONS), len(powers)
    all_positive(first=first, second=second)
    _check_values(values, names)
    costs = shared(cost, names, "cost")
    lends = [on_profiles(powers[name], n) for name in names]
    one, other = side(first, lends, [1, 0, 0]), side(second, lends, [0, 1, 0])
    odds = one / (one + other)
    tables = []
    for i, name in enumerate(names):
        u_first, u_second = (on_profiles(value, n) for value in values[name])
        paid = on_profiles(of_state(costs, i), n) * along([1, 1, 0], i, n)
        tables.append(odds * u_first + (1 - odds) * u_second - paid)
    return ModelGame("third_party", tables, names, ACTIONS)


def _check_values(values: Mapping[str, tuple[Any, Any]], names: tuple[str, ...]) -> None:
    only_known("state", values, names)
    missing = [name for name in names if name not in values]
    if missing:
        raise InvalidModelError(f"values are missing for {', '.join(missing)}; give (first wins, second wins) for each")
    for name, pair in values.items():
        if isinstance(pair, str) or len(pair) != 2:
            raise InvalidModelError(f"values of {name} must be a pair (first wins, second wins), got {pair!r}")
        for value in pair:
            checked(value, f"values of {name}")
