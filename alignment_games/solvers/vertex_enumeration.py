r"""Every extreme equilibrium of a two-player game, by the vertices of two polytopes.

With payoffs made positive, let :math:`P = \{x \ge 0 : x^\top B \le 1\}` and
:math:`Q = \{y \ge 0 : A y \le 1\}`. A pair of vertices (x, y), not both zero, is an equilibrium, after scaling to
sum one, iff each action is unused (:math:`x_i = 0`) or a best reply (:math:`(A y)_i = 1`): every label occurs.
The equilibrium set is the union of the maximal Nash subsets spanned by such pairs, see `_nash_subsets`.

Actions that are strictly dominated go first. A game without ties is solved in floats with certified bounds
(`_vertices.simple_polytopes`). Whatever those cannot decide is solved in integers (`_vertices.exact_vertices`): for
the fractions that floats are, and, where rounding may have torn ties apart, also for the simple fractions next to
them (`_vertices.readings`). So completeness holds for the numbers as given, and for those meant.

Source: B. von Stengel (2007) in Nisan et al., Algorithmic Game Theory, section 3.4; D. Avis, G. Rosenberg,
R. Savani & B. von Stengel (2010), Economic Theory 42.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.tolerance import judge
from alignment_games.solvers._joined import join
from alignment_games.solvers._nash_subsets import Pair, components
from alignment_games.solvers._reduced import Reduced, without_dominated
from alignment_games.solvers._vertices.exact_vertices import Vertex, exact_vertices
from alignment_games.solvers._vertices.readings import as_given, as_meant
from alignment_games.solvers._vertices.simple_polytopes import simple_equilibria
from alignment_games.solvers._vertices.two_player import equilibrated, isolated_profile, only_two_players
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

Array = NDArray[Any]


@dataclass(frozen=True)
class VertexEnumeration(AbstractSolver):
    """All equilibria of a two-player game: its extreme equilibria, and the continua between them as components.

    Exact games give exact equilibria. ``degenerate`` says whether some equilibrium has more best replies
    than actions in use. ``solution.stats["method"]`` is "certified" or "exact".

    >>> payoffs = [[[1, 1], [1, 0]], [[1, 1], [0, 1]]]
    >>> game = NormalFormGame(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    >>> from alignment_games.solvers import solve
    >>> print(solve(game, VertexEnumeration()).components[0])
    Britain plays balance, France may mix balance and buck_pass in any proportion
    """

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return why the game is not treated: only two players are."""
        return only_two_players(game)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose every extreme equilibrium and every component."""
        reduced = without_dominated(game)
        floats = equilibrated(reduced.game)
        simple = simple_equilibria(floats.row, floats.column, control.tick)
        if simple is None:
            proposal.stats["method"] = "exact"
            propose_exact(reduced, proposal, control)
        else:
            proposal.stats["method"] = "certified"
            profiles = (isolated_profile(reduced.game, floats, equilibrium) for equilibrium in simple)
            proposal.profiles += sorted((reduced.back(profile) for profile in profiles), key=_order)
            proposal.degenerate, proposal.status = False, Status.ALL


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
    second = Proposal()
    _propose_reading(reduced, given, second, control)
    join(proposal, second)
    proposal.status = Status.ALL_COMPONENTS if proposal.components else Status.ALL


def _propose_reading(reduced: Reduced, payoffs: tuple[Array, ...], proposal: Proposal, control: Control) -> None:
    """Propose the extreme equilibria and components of one reading of the payoffs, in fractions."""
    game = reduced.game
    row, column = (own - (own.min() - 1) for own in payoffs)
    m, n = row.shape
    first = _vertices(column.T, control.tick)
    second = _vertices(row, control.tick)
    pairs = _complementary(first, [_turned(vertex.labels, m, n) for vertex in second], m, n)
    points = ([_probabilities(vertex) for vertex in first], [_probabilities(vertex) for vertex in second])
    pairs.sort(key=lambda pair: _order((points[0][pair[0]], points[1][pair[1]])))
    kind: Any = object if game.arithmetic == "exact" else float
    shown = ([point.astype(kind) for point in points[0]], [point.astype(kind) for point in points[1]])
    proposal.profiles += [reduced.back((shown[0][x], shown[1][y])) for x, y in pairs]
    proposal.components += components(pairs, points, shown, game.players, game.actions)
    proposal.degenerate = any(first[x].labels & _turned(second[y].labels, m, n) for x, y in pairs)


def _order(profile: Profile) -> tuple[Any, ...]:
    """Sort key: more weight on earlier actions first."""
    return tuple(-p for strategy in profile for p in strategy.tolist())


def _vertices(matrix: Array, tick: Callable[[], None]) -> list[Vertex]:
    """Return the vertices of ``{z >= 0 : matrix z <= 1}`` but zero; equal rows are one row while walking."""
    k, d = matrix.shape
    rows = [tuple(line) for line in matrix.tolist()]
    distinct = list(dict.fromkeys(rows))
    masks = [sum(1 << (d + r) for r in range(k) if rows[r] == line) for line in distinct]
    own = (1 << d) - 1
    found = []
    for vertex in exact_vertices(np.array(distinct, dtype=object), tick):
        tight = sum(mask for r, mask in enumerate(masks) if vertex.labels >> (d + r) & 1)
        if tight:
            found.append(Vertex(vertex.point, (vertex.labels & own) | tight))
    return found


def _turned(labels: int, m: int, n: int) -> int:
    """Return labels of Q (n unused columns, then m rows) in the order of P (m rows, then n columns)."""
    return labels >> n | (labels & ((1 << n) - 1)) << m


def _complementary(first: Sequence[Vertex], second: Sequence[int], m: int, n: int) -> list[Pair]:
    """Return the pairs that have every label between them, by sets of vertices kept as bits of one integer."""
    having = [sum(1 << q for q, labels in enumerate(second) if labels >> l & 1) for l in range(m + n)]
    everyone = (1 << len(second)) - 1
    pairs = []
    for p, vertex in enumerate(first):
        partners = everyone
        for l in range(m + n):
            if not vertex.labels >> l & 1:
                partners &= having[l]
        pairs += [(p, q) for q in range(partners.bit_length()) if partners >> q & 1]
    return pairs


def _probabilities(vertex: Vertex) -> Array:
    total = sum(vertex.point)
    return np.array([entry / total for entry in vertex.point], dtype=object)
