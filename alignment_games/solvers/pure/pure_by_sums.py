r"""Every pure equilibrium of a game of sums by bounding its sums: branch and bound, no table.

In an aggregative game a player's payoff depends on the own action and on sums of the others' (`game.sum_game`): in a
response game on the coalition's strength and on the aid to the threat, in a threshold game on the strength of those
who balance. A node of the search is a set of allowed actions for each state and an interval for each total
:math:`S_d`. It is narrowed until nothing changes:

- the totals lie between the sums of the least and of the largest allowed amounts;
- with an action a, state i faces :math:`S_d - s_{dia}` of the others, which lies between the sums of the others'
  allowed amounts: a box;
- a is dropped where another action pays more in the whole box, by more than can count as zero: its least payoff there
  is above the largest of a. A state whose allowed actions are all best replies in the whole box is settled.

A node in which a state is left without an action holds no equilibrium. Otherwise the wider interval is halved
until it is a fraction of the largest undecided amount or every state is settled, since halves would decide nothing
then; after that the largest undecided state is split by action. What is dropped is proven to be no best reply, and
each profile that remains is tested by every state's regret, so when no node is left the list is complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alignment_games.errors import InvalidModelError
from alignment_games.game.profile import pure
from alignment_games.game.sum_game import SumGame
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers.control import Control
from alignment_games.solvers.pure._sums_search import SumsSearch
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status


@fields_as_annotated()
@dataclass(frozen=True)
class PureBySums(AbstractSolver):
    """All pure equilibria of a game of sums, of hundreds of states, or ``most`` of them.

    ``most_nodes``: of the search, None for as many as it takes; beyond, what was found is all that is told.
    ``otherwise``: a solver to find mixed ones where there is no pure equilibrium; None leaves it at that.
    ``stats["pure"]``: how many pure equilibria there are where that is known although not all are listed, as it is
    in a threshold game whose strengths have few different sums; ``stats["nodes"]``: parts of the space of profiles
    that were looked at. Raises InvalidModelError for ``most`` or ``most_nodes`` below 1.

    >>> import math
    >>> from alignment_games.models.threshold import threshold_model
    >>> from alignment_games.solvers import solve
    >>> alike = threshold_model({f"State {k}": 1 for k in range(195)}, against=100)
    >>> solution = solve(alike.sums(), PureBySums(most=3))
    >>> len(solution), solution.complete, solution.stats["pure"] == math.comb(195, 100) + 1  # and nobody
    (3, False, True)
    """

    games: ClassVar[tuple[type, ...]] = (SumGame,)

    most: int = 1000
    otherwise: AbstractSolver | None = None
    most_nodes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a limit that lets nothing through."""
        for name in ("most", "most_nodes"):
            limit = getattr(self, name)
            if limit is not None and limit < 1:
                raise InvalidModelError(f"{name} must be at least 1, got {limit}")

    def propose(self, game: SumGame, proposal: Proposal, control: Control) -> None:
        """Propose every pure equilibrium, as it is found."""
        proposal.status = self._search(game, proposal, control)
        if proposal.status is Status.ALL_PURE:
            proposal.stats["pure"] = len(proposal.profiles)
        else:
            count = game.sums.pure_count()
            proposal.stats |= {} if count is None else {"pure": count}
        proposal.profiles.sort(key=lambda profile: tuple(int(x.argmax()) for x in profile))
        if self.otherwise is not None and proposal.status is Status.ALL_PURE and not proposal.profiles:
            self.otherwise.propose(game, proposal, control)
            proposal.status = Status.NO_PURE if proposal.profiles else Status.ALL_PURE

    def _search(self, game: SumGame, proposal: Proposal, control: Control) -> Status:
        """Add the pure equilibria to the proposal; return how the search ended."""
        search, found = SumsSearch(game.sums, proposal.tol), set[tuple[int, ...]]()
        for nodes, node in enumerate(search.nodes()):
            if len(found) >= self.most:
                return Status.SOME_PURE
            control.tick(nodes)
            if nodes == self.most_nodes:
                return Status.SOME
            proposal.stats["nodes"] = nodes + 1
            profile = None if node is None or not node.decided else search.equilibrium(node)
            if profile is not None and profile not in found:
                found.add(profile)
                proposal.profiles.append(pure(profile, game.n_actions))
        return Status.ALL_PURE
