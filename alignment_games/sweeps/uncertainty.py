r"""Uncertain inputs: how likely each alignment is when the threat is a guess.

Each input has a distribution; draws are independent. With N random draws the share p of the draws in which
something holds has the standard error :math:`\sqrt{p (1 - p) / N}`. Scrambled Sobol points (Owen 1997) fill the
space more evenly; they are drawn in `REPLICATES` independent scrambles, whose spread gives the standard error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import product
from math import ceil, log2
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from alignment_games._version import __version__
from alignment_games.errors import InvalidModelError, require, unknown_name
from alignment_games.game.profile import ProfileLike, parse_profile, supports
from alignment_games.sweeps._family import Family
from alignment_games.sweeps._inputs import Input, by_input
from alignment_games.sweeps._pure import NONE, solve_pure
from alignment_games.sweeps._run import CHUNK_BYTES, Chunk, Progress, Result, run
from alignment_games.sweeps.phase_diagram import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.sweeps.store import Store

Array = NDArray[Any]

#: Independent scrambles of Sobol points.
REPLICATES = 16
#: Random draws for one seed: fixed, so that the numbers depend on nothing but the seed.
_DRAWS_PER_SEED = 4096


class Estimate(NamedTuple):
    """A sampled figure and its standard error."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.4f} ± {self.error:.4f}"


@dataclass(frozen=True, eq=False)
class Distributions:
    """The distribution of each input: anything with ``ppf`` (or ``icdf``), as scipy.stats' frozen ones have."""

    of: Mapping[Input, Any]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Distributions:
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


@dataclass(frozen=True, eq=False)
class _Draw:
    """What is done with a chunk of draws; sent to the workers."""

    family: Family
    distributions: Distributions
    seeds: list[np.random.SeedSequence]
    sobol: bool
    select: Selection

    def __call__(self, chunk: Chunk) -> Result:
        total: Result = {}
        for uniform in self._points(chunk):
            with _bounded_inputs():
                payoffs, held = self.family.payoffs(self.distributions.values(uniform))
            part = self._summed(solve_pure(payoffs, held, self.select))
            total = {name: total.get(name, 0) + value for name, value in part.items()}
        return total

    def _points(self, chunk: Chunk) -> Iterator[Array]:
        """Yield the chunk's points of the unit cube, a part at a time."""
        inputs, seed = len(self.distributions.of), self.seeds[chunk.number]
        most = max(1, CHUNK_BYTES // self.family.bytes_per_game)
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

    def _summed(self, solved: Mapping[str, Array]) -> Result:
        """Return the counts that add up over parts."""
        n = self.family.n_profiles
        held = solved["held"][~np.isnan(solved["held"])]
        return {
            "equilibrium": np.bincount(solved["profiles"], minlength=n),
            "selected": np.bincount(np.where(solved["selected"] == NONE, n, solved["selected"]), minlength=n + 1),
            "held": np.array([held.size, held.sum(), (held**2).sum()]),
        }


@dataclass(frozen=True, eq=False, repr=False)
class Uncertain:
    """How likely each alignment is under uncertain inputs; make it with `uncertain`.

    ``draws``: how many. ``seed``: repeats the run. ``counts``: by chunk, as summed by the workers.
    """

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    inputs: tuple[str, ...]
    draws: int
    seed: int
    selection: str
    sampling: str
    counts: Mapping[str, Array] = field(repr=False)

    @property
    def profiles(self) -> list[Labels]:
        """Every pure profile as labels."""
        return list(product(*self.actions))

    def probability(self, profile: ProfileLike) -> Estimate:
        """Return the probability that a pure profile is an equilibrium."""
        index = tuple(s[0] for s in supports(parse_profile(profile, self.players, self.actions)))
        return self._estimate("equilibrium", [int(np.ravel_multi_index(index, tuple(map(len, self.actions))))])

    def response(self, state: str) -> dict[str, Estimate]:
        """Return the probability of each action of a state in the selected equilibrium.

        What is missing to one is the probability that there is no pure equilibrium (`none`).
        """
        if state not in self.players:
            raise unknown_name("state", state, self.players)
        i = self.players.index(state)
        positions = {
            action: [k for k, profile in enumerate(self.profiles) if profile[i] == action] for action in self.actions[i]
        }
        return {action: self._estimate("selected", chosen) for action, chosen in positions.items()}

    def alignments(self, *, least: float = 0.0005) -> dict[Labels, Estimate]:
        """Return the probability that each pure profile is the selected equilibrium, the likeliest first."""
        found = {profile: self._estimate("selected", [k]) for k, profile in enumerate(self.profiles)}
        likely = {profile: estimate for profile, estimate in found.items() if estimate.value >= least}
        return dict(sorted(likely.items(), key=lambda pair: -pair[1].value))

    @property
    def none(self) -> Estimate:
        """The probability that no pure profile is an equilibrium."""
        return self._estimate("selected", [len(self.profiles)])

    @property
    def held(self) -> Estimate | None:
        """The mean chance that the threat is held at the selected equilibrium; None where it is not known."""
        number, total, squares = self.counts["held"].sum(axis=0)
        if not number:
            return None
        mean = total / number
        if self.sampling == "sobol":
            sizes, totals, _ = self.counts["held"].T
            return Estimate(float(mean), _spread(totals[sizes > 0] / sizes[sizes > 0]))
        return Estimate(float(mean), float(np.sqrt(max(squares / number - mean**2, 0) / number)))

    def _estimate(self, what: str, positions: list[int]) -> Estimate:
        hits = self.counts[what][:, positions].sum(axis=1)
        share = float(hits.sum() / self.draws)
        if self.sampling == "sobol":
            return Estimate(share, _spread(hits * len(hits) / self.draws))
        return Estimate(share, float(np.sqrt(share * (1 - share) / self.draws)))

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: state, action, probability, standard_error."""
        return [
            {"state": player, "action": action, "probability": estimate.value, "standard_error": estimate.error}
            for player in self.players
            for action, estimate in self.response(player).items()
        ]

    def to_frame(self) -> Any:
        """Return `to_records` as a pandas data frame. Needs the ``data`` extra."""
        return require("pandas", extra="data").DataFrame(self.to_records())

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Return the matplotlib axes with the probabilities drawn on them; needs the ``plot`` extra."""
        import importlib

        return importlib.import_module("alignment_games.report.plot").alignment_probabilities(self, ax=ax, **options)

    def __str__(self) -> str:
        lines = [
            f"{self.draws:,} draws ({self.sampling}, seed {self.seed}) of {', '.join(self.inputs)}",
            f"responses in the {self.selection} equilibrium, probability ± standard error:",
        ]
        width = max(map(len, self.players))
        for player in self.players:
            told = "   ".join(f"{action} {estimate}" for action, estimate in self.response(player).items())
            lines.append(f"  {player:<{width}}   {told}")
        lines.append(f"alignments ({', '.join(self.players)}):")
        lines += [f"  {estimate}   {', '.join(profile)}" for profile, estimate in self.alignments().items()]
        if self.none.value:
            lines.append(f"  {self.none}   {NO_EQUILIBRIUM}")
        if self.held is not None:
            lines.append(f"the threat is held with probability {self.held}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Uncertain: {self.draws:,} draws of {', '.join(self.inputs)}>"


def _spread(estimates: Array) -> float:
    """Return the standard error of the mean of independent estimates."""
    return float(np.std(estimates, ddof=1) / np.sqrt(len(estimates)))


def uncertain(
    build: Any,
    *,
    draws: int = 10_000,
    rng: int | np.random.SeedSequence | np.random.Generator | None = None,
    sampling: str = "random",
    select: str | Selection = "payoff_dominant",
    executor: Executor | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    **distributions: Any,
) -> Uncertain:
    """Return how likely each alignment is when inputs follow distributions.

    ``build``, ``select``, ``executor``, ``store``, ``progress``: as in `sweep`. ``distributions``: for each
    parameter a frozen scipy.stats distribution, or such by state: ``intent={"France": scipy.stats.beta(8, 4)}``.
    ``rng``: the seed; the same seed gives the same numbers whatever the executor. ``sampling``: "random", or
    "sobol" for scrambled Sobol points, whose number is rounded up to `REPLICATES` powers of two.

    Raises InvalidModelError for what is no distribution, or reaches beyond what the input may be.

    >>> from scipy.stats import uniform
    >>> from alignment_games.cases import load_case
    >>> found = uncertain(load_case("europe-1938"), draws=1000, rng=1, intent=uniform(0, 0.1))
    >>> print(found.probability("buck_pass, buck_pass, buck_pass"))
    1.0000 ± 0.0000
    """
    if sampling not in ("random", "sobol"):
        raise unknown_name("sampling", sampling, ("random", "sobol"))
    if draws < 1:
        raise InvalidModelError(f"draws must be at least 1, got {draws}")
    given, selection = Distributions.read(distributions), as_selection(select)
    low, high = given.at(0.25), given.at(0.75)
    probe = {name: np.array([low[name], high[name]]) for name in low}
    with _bounded_inputs():
        family = Family.of(build, probe)
    chunks = _chunks(draws, sobol=sampling == "sobol")
    root = _seed(rng)
    work = _Draw(family, given, root.spawn(len(chunks)), sampling == "sobol", selection)
    name = getattr(selection, "__name__", repr(selection))
    identity = {
        "version": __version__,
        "model": family.fingerprint(probe),
        "selection": name,
        "inputs": ", ".join(f"{key} at its quartiles {low[key]:.6g}, {high[key]:.6g}" for key in low),
        "draws": f"{chunks[-1].stop} {sampling}",
        "seed": str(root.entropy),
    }
    with nullcontext() if store is None else Store(store, identity) as kept:
        results = run(work, chunks, executor=executor, store=kept, progress=progress)
    counts = {key: np.stack([result[key] for result in results]) for key in results[0]}
    inputs = tuple(map(str, given.of))
    seed = int(root.entropy) if isinstance(root.entropy, (int, np.integer)) else 0
    return Uncertain(family.players, family.actions, inputs, chunks[-1].stop, seed, name, sampling, counts)


@contextmanager
def _bounded_inputs() -> Iterator[None]:
    """Say, where the builder refuses a value, what to do about its distribution."""
    try:
        yield
    except InvalidModelError as error:
        raise InvalidModelError(
            f"{error}; where a distribution reaches beyond what the input may be, bound it, "
            "as with scipy.stats.truncnorm or scipy.stats.beta"
        ) from error


def _chunks(draws: int, *, sobol: bool) -> list[Chunk]:
    size = 2 ** ceil(log2(max(1, draws / REPLICATES))) if sobol else _DRAWS_PER_SEED
    total = REPLICATES * size if sobol else draws
    return [Chunk(k, start, min(start + size, total)) for k, start in enumerate(range(0, total, size))]


def _seed(rng: int | np.random.SeedSequence | np.random.Generator | None) -> np.random.SeedSequence:
    if isinstance(rng, np.random.SeedSequence):  # afresh, for a sequence remembers what it has spawned
        return np.random.SeedSequence(rng.entropy, spawn_key=rng.spawn_key)
    if isinstance(rng, np.random.Generator):
        return np.random.SeedSequence(int(rng.integers(2**63)))
    return np.random.SeedSequence(rng)
