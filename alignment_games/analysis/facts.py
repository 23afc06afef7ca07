"""The facts of a solution and of each of its equilibria, computed once for all that tells or draws them.

Of each player: what each of its actions would give it, the best of those that it does not use, what that would cost;
in response games also where it would leave its response, and how it would stand if it were attacked. Of all: what kind
of game it is, what comparison and coalitions say of each equilibrium, which one payoff and risk select, and which
continua stand when payoffs change a little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alignment_games.analysis.kind import GameKind, kind_of_game
from alignment_games.analysis.standing import Standing, standing
from alignment_games.analysis.switches import Switch, switches
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseGame, ResponseModel
from alignment_games.refinements.refine import Refinement, refine
from alignment_games.refinements.selection import Selection, select
from alignment_games.solvers.indices.indices_by_parts import with_indices
from alignment_games.solvers.solution import Equilibrium, Solution
from alignment_games.solvers.status import Component

#: Joint deviations and risk are looked into up to this many payoffs, so that an explanation takes seconds.
_MOST_PAYOFFS = 20_000
#: Indices of continua are looked for in games of up to this many payoffs, those of five players with two actions among
#: them.
_MOST_INDEXED = 200
#: Coalitions are asked while they number, times the profiles (or what each takes at least), no more than this: seconds.
_MOST_STEPS, _LEAST_PROFILES = 2**22, 2**8
#: What is asked of each equilibrium; the second alone where coalitions are too many.
_VERDICTS, _ALONE = ("strict", "coalition_proof", "pareto_undominated"), ("strict", "pareto_undominated")
#: Payoffs that differ by less than one part in so many, or by less than one in so many at all, are as good.
_AS_GOOD = 10**12


@dataclass(frozen=True)
class Deviation:
    """The best of the actions that a player does not use: what it would give, and by how much less that is."""

    action: str
    payoff: Any
    cost: Any

    @property
    def is_as_good(self) -> bool:
        """Whether it would serve the player as well."""
        return bool(abs(self.cost) * _AS_GOOD <= max(1, abs(self.payoff)))


@dataclass(frozen=True, eq=False)
class PlayerFacts:
    """What holds one player in an equilibrium.

    ``payoffs``: what each of its ``actions`` gives it, the others' play held fixed. ``switches``, ``standing``: of
    response games; the latter needs a table.
    """

    player: str
    actions: tuple[str, ...]
    probabilities: Any
    payoffs: Any
    switches: tuple[Switch, ...] = ()
    standing: Standing | None = None

    @property
    def used(self) -> list[int]:
        """The positions of the actions that it uses."""
        return [k for k in range(len(self.actions)) if self.probabilities[k] != 0]

    @property
    def payoff(self) -> Any:
        """What it gets."""
        return self.payoffs[self.used[0]]

    @property
    def best_deviation(self) -> Deviation | None:
        """The best action of those that it does not use, None where it uses all."""
        used = self.used
        rest = [k for k in range(len(self.actions)) if k not in used]
        if not rest:
            return None
        best = max(rest, key=lambda k: self.payoffs[k])
        return Deviation(self.actions[best], self.payoffs[best], self.payoff - self.payoffs[best])


@dataclass(frozen=True, eq=False)
class EquilibriumFacts:
    """An equilibrium, and what holds each player in it."""

    equilibrium: Equilibrium
    players: tuple[PlayerFacts, ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of a solution, each found when it is first asked for; of ``most`` equilibria at most.

    >>> import alignment_games as ag
    >>> hunt = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> facts = Facts(ag.solve(hunt, ag.solvers.PureEnumeration()))
    >>> facts.equilibria[1].players[0].best_deviation
    Deviation(action='stag', payoff=0, cost=2)
    """

    solution: Solution
    most: int = 20

    @cached_property
    def kind(self) -> GameKind | None:
        """What kind of alignment game it is."""
        return kind_of_game(self.solution)

    @cached_property
    def equilibria(self) -> tuple[EquilibriumFacts, ...]:
        """The first equilibria with what holds each player there."""
        return tuple(EquilibriumFacts(each, _players(each)) for each in self.solution[: self.most])

    @cached_property
    def first_pure(self) -> EquilibriumFacts | None:
        """The first equilibrium in pure strategies, None where there is none."""
        place = next((k for k, each in enumerate(self.solution) if each.pure), None)
        if place is None:
            return None
        found = self.solution[place]
        return self.equilibria[place] if place < self.most else EquilibriumFacts(found, _players(found))

    @property
    def is_whole(self) -> bool:
        """Whether these are all equilibria of the solution."""
        return len(self.solution) <= self.most

    @property
    def unasked_coalitions(self) -> int:
        """How many coalitions there are, where that is too many to ask whether an equilibrium is proof against them."""
        game = self.solution.problem
        number = 2**game.n_players
        return number if number * max(_LEAST_PROFILES, math.prod(game.n_actions)) > _MOST_STEPS else 0

    @cached_property
    def verdicts(self) -> Refinement | None:
        """What comparison and coalitions say of each equilibrium; None of too many, or of too large a game."""
        if not (self.is_whole and _is_small(self.solution.problem)):
            return None
        return refine(self.solution, _ALONE if self.unasked_coalitions else _VERDICTS)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The continua, of small games with their indices."""
        found, game = self.solution.components, self.solution.problem
        small = isinstance(game, NormalFormGame) and game.payoffs.size <= _MOST_INDEXED
        return with_indices(self.solution).components if small and any(c.index is None for c in found) else found

    @cached_property
    def selections(self) -> tuple[Selection, ...]:
        """Which equilibrium payoff and risk dominance choose, where there are several and they can be asked."""
        if len(self.solution) > 1 and self.is_whole and _is_small(self.solution.problem):
            return tuple(select(self.solution, rule) for rule in ("payoff", "risk"))
        return ()


def _is_small(game: Problem) -> bool:
    """Return whether there is a table of payoffs, small enough to be asked everything."""
    return isinstance(game, NormalFormGame) and game.payoffs.size <= _MOST_PAYOFFS


def _players(equilibrium: Equilibrium) -> tuple[PlayerFacts, ...]:
    game, profile = equilibrium.problem, equilibrium.profile
    moves: dict[str, list[Switch]] = {}
    if isinstance(game, ResponseGame) or (isinstance(game, SumGame) and isinstance(game.model, ResponseModel)):
        moves = switches(game, profile)
    payoffs = game.deviation_payoffs(profile)
    return tuple(
        PlayerFacts(
            player,
            game.actions[i],
            profile[i],
            payoffs[i],
            tuple(moves.get(player, ())),
            standing(game, profile, i) if isinstance(game, ResponseGame) else None,
        )
        for i, player in enumerate(game.players)
    )
