r"""War-stable networks of alliances (Jackson & Nei 2015).

States of strengths :math:`M_i` hold alliances, the links of a network g. State i is *vulnerable* iff some
state j and some of its allies, i not among them, beat i and its remaining allies:

.. math::

   \exists\, j \in C \subseteq N_j(g) \cup \{j\},\ i \notin C:\quad
   M(C) > \gamma\, M(\{i\} \cup (N_i(g) \setminus C))

with :math:`\gamma` the advantage of defence above 1, of offence below. The network is *war-stable* iff

1. no state is vulnerable;
2. no pair without an alliance could, by forming one, make some state vulnerable to a coalition of both;
3. no alliance is idle: without it, both of its members would be vulnerable.

Without trade no nonempty network is war-stable, whatever the strengths. The empty one of three and more states is iff
no two together beat a third: the two strongest others of each i have at most :math:`\gamma M_i`. That asks for
:math:`\gamma \ge 2`, which is enough with equal strengths. As commonly stated after Jackson & Nei, "Networks of
military alliances, wars, and international trade", PNAS 112, 2015.

As a game (our own reduction, links by mutual consent as in Myerson 1991): each state names the states that it
offers an alliance, a link forms iff both name each other, a vulnerable state loses its security, and every
alliance costs a little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.models._tables import (
    ModelGame,
    in_whole_units,
    named,
    one_arithmetic,
    refuse_symbols,
    refuse_too_large,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import fields_as_annotated
from alignment_games.states.arguments import checked, to_exact
from alignment_games.text.display import DisplayedRecord

#: An alliance: two names.
Alliance = frozenset[str]

#: All 2^(n(n-1)/2) networks are looked at up to this many states (32,768 of them).
MOST_STATES = 6


@fields_as_annotated()
@dataclass(frozen=True, repr=False)
class AllianceNetwork(DisplayedRecord):
    """States with strengths, their alliances, and the advantage of defence.

    Raises InvalidModelError for unknown states, strengths or a ``gamma`` that are not positive.

    >>> network = AllianceNetwork({"A": 1, "B": 1, "C": 1}, [("A", "B")], gamma=1)
    >>> network.vulnerable()
    ('C',)
    """

    strengths: Mapping[str, Any]
    alliances: Collection[Collection[str]] = frozenset()
    gamma: Any = 1

    def __post_init__(self) -> None:
        names = named(self.strengths, "strength", least=2)
        refuse_symbols({**self.strengths, "gamma": self.gamma}, "strengths and gamma")
        checked(self.gamma, "gamma, the advantage of defence,", low=0, strictly=True)
        if any(isinstance(pair, str) for pair in self.alliances):
            raise InvalidModelError(f"alliances are pairs of names, got {list(self.alliances)!r}")
        for pair in self.links:
            only_known("state", pair, names)
            if len(pair) != 2:
                raise InvalidModelError(f"an alliance joins two different states, got {', '.join(pair)}")

    @cached_property
    def links(self) -> frozenset[Alliance]:
        """The alliances as a set of pairs."""
        return frozenset(frozenset(pair) for pair in self.alliances)

    def allies(self, state: str) -> frozenset[str]:
        """Return the states allied with one state."""
        return self._allies.get(state, frozenset())

    @cached_property
    def _allies(self) -> dict[str, frozenset[str]]:
        """The allies of each state."""
        return {
            state: frozenset(name for pair in self.links if state in pair for name in pair if name != state)
            for state in self.strengths
        }

    def vulnerable(self, *, to: Collection[str] = ()) -> tuple[str, ...]:
        """Return the states that some coalition (with all of ``to`` among its members) can beat."""
        needed = frozenset(to)
        return tuple(name for name in self.strengths if self._can_be_beaten(name, needed))

    def war_stable(self) -> bool:
        """Return whether nobody is vulnerable, no new alliance makes a war possible, and none is idle."""
        if self.vulnerable():
            return False
        links = self.links
        for pair in map(frozenset, combinations(self.strengths, 2)):
            if pair in links:
                if not pair <= set(self._with(links - {pair}).vulnerable()):
                    return False
            elif self._with(links | {pair}).vulnerable(to=pair):
                return False
        return True

    def _can_be_beaten(self, victim: str, needed: frozenset[str]) -> bool:
        """Return whether a leader and some of its allies beat the victim.

        Every further ally adds strength, and one who is the victim's too no longer defends it. So the strongest
        coalition of a leader is all its allies but the victim, and no other needs to be looked at.
        """
        if victim in needed:
            return False
        for leader in self.strengths:
            coalition = (self.allies(leader) | {leader}) - {victim}
            if leader != victim and needed <= coalition and self._beats(coalition, victim):
                return True
        return False

    def _beats(self, coalition: frozenset[str], victim: str) -> bool:
        defence = (self.allies(victim) | {victim}) - coalition
        amounts, gamma = self._exact
        attack, held = (sum(map(amounts.__getitem__, states)) for states in (coalition, defence))
        return bool(attack * gamma.denominator > gamma.numerator * held)

    @cached_property
    def _exact(self) -> tuple[dict[str, int], Fraction]:
        """The strengths in whole units, and gamma; floats as the decimals that they print as."""
        return in_whole_units(self.strengths, "strength"), Fraction(to_exact(self.gamma))

    def _with(self, alliances: Collection[Alliance]) -> AllianceNetwork:
        other = AllianceNetwork(self.strengths, alliances, self.gamma)
        other.__dict__["_exact"] = self._exact
        return other


def all_war_stable_networks(strengths: Mapping[str, Any], *, gamma: Any = 1) -> list[AllianceNetwork]:
    """Return every war-stable network, by looking at all of them.

    Raises InvalidModelError for more than six states.

    >>> [sorted(network.alliances) for network in all_war_stable_networks({"A": 1, "B": 1, "C": 1}, gamma=2)]
    [[]]
    """
    names = named(strengths, "strength", least=2)
    if len(names) > MOST_STATES:
        raise InvalidModelError(
            f"{len(names)} states have 2^{len(names) * (len(names) - 1) // 2} networks; at most {MOST_STATES} states "
            "are enumerated; ask AllianceNetwork(...).war_stable() of one network"
        )
    networks = (AllianceNetwork(strengths, links, gamma) for links in _every_set([*combinations(names, 2)]))
    return [network for network in networks if network.war_stable()]


@encoding(
    {
        "strengths": Meaning("strength of each state", unit="any one unit", above=True),
        "gamma": Meaning("advantage of the defence", unit="1 is par", above=True),
        "security": Meaning("what not being beaten is worth", unit="payoff", above=True),
        "link_cost": Meaning("cost of an alliance to each of its members", unit="payoff"),
    },
    lambda: {"strengths": {"A": 1, "B": 1, "C": 1}, "gamma": 2},
)
def alliance_game(
    strengths: Mapping[str, Any], *, gamma: Any = 1, security: Any = 1, link_cost: Any = 0.1
) -> ModelGame:
    """Return the game of offering alliances: security for the states that nobody can beat, less the links' cost.

    Actions name the states to whom an alliance is offered. Raises InvalidModelError when too large.

    >>> game = alliance_game({"A": 1, "B": 1, "C": 1}, gamma=2)
    >>> game.actions[0]
    ('nobody', 'B', 'C', 'B+C')
    """
    names = named(strengths, "strength", least=2)
    security, link_cost = one_arithmetic(security, link_cost)
    checked(link_cost, "link_cost", low=0)
    checked(security, "security", low=0, strictly=True)
    offers = [list(_every_set([name for name in names if name != own])) for own in names]
    refuse_too_large([len(each) for each in offers], "take fewer states")
    table = np.empty((len(names), *(len(each) for each in offers)), dtype=object)
    outcomes: dict[frozenset[Alliance], list[Any]] = {}
    for index in np.ndindex(*table.shape[1:]):
        offered = {name: offers[i][k] for i, (name, k) in enumerate(zip(names, index, strict=True))}
        links = frozenset(frozenset((a, b)) for a, b in combinations(names, 2) if b in offered[a] and a in offered[b])
        if links not in outcomes:
            network = AllianceNetwork(strengths, links, gamma)
            lost = network.vulnerable()
            outcomes[links] = [
                security * int(name not in lost) - link_cost * len(network.allies(name)) for name in names
            ]
        table[(slice(None), *index)] = outcomes[links]
    labels = [["+".join(each) or "nobody" for each in own] for own in offers]
    return ModelGame("war_stable_networks", table, names, labels)


def _every_set(items: list[Any]) -> Iterator[tuple[Any, ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)
