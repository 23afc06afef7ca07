r"""Threshold games: the threat is held iff enough states balance.

State i balances or passes the buck. With strengths :math:`s_i`, a threat of strength A and a requirement
tau, everybody is protected iff the balancers' strengths sum to at least :math:`\tau A`:

.. math:: u_i(a) = b_i \cdot [\textstyle\sum_{k \text{ balances}} s_k \ge \tau A] - c_i \cdot [i \text{ balances}]

For 0 < c_i < b_i the pure equilibria are the minimal winning coalitions, plus "nobody" iff no single
state suffices. One volunteer suffices in the volunteer's dilemma (Diekmann 1985), m of n in its threshold
form (Palfrey & Rosenthal 1984).

Floats are read as the decimals that they print as and compared exactly: otherwise the order in which strengths are
added would decide whether 0.1 + 0.2 + 0.7 reaches 1. Where they have more than a dozen digits, as computed figures
do, a sum that misses the requirement by less than 1e-12 of it counts as reaching it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown, whole_number
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.size import affordable_table
from alignment_games.game.sum_game import SumGame
from alignment_games.models._tables import ModelGame, in_whole_units, named
from alignment_games.models.display import DisplayedModel
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.models.entries import with_entries
from alignment_games.models.model import Parameter
from alignment_games.models.threshold_sums import threshold_sums
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked, per_state, to_exact

ACTIONS = ("balance", "buck_pass")
#: Coalitions are listed one by one: 1,048,576 of them at most.
MOST_STATES = 20
#: The requirement beside the states' strengths; no state has this name.
_REQUIRED = ""
#: Sums of whole numbers below this fit in 64 bits.
_LARGEST = 2**62
#: The requirement over what a sum of floats may lack and still count as reaching it; no shorter decimals come as near.
_ROUNDING = 10**12
_REQUIRED_FIGURE = Meaning("the sum of strengths that holds the threat", unit="that of the states", above=True)
FIGURES = {
    "strengths": Meaning("strength of each state", unit="any one unit"),
    "against": Meaning("strength of the threat", unit="that of the states", above=True),
    "tau": Meaning("how many times the strength of the threat is needed to hold it", unit="1 is par", above=True),
    "cost": Meaning("cost of balancing", unit="payoff", each="strengths"),
    "benefit": Meaning("what being protected is worth", unit="payoff", above=True, each="strengths"),
}


@dataclass(frozen=True, eq=False, repr=False)
class ThresholdModel(DisplayedModel):
    """States, their strengths, what holding the threat requires, costs and benefits; `game` builds the game.

    ``costs``, ``benefits``: one for each state. From `threshold_model`, which checks the figures.
    """

    names: tuple[str, ...]
    strengths: tuple[Any, ...]
    required: Any
    costs: Array
    benefits: Array

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each state, the names of its responses."""
        return (ACTIONS,) * len(self.names)

    def parameters(self) -> dict[str, Parameter]:
        """Return the figures that may be changed, by name."""
        single = {"required": _REQUIRED_FIGURE.parameter(self.required)}
        several = {"strengths": self.strengths, "cost": self.costs.tolist(), "benefit": self.benefits.tolist()}
        named = {name: dict(zip(self.names, values, strict=True)) for name, values in several.items()}
        return single | {name: FIGURES[name].parameter(values) for name, values in named.items()}

    def with_parameters(self, **parameters: Any) -> ThresholdModel:
        """Return the model with other strengths, requirement, cost or benefit; see `Model.with_parameters`."""
        only_known("parameter", parameters, self.parameters())
        known = {name: each.value for name, each in self.parameters().items()}
        for name, value in parameters.items():
            known[name] = with_entries(known[name], value, name)
        return threshold_model(known["strengths"], known["required"], cost=known["cost"], benefit=known["benefit"])

    @cached_property
    def in_whole_units(self) -> tuple[tuple[int, ...], int]:
        """The strengths and what is required as whole multiples of one unit, so that sums are compared exactly.

        Raises InvalidModelError for symbols.
        """
        return _in_whole_units(dict(zip(self.names, self.strengths, strict=True)), self.required)

    @property
    def least(self) -> Any:
        """The least sum of strengths that holds the threat, for sums of floats: 1e-12 of it below what is required."""
        rounded = _holds_floats(*self.strengths, self.required)
        return float(self.required) * (1 - 1 / _ROUNDING) if rounded else self.required

    def sums(self) -> SumGame:
        """Return the game by its one sum, for hundreds of states. Raises UnsupportedGameError for exact figures."""
        figures = threshold_sums(self.strengths, self.least, self.costs.tolist(), self.benefits.tolist())
        return SumGame(self.names, self.actions, figures, self)

    def game(self) -> NormalFormGame:
        """Return the game. Raises UnsupportedGameError, before it is made, for too large a table of n 2^n payoffs."""
        n = len(self.names)
        affordable_table(
            [2] * n, exact=False, instead="take fewer states; solve(model.sums()), explain and write_results need none"
        )
        strengths, required = self.in_whole_units
        kind = np.int64 if sum(strengths) < _LARGEST else object
        total: Any = 0
        for i, strength in enumerate(strengths):
            total = total + np.array([strength, 0], dtype=kind).reshape(*(1,) * i, 2, *(1,) * (n - 1 - i))
        payoffs = _payoffs((total >= required) * 1, self.costs, self.benefits)
        return ModelGame("threshold", payoffs, self.names, ACTIONS)


def _in_whole_units(strengths: Mapping[str, Any], required: Any) -> tuple[tuple[int, ...], int]:
    named(strengths, "strength", strictly=False)
    *whole, least = in_whole_units({**strengths, _REQUIRED: required}, "strength").values()
    if _holds_floats(*strengths.values(), required):
        least -= least // _ROUNDING
    return tuple(whole), least


def _holds_floats(*figures: Any) -> bool:
    return any(isinstance(each, (float, np.floating)) for each in figures)


def winning_coalitions(strengths: Mapping[str, Any], required: Any) -> set[frozenset[str]]:
    """Return the coalitions whose strengths sum to at least ``required``, floats read as decimals.

    Raises InvalidModelError for symbols, and for more than 20 states: coalitions are listed one by one.

    >>> sorted(map(sorted, winning_coalitions({"UK": 2, "USSR": 3}, required=3)))
    [['UK', 'USSR'], ['USSR']]
    """
    whole, least = _in_whole_units(strengths, required)
    if len(strengths) > MOST_STATES:
        raise InvalidModelError(f"coalitions of {len(strengths)} states are too many to list; at most {MOST_STATES}")
    amounts = dict(zip(strengths, whole, strict=True))
    return {
        frozenset(members)
        for size in range(len(amounts) + 1)
        for members in combinations(amounts, size)
        if sum(map(amounts.__getitem__, members)) >= least
    }


@as_annotated()
def minimal_winning_coalitions(strengths: Mapping[str, Any], required: Any) -> set[frozenset[str]]:
    """Return the winning coalitions that lose without any one member.

    >>> sorted(map(sorted, minimal_winning_coalitions({"UK": 2, "France": 1, "USSR": 3}, required=3)))
    [['France', 'UK'], ['USSR']]
    """
    winning = winning_coalitions(strengths, required)
    return {members for members in winning if not any(members - {name} in winning for name in members)}


@as_annotated()
def coalition_game(
    players: Sequence[str], winning: Collection[Collection[str]], *, cost: Any, benefit: Any = 1
) -> NormalFormGame:
    """Return the game in which all are protected iff the balancers are one of the winning coalitions.

    ``winning``: every winning coalition, by names. ``cost``, ``benefit``: one for all or one for each
    player; numbers, fractions or symbols. Raises InvalidModelError for unknown names or costs below 0.

    >>> game = coalition_game(["UK", "USSR"], [{"UK"}, {"USSR"}, {"UK", "USSR"}], cost=1, benefit=2)
    >>> game.payoffs[0].tolist()
    [[1, 1], [2, 0]]
    """
    if not isinstance(players, Sequence):
        raise InvalidModelError(f"expected a list of the players' names, got {shown(players)}")
    if not isinstance(winning, Iterable):
        raise InvalidModelError(f"winning: expected a list of coalitions, each of names, got {shown(winning)}")
    for members in winning:
        only_known("state", members, players)
    held = np.zeros((2,) * len(players), dtype=object)
    for members in winning:
        held[tuple(0 if name in members else 1 for name in players)] = 1
    payoffs = _payoffs(held, *_costs_and_benefits(cost, benefit, tuple(players)))
    return ModelGame("threshold", payoffs, players, ACTIONS)


@encoding(
    FIGURES,
    lambda: {"strengths": {"UK": 0.078, "France": 0.046, "USSR": 0.164}, "against": 0.154},
)
@as_annotated()
def threshold_game(
    strengths: Mapping[str, Any], against: Any, *, tau: Any = 1, cost: Any = 0.5, benefit: Any = 1
) -> NormalFormGame:
    """Return the threshold game of states of given strengths against a threat of strength ``against``.

    Raises InvalidModelError for fewer than two states, negative strengths, or a requirement that is not
    positive.

    >>> game = threshold_game({"UK": 0.078, "France": 0.046, "USSR": 0.164}, against=0.154)
    >>> from alignment_games.solvers import PureEnumeration, solve
    >>> [equilibrium.actions for equilibrium in solve(game, PureEnumeration())]
    [('buck_pass', 'buck_pass', 'balance')]
    """
    return threshold_model(strengths, against, tau=tau, cost=cost, benefit=benefit).game()


@as_annotated()
def threshold_model(
    strengths: Mapping[str, Any], against: Any, *, tau: Any = 1, cost: Any = 0.5, benefit: Any = 1
) -> ThresholdModel:
    """Return the model behind `threshold_game`, with the same arguments and errors; no payoff is computed.

    >>> threshold_model({"UK": 2, "USSR": 3}, against=4, tau=2).required
    8
    """
    strengths = dict(strengths)
    names = tuple(strengths)
    if len(names) < 2:
        raise InvalidModelError(f"a threshold game needs at least two states, got {', '.join(names) or 'none'}")
    for name in names:
        checked(strengths[name], f"strength of {name}", low=0)
    checked(against, "strength of the threat", low=0, strictly=True)
    checked(tau, "tau", low=0, strictly=True)
    costs, benefits = _costs_and_benefits(cost, benefit, names)
    return ThresholdModel(names, tuple(strengths.values()), _product(tau, against), costs, benefits)


def _product(tau: Any, against: Any) -> Any:
    """Return tau times the strength of the threat; of floats, the product of the decimals that they print as."""
    product = tau * against
    return float(to_exact(tau) * to_exact(against)) if isinstance(product, (float, np.floating)) else product


@encoding(
    {
        "cost": Meaning("cost of volunteering", unit="payoff", each=""),
        "benefit": Meaning("what being protected is worth", unit="payoff", above=True, each=""),
    },
    lambda: {"n": 3, "cost": 0.25},
)
@as_annotated()
def volunteers_dilemma(n: int, *, cost: Any, benefit: Any = 1, required: int = 1) -> NormalFormGame:
    """Return the volunteer's dilemma of n states, of which ``required`` must balance.

    >>> volunteers_dilemma(3, cost=0.25).n_actions
    (2, 2, 2)
    """
    n = whole_number("n", n)
    if not 1 <= required <= n:
        raise InvalidModelError(f"required must be between 1 and the {n} states, got {required}")
    strengths = {f"State {k + 1}": 1 for k in range(n)}
    game = threshold_game(strengths, against=required, cost=cost, benefit=benefit)
    return ModelGame("volunteer", game.payoffs, game.players, game.actions)


def _costs_and_benefits(cost: Any, benefit: Any, names: tuple[str, ...]) -> tuple[Array, Array]:
    shape = (len(names),)
    for what, value in (("cost", cost), ("benefit", benefit)):
        if np.ndim(value) > 1:
            raise InvalidModelError(f"{what}: expected a number, or one for each state, got {shown(value)}")
    costs = checked(per_state(cost, names, "cost"), "cost", low=0)
    benefits = checked(per_state(benefit, names, "benefit"), "benefit", low=0, strictly=True)
    return np.broadcast_to(costs, shape), np.broadcast_to(benefits, shape)


def _payoffs(held: Any, costs: Array, benefits: Array) -> Any:
    n = len(costs)
    own = [np.array([1, 0]).reshape(*(1,) * i, 2, *(1,) * (n - 1 - i)) for i in range(n)]
    # As arrays of one number: whole numbers beyond 64 bits stay what they are beside an array.
    return np.stack([held * benefits[i, ...] - own[i] * costs[i, ...] for i in range(n)])
