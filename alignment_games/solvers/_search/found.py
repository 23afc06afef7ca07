"""What a search over supports has found: equilibria, each once, and the continua that join them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, pure
from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.digits import give_last_digits
from alignment_games.solvers._search.factors import Piece
from alignment_games.solvers._search.gaps import same_action
from alignment_games.solvers._search.regular import Regular
from alignment_games.solvers._search.supports import Support, Systems
from alignment_games.solvers._search.touching import Box, boxes_in, touching
from alignment_games.solvers._search.verdict import RootVerdict
from alignment_games.solvers._search.words import Words
from alignment_games.solvers.smaller_games._copies import Copies, freedom, sets_of_copies, spread
from alignment_games.solvers.solver import Proposal
from alignment_games.solvers.status import Component

#: Profiles of one support whose probabilities all differ by no more than this share are one profile.
_SAME = 1e-9
#: A gain, in units of the largest in its row, that counts as none where only a sample is sought.
_MET = 1e-10
#: Probabilities below this do not count as inside a support where only a sample is sought.
_INSIDE = 1e-6


@dataclass(frozen=True, eq=False)
class _Continuum:
    """A piece of positive dimension: which equilibria lie on it, what it is in words, and products of polytopes.

    ``boxes``: products that it contains. ``bounded``: products whose equilibria it contains.
    """

    members: frozenset[int]
    dimension: int | None
    words: str
    boxes: Sequence[Box] = ()
    bounded: Sequence[Box] = ()


class Found:
    """Equilibria by position in the proposal, and continua.

    The search runs on the game without its duplicated actions. ``copies`` tells, for each of its actions, the
    positions in the full game that it stands for; what is found is put forward in the full game.
    """

    def __init__(self, game: NormalFormGame, proposal: Proposal, copies: Copies) -> None:
        self.game, self.proposal, self.copies = game, proposal, copies
        self.exact = game.arithmetic == "exact"
        self.degenerate = False
        self.continua: list[_Continuum] = []
        self.points: list[_Continuum] = []
        self.signs: dict[int, int] = {}
        self.words = Words(game, copies)
        #: Positions of regular mixed equilibria that are floats, of games without copies.
        self.rounded: list[int] = []
        self._distinct = all(len(own) == 1 for sets in copies for own in sets)
        self._flat = np.empty((64, sum(game.n_actions)))

    def _isolated(self, support: Support, profile: Profile, sign: int, *, rounded: bool = False) -> None:
        """Put forward a profile; with copies of actions that it uses, it stands for a continuum."""
        members = self._add_all(profile)
        self.rounded += members if rounded and self._distinct else []
        dimension = 0 if self._distinct else freedom(self.copies, support)
        self.signs.update(dict.fromkeys(members, 0 if dimension else sign))
        if dimension:
            self.degenerate = True
            words = self.words.point(self.proposal.profiles[members[0]]) + self.words.copying(support)
            self.continua.append(_Continuum(frozenset(members), dimension, words))
        elif all(x in (0, 1) or isinstance(x, Fraction) for own in profile for x in own.tolist()):
            point = tuple(np.array([Fraction(x) for x in own.tolist()], dtype=object)[None] for own in profile)
            self.points.append(_Continuum(frozenset(members), 0, "", [point]))

    def _add_all(self, profile: Profile) -> list[int]:
        """Put forward a profile with each choice of copies; return the positions."""
        each = [profile] if self._distinct else spread(profile, self.copies, self.game.n_actions)
        return [self.add(one) for one in each]

    def add(self, profile: Profile) -> int:
        """Return the position of a profile, which is put forward if it is new."""
        flat = np.concatenate([np.asarray(p, dtype=float) for p in profile])
        count = len(self.proposal.profiles)
        apart = abs(self._flat[:count] - flat) > _SAME * np.maximum(self._flat[:count], flat)
        for position in np.flatnonzero(~apart.any(axis=1)).tolist():
            if not self.exact or self._equal(profile, position):
                return int(position)
        if count == len(self._flat):
            self._flat = np.concatenate([self._flat, np.empty((count + 64, len(flat)))])
        self._flat[count] = flat
        self.proposal.profiles.append(profile)
        return count

    def _equal(self, profile: Profile, position: int) -> bool:
        """Return whether exact profiles are the same; floats among them count when they are close."""
        pairs = zip(
            np.concatenate(profile).tolist(), np.concatenate(self.proposal.profiles[position]).tolist(), strict=True
        )
        return all(isinstance(a, float) or isinstance(b, float) or a == b for a, b in pairs)

    def pure(self, support: Support, *, tied: bool) -> None:
        """Put forward a pure equilibrium."""
        self.degenerate |= tied
        self._isolated(support, self._profile(support, (), ()), 0 if tied else 1)

    def regular(self, equilibria: Sequence[Regular]) -> None:
        """Put forward equilibria that the kernel proves."""
        for each in equilibria:
            mixed = any(len(own) > 1 for own in each.support)
            self._isolated(each.support, each.profile, each.sign, rounded=mixed)

    def root(self, support: Support, order: Sequence[int], verdict: RootVerdict, sign: int) -> None:
        """Put forward a root that is an equilibrium. ``sign``: its index where nothing is tied; 0: singular."""
        self.degenerate |= verdict.tied
        if verdict.point is not None:
            self.degenerate |= sign == 0
            sign = 0 if verdict.tied or not verdict.certain else sign
            regular = verdict.by_floats and sign != 0
            self._isolated(support, self._profile(support, order, verdict.point), sign, rounded=regular)

    def sample(self, systems: Systems, k: int, points: Sequence[tuple[Array, ...]]) -> None:
        """Put forward one equilibrium, if there is one, of a support whose continuum is not worked out."""
        d = systems.n_equations
        for point in sorted(points, key=lambda p: -min(float(x.min()) for x in p)):
            if min(float(x.min()) for x in point) < _INSIDE:
                return
            inside = tuple(x / x.sum() for x in point)
            value = _cells.evaluate(systems.values[k : k + 1], [x[None] for x in inside])[0]
            if (abs(value[:d]) <= _MET).all() and (value[d:] <= _MET).all():
                self._unexplored(self._profile(systems.supports[k], systems.order[k], inside))
                return

    def _unexplored(self, profile: Profile) -> None:
        """Put forward a profile, and say that there may be more around it."""
        members = self._add_all(profile)
        words = (
            f"{self.words.mixtures(self.proposal.profiles[members[0]])}: equilibria near this one were not worked out"
        )
        self.continua.append(_Continuum(frozenset(members), None, words))

    def piece(self, support: Support, order: Sequence[int], piece: Piece) -> None:
        """Put forward the ends of a piece, and remember it when it is more than a point."""
        self.degenerate = True
        points = [self._profile(support, order, point) for point in piece.members()]
        if piece.dimension == 0:
            self._isolated(support, points[0], 0)
            return
        members = [position for point in points for position in self._add_all(point)]
        self.signs.update(dict.fromkeys(members, 0))
        words = self.words.piece(support, order, piece) + self.words.copying(support)
        dimension = None if piece.dimension is None else piece.dimension + freedom(self.copies, support)
        sizes = [*map(len, self.copies)]
        boxes, bounded = (boxes_in(piece, support, order, sizes, bounded=some) for some in (False, True))
        self.continua.append(_Continuum(frozenset(members), dimension, words, boxes, bounded))

    def _profile(self, support: Support, order: Sequence[int], point: Sequence[Array]) -> Profile:
        profile = list(pure([own[0] for own in support], [len(own) for own in self.copies], exact=self.exact))
        for player, x in zip(order, point, strict=True):
            full = np.zeros(len(self.copies[player]), dtype=object if self.exact else float)
            full[list(support[player])] = x if self.exact else _as_floats(x)
            profile[player] = full
        return tuple(profile)

    def finish(self, gaps: Sequence[Array]) -> bool:
        """Write the components into the proposal: continua that share members or touch elsewhere hang together.

        ``gaps``: as `Gaps.nearest`; they give regular mixed equilibria their last digits.
        """
        give_last_digits(gaps, self.proposal.profiles, self.rounded)
        joined = {k for c in self.continua for k in c.members}
        largest = [c for c in self.continua if not any(c.members < other.members for other in self.continua)]
        largest += [point for point in self.points if largest and not point.members & joined]
        pairs = {frozenset(pair) for pair in touching([c.boxes for c in largest], [c.bounded for c in largest])}
        groups: list[list[int]] = []
        for k, continuum in enumerate(largest):
            near = [g for g in groups if any(continuum.members & largest[j].members or {j, k} in pairs for j in g)]
            groups = [g for g in groups if g not in near]
            groups.append([j for g in near for j in g] + [k])
        for group in ([largest[k] for k in own] for own in groups):
            members = sorted(frozenset().union(*(c.members for c in group)))
            words = "; or ".join(dict.fromkeys(c.words for c in group if c.words))
            if not words:
                continue  # a point by itself
            dimensions = [c.dimension for c in group]
            dimension = None if None in dimensions else max(d for d in dimensions if d is not None)
            self.proposal.components.append(Component(tuple(members), dimension, words))
        joined = {k for c in self.proposal.components for k in c.members}
        self.proposal.indices |= {k: sign for k, sign in self.signs.items() if sign and k not in joined}
        return bool(self.proposal.components)


def _as_floats(probabilities: Array) -> Array:
    numbers = np.asarray(probabilities, dtype=float)
    return np.asarray(numbers / numbers.sum())


def without_copies(game: NormalFormGame) -> tuple[NormalFormGame, Copies]:
    """Return the game with one of each set of actions that are the same to everybody, and the sets."""
    same = same_action(game)
    copies = [sets_of_copies(m, partial(same, i)) for i, m in enumerate(game.n_actions)]
    if all(len(sets) == m for sets, m in zip(copies, game.n_actions, strict=True)):
        return game, copies
    return game.restrict([[own[0] for own in sets] for sets in copies]), copies
