"""What can be made of the equations of one support: certified roots, pieces of a continuum, a verdict on a root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from alignment_games.solvers._search.components import equilibrium_pieces
from alignment_games.solvers._search.factors import Piece
from alignment_games.solvers._search.full_supports import no_full_solution
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.merged import merged_pieces
from alignment_games.solvers._search.roots import Root, certify
from alignment_games.solvers._search.supports import ExactSystem, Support, Systems, exact_system
from alignment_games.solvers._search.verdict import Verdict, judge_exactly, judge_root
from alignment_games.solvers.control import Tick

Array = NDArray[Any]

#: Cells spent on one support, times 3 for each unknown: some ten times what random games need.
_PATIENCE = 50


@dataclass(frozen=True, eq=False)
class Means:
    """The methods for one of many systems: of a game's payoff gaps, with as many cells as a support may take."""

    gaps: Gaps
    tick: Tick
    most_cells: int

    def patience(self, systems: Systems) -> int:
        """Return how many cells a support of this size may take."""
        return min(self.most_cells, _PATIENCE * int(3**systems.n_equations))

    def verdict(self, systems: Systems, k: int, root: Root) -> Verdict:
        """Return whether a root of one system is an equilibrium."""
        if self.gaps.is_exact:
            return judge_exactly(self.exact(systems, k), root, self.tick)
        return judge_root(systems, k, root, lambda: self.exact(systems, k), self.tick)

    def degenerate(self, systems: Systems, k: int) -> Sequence[Piece] | None:
        """Return what three methods can make of a support that the cells left open, or None."""
        pieces = self.pieces(systems, k)
        if pieces is not None:
            return pieces
        exact = self.exact(systems, k)
        if no_full_solution(exact.rows, systems.own):
            return []
        return merged_pieces(systems, k, exact, self.tick, self.patience(systems))

    def isolated(self, systems: Systems, k: int, roots: Sequence[Root]) -> list[Verdict] | None:
        """Return verdicts on all solutions but the certified roots, where all are finitely many, else None."""
        from alignment_games.solvers._search.singular import verdicts_beside  # loads SymPy, which is rarely needed

        return verdicts_beside(self.exact(systems, k), roots, self.tick)

    def pieces(self, systems: Systems, k: int) -> Sequence[Piece] | None:
        """Return a degenerate support's equilibria as pieces, or None where polytopes do not do."""
        return equilibrium_pieces(self.exact(systems, k), self.tick)

    def exact(self, systems: Systems, k: int) -> ExactSystem:
        """Return one system in fractions."""
        return exact_system(self.gaps, systems.supports[k], systems.order[k])


def certified(systems: Systems, near: Mapping[Support, Sequence[tuple[Array, ...]]]) -> dict[int, list[Root]]:
    """Return the roots near the points told of, by position of their system, where all of one can be certified."""
    d, found = systems.n_equations, {}
    for k, (support, order) in enumerate(zip(systems.supports, systems.order, strict=True)):
        points = [tuple(point[i] for i in order) for point in near.get(support, [])]
        roots = [certify(systems.values[k, :d], point, systems.rounding[k, :d]) for point in points]
        if points and None not in roots:
            found[k] = [root for root in roots if root is not None]
    return found
