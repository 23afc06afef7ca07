"""Draws of uncertain inputs: their distributions, and what is done with a chunk of draws."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, log2
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input
from alignment_games.solvers.control import Control
from alignment_games.sweeps._identity import Identity, of_the_user
from alignment_games.sweeps._inputs import Vary, by_input
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.runs._costs import affordable
from alignment_games.sweeps.runs._run import Chunk, Result
from alignment_games.sweeps.selection import Selection

#: Independent scrambles of Sobol points.
REPLICATES = 16
#: Random draws for one seed: fixed, so that the numbers depend on nothing but the seed.
_DRAWS_PER_SEED = 4096
#: Of how many profiles the counts are reckoned with: few are ever equilibria.
_MOST_PROFILES = 1000
#: What one chunk takes beside its counts, in bytes.
_BYTES_PER_CHUNK = 1000


@dataclass(frozen=True, eq=False)
class Distributions:
    """The distribution of each input: anything with ``ppf`` (or ``icdf``), as scipy.stats' frozen ones have."""

    of: Mapping[Input, Any]

    @classmethod
    def read(cls, given: Vary) -> Distributions:
        """Return the distributions by input. Raises InvalidModelError for what has no ``ppf``."""
        found = by_input(given)
        for name, distribution in found.items():
            if not hasattr(distribution, "ppf") and not hasattr(distribution, "icdf"):
                raise InvalidModelError(
                    f"{name}: expected a distribution such as scipy.stats.norm(0.5, 0.1), got {distribution!r}"
                )
        return cls(found)

    def values(self, uniform: Array) -> dict[Input, Array]:
        """Return the inputs at points ``(draws, inputs)`` of the unit cube, by the inverse of each distribution."""
        columns = {}
        for (name, distribution), u in zip(self.of.items(), uniform.T, strict=True):
            inverse = distribution.ppf if hasattr(distribution, "ppf") else distribution.icdf
            columns[name] = np.asarray(inverse(u), dtype=float)
            if not np.isfinite(columns[name]).all():
                raise InvalidModelError(f"{name}: the distribution gives values that are not finite numbers")
        return columns

    def at(self, quantile: float) -> dict[Input, float]:
        """Return every input at one quantile of its distribution."""
        columns = self.values(np.full((1, len(self.of)), quantile))
        return {name: float(column[0]) for name, column in columns.items()}

    def identity(self) -> dict[Input, str]:
        """Return what tells each distribution from others: its quantiles, to the far tails, and the user's own code."""
        tails = 0.5 ** np.arange(1, 51)
        uniform = np.concatenate([tails[::-1], 1 - tails, np.linspace(0, 1, 1025)[1:-1]])
        columns = self.values(np.repeat(uniform[:, None], len(self.of), axis=1))
        told = {}
        for name, column in columns.items():
            digest = hashlib.sha256(" ".join(f"{value:.9e}" for value in column.tolist()).encode()).hexdigest()[:12]
            own = f" {Identity(self.of[name]).digest()}" if of_the_user(self.of[name]) else ""
            low, high = np.quantile(column[100:], (0.25, 0.75))
            told[name] = f"quartiles {low:.6g}, {high:.6g} ({digest}{own})"
        return told


@dataclass(frozen=True, eq=False)
class Draw:
    """What is done with a chunk of draws; sent to the workers."""

    family: Family
    distributions: Distributions
    seed: np.random.SeedSequence
    sobol: bool
    select: Selection

    def __call__(self, chunk: Chunk, control: Control) -> Result:
        """Return how often each profile is an equilibrium and is selected, and sums of the chance to hold.

        ``profiles``: the positions of those that ever are; the last count of ``selected`` is of no equilibrium at all.
        """
        solved: list[Result] = []
        for uniform in self._points(chunk):
            control.tick()
            with bounded_inputs():
                games = self.family.games(self.distributions.values(uniform), control.tick)
                solved.append(games.pure(self.select, control))
        return _summed({name: np.concatenate([part[name] for part in solved]) for name in solved[0]})

    def _points(self, chunk: Chunk) -> Iterator[Array]:
        """Yield the chunk's points of the unit cube, a part at a time."""
        inputs = len(self.distributions.of)
        # What `SeedSequence.spawn` gives as its child of that number.
        seed = np.random.SeedSequence(
            self.seed.entropy, spawn_key=(*self.seed.spawn_key, chunk.number), pool_size=self.seed.pool_size
        )
        most = self.family.together
        if not self.sobol:
            generator = np.random.default_rng(seed)
            for start in range(0, chunk.size, most):
                # 1 - u lies in (0, 1]: no draw at the lower end, where inverses may be infinite.
                yield 1 - generator.random((min(most, chunk.size - start), inputs))
            return
        from scipy.stats import qmc

        engine = qmc.Sobol(inputs, scramble=True, seed=np.random.default_rng(seed))
        points = np.clip(engine.random(chunk.size), 2.0**-60, 1 - 2.0**-53)
        yield from (points[start : start + most] for start in range(0, chunk.size, most))


def _summed(solved: Result) -> Result:
    """Return the counts of one chunk."""
    held, selected = solved["held"][~np.isnan(solved["held"])], solved["selected"]
    chosen = selected[selected != NONE]
    profiles = np.unique(np.concatenate([solved["profiles"], chosen]))
    each = [np.bincount(np.searchsorted(profiles, at), minlength=len(profiles)) for at in (solved["profiles"], chosen)]
    return {
        "profiles": profiles,
        "equilibrium": each[0],
        "selected": np.append(each[1], len(selected) - len(chosen)),
        "held": np.array([held.size, held.sum(), (held**2).sum()]),
    }


def gathered(chunks: Sequence[Result]) -> tuple[Array, Result]:
    """Return the profiles that ever are equilibria, rising, and the counts of them, one row for each chunk."""
    profiles = np.unique(np.concatenate([chunk["profiles"] for chunk in chunks]))
    counts = {
        "equilibrium": np.zeros((len(chunks), len(profiles)), dtype=np.int64),
        "selected": np.zeros((len(chunks), len(profiles) + 1), dtype=np.int64),
        "held": np.stack([chunk["held"] for chunk in chunks]),
    }
    for row, chunk in enumerate(chunks):
        at = np.searchsorted(profiles, chunk["profiles"])
        counts["equilibrium"][row, at] = chunk["equilibrium"]
        counts["selected"][row, np.append(at, len(profiles))] = chunk["selected"]
    return profiles, counts


@contextmanager
def bounded_inputs() -> Iterator[None]:
    """Say, where the builder refuses a value, what to do about its distribution."""
    try:
        yield
    except InvalidModelError as error:
        raise InvalidModelError(
            f"{error}; where a distribution reaches beyond what the input may be, bound it, "
            "as with scipy.stats.truncnorm or scipy.stats.beta"
        ) from error


def chunks_of(draws: int, *, sobol: bool) -> list[Chunk]:
    """Return the draws in chunks: the same number for one seed each, or one for each scramble."""
    size = 2 ** ceil(log2(max(1, draws / REPLICATES))) if sobol else _DRAWS_PER_SEED
    total = REPLICATES * size if sobol else draws
    return [Chunk(k, start, min(start + size, total)) for k, start in enumerate(range(0, total, size))]


def affordable_draws(draws: int, inputs: int, profiles: int, *, sobol: bool) -> None:
    """Raise UnsupportedGameError where the draws need more memory than there is, for their counts or their points."""
    chunks = REPLICATES if sobol else ceil(draws / _DRAWS_PER_SEED)
    counts = chunks * (8 * (2 * min(profiles, _MOST_PROFILES) + 4) + _BYTES_PER_CHUNK)
    points = 2 * 8 * inputs * draws / REPLICATES if sobol else 0
    affordable(
        f"{draws:,} draws", max(counts, points), "use fewer draws; the standard error falls with their square root"
    )
