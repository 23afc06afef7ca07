r"""Every extreme equilibrium of a two-player game, by the vertices of two polytopes.

With payoffs made positive, let :math:`P = \{x \ge 0 : x^\top B \le 1\}` and
:math:`Q = \{y \ge 0 : A y \le 1\}`. A pair of vertices (x, y), not both zero, is an equilibrium, after scaling to
sum one, iff each action is unused (:math:`x_i = 0`) or a best reply (:math:`(A y)_i = 1`): every label occurs.
The equilibrium set is the union of the maximal Nash subsets spanned by such pairs, see `nash_subsets`. Isolated
equilibria and components have their index from a nearby game without ties, see `_vertices.indices_by_bases`.

Actions that are strictly dominated go first. A game without ties is solved in floats with certified bounds
(`_vertices.simple_polytopes`; two actions each on plain numbers, `_vertices.two_by_two`). Whatever those cannot decide
is solved in integers (`_vertices.exact_vertices`): for the fractions that floats are, and, where rounding may have torn
ties apart, also for the simple fractions next to them (`_vertices.readings`). So completeness holds for the numbers as
given, and for those meant.

Source: B. von Stengel (2007) in Nisan et al., Algorithmic Game Theory, section 3.4; D. Avis, G. Rosenberg,
R. Savani & B. von Stengel (2010), Economic Theory 42.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.tolerance import judge
from alignment_games.solvers._joined import join
from alignment_games.solvers._vertices.extreme_pairs import extreme_pairs
from alignment_games.solvers._vertices.indices_by_bases import regular_index
from alignment_games.solvers._vertices.readings import as_given, as_meant
from alignment_games.solvers._vertices.simple_polytopes import simple_equilibria
from alignment_games.solvers._vertices.two_by_two import two_by_two_equilibria
from alignment_games.solvers._vertices.two_player import equilibrated, isolated_profile, only_two_players
from alignment_games.solvers.control import Control
from alignment_games.solvers.smaller_games.reduced import Reduced, without_dominated
from alignment_games.solvers.solver import AbstractSolver, Proposal, check_solver
from alignment_games.solvers.status import Status
from alignment_games.solvers.two_players.nash_subsets import components


@dataclass(frozen=True)
class VertexEnumeration(AbstractSolver):
    """All equilibria of a two-player game: its extreme equilibria, and the continua between them as components.

    Exact games give exact equilibria. ``degenerate`` says whether some equilibrium has more best replies
    than actions in use. ``solution.stats["method"]`` is "certified" or "exact".

    ``otherwise``: a solver that takes over where ties would have every vertex walked in fractions, which takes minutes
    beyond some fifteen actions each; None leaves it at that.

    >>> payoffs = [[[1, 1], [1, 0]], [[1, 1], [0, 1]]]
    >>> game = NormalFormGame(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    >>> from alignment_games.solvers import solve
    >>> print(solve(game, VertexEnumeration()).components[0])
    Britain plays balance, France may mix balance and buck_pass in any proportion
    """

    otherwise: AbstractSolver | None = None

    def __post_init__(self) -> None:
        if self.otherwise is not None:
            check_solver("otherwise", self.otherwise)

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return why the game is not treated: only two players are."""
        return only_two_players(game)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose every extreme equilibrium and every component."""
        reduced = without_dominated(game)
        floats = equilibrated(reduced.game)
        simple = two_by_two_equilibria(floats.row, floats.column)
        simple = simple or simple_equilibria(floats.row, floats.column, control.tick)
        if simple is None and self.otherwise is not None:
            self.otherwise.propose(game, proposal, control)
        elif simple is None:
            proposal.stats["method"] = "exact"
            propose_exact(reduced, proposal, control)
        else:
            proposal.stats["method"] = "certified"
            found = [(reduced.back(isolated_profile(reduced.game, floats, pair)), pair.supports) for pair in simple]
            found.sort(key=lambda each: _order(each[0]))
            proposal.profiles += [profile for profile, _ in found]
            indices = [
                regular_index((reduced.game.payoffs[0], reduced.game.payoffs[1]), supports) for _, supports in found
            ]
            proposal.indices |= dict(enumerate(indices))
            proposal.degenerate, proposal.status = False, _claim(Status.ALL, indices)


def expected_vertices(n_actions: Sequence[int]) -> float:
    """Return about how many vertices the polytope in fewer dimensions has, with payoffs drawn at random.

    With m actions against n, their logarithm is near .72 m + (m - 2) log(n / m) / 4: fitted on random games from 4 x 4
    to 18 x 18, 6 x 300 and 12 x 40, where it is wrong by a factor of four at most.

    >>> round(expected_vertices([14, 14]), -3)
    24000.0
    """
    m, n = sorted(n_actions)
    return math.exp(0.72 * m + max(m - 2, 0) * math.log(n / m) / 4)


def _claim(status: Status, indices: Iterable[int]) -> Status:
    """Return what is claimed, if the indices add up to one as they must (Ritzberger 1994, theorem 3)."""
    return status if sum(indices) == 1 else Status.UNPROVEN


def propose_exact(reduced: Reduced, proposal: Proposal, control: Control) -> None:
    """Propose from the vertices in fractions, whatever the ties.

    What the numbers as given have is there. Where payoffs may be meant otherwise within their rounding, what those
    have comes first, with its continua, provided that all of it is an equilibrium of the numbers as given, too.
    """
    payoffs = reduced.game.payoffs
    given = tuple(as_given(own) for own in payoffs)
    meant = given if reduced.game.arithmetic == "exact" else tuple(as_meant(own) for own in payoffs)
    if any((one != other).any() for one, other in zip(given, meant, strict=True)):
        _propose_reading(reduced, meant, proposal, control)
        if not all(judge(payoffs, reduced.forth(profile)).passed for profile in proposal.profiles):
            proposal.profiles.clear()
            proposal.components.clear()
            proposal.indices.clear()
    second = Proposal()
    _propose_reading(reduced, given, second, control)
    join(proposal, second)
    if second.status.complete:
        proposal.status = Status.ALL_COMPONENTS if proposal.components else Status.ALL
    else:
        proposal.status = second.status


def _propose_reading(reduced: Reduced, payoffs: tuple[Array, ...], proposal: Proposal, control: Control) -> None:
    """Propose the extreme equilibria and components of one reading of the payoffs, in fractions."""
    game = reduced.game
    row, column = (own - (own.min() - 1) for own in payoffs)
    extreme = extreme_pairs(row, column, control.tick)
    points = extreme.strategies
    pairs = sorted(extreme.pairs, key=lambda pair: _order((points[0][pair[0]], points[1][pair[1]])))
    kind: Any = object if game.arithmetic == "exact" else float
    shown = ([point.astype(kind) for point in points[0]], [point.astype(kind) for point in points[1]])
    proposal.profiles += [reduced.back((shown[0][x], shown[1][y])) for x, y in pairs]
    each = [extreme.indices.get(pair, 0) for pair in pairs]
    connected = components(pairs, points, shown, game.players, game.actions)
    proposal.components += [replace(own, index=sum(each[k] for k in own.members)) for own in connected]
    alone = set(range(len(pairs))).difference(*(own.members for own in connected))
    proposal.indices |= {k: each[k] for k in sorted(alone)}
    proposal.degenerate = extreme.degenerate
    # None of the nearby equilibria may be anywhere else.
    proposal.status = _claim(Status.ALL, extreme.indices.values())


def _order(profile: Profile) -> tuple[Any, ...]:
    """Sort key: more weight on earlier actions first."""
    return tuple(-p for strategy in profile for p in strategy.tolist())
