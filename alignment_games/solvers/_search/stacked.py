r"""Every equilibrium of many games of one shape at once, support by support, in array operations over all games.

The facts are those of the search of one game (`_search.cells`), where systems of one shape are stacked; here those of
all games are. A game is decided when cells leave nothing unknown or singular on any support, every root is a regular
equilibrium or none for certain, and the indices of its equilibria add up to one (Ritzberger 1994, theorem 3). A pure
profile is one where every other action does strictly worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._batches.differences import Differences, differences
from alignment_games.solvers._batches.two_players import FoundInBatch
from alignment_games.solvers._search.cells import evaluate
from alignment_games.solvers._search.gathering import SystemStack, by_layout, gathered, owners, scaled, used_and_unused
from alignment_games.solvers._search.pruning import surviving_supports_of_each
from alignment_games.solvers._search.roots import find_roots
from alignment_games.solvers._search.supports import ROUNDING
from alignment_games.solvers._search.verdict import COARSE, SMALL
from alignment_games.solvers.control import unhurried

#: The players in the order of the axes, the sizes of their supports, and which supports have these.
Layout = tuple[tuple[int, ...], list[int], Array]

#: Cells looked at on one support, times 3 for each unknown, and at most, before a game is left undecided.
_PATIENCE, _MOST_CELLS = 20, 2_000
#: Numbers held at once by the systems of one stack; bounds the memory.
_NUMBERS = 1_000_000
#: Supports and differences of all games of one call.
_SUPPORTS, _DIFFERENCES = 100_000, 1_000_000
#: Supports of a game up to which it is solved among others, and the fewest games that are.
_MOST_SUPPORTS, _FEWEST = 20_000, 4


def worth_stacking(n_actions: tuple[int, ...], games: int) -> bool:
    """Return whether so many games of a shape are to be searched together without the kernel."""
    return games >= _FEWEST and prod(2**m - 1 for m in n_actions) <= _MOST_SUPPORTS


def games_stacked(n_actions: tuple[int, ...]) -> int:
    """Return how many games are searched between two looks at the clock."""
    supports, numbers = prod(2**m - 1 for m in n_actions), prod(n_actions) * sum(n_actions)
    return max(1, int(min(_SUPPORTS // supports, _DIFFERENCES // numbers)))


def stacked_equilibria(payoffs: Array) -> FoundInBatch:
    """Return the equilibria of all games. ``payoffs``: a player's differ by at most one, ``(n, *shape, games)``."""
    known = differences(payoffs)
    search = _Search(known)
    search.run()
    undecided = np.ones(payoffs.shape[-1], dtype=bool)
    game, profiles, signs = (np.concatenate(each) for each in (search.game, search.profiles, search.signs))
    index = np.bincount(game, weights=signs, minlength=len(known.clear))
    undecided[known.clear] = search.undecided | (index != 1)
    return FoundInBatch(known.clear[game], tuple(np.split(profiles.T, np.cumsum(search.n_actions))[:-1]), undecided)


@dataclass(frozen=True, eq=False)
class _Part:
    """Supports of one shape: the game of each, its stacked rows, and where its play stands in a flat profile.

    ``mixed``: the places of the coordinates, player by player in the order of the axes; ``sure``: those of the actions
    of all who have no choice.
    """

    game: Array
    values: Array
    rounding: Array
    mixed: Array
    sure: Array


class _Search:
    """One run: equilibria as they are found, and which games are undecided."""

    def __init__(self, known: Differences) -> None:
        self.known = known
        self.n_actions = [own.shape[1] for own in known.tables]
        self.undecided = np.zeros(len(known.clear), dtype=bool)
        self.game: list[Array] = [np.zeros(0, dtype=np.intp)]
        self.profiles: list[Array] = [np.zeros((0, sum(self.n_actions)))]
        self.signs: list[Array] = [np.zeros(0, dtype=np.intp)]

    def run(self) -> None:
        """Search every support that dominance leaves, by shape, the smallest first."""
        game, masks = surviving_supports_of_each(self.known.tables)
        layouts = sorted(by_layout(masks, self.n_actions), key=lambda each: sorted(each[1], reverse=True))
        for _, alike in groupby(layouts, key=lambda each: sorted(each[1], reverse=True)):
            for part in self._parts(game, masks, list(alike)):
                self._mixed(part) if part.mixed.size else self._pure(part)

    def _parts(self, game: Array, masks: Array, layouts: Sequence[Layout]) -> Iterator[_Part]:
        """Yield the supports of layouts of one shape, so many at a time as memory allows, without undecided games."""
        most = max(1, _NUMBERS // (sum(self.n_actions) * prod(layouts[0][1])))
        waiting: list[_Part] = []
        for order, sizes, rows in layouts:
            for start in range(0, len(rows), most):
                some = rows[start : start + most]
                some = some[~self.undecided[game[some]]]
                if not len(some):
                    continue
                waiting.append(self._gathered(game[some], masks[some], order, sizes))
                if sum(len(part.game) for part in waiting) >= most:
                    yield _joined(waiting)
                    waiting = []
        if waiting:
            yield _joined(waiting)

    def _gathered(self, game: Array, masks: Array, order: Sequence[int], sizes: Sequence[int]) -> _Part:
        used, unused = used_and_unused(masks, self.n_actions, sizes)
        values, units = scaled(gathered(self.known.tables, order, used, unused, game))
        players = [i for i in order for _ in range(sizes[i] - 1)]
        players += [i for i in order for _ in range(self.n_actions[i] - sizes[i])]
        starts = np.cumsum([0, *self.n_actions])
        places = [used[i] + starts[i] for i in order]
        sure = [own for own in places if own.shape[1] == 1]
        nobody = np.zeros((len(game), 0), dtype=np.intp)
        return _Part(
            game,
            values,
            np.maximum(ROUNDING, self.known.slack[game][:, players] / units),
            np.concatenate([nobody, *(own for own in places if own.shape[1] > 1)], axis=1),
            np.concatenate([nobody, *sure], axis=1),
        )

    def _pure(self, part: _Part) -> None:
        """Keep the profiles from which nobody gains; dominance has left none of which somebody does."""
        strict = np.asarray((part.values < 0).all(axis=1))
        self.undecided[part.game[~strict]] = True
        profiles = np.zeros((len(strict), sum(self.n_actions)))
        np.put_along_axis(profiles, part.sure, 1.0, axis=1)
        self._add(part.game[strict], profiles[strict], np.ones(int(strict.sum()), dtype=np.intp))

    def _mixed(self, part: _Part) -> None:
        """Find the roots, and keep those that are equilibria."""
        shape = part.values.shape[2:]
        tied = (part.values == 0).all(axis=tuple(range(2, part.values.ndim))).any(axis=1)
        self.undecided[part.game[tied]] = True
        left = np.flatnonzero(~self.undecided[part.game])
        stack = SystemStack(shape, part.values[left], part.rounding[left], owners(shape))
        findings = find_roots(stack, unhurried, min(_MOST_CELLS, _PATIENCE * 3**stack.n_equations))
        game = part.game[left]
        self.undecided[game[[*findings.unknown, *findings.singular]]] = True
        at = np.array([k for k, roots in findings.roots.items() for _ in roots], dtype=np.intp)
        if not len(at):
            return
        roots = [root for own in findings.roots.values() for root in own]
        points = [np.stack(own) for own in zip(*(root.point for root in roots), strict=True)]
        holds, fails = self._judged(stack, at, points, np.array([root.radius for root in roots]))
        self.undecided[game[at[~holds & ~fails]]] = True
        rows = left[at[holds]]
        profiles = np.zeros((len(rows), sum(self.n_actions)))
        np.put_along_axis(profiles, part.sure[rows], 1.0, axis=1)
        np.put_along_axis(profiles, part.mixed[rows], np.concatenate(points, axis=1)[holds], axis=1)
        self._add(part.game[rows], profiles, np.array([root.sign for root in roots])[holds])

    @staticmethod
    def _judged(stack: SystemStack, at: Array, points: Sequence[Array], radius: Array) -> tuple[Array, Array]:
        """Return which roots are regular equilibria for certain, and which are none, as `verdict.judge_root` does."""
        d = stack.n_equations
        gains = evaluate(stack.values[at, d:], points)
        margin = stack.rounding[at, d:] + 2 * d * radius[:, None]
        smallest = np.min([own.min(axis=1) for own in points], axis=0)
        sure = (smallest > np.maximum(SMALL, radius)) & (radius < COARSE)
        return sure & (gains < -margin).all(axis=1), (gains > margin).any(axis=1)

    def _add(self, game: Array, profiles: Array, signs: Array) -> None:
        self.game.append(game)
        self.profiles.append(profiles)
        self.signs.append(signs)


def _joined(parts: Sequence[_Part]) -> _Part:
    """Return parts of one shape as one."""
    columns = [[getattr(part, each.name) for part in parts] for each in fields(_Part)]
    return _Part(*(np.concatenate(own) for own in columns))
