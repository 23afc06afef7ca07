r"""Essential states: those that some winning coalition needs (Niou, Ordeshook & Rose 1989).

Resources :math:`r_i` sum to R. A coalition wins iff it holds more than R/2, and is minimal if it loses
without any one member. A state is *essential* iff it belongs to some minimal winning coalition, *predominant*
iff it wins alone, *near-predominant* iff it holds exactly R/2. An inessential state is eliminated in the
absence of anything else that protects it; a system in which all are essential is stable in that sense.

As a game (our own reduction): each state joins the winning side or stays out; a side that holds more than
R/2 secures all, and joining costs less than security is worth. Its pure equilibria are the minimal winning
coalitions, plus "nobody" unless one state is predominant: the essential states are those that join in some
equilibrium. As commonly stated after The Balance of Power, 1989, chapter 3. Floats are read as the decimals that
they print as, so that an exact half is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.models._tables import ModelGame, in_whole_units, named, one_arithmetic
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.models.threshold import coalition_game, winning_coalitions
from alignment_games.text.display import DisplayedRecord

#: Coalitions are listed one by one: 262,144 of them at most.
MOST_STATES = 18


@dataclass(frozen=True, repr=False)
class EssentialStates(DisplayedRecord):
    """Who is essential, who is not, who is predominant or near-predominant, and the minimal winning coalitions."""

    essential: tuple[str, ...]
    inessential: tuple[str, ...]
    predominant: tuple[str, ...]
    near_predominant: tuple[str, ...]
    minimal_winning: frozenset[frozenset[str]]

    @property
    def stable(self) -> bool:
        """Whether every state is essential, so that the system eliminates nobody."""
        return not self.inessential


def find_essential_states(resources: Mapping[str, Any]) -> EssentialStates:
    """Return the essential states of a system with the given resources.

    Raises InvalidModelError for fewer than two states or resources that are not positive.

    >>> find_essential_states({"A": 110, "B": 100, "C": 60, "D": 30}).inessential
    ('D',)
    """
    names = named(resources, "resources", least=2)
    winning = _winning(resources)
    amounts = in_whole_units(resources, "resources")
    total = sum(amounts.values())
    minimal = frozenset(each for each in winning if not any(each - {name} in winning for name in each))
    needed = frozenset().union(*minimal)
    return EssentialStates(
        tuple(name for name in names if name in needed),
        tuple(name for name in names if name not in needed),
        tuple(name for name in names if 2 * amounts[name] > total),
        tuple(name for name in names if 2 * amounts[name] == total),
        minimal,
    )


@encoding(
    {
        "resources": Meaning("resources of each state", unit="any one unit", above=True),
        "cost": Meaning("cost of joining the winning side", unit="payoff", each="resources"),
        "benefit": Meaning("what security is worth", unit="payoff", above=True, each="resources"),
    },
    lambda: {"resources": {"A": 110, "B": 100, "C": 60, "D": 30}},
)
def winning_side_game(resources: Mapping[str, Any], *, cost: Any = 0.5, benefit: Any = 1) -> ModelGame:
    """Return the game of joining the winning side; its pure equilibria show who is essential.

    >>> game = winning_side_game({"A": 110, "B": 100, "C": 60, "D": 30})
    >>> game.best_replies("balance, balance, buck_pass, buck_pass")["D"]
    ('buck_pass',)
    """
    names = named(resources, "resources", least=2)
    cost, benefit = one_arithmetic(cost, benefit)
    game = coalition_game(names, _winning(resources), cost=cost, benefit=benefit)
    return ModelGame("essential_states", game.payoffs, game.players, game.actions)


def _winning(resources: Mapping[str, Any]) -> set[frozenset[str]]:
    """Return the coalitions that hold strictly more than the rest."""
    amounts = in_whole_units(resources, "resources")
    if len(amounts) > MOST_STATES:
        raise InvalidModelError(f"coalitions of {len(amounts)} states are too many to list; at most {MOST_STATES}")
    # In whole numbers, more than half of the sum is at least one more than the sum, taken twice.
    return winning_coalitions({name: 2 * amount for name, amount in amounts.items()}, sum(amounts.values()) + 1)
