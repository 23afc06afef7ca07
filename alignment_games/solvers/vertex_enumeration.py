r"""Every extreme equilibrium of a two-player game, by the vertices of two polytopes.

With payoffs made positive, let :math:`P = \{x \ge 0 : x^\top B \le 1\}` and
:math:`Q = \{y \ge 0 : A y \le 1\}`. A pair of vertices (x, y), not both zero, is an equilibrium, after scaling to
sum one, iff each action is unused (:math:`x_i = 0`) or a best reply (:math:`(A y)_i = 1`): every label occurs.
The equilibrium set is the union of the maximal Nash subsets spanned by such pairs, see `_nash_subsets`. Isolated
equilibria and components have their index from a nearby game without ties, see `_vertices.indices_by_bases`.

Actions that are strictly dominated go first. A game without ties is solved in floats with certified bounds
(`_vertices.simple_polytopes`). Whatever those cannot decide is solved in integers (`_vertices.exact_vertices`): for
the fractions that floats are, and, where rounding may have torn ties apart, also for the simple fractions next to
them (`_vertices.readings`). So completeness holds for the numbers as given, and for those meant.

Source: B. von Stengel (2007) in Nisan et al., Algorithmic Game Theory, section 3.4; D. Avis, G. Rosenberg,
R. Savani & B. von Stengel (2010), Economic Theory 42.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
from alignment_games.solvers._vertices.indices_by_bases import indices_near, regular_index
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
            found = [(reduced.back(isolated_profile(reduced.game, floats, pair)), pair.supports) for pair in simple]
            found.sort(key=lambda each: _order(each[0]))
            proposal.profiles += [profile for profile, _ in found]
            indices = [
                regular_index((reduced.game.payoffs[0], reduced.game.payoffs[1]), supports) for _, supports in found
            ]
            proposal.indices |= dict(enumerate(indices))
            proposal.degenerate, proposal.status = False, _claim(Status.ALL, indices)


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
    first = _vertices(column.T, control.tick)
    second = [_turned(vertex, *row.shape) for vertex in _vertices(row, control.tick)]
    pairs = _complementary(first, [vertex.labels for vertex in second], sum(row.shape))
    points = ([_probabilities(vertex) for vertex in first], [_probabilities(vertex) for vertex in second])
    pairs.sort(key=lambda pair: _order((points[0][pair[0]], points[1][pair[1]])))
    kind: Any = object if game.arithmetic == "exact" else float
    shown = ([point.astype(kind) for point in points[0]], [point.astype(kind) for point in points[1]])
    proposal.profiles += [reduced.back((shown[0][x], shown[1][y])) for x, y in pairs]
    near = indices_near((row, column), [vertex.bases for vertex in first], [vertex.bases for vertex in second])
    each = [near.pop(pair, 0) for pair in pairs]
    connected = components(pairs, points, shown, game.players, game.actions)
    proposal.components += [replace(own, index=sum(each[k] for k in own.members)) for own in connected]
    alone = set(range(len(pairs))).difference(*(own.members for own in connected))
    proposal.indices |= {k: each[k] for k in sorted(alone)}
    proposal.degenerate = any(first[x].labels & second[y].labels for x, y in pairs)
    proposal.status = _claim(Status.ALL, [*each, *near.values()])


def _order(profile: Profile) -> tuple[Any, ...]:
    """Sort key: more weight on earlier actions first."""
    return tuple(-p for strategy in profile for p in strategy.tolist())


def _vertices(matrix: Array, tick: Callable[[], None]) -> list[Vertex]:
    """Return the vertices of ``{z >= 0 : matrix z <= 1}`` but zero; equal rows are one row while walking.

    What the walk has of equal rows is the first of them: perturbed, the others are worse by however little.
    """
    d = matrix.shape[1]
    rows = [tuple(line) for line in matrix.tolist()]
    distinct = list(dict.fromkeys(rows))
    own = [1 << k for k in range(d)]
    every = own + [sum(1 << (d + r) for r, row in enumerate(rows) if row == line) for line in distinct]
    firsts = own + [1 << (d + rows.index(line)) for line in distinct]
    return [
        Vertex(vertex.point, _moved(vertex.labels, every), tuple(_moved(basis, firsts) for basis in vertex.bases))
        for vertex in exact_vertices(np.array(distinct, dtype=object), tick)
        if any(vertex.point)
    ]


def _moved(labels: int, places: Sequence[int]) -> int:
    """Return labels by other bits: those at the places of each."""
    return sum(place for bit, place in enumerate(places) if labels >> bit & 1)


def _turned(vertex: Vertex, m: int, n: int) -> Vertex:
    """Return a vertex of Q (n unused columns, then m rows) with labels in the order of P (m rows, then n columns)."""
    places = [1 << k for k in (*range(m, m + n), *range(m))]
    return Vertex(vertex.point, _moved(vertex.labels, places), tuple(_moved(basis, places) for basis in vertex.bases))


def _complementary(first: Sequence[Vertex], second: Sequence[int], n_labels: int) -> list[Pair]:
    """Return the pairs that have every label between them, by sets of vertices kept as bits of one integer."""
    having = [sum(1 << q for q, labels in enumerate(second) if labels >> l & 1) for l in range(n_labels)]
    everyone = (1 << len(second)) - 1
    pairs = []
    for p, vertex in enumerate(first):
        partners = everyone
        for l in range(n_labels):
            if not vertex.labels >> l & 1:
                partners &= having[l]
        pairs += [(p, q) for q in range(partners.bit_length()) if partners >> q & 1]
    return pairs


def _probabilities(vertex: Vertex) -> Array:
    total = sum(vertex.point)
    return np.array([entry / total for entry in vertex.point], dtype=object)
