r"""Every extreme equilibrium of a two-player game, by the vertices of two polytopes.

With payoffs made positive, let :math:`P = \{x \ge 0 : x^\top B \le 1\}` and
:math:`Q = \{y \ge 0 : A y \le 1\}`. A pair of vertices (x, y), not both zero, is an equilibrium, after scaling to
sum one, iff each action is unused (:math:`x_i = 0`) or a best reply (:math:`(A y)_i = 1`): every label occurs.
The equilibrium set is the union of the maximal Nash subsets spanned by such pairs, see `_nash_subsets`.

A game without ties is solved in floats with certified bounds (`_vertices.simple_polytopes`). Whatever those cannot
decide is solved in integers (`_vertices.exact_vertices`). There a float payoff stands for the simplest fraction within
1e-12 of the player's payoff range, so that ties which rounding has torn apart are ties again.

Source: B. von Stengel (2007) in Nisan et al., Algorithmic Game Theory, section 3.4; D. Avis, G. Rosenberg,
R. Savani & B. von Stengel (2010), Economic Theory 42.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.solvers._base import AbstractSolver, Proposal
from alignment_games.solvers._control import Control
from alignment_games.solvers._nash_subsets import Pair, components
from alignment_games.solvers._solution import Status
from alignment_games.solvers._vertices.exact_vertices import Vertex, exact_vertices
from alignment_games.solvers._vertices.simple_polytopes import SimpleEquilibrium, simple_equilibria
from alignment_games.solvers._vertices.two_player import indifferent_profile, only_two_players, scaled

Array = NDArray[Any]

#: Payoffs of one player closer than this share of the range differ by rounding only.
_ROUNDING = Fraction(RELATIVE_TOLERANCE) / 100
#: Largest denominator of a fraction that is taken to be meant: payoffs typed with six decimals, or ratios of such.
_SIMPLE = 10**6


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
        row, column = (scaled(own) for own in game.payoffs)
        simple = simple_equilibria(row, column, control.tick)
        if simple is None:
            proposal.stats["method"] = "exact"
            propose_exact(game, proposal, control)
        else:
            proposal.stats["method"] = "certified"
            _propose_simple(game, simple, proposal)


def _propose_simple(game: NormalFormGame, found: Sequence[SimpleEquilibrium], proposal: Proposal) -> None:
    exact = game.arithmetic == "exact"
    profiles = [indifferent_profile(game, e.supports) if exact else e.profile for e in found]
    proposal.profiles += sorted((profile for profile in profiles if profile is not None), key=_order)
    proposal.degenerate = False
    proposal.status = Status.ALL


def propose_exact(game: NormalFormGame, proposal: Proposal, control: Control) -> None:
    """Propose from the vertices in integers, whatever the ties."""
    row, column = (_positive(own) for own in game.payoffs)
    m, n = row.shape
    first = _vertices(column.T, control.tick)
    second = _vertices(row, control.tick)
    pairs = _complementary(first, [_turned(vertex.labels, m, n) for vertex in second], m, n)
    points = ([_probabilities(vertex) for vertex in first], [_probabilities(vertex) for vertex in second])
    pairs.sort(key=lambda pair: _order((points[0][pair[0]], points[1][pair[1]])))
    kind: Any = object if game.arithmetic == "exact" else float
    shown = ([point.astype(kind) for point in points[0]], [point.astype(kind) for point in points[1]])
    proposal.profiles += [(shown[0][x], shown[1][y]) for x, y in pairs]
    proposal.components += components(pairs, points, shown, game.players, game.actions)
    proposal.degenerate = any(first[x].labels & _turned(second[y].labels, m, n) for x, y in pairs)
    proposal.status = Status.ALL_COMPONENTS if proposal.components else Status.ALL


def _order(profile: Profile) -> tuple[Any, ...]:
    """Sort key: more weight on earlier actions first."""
    return tuple(-p for strategy in profile for p in strategy.tolist())


def _positive(own: Array) -> Array:
    """Return one player's payoffs as fractions of at least one; those of a float game are freed of rounding."""
    if own.dtype != object:
        own = _without_rounding(own)
    exact = np.array([[Fraction(entry) for entry in line] for line in own.tolist()], dtype=object)
    return np.asarray(exact - (exact.min() - 1))


def _without_rounding(own: Array) -> Array:
    """Return float payoffs as the simplest fractions close by, in units of their range and from zero.

    Values within ``_ROUNDING`` of each other become one; a value within it of a fraction with a denominator of
    at most ``_SIMPLE`` becomes that fraction; any other stays the exact binary number that it is.
    """
    values, places = np.unique(own, return_inverse=True)
    exact = [Fraction(value) for value in values.tolist()]
    spread = exact[-1] - exact[0] or Fraction(1)
    kept: list[Fraction] = []
    for value in ((entry - exact[0]) / spread for entry in exact):
        simple = value.limit_denominator(_SIMPLE)
        meant = simple if abs(simple - value) <= _ROUNDING else value
        kept.append(kept[-1] if kept and meant - kept[-1] <= _ROUNDING else meant)
    return np.array(kept, dtype=object)[places].reshape(own.shape)


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
