"""What can be made of the equations of one support: certified roots, pieces of a continuum, a verdict on a root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alignment_games.arrays import Array
from alignment_games.solvers._search.components import equilibrium_pieces
from alignment_games.solvers._search.double_roots import DoubleRoot, double_root
from alignment_games.solvers._search.factors import Piece
from alignment_games.solvers._search.full_supports import no_full_solution
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.merged import merged_pieces
from alignment_games.solvers._search.roots import Findings, Root, certify, find_roots
from alignment_games.solvers._search.supports import ExactSystem, Support, Systems, exact_system
from alignment_games.solvers._search.verdict import RootVerdict, judge_exactly, judge_point, judge_root
from alignment_games.solvers.control import Tick

#: The certified roots of a system, and verdicts on its other solutions.
Known = tuple[list[Root], list[RootVerdict]]

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

    def verdicts(self, systems: Systems, k: int, known: Known) -> list[tuple[RootVerdict, int]]:
        """Return verdicts on the roots of one system, in order of place, each with the sign of the root or 0."""
        roots = sorted(known[0], key=lambda root: root.place)
        return [(self.verdict(systems, k, r), r.sign) for r in roots] + [(verdict, 0) for verdict in known[1]]

    def verdict(self, systems: Systems, k: int, root: Root) -> RootVerdict:
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

    def beside_double(self, systems: Systems, k: int, findings: Findings) -> Known | None:
        """Return all roots and verdicts on double ones, where all that is singular is a double root at fractions."""
        exact, one, double = self.exact(systems, k), systems.take([k]), list[DoubleRoot]()
        for point in findings.singular.get(k, []):
            if not any(root.is_at(point) for root in double):
                root = double_root(exact.rows[: exact.n_equations], point)
                if root is None:
                    return None
                double.append(root)
        if not double or k in findings.unknown:
            return None
        again = find_roots(one, self.tick, self.patience(one), double)
        if again.unknown:
            return None
        return again.roots.get(0, []), [judge_point(exact, root.point) for root in double]

    def isolated(self, systems: Systems, k: int, findings: Findings) -> Known | None:
        """Return the roots, and verdicts on all other solutions, where some are singular and all finitely many."""
        if k not in findings.singular:
            return None
        from alignment_games.solvers._search.singular import verdicts_beside  # loads SymPy, which is rarely needed

        roots = findings.roots.get(k, [])
        others = verdicts_beside(self.exact(systems, k), roots, self.tick)
        return None if others is None else (roots, others)

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
