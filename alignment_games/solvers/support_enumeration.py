r"""Every equilibrium of an n-player game, support by support, with a proof that none is missing.

The parts named below are the files of `_search`.

1. Actions that are the same to everybody are merged; they come back as continua at the end.
2. Support profiles are pruned by conditional dominance (`supports`); one is searched of those that exchanging players
   who are alike makes of one another (`exchange`).
3. On each of the others, an equilibrium that uses every action solves as many multilinear equations as there
   are unknowns. All roots inside the product of simplices are found by branching and pruning on smaller
   products of simplices, with rounding bounds throughout (`cells`, `roots`). Every root is certified; every
   part of the product is either excluded or shown to hold nothing but a certified root. Path following would
   have to count roots to infinity; here nothing outside the simplices is ever looked at.
4. Supports whose equations leave a continuum, or a root at which they are singular, are worked out as products of
   polytopes and curves (`components`), proven empty but for their boundary (`full_supports`), or solved by algebra
   where there are finitely many solutions (`singular`), all exactly; else they are counted as undecided.
5. Regular games of three players with two actions each, in floats, are settled in closed form instead
   (`closed_form`).
6. Where rounding may have torn ties apart, the numbers as given are searched too, in fractions: completeness holds
   for those meant and for those given.
7. With the extra ``fast``, compiled code settles most supports of 2. and 3. instead (`compiled`). It leaves open what
   is not certain, and the same is found without it; regular equilibria get the last digits alike (`digits`).
8. The indices of a regular game's equilibria add up to one; a sum that does not would withdraw the claim.

``stats``: ``supports`` that 2. left and that were searched, ``cells`` that either code looked at, ``unknown``
supports given up for their size, ``undecided`` degenerate supports, ``index_sum`` of a regular game.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from pathlib import Path

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers._joined import join, least_known
from alignment_games.solvers._search.binomial import only_roots
from alignment_games.solvers._search.closed_form import SUPPORTS, closed_form_equilibria
from alignment_games.solvers._search.compiled import Settled, left_by_dominance, settle, why_no_ledger
from alignment_games.solvers._search.exchange import Exchange, told_of_all
from alignment_games.solvers._search.factors import Piece
from alignment_games.solvers._search.found import Found, without_copies
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.ledger import Ledger
from alignment_games.solvers._search.means import Known, Means, certified
from alignment_games.solvers._search.pruning import indifferent_supports, surviving_supports
from alignment_games.solvers._search.roots import Findings, find_roots
from alignment_games.solvers._search.supports import Support, Systems, stacked_systems
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: Support profiles that can still be listed.
_MOST_SUPPORTS = 100_000_000


@fields_as_annotated()
@dataclass(frozen=True)
class SupportEnumeration(AbstractSolver):
    """All equilibria of a game of any number of players, pure and mixed, and continua as components.

    Status ALL or ALL_COMPONENTS only when every support is settled; DEGENERATE when a continuum could not be
    worked out, UNPROVEN when a support took more cells than allowed. Exact games give exact pure equilibria,
    fractions where the mixed ones are rational, SymPy numbers where one player's probability determines the others'
    and is the root of a quadratic, as with three players of two actions each, and certified floats otherwise.

    With the extra ``fast`` threads share the supports, one on each processor unless ``workers`` says otherwise, and
    ``ledger`` names a file that keeps what they are done with: a run that was interrupted, or ran out of time, goes on
    from there when the same game is solved with the same file. Supports that hold equilibria, or that compiled code
    leaves open, are looked at again. ``progress`` is told how many supports there are.

    The volunteer's dilemma of three states (the benefit is worth 4, volunteering costs 1) has seven:

    >>> from alignment_games.solvers import solve
    >>> one = [[[0, 4], [4, 4]], [[3, 3], [3, 3]]]
    >>> two = [[[0, 4], [3, 3]], [[4, 4], [3, 3]]]
    >>> three = [[[0, 3], [4, 3]], [[4, 3], [4, 3]]]
    >>> print(solve(NormalFormGame([one, two, three], "ABC", ["pass", "act"]), SupportEnumeration()))
    7 equilibria (SupportEnumeration): every equilibrium is here, proven and verified.
       A                   B                   C                   regret
    1  pass                pass                act                 0
    2  pass                act                 pass                0
    3  act                 pass                pass                0
    4  pass                1/4 pass + 3/4 act  1/4 pass + 3/4 act  0
    5  1/4 pass + 3/4 act  pass                1/4 pass + 3/4 act  0
    6  1/4 pass + 3/4 act  1/4 pass + 3/4 act  pass                0
    7  1/2 pass + 1/2 act  1/2 pass + 1/2 act  1/2 pass + 1/2 act  0
    """

    #: Cells spent on one support before it is given up as unknown.
    most_cells: int = 1_000_000
    #: Threads that share the supports in compiled code, None for one on each processor. The answer is the same.
    workers: int | None = field(default=None, repr=False, compare=False)
    #: A file that keeps the supports that compiled code is done with; a run that was stopped goes on from there.
    ledger: str | Path | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a number of threads that is none."""
        if self.workers is not None and self.workers < 1:
            raise InvalidModelError(f"workers: expected at least 1 thread, or None for all, got {self.workers}")

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return the number of supports when it is beyond reach, or why none could be kept where that is asked."""
        supports = prod(2**m - 1 for m in game.n_actions)
        if supports <= _MOST_SUPPORTS:
            return None if self.ledger is None else why_no_ledger(game.n_actions)
        most = f"{_MOST_SUPPORTS:,}"
        return f"the game has {supports:,} supports, more than the {most} that can be gone through; let Auto() choose"

    def left(self, game: NormalFormGame, most: int) -> int | None:
        """Return how many supports dominance and exchange leave to be searched, None for more than ``most``."""
        count = 0
        for masks in map(Exchange.of(game).first_of_each, surviving_supports(Gaps(game).nearest)):
            count += len(masks)
            if count > most:
                return None
        return count

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the equilibria on every support, and say whether all are there."""
        control.tick()
        known = closed_form_equilibria(game)
        if known is None:
            self._search(game, proposal, control)
            return
        proposal.profiles += [profile for profile, _ in known]
        proposal.indices |= dict(enumerate(index for _, index in known))
        proposal.status, proposal.degenerate = Status.ALL, False
        proposal.stats.update(supports=SUPPORTS, cells=0, unknown=0, undecided=0, index_sum=1)

    def _search(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Search the payoffs as they are meant, and as they are given where that is another game."""
        search = _Search(game, game, proposal, control, self)
        search.run()
        if not search.rounded:
            return
        second = Proposal(tol=proposal.tol)
        try:
            _Search(game, game.to_exact(), second, control, self).run()
        finally:  # an interrupted run keeps its finds
            join(proposal, second)
        proposal.status = least_known(proposal, second.status)


class _Search:
    """One run: what has been found, and which supports are still open.

    ``reading``: the payoffs that are searched, those of the game or the same as fractions.
    """

    def __init__(
        self,
        game: NormalFormGame,
        reading: NormalFormGame,
        proposal: Proposal,
        control: Control,
        solver: SupportEnumeration,
    ) -> None:
        distinct, copies = without_copies(reading)
        self.exchange = Exchange.of(distinct, copies)
        proposal.stats.update(supports=0, cells=0, unknown=0, undecided=0)
        self.proposal, self.stats, self.control = proposal, proposal.stats, control
        self.reading, self.copies, self.looked_at = reading, copies, 0
        self.in_all: int | None = None
        self.gaps = Gaps(distinct, self._tick)
        self.means = Means(self.gaps, self._tick, solver.most_cells)
        self.workers, self.ledger = solver.workers, None if solver.ledger is None else Ledger(solver.ledger)
        self.in_all = None if control.progress is None else self._count()
        self.found = told_of_all(Found(game, proposal, copies), self.exchange)
        self.whole: list[tuple[set[int], ...]] = []
        self.near: dict[Support, list[tuple[Array, ...]]] = {}

    @property
    def rounded(self) -> bool:
        """Whether the game searched has ties that the numbers as given do not have."""
        if self.gaps.rounded:
            return True
        merged = any(len(own) > 1 for sets in self.copies for own in sets)
        return merged and self.copies != without_copies(self.reading.to_exact())[1]

    def run(self) -> None:
        """Search every support, then say what is known."""
        try:
            for masks in map(self.exchange.first_of_each, left_by_dominance(self.gaps, self._tick)):
                self._all_whole(indifferent_supports(self.gaps.nearest, masks, self._tick))
                settled = self._settled(masks)
                for regular, left in settled.stages:
                    self.found.regular(regular)
                    self._look(left, hurried=settled.stopped is not None)
                if settled.stopped is not None:
                    raise settled.stopped
        finally:  # an interrupted run keeps the continua that it knows
            continua = self.found.finish(self.gaps.nearest)
        self._conclude(continua=continua)

    def _look(self, masks: Array, *, hurried: bool) -> None:
        for systems in stacked_systems(self.gaps, masks):
            if not hurried:
                self._tick()
            self._pure(systems) if not systems.shape else self._mixed(systems)
            self.stats["supports"] += len(systems.supports)

    def _count(self) -> int:
        """Return how many supports there are to search."""
        return sum(map(len, map(self.exchange.first_of_each, surviving_supports(self.gaps.nearest, self.control.tick))))

    def _settled(self, masks: Array) -> Settled:
        """Return what the kernel settles of some supports; those that it leaves count when they are searched."""
        before, left = self.stats["supports"], self.control.seconds_left
        settled = settle(self.gaps, masks, lambda done: self._tick(before + done), self.workers, self.ledger, left)
        self.near = settled.near
        self.stats["supports"] += settled.alone
        self.stats["cells"] += settled.cells
        return settled

    def _conclude(self, *, continua: bool) -> None:
        """Say what is known; a regular game's indices must add up to one (Ritzberger 1994, theorem 3)."""
        signs = list(self.found.signs.values())
        if self.stats["undecided"]:
            status = Status.DEGENERATE
        elif self.stats["unknown"] or not self.gaps.faithful:
            status = Status.UNPROVEN
        else:
            status = Status.ALL_COMPONENTS if continua else Status.ALL
            if all(signs):
                self.stats["index_sum"] = sum(signs)
                status = Status.ALL if sum(signs) == 1 else Status.UNPROVEN
        self.proposal.status = status
        self.proposal.degenerate = self.found.degenerate or bool(self.stats["undecided"])

    def _pure(self, systems: Systems) -> None:
        """Put forward pure profiles: dominance has left none at which somebody gains."""
        for support, gains in zip(systems.supports, systems.values, strict=True):
            if not self._inside_whole(support):
                self.found.pure(support, tied=bool((gains == 0).any()))

    def _mixed(self, systems: Systems) -> None:
        """Settle tied supports by polytopes where that works; search the others by cells."""
        axes = tuple(range(2, systems.values.ndim))
        zero = abs(systems.values[:, : systems.n_equations]).max(axis=axes) == 0
        tied = np.flatnonzero(zero.any(axis=1)).tolist()
        covered = {k for k in tied if self._inside_whole(systems.supports[k])}
        settled = {k for k in tied if k not in covered and self._keep(systems, k, self.means.pieces(systems, k))}
        findings = Findings(only_roots(systems) | certified(systems, self.near))
        rest = [k for k in range(len(systems.supports)) if not (k in settled or k in covered or k in findings.roots)]
        if rest:
            part = systems.take(rest)
            findings.add(find_roots(part, self._tick, self.means.patience(part)), rest)
        self._roots(systems, findings)

    def _all_whole(self, masks: Array) -> None:
        """Keep the largest supports on which every profile is an equilibrium; smaller ones need no search."""
        for systems in reversed(list(stacked_systems(self.gaps, masks))):
            met = (systems.values[:, systems.n_equations :] <= 0).all(axis=tuple(range(1, systems.values.ndim)))
            for k in np.flatnonzero(met).tolist():
                if not self._inside_whole(systems.supports[k]):
                    self._keep(systems, k, self.means.pieces(systems, k))
                    self.whole += [tuple(map(set, own)) for own in self.exchange.orbit(systems.supports[k])]

    def _inside_whole(self, support: Support) -> bool:
        """Return whether a support lies in one on which every profile is an equilibrium."""
        return any(all(own >= set(used) for own, used in zip(w, support, strict=True)) for w in self.whole)

    def _tick(self, looked_at: int = 0) -> None:
        self.looked_at = max(self.looked_at, looked_at, self.stats["supports"])
        self.control.tick(self.looked_at, self.in_all)

    def _roots(self, systems: Systems, findings: Findings) -> None:
        self.stats["cells"] += findings.cells
        open_ = findings.unknown | set(findings.singular)
        for k in range(len(systems.supports)):
            known: Known | None = findings.roots.get(k, []), []
            if k in open_:
                known = self.means.beside_double(systems, k, findings)
                if known is None and self._keep(systems, k, self.means.degenerate(systems, k)):
                    continue
                if known is None and not self.stats["undecided"]:  # else dear, and in vain
                    known = self.means.isolated(systems, k, findings)
            verdicts = self.means.verdicts(systems, k, known or (findings.roots.get(k, []), []))
            certain = all(verdict.certain for verdict, _ in verdicts)
            if not certain and k not in open_ and self._keep(systems, k, self.means.pieces(systems, k)):
                continue
            for verdict, sign in verdicts:
                self.found.root(systems.supports[k], systems.order[k], verdict, sign)
            if known and certain:
                continue
            self.stats["undecided" if k in findings.singular else "unknown"] += 1
            self.found.sample(systems, k, findings.singular.get(k, []))

    def _keep(self, systems: Systems, k: int, pieces: Sequence[Piece] | None) -> bool:
        """Put forward the pieces of a support; return whether they are known."""
        for piece in pieces or []:
            self.found.piece(systems.supports[k], systems.order[k], piece)
        return pieces is not None
