"""Which solver for which game, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import ClassVar

import numpy as np

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers.alike_players import AlikePlayers
from alignment_games.solvers.control import Control
from alignment_games.solvers.logit.by_sums import LogitBySums
from alignment_games.solvers.logit.principal import LogitTracing
from alignment_games.solvers.mixed_by_sums import MixedBySums
from alignment_games.solvers.pure.pure_by_sums import PureBySums
from alignment_games.solvers.pure.pure_enumeration import PureEnumeration
from alignment_games.solvers.reductions import CHAIN, AbstractReduction, DropDominated
from alignment_games.solvers.smaller_games.reduced import without_dominated
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.support_enumeration import SupportEnumeration
from alignment_games.solvers.two_players.lemke_howson import LemkeHowson
from alignment_games.solvers.two_players.vertex_enumeration import VertexEnumeration, expected_vertices
from alignment_games.solvers.two_players.zero_sum import ZeroSum
from alignment_games.text.lists import listed

#: What the calls of one pivot cost, in entries changed.
_CALLS = 20_000
_BY_VERTICES = "two-player games are solved whole by the vertices of two polytopes"


@dataclass(frozen=True)
class Auto(AbstractSolver):
    """Choose by the size of the game; `choose` and `why` say what would be used before anything runs."""

    games: ClassVar[tuple[type, ...]] = (NormalFormGame, SumGame)

    #: Above this many supports (summed path counts are larger still), all equilibria would take too long.
    most_supports: int = 100_000
    #: Where there are more, but no more than this, those are counted that conditional dominance leaves,
    most_counted: int = 5_000_000
    #: and searched when they are no more than this. Games of random payoffs keep most of theirs.
    most_left: int = 70_000
    #: From this many on, players who are all alike are solved by kinds: fewer have few supports.
    least_alike: int = 6
    #: Up to this many, no more, in a game of sums: kinds grow with the square of the number of players.
    most_alike: int = 20
    #: Above this many vertices expected of a random game the chain comes first, as with ties they would take minutes,
    most_tied: int = 30_000
    #: and above this many they are not listed at all: some twenty seconds' work without ties.
    most_vertices: int = 500_000
    #: Entries of tableaux that are changed in the search for some equilibria of two players: less than a second's work.
    most_work: int = 100_000_000
    #: Up to this many payoffs, what the sums of a game leave is looked at in a table.
    most_tabled: int = 5_000_000
    #: Above this many comparisons of payoffs, floats or exact numbers, a step of the chain would take seconds.
    most_compared: tuple[int, int] = (1_000_000_000, 10_000_000)
    #: Above this many payoffs, a branch of logit responses would take minutes.
    most_payoffs: int = 10_000_000

    def choose(self, game: Problem) -> AbstractSolver:
        """Return the solver that would run on this game."""
        return self._choice(game)[0]

    def why(self, game: Problem) -> str:
        """Return, in a sentence, which solver would run and for what reason."""
        solver, reason = self._choice(game)
        return f"{type(solver).__name__}, because {reason}"

    def _choice(self, game: Problem) -> tuple[AbstractSolver, str]:
        if isinstance(game, SumGame):
            return self._by_sums(game)
        if not isinstance(game, NormalFormGame):
            raise UnsupportedGameError(f"Auto: {self.refusal(game)}")
        whole = self._whole(game) or self._reduced(game)
        return whole or (self._some_of_two(game) if game.n_players == 2 else self._some_of_many(game))

    def _whole(self, game: NormalFormGame) -> tuple[AbstractSolver, str] | None:
        """Return what finds all equilibria, where the game is small enough for it as it is."""
        if game.n_players == 2:
            if expected_vertices(game.n_actions) > self.most_tied:
                return None
            return VertexEnumeration(), _BY_VERTICES
        if game.n_players >= self.least_alike and max(game.n_actions) == 2:  # with more, some may stay open
            alike = self._alike(game)
            if alike is not None:
                return alike
        supports = _supports(game.n_actions)
        if supports > self.most_supports:
            return None
        return SupportEnumeration(), f"each of the {supports:,} supports can be searched"

    def _alike(self, game: NormalFormGame | SumGame) -> tuple[AbstractSolver, str] | None:
        """Return what finds the kinds of equilibria, where all players are alike."""
        if AlikePlayers().why_not(game) is not None:
            return None
        return AlikePlayers(), f"{game.n_players} players who are all alike have few kinds of equilibria"

    def _reduced(self, game: NormalFormGame) -> tuple[AbstractSolver, str] | None:
        """Return what finds all equilibria of what steps of the chain leave, as soon as that is small enough."""
        if game.payoffs.size * max(game.n_actions) > self.most_compared[game.arithmetic == "exact"]:
            return None
        left, steps, whole = game, list[type[AbstractReduction]](), None
        for step in CHAIN:
            smaller = step().apply(left).game
            if smaller is left:
                continue
            left, steps = smaller, [*steps, step]
            whole = self._whole(left)
            if whole is not None:
                break
        whole = whole or self._alike(left) or self._pruned(left)
        if whole is None:
            return None
        solver, reason = whole
        for outer in reversed(steps):
            solver = outer(solver)
        gone = f"without {listed([each.without for each in steps])}, " if steps else ""
        return solver, f"{_too_many(game)}; {gone}{reason}"

    def _pruned(self, game: NormalFormGame) -> tuple[AbstractSolver, str] | None:
        """Return the search of all supports where conditional dominance leaves few enough of them."""
        supports = _supports(game.n_actions)
        if game.arithmetic == "exact" or supports > self.most_counted:
            return None
        left = SupportEnumeration().left(game, self.most_left)
        if left is None:
            return None
        return SupportEnumeration(), f"conditional dominance leaves {left:,} of {supports:,} supports to be searched"

    def _some_of_many(self, game: NormalFormGame) -> tuple[AbstractSolver, str]:
        reason = _too_many(game)
        if game.payoffs.size <= self.most_payoffs:
            return PureEnumeration(LogitTracing()), f"{reason}; all pure equilibria, or one mixed where there is none"
        return PureEnumeration(), f"{reason}; pure equilibria only"

    def _by_sums(self, game: SumGame) -> tuple[AbstractSolver, str]:
        left = _supports([int(own.sum()) for own in game.undominated])
        if left <= self.most_supports:
            reason = f"each of the {left:,} supports without strictly dominated actions can be searched"
            return DropDominated(self.choose(without_dominated(game).game)), reason
        whole = (self._alike(game) if game.n_players <= self.most_alike else None) or self._of_the_table(game)
        if whole is not None:
            return whole
        count = f"{left:,}" if left < 10**15 else "more than 10^15"
        reason = f"{count} supports without strictly dominated actions are too many to search"
        if LogitBySums().why_not(game) is None:
            reason += "; all pure equilibria, or one mixed where there is none"
            return PureBySums(otherwise=MixedBySums(otherwise=LogitBySums())), reason
        return PureBySums(), f"{reason}; pure equilibria only"

    def _of_the_table(self, game: SumGame) -> tuple[AbstractSolver, str] | None:
        """Return what finds all equilibria of the table that the sums leave, where it is small enough."""
        sizes = [size for size in map(int, map(np.sum, game.undominated)) if size > 1]
        if len(sizes) * prod(sizes) > self.most_tabled:
            return None
        table = without_dominated(game).game
        whole = self._whole(table) or self._reduced(table)
        return whole and (DropDominated(whole[0]), f"in the table of the actions that the sums leave, {whole[1]}")

    def _some_of_two(self, game: NormalFormGame) -> tuple[AbstractSolver, str]:
        """Return what finds some equilibria, or all where there are few enough vertices and no ties."""
        some, reason = self._without_vertices(game)
        if expected_vertices(game.n_actions) > self.most_vertices:
            return some, reason
        return VertexEnumeration(otherwise=some), f"{_BY_VERTICES}, if there are no ties"

    def _without_vertices(self, game: NormalFormGame) -> tuple[AbstractSolver, str]:
        """Return what finds an equilibrium or some, however many actions there are."""
        size = " x ".join(map(str, game.n_actions))
        if ZeroSum().why_not(game) is None:
            return ZeroSum(), f"the payoffs have a constant sum and {size} actions are too many to list all vertices"
        pivots = self.most_work // (game.n_actions[0] * game.n_actions[1] + _CALLS)
        return LemkeHowson(most_pivots=pivots), f"{_too_many(game)}; some equilibria only"

    def propose(self, game: Problem, proposal: Proposal, control: Control) -> None:
        """Run the chosen solver."""
        self.choose(game).propose(game, proposal, control)


def _supports(n_actions: Sequence[int]) -> int:
    """Return how many profiles of supports there are."""
    return prod(2**m - 1 for m in n_actions)


def _too_many(game: NormalFormGame) -> str:
    """Return why a game is not solved whole as it is."""
    if game.n_players == 2:
        return f"{' x '.join(map(str, game.n_actions))} actions are too many to list all vertices"
    return f"{_supports(game.n_actions):,} supports are too many to search"
