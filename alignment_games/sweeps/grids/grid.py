"""Sweeps: a family of games over a grid of parameter values, solved as arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games._version import __version__
from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, whole_number
from alignment_games.game.entrance import opened
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Control, longer_run
from alignment_games.sweeps._identity import Identity, selection_identity
from alignment_games.sweeps._inputs import Vary, by_input
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.runs._allowance import LONG_RUN
from alignment_games.sweeps.runs._costs import affordable
from alignment_games.sweeps.runs._run import Chunk, Progress, Result, run
from alignment_games.sweeps.runs.store import Store
from alignment_games.sweeps.selection import Selection, as_selection

#: How many games of a family are looked at to tell one family from another.
_PROBES = 16
#: What the results of one point take while they are put together, in bytes.
_BYTES_PER_POINT = 48


@dataclass(frozen=True, eq=False)
class Grid:
    """The points of a grid, last axis fastest."""

    axes: Mapping[Input, Array]

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis."""
        return tuple(map(len, self.axes.values()))

    @property
    def size(self) -> int:
        """The number of points."""
        return prod(self.shape)

    def chunks(self, most: int) -> Iterator[Chunk]:
        """Yield runs of at most about ``most`` points that are blocks: whole axes, after a range of one axis."""
        split, tail = self._split(most)
        length, rows = self.shape[split], max(1, min(most // tail, self.shape[split]))
        starts = [k * length + low for k in range(self.size // (length * tail)) for low in range(0, length, rows)]
        for number, start in enumerate(starts):
            end = min(start + rows, (start // length + 1) * length)
            yield Chunk(number, start * tail, end * tail)

    def _split(self, most: int) -> tuple[int, int]:
        """Return the first axis after which what is left fits into a chunk, and the size of what is left."""
        for split in range(len(self.shape)):
            tail = int(np.prod(self.shape[split + 1 :]))
            if tail <= most:
                return split, tail
        return len(self.shape) - 1, 1

    def columns(self, start: int, stop: int) -> dict[Input, Array]:
        """Return the values of each input in a block, each along its own axis, so that they broadcast."""
        low, high = (np.unravel_index(at, self.shape) for at in (start, stop - 1))
        parts = {}
        for k, (name, values) in enumerate(self.axes.items()):
            along = [1] * len(self.shape)
            along[k] = -1
            parts[name] = values[low[k] : high[k] + 1].reshape(along)
        return parts

    def spread(self, count: int) -> dict[Input, Array]:
        """Return the values of each input at some points spread over the grid, first and last among them."""
        at = np.unravel_index(np.unique(np.linspace(0, self.size - 1, count).astype(int)), self.shape)
        return {name: values[index] for (name, values), index in zip(self.axes.items(), at, strict=True)}


@dataclass(frozen=True, eq=False)
class _Solve:
    """What is done with a chunk; sent to the workers."""

    family: Family
    grid: Grid
    select: Selection
    mixed: bool

    def __call__(self, chunk: Chunk, control: Control) -> Result:
        games = self.family.games(self.grid.columns(chunk.start, chunk.stop), control.tick)
        result = games.pure(self.select, control)
        return {**result, **games.mixed(control)} if self.mixed else result


@longer_run()
@as_annotated(but=("points_per_chunk",))
def sweep(
    model: Any,
    vary: Vary | None = None,
    *,
    select: str | Selection = "payoff_dominant",
    mixed: bool = False,
    executor: Executor | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
    points_per_chunk: int | None = None,
    **named: Sequence[float],
) -> PhaseDiagram:
    """Return the phase diagram of a family: which profiles are equilibria, point by point of a grid.

    ``model``: what `as_model` takes: a case or its name, a model, a file, a game with symbols, or a function of the
    inputs' names that returns a game or a model. A function that takes arrays (with a last axis of 1, returning
    payoffs with the leading axes in front) is called once for each chunk; one that takes numbers only is called point
    by point, which `PhaseDiagram.one_by_one` tells. Of a large `ResponseModel` no table is made: what iterated
    dominance leaves at each point is proven from sums and solved, with the same results.
    ``vary``: for each parameter a sequence of values, for one state by ``(parameter, state)``:
    ``{"burden": numpy.linspace(0, 0.4, 200), ("intent", "France"): numpy.linspace(0, 1, 100)}``.
    ``named``: the same, ``burden=grid``, where no option has the name. ``select``: which equilibrium counts as the
    prediction where there are several, see `selection`; one of your own is given the whole tables of large models
    where it has to choose. ``mixed``: look for all equilibria, not the pure.
    ``executor``: any `concurrent.futures.Executor`, such as a Dask client's ``get_executor()``. ``store``: a file that
    keeps finished chunks, so that the same call goes on after an interruption. ``progress``: called with (points done,
    points in all). ``time_limit``: seconds. ``points_per_chunk``: how many together; by default what fills the cache.

    Raises InvalidModelError for inputs that are empty or not numbers and for what the builder refuses,
    UnsupportedGameError for a grid beyond memory, or beyond ten seconds with more than 16 players (else an hour) and no
    limit, store or executor, StoreError when the store belongs to another run or cannot be written, SolverError when a
    worker dies, and NotConvergedError when the time limit passes.

    >>> diagram = sweep("europe-1938", vary={"burden": np.linspace(0, 0.4, 5), "intent": np.linspace(0, 1, 6)})
    >>> diagram.shape, diagram.regions()[0].name
    ((5, 6), 'all buck_pass')
    """
    grid = Grid({name: _values(name, given) for name, given in by_input(vary, named).items()})
    affordable_points(grid.size)
    source = opened(model)
    identity = None if store is None else Identity(source)
    family = Family.of(source, grid.spread(2) if grid.size > 1 else {k: np.repeat(v, 2) for k, v in grid.axes.items()})
    family = family.allowed(grid.size, LONG_RUN, meant=(time_limit, store, executor))
    most = family.together if points_per_chunk is None else whole_number("points_per_chunk", points_per_chunk)
    work = _Solve(family, grid, as_selection(select), mixed)
    kept = None if store is None or identity is None else Store(store, _what_run(work, most, identity))
    chunks = list(grid.chunks(most))
    results = run(work, chunks, executor=executor, store=kept, progress=progress, time_limit=time_limit)
    return PhaseDiagram.of(family, grid.axes, results, selection=getattr(work.select, "__name__", repr(work.select)))


def affordable_points(count: int) -> None:
    """Raise UnsupportedGameError where the results of so many points do not fit into memory."""
    affordable(f"a grid of {count:,} points", count * _BYTES_PER_POINT, "use fewer values on the axes")


def _values(name: Input, given: Any) -> Array:
    try:
        values = np.array(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise InvalidModelError(f"axis {name}: expected a sequence of numbers, got {shown(given)}") from error
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise InvalidModelError(
            f"axis {name}: expected a sequence of finite numbers, such as numpy.linspace(0, 1, 100), "
            f"got {'none' if not values.size else f'shape {values.shape}'}"
        )
    return values


def _what_run(work: _Solve, most: int, identity: Identity) -> dict[str, str]:
    """Return what makes this run what it is: a store that says otherwise belongs to another run."""
    axes = {
        f"axis {name}": f"{len(v)} values from {v[0]:g} to {v[-1]:g} ({hashlib.sha256(v.tobytes()).hexdigest()[:12]})"
        for name, v in work.grid.axes.items()
    }
    return {
        "version": __version__,
        "model": work.family.fingerprint(work.grid.spread(_PROBES)),
        "model, in code and data": identity.digest(),
        "selection": selection_identity(work.select),
        "equilibria": "pure and mixed" if work.mixed else "pure",
        "points per chunk": str(most),
        **axes,
    }
