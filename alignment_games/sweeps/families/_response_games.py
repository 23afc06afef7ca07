"""Response games of a chunk of points without their tables: what dominance leaves is all that is evaluated.

What is left is small as a rule, one profile even, where the table has hundreds of thousands. The equilibria are those
of the tables, to the last tie: what goes is worse by far more than any tie (`models.response.dominance`), what is left
is computed as the table has it, and where rounding might decide, the table does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.game.size import MOST_BYTES, affordable_table
from alignment_games.game.strategic_range import ROUNDING
from alignment_games.models.response.dominance import ResponseBounds
from alignment_games.models.response.model import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.solvers.control import FEW_PLAYERS, Control
from alignment_games.sweeps._places import position_type, positions_of
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps._slack import own_slacks
from alignment_games.sweeps.families._by_sums import solved_by_sums
from alignment_games.sweeps.families._games import TableGames
from alignment_games.sweeps.families._residuals import ModelAt, Residual, residuals
from alignment_games.sweeps.runs._allowance import Allowance
from alignment_games.sweeps.runs._run import CHUNK_BYTES
from alignment_games.sweeps.selection import SELECTIONS, Selection, first, highest, risk_dominant

#: Points that are tried before all, where there are so many times more; by how much they have to take too long, for
#: others may be easier.
_TRIED, _FEW, _FAR = 16, 8, 3
#: Of many states, payoffs of what is left that are laid out as a table.
_MOST_LEFT = 200_000


@dataclass(frozen=True, eq=False)
class ResponseGames:
    """The games at ``count`` points; ``at`` gives those of some of them, by position, along one axis.

    ``allowance``: of the run, None for one that may take as long as it will.
    """

    at: ModelAt
    count: int
    allowance: Allowance | None = None
    _known: list[Residual] = field(default_factory=list, init=False)

    @cached_property
    def model(self) -> ResponseModel:
        """All games as one family."""
        return self.at(np.arange(self.count))

    @cached_property
    def sizes(self) -> Array:
        """A bound on the size of each state's payoffs in each game, ``(games, n)``."""
        return ResponseBounds(self.model, self.count).sizes()

    def _some(self, points: Array) -> ResponseGames:
        return ResponseGames(lambda some: self.at(points[some]), len(points))

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each state."""
        return tuple(map(len, self.model.actions))

    def pure(self, select: Selection, control: Control) -> dict[str, Array]:
        """Return the pure equilibria, as `solve_pure` says."""
        kind = position_type(self.shape)
        counts, selected = np.zeros(self.count, dtype=np.int32), np.full(self.count, NONE, dtype=kind)
        held, owners, profiles = np.full(self.count, np.nan), [], []
        for points, solved in self._solved(select, control):
            counts[points], selected[points], held[points] = (solved[name] for name in ("counts", "selected", "held"))
            owners.append(np.repeat(points, solved["counts"]))
            profiles.append(solved["profiles"])
        for point in self._left_to_sums(control):
            control.tick()
            solved = solved_by_sums(self.at(point), select)
            counts[point], selected[point], held[point] = (solved[name][0] for name in ("counts", "selected", "held"))
            owners.append(np.full(counts[point], point))
            profiles.append(solved["profiles"])
        order = np.argsort(np.concatenate(owners), kind="stable")
        listed = np.concatenate(profiles)[order].astype(kind)
        return {"counts": counts, "profiles": listed, "selected": selected, "held": held}

    def mixed(self, control: Control) -> dict[str, Array]:
        """Return the numbers of mixed equilibria, as `solve_mixed` says; by sums none are looked for."""
        counts, complete = np.zeros(self.count, dtype=np.int32), np.zeros(self.count, dtype=bool)
        for points, kept in self._parts(control):
            found = self._table(points, kept).mixed(control)
            counts[points], complete[points] = found["mixed_counts"], found["mixed_complete"]
        return {"mixed_counts": counts, "mixed_complete": complete}

    def slacks(self, index: tuple[int, ...], player: int | None = None) -> Array:
        """Return the slacks of a pure profile, all or one player's, ``(games, inequalities)``, as `_slack` says."""
        each = []
        for i in range(len(index)) if player is None else [player]:
            own = np.broadcast_to(payoffs_against(self.model, i, index), (self.count, self.shape[i]))
            each.append(own_slacks(own, index[i]))
        return np.concatenate(each, axis=1)

    def order(self) -> float:
        """Return the largest size that a payoff may have."""
        return float(self.sizes.max())

    def _parts(self, control: Control) -> Iterator[Residual]:
        """Yield the points with the same actions left, in parts of which the tables fit into the cache."""
        for points, kept in self._residuals(control):
            if _for_sums(kept):
                continue
            yield from (Residual(part, kept) for part in _fitting(points, tuple(map(len, kept)), control))

    def _left_to_sums(self, control: Control) -> list[int]:
        """Return the points whose games are solved by sums, one by one."""
        return [k for points, kept in self._residuals(control) if _for_sums(kept) for k in points.tolist()]

    def _residuals(self, control: Control) -> list[Residual]:
        if not self._known:
            if self.allowance is not None:
                _try_few(self, self.allowance, control)
                self.allowance.begin(self.count)
            self._known.extend(residuals(self.at, self.count, self.sizes, control.tick, self.allowance))
        return self._known

    def _table(self, points: Array, kept: Sequence[Array]) -> TableGames:
        """Return the games at some points with the actions kept, as tables."""
        model = self.at(points)
        model = model.with_actions([[own[k] for k in at] for own, at in zip(model.actions, kept, strict=True)])
        sizes = tuple(map(len, kept))
        affordable_table(sizes, exact=False, instead="offer fewer actions, or vary what leaves fewer of them open")
        payoffs = np.broadcast_to(model.payoffs(), (len(points), len(sizes), *sizes))
        return TableGames(payoffs, np.broadcast_to(model.held(), (len(points), *sizes)))

    def _solved(self, select: Selection, control: Control) -> Iterator[tuple[Array, dict[str, Array]]]:
        """Yield points and the pure equilibria there, in positions of the whole game."""
        for points, kept in self._parts(control):
            table = self._table(points, kept)
            open_ = self._open(points, table.payoffs, select)
            sure = points[~open_]
            if len(sure):
                chosen = self._on_what_is_left(select, sure, kept)
                yield sure, _embedded(table.some(~open_).pure(chosen, control), kept, self.shape)
            for left in _fitting(points[open_], self.shape, control):
                yield left, self._table(left, [np.arange(size) for size in self.shape]).pure(select, control)

    def _open(self, points: Array, payoffs: Array, select: Selection) -> Array:
        """Return at which points the whole table has to answer, of the tables of what is left.

        That is where rounding might decide, which the rule of `game.tolerance` judges by the whole table, and where
        a selection of the user's own has to choose.
        """
        n = len(self.shape)
        if payoffs.shape[2:] == self.shape or payoffs[0, 0].size == 1:
            return np.zeros(len(points), dtype=bool)
        found = pure_equilibria(payoffs, n, tol=0)
        axes = tuple(range(1, n + 1))
        open_ = np.zeros(len(points), dtype=bool)
        if _table_bytes(self.shape) <= MOST_BYTES:
            near = pure_equilibria(payoffs, n, tol=2 * ROUNDING * self.sizes[points])
            open_ |= (near != found).any(axis=axes)
        if select not in SELECTIONS.values():
            open_ |= np.count_nonzero(found, axis=axes) > 1
        return open_

    def _on_what_is_left(self, select: Selection, points: Array, kept: Sequence[Array]) -> Selection:
        """Return the selection for the tables of what is left, at points that are not open."""
        if tuple(map(len, kept)) == self.shape:
            return select
        if select is risk_dominant:  # which looks at deviations that are dominated, too
            return lambda _, equilibria: highest(self._losses(points, kept, equilibria), equilibria)
        return select if select in SELECTIONS.values() else first

    def _losses(self, points: Array, kept: Sequence[Array], equilibria: Array) -> Array:
        """Return, at each equilibrium, the product of what each state would lose by its best deviation."""
        product = np.ones(equilibria.shape)
        cuts = np.cumsum([size - 1 for size in self.shape])[:-1]
        several = np.count_nonzero(equilibria.reshape(len(points), -1), axis=1) > 1
        for place in np.argwhere(equilibria[several].any(axis=0)):
            at = np.flatnonzero(several & equilibria[(slice(None), *place)])
            index = tuple(int(own[k]) for own, k in zip(kept, place, strict=True))
            each = np.split(self._some(points[at]).slacks(index), cuts, axis=1)
            losses = [np.maximum(own.min(axis=1), 0) for own in each if own.shape[1]]
            product[(at, *place)] = reduce(np.multiply, losses, np.ones(len(at)))
        return product


def _fitting(points: Array, shape: Sequence[int], control: Control) -> Iterator[Array]:
    """Yield the points in parts of which the tables fit into the cache together."""
    most = max(1, CHUNK_BYTES // _table_bytes(shape))
    for start in range(0, len(points), most):
        control.tick()
        yield points[start : start + most]


def _table_bytes(shape: Sequence[int]) -> int:
    return 8 * len(shape) * prod(shape)


def _for_sums(kept: Sequence[Array]) -> bool:
    """Return whether these are many states of which too much is left for tables."""
    return len(kept) > FEW_PLAYERS and len(kept) * prod(map(len, kept)) > _MOST_LEFT


def _embedded(solved: dict[str, Array], kept: Sequence[Array], shape: tuple[int, ...]) -> dict[str, Array]:
    """Return what was solved with positions of the whole game in place of those among the actions kept."""
    places = positions_of(np.ix_(*kept), shape).ravel()
    selected = np.where(solved["selected"] == NONE, NONE, places[solved["selected"]])
    return {**solved, "profiles": places[solved["profiles"]], "selected": selected}


def _try_few(games: ResponseGames, allowance: Allowance, control: Control) -> None:
    """Refuse by a few of the points what would take far too long, before all of them are looked at."""
    if games.count <= _FEW * _TRIED:
        return
    few = np.linspace(0, games.count - 1, _TRIED).astype(int)
    tried = replace(allowance, seconds=_FAR * allowance.seconds, spent=0.0, begun=_TRIED)
    residuals(lambda points: games.at(few[points]), _TRIED, games.sizes[few], control.tick, tried)
