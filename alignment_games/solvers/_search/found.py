"""What a search over supports has found: equilibria, each once, and the continua that join them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, pure
from alignment_games.game.words import listed
from alignment_games.solvers._base import Proposal
from alignment_games.solvers._search import cells as _cells
from alignment_games.solvers._search.algebraic import exact_root, value_at
from alignment_games.solvers._search.components import Arc, Piece
from alignment_games.solvers._search.roots import Root
from alignment_games.solvers._search.supports import Support, Systems
from alignment_games.solvers._solution import Component

Array = NDArray[Any]

#: For each player, for each action searched: the positions of it and its copies in the full game.
Copies = list[list[list[int]]]

#: Profiles closer than this are one profile.
_SAME = 1e-9
#: A gain, in units of the payoff range, that counts as none.
_MET = 1e-10
#: Probabilities below this do not count as inside a support where only a sample is sought.
_INSIDE = 1e-6


@dataclass(frozen=True, eq=False)
class _Continuum:
    """A piece of positive dimension: which equilibria lie on it, and what it is in words."""

    members: frozenset[int]
    dimension: int | None
    words: str


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
        self.signs: dict[int, int] = {}
        self._flat = np.empty((64, sum(game.n_actions)))

    def _isolated(self, support: Support, profile: Profile, sign: int) -> None:
        """Put forward a profile; with copies of actions that it uses, it stands for a continuum."""
        members = self._add_all(profile)
        dimension = self._freedom(support)
        self.signs.update(dict.fromkeys(members, 0 if dimension else sign))
        if dimension:
            rows = zip(self.game.players, self.game.actions, self.proposal.profiles[members[0]], strict=True)
            words = ", ".join(f"{player} plays {_in_words(labels, p)}" for player, labels, p in rows)
            self.continua.append(_Continuum(frozenset(members), dimension, words + self._copying(support)))

    def _freedom(self, support: Support) -> int:
        """Return the dimension that spreading weight over copies of the used actions adds."""
        return sum(len(own[a]) - 1 for own, used in zip(self.copies, support, strict=True) for a in used)

    def _copying(self, support: Support) -> str:
        """Return in words which actions may be exchanged for copies."""
        rows = zip(self.game.players, self.game.actions, self.copies, support, strict=True)
        parts = [
            f"{player} may put {labels[own[a][0]]}'s weight on {listed([labels[k] for k in own[a]])} in any proportion"
            for player, labels, own, used in rows
            for a in used
            if len(own[a]) > 1
        ]
        return "".join(f"; {part}" for part in parts)

    def _add_all(self, profile: Profile) -> list[int]:
        """Put forward a profile with each choice of copies; return the positions."""
        choices = [
            [
                self._placed(p, places, m)
                for places in product(*(c if w != 0 else c[:1] for c, w in zip(own, p, strict=True)))
            ]
            for own, p, m in zip(self.copies, profile, self.game.n_actions, strict=True)
        ]
        return [self.add(tuple(chosen)) for chosen in product(*choices)]

    def _placed(self, probabilities: Array, places: Sequence[int], n_actions: int) -> Array:
        full = np.zeros(n_actions, dtype=probabilities.dtype)
        full[list(places)] = probabilities
        return full

    def add(self, profile: Profile) -> int:
        """Return the position of a profile, which is put forward if it is new."""
        flat = np.concatenate([np.asarray(p, dtype=float) for p in profile])
        count = len(self.proposal.profiles)
        near = np.flatnonzero(abs(self._flat[:count] - flat).max(axis=1, initial=0) <= _SAME)
        for position in near.tolist():
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

    def root(self, systems: Systems, k: int, root: Root, exact_rows: Array | None) -> bool:
        """Put forward a certified root of a system if it uses every action and meets the conditions.

        ``exact_rows``: the system in fractions, of an exact game. Returns whether all this could be decided.
        """
        exact = None if exact_rows is None else exact_root(exact_rows[: systems.n_equations], root.point)
        smallest = min(x.min() for x in root.point) if exact is None else min(min(x.tolist()) for x in exact)
        edge = max(root.radius, 1e-13) if exact is None else 0
        if smallest <= edge:
            self.degenerate |= smallest == 0 or exact is None
            return exact is not None or exact_rows is None
        if exact is None or exact_rows is None:
            gains = _cells.evaluate(systems.values[k : k + 1], [x[None] for x in root.point])[0] * systems.scales[k]
            point, tol = [x / x.sum() for x in root.point], _MET
        else:
            gains, point, tol = value_at(exact_rows, exact), list(exact), 0
        gains = gains[systems.n_equations :]
        if all(gain <= tol for gain in gains.tolist()):
            tied = any(gain >= -tol for gain in gains.tolist())
            self.degenerate |= tied
            support = systems.supports[k]
            self._isolated(support, self._profile(support, systems.order[k], point), 0 if tied else root.sign)
        return True

    def sample(self, systems: Systems, k: int, points: Sequence[tuple[Array, ...]]) -> None:
        """Put forward one equilibrium, if there is one, of a support whose continuum is not worked out."""
        d = systems.n_equations
        for point in sorted(points, key=lambda p: -min(float(x.min()) for x in p)):
            if min(float(x.min()) for x in point) < _INSIDE:
                return
            inside = tuple(x / x.sum() for x in point)
            value = _cells.evaluate(systems.values[k : k + 1], [x[None] for x in inside])[0] * systems.scales[k]
            if (abs(value[:d]) <= _MET).all() and (value[d:] <= _MET).all():
                self._unexplored(self._profile(systems.supports[k], systems.order[k], inside))
                return

    def _unexplored(self, profile: Profile) -> None:
        """Put forward a profile, and say that there may be more around it."""
        members = self._add_all(profile)
        rows = zip(self.game.players, self.game.actions, self.proposal.profiles[members[0]], strict=True)
        words = ", ".join(f"{player} {_mixing(labels, _ends(p))}" for player, labels, p in rows)
        words = f"{words.replace(' in any proportion', '')}: equilibria near this one were not worked out"
        self.continua.append(_Continuum(frozenset(members), None, words))

    def piece(self, support: Support, order: Sequence[int], piece: Piece | Arc, tol: Any) -> None:
        """Put forward the ends of a piece, and remember it when it is more than a point."""
        self.degenerate = True
        points = [self._profile(support, order, point) for point in piece.members(tol)]
        if piece.dimension == 0:
            self._isolated(support, points[0], 0)
            return
        members = [position for point in points for position in self._add_all(point)]
        self.signs.update(dict.fromkeys(members, 0))
        words = self._arc(members) if isinstance(piece, Arc) else self._product(support, order, piece)
        dimension = None if piece.dimension is None else piece.dimension + self._freedom(support)
        self.continua.append(_Continuum(frozenset(members), dimension, words + self._copying(support)))

    def _product(self, support: Support, order: Sequence[int], piece: Piece) -> str:
        vertices = [
            np.eye(m)[[copies[a][0] for a in own]]
            for m, copies, own in zip(self.game.n_actions, self.copies, support, strict=True)
        ]
        for j, part in enumerate(piece.parts):
            i = order[j]
            own = self._embed(support, order, part.vertices, j)
            vertices[i] = np.stack(
                [self._placed(p, [c[0] for c in self.copies[i]], self.game.n_actions[i]) for p in own]
            )
        rows = zip(self.game.players, self.game.actions, vertices, strict=True)
        text = ", ".join(f"{player} {_mixing(labels, own)}" for player, labels, own in rows)
        return f"{text}, as far as nobody gains by another action" if piece.conditions else text

    def _arc(self, members: Sequence[int]) -> str:
        start, end = (
            ", ".join(
                f"{player}: {_in_words(labels, p)}"
                for player, labels, p in zip(
                    self.game.players, self.game.actions, self.proposal.profiles[k], strict=True
                )
            )
            for k in members[:2]
        )
        return f"a curve of profiles in which the players mix together, from ({start}) to ({end})"

    def _embed(self, support: Support, order: Sequence[int], points: Array, j: int) -> Array:
        """Return points of one player's support simplex as probabilities of all the player's actions."""
        full = np.zeros((len(points), len(self.copies[order[j]])), dtype=points.dtype)
        full[:, list(support[order[j]])] = points
        return full

    def _profile(self, support: Support, order: Sequence[int], point: Sequence[Array]) -> Profile:
        profile = list(pure([own[0] for own in support], [len(own) for own in self.copies], exact=self.exact))
        for j, (player, x) in enumerate(zip(order, point, strict=True)):
            profile[player] = self._embed(support, order, x[None], j)[0]
        return tuple(profile)

    def finish(self) -> bool:
        """Write the components into the proposal: continua that share members hang together."""
        largest = [c for c in self.continua if not any(c.members < other.members for other in self.continua)]
        groups: list[list[_Continuum]] = []
        for continuum in largest:
            touching = [g for g in groups if any(continuum.members & other.members for other in g)]
            groups = [g for g in groups if g not in touching]
            groups.append([c for g in touching for c in g] + [continuum])
        for group in groups:
            members = sorted(frozenset().union(*(c.members for c in group)))
            words = "; or ".join(dict.fromkeys(c.words for c in group))
            dimensions = [c.dimension for c in group]
            dimension = None if None in dimensions else max(d for d in dimensions if d is not None)
            self.proposal.components.append(Component(tuple(members), dimension, words))
        return bool(groups)


def _ends(probabilities: Array) -> Array:
    """Return the pure choices that a mixture is made of."""
    return np.eye(len(probabilities))[probabilities > 0]


def _mixing(labels: Sequence[str], vertices: Array) -> str:
    """Return 'plays a', 'mixes a and b in any proportion' or 'plays any mixture of (...) and (...)'."""
    ends = [_in_words(labels, vertex) for vertex in vertices]
    if len(ends) == 1:
        return f"plays {ends[0]}"
    if all((vertex != 0).sum() == 1 for vertex in vertices):
        return f"mixes {listed(ends)} in any proportion"
    return f"plays any mixture of {listed([f'({end})' for end in ends])}"


def _in_words(labels: Sequence[str], vertex: Array) -> str:
    used = [(p, label) for p, label in zip(vertex.tolist(), labels, strict=True) if p != 0]
    if len(used) == 1:
        return used[0][1]
    return " + ".join(f"{format(p, '.4g') if isinstance(p, float) else p} {label}" for p, label in used)


def without_copies(game: NormalFormGame) -> tuple[NormalFormGame, Copies]:
    """Return the game with one of each set of actions that are the same to everybody, and the sets."""
    tolerances = game.tolerances()
    copies: Copies = []
    for i, m in enumerate(game.n_actions):
        slices = np.moveaxis(game.payoffs, i + 1, 1).reshape(game.n_players, m, -1)
        sets: list[list[int]] = []
        for a in range(m):
            same = (own for own in sets if np.all(abs(slices[:, own[0]] - slices[:, a]) <= tolerances[:, None]))
            home = next(same, None)
            if home is None:
                sets.append([a])
            else:
                home.append(a)
        copies.append(sets)
    if all(len(sets) == m for sets, m in zip(copies, game.n_actions, strict=True)):
        return game, copies
    return game.restrict([[own[0] for own in sets] for sets in copies]), copies
