r"""Uncertain inputs: how likely each alignment is when the threat is a guess.

Each input has a distribution; draws are independent. With N random draws the share p of the draws in which
something holds has the standard error :math:`\sqrt{p (1 - p) / N}`. Scrambled Sobol points (Owen 1997) fill the
space more evenly; they are drawn in 16 independent scrambles, whose spread gives the standard error. Bounds are those
of `sweeps.uncertainties.estimate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games._version import __version__
from alignment_games.arrays import Array
from alignment_games.errors import unknown_name, whole_number
from alignment_games.game.entrance import opened
from alignment_games.game.profile import ProfileLike, parse_profile, supports
from alignment_games.game.seeds import Seed, seed_sequence
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._identity import Identity, selection_identity
from alignment_games.sweeps._inputs import Vary, by_input
from alignment_games.sweeps._places import actions_at
from alignment_games.sweeps.families._family import Columns, Family
from alignment_games.sweeps.grids._profiles import Profiles
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.runs._allowance import LONG_RUN
from alignment_games.sweeps.runs._run import Chunk, Progress, run
from alignment_games.sweeps.runs.store import Store
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.sweeps.uncertainties.draws import (
    Distributions,
    Draw,
    affordable_draws,
    bounded_inputs,
    chunks_of,
    gathered,
)
from alignment_games.sweeps.uncertainties.estimate import STUDENT, Estimate, mean_of, scrambled_share, share_of
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy
from alignment_games.text.visible import in_lines, one_line, visible

#: Letters of a repr.
_REPR = 120


@dataclass(frozen=True, eq=False, repr=False)
class Uncertain(Displayed, Tidy):
    """How likely each alignment is under uncertain inputs; make it with `uncertain`.

    ``draws``: how many. ``seed``: repeats the run. ``found``: the positions of the profiles that ever were equilibria,
    rising, and ``counts`` of these by chunk, as summed by the workers.
    """

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    inputs: tuple[str, ...]
    draws: int
    seed: int
    selection: str
    sampling: str
    found: Array = field(repr=False)
    counts: Mapping[str, Array] = field(repr=False)

    @property
    def profiles(self) -> Profiles:
        """Every pure profile as labels."""
        return Profiles(self.actions)

    @cached_property
    def _actions(self) -> Array:
        """The actions, by position, of the profiles that ever were equilibria, ``(n, profiles)``."""
        return np.array(actions_at(self.found, tuple(map(len, self.actions))))

    def probability(self, profile: ProfileLike) -> Estimate:
        """Return the probability that a pure profile is an equilibrium."""
        index = [s[0] for s in supports(parse_profile(profile, self.players, self.actions))]
        return self._estimate("equilibrium", (self._actions == np.array(index)[:, None]).all(axis=0))

    def response(self, state: str) -> dict[str, Estimate]:
        """Return the probability of each action of a state in the selected equilibrium.

        What is missing to one is the probability that there is no pure equilibrium (`none`).
        """
        if state not in self.players:
            raise unknown_name("state", state, self.players)
        i = self.players.index(state)
        return {action: self._estimate("selected", self._actions[i] == k) for k, action in enumerate(self.actions[i])}

    def alignments(self, *, least: float = 0.0005) -> dict[Labels, Estimate]:
        """Return the probability that each pure profile is the selected equilibrium, the likeliest first.

        Those below ``least`` are left out, and those that never were an equilibrium.
        """
        found = {self.profiles[k]: self._estimate("selected", np.array([at])) for at, k in enumerate(self.found)}
        likely = {profile: estimate for profile, estimate in found.items() if estimate.value >= least}
        return dict(sorted(likely.items(), key=lambda pair: -pair[1].value))

    @property
    def none(self) -> Estimate:
        """The probability that no pure profile is an equilibrium."""
        return self._estimate("selected", np.array([len(self.found)]))

    @property
    def held(self) -> Estimate | None:
        """The mean chance that the threat is held at the selected equilibrium; None where it is not known."""
        number, total, squares = self.counts["held"].sum(axis=0)
        if not number:
            return None
        mean = float(total / number)
        if self.sampling == "sobol":
            sizes, totals, _ = self.counts["held"].T
            return mean_of(mean, _spread(totals[sizes > 0] / sizes[sizes > 0]), STUDENT)
        return mean_of(mean, float(np.sqrt(max(squares / number - mean**2, 0) / number)))

    def _estimate(self, what: str, columns: Array) -> Estimate:
        """Return the share of the draws that some columns of the counts, by position or as a mask, count."""
        at = np.flatnonzero(columns) if columns.dtype == bool else columns
        hits = self.counts[what][:, at].sum(axis=1)
        if self.sampling == "sobol":
            return scrambled_share(float(hits.sum() / self.draws), _spread(hits * len(hits) / self.draws), self.draws)
        return share_of(int(hits.sum()), self.draws)

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: state, action, probability, standard_error, and the bounds low and high, at 95 %."""
        return [
            {"state": player, "action": action, **_columns(estimate)}
            for player in self.players
            for action, estimate in self.response(player).items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON: figures as in `to_records`."""
        return {
            "draws": self.draws,
            "sampling": self.sampling,
            "seed": self.seed,
            "selection": self.selection,
            "inputs": list(self.inputs),
            "responses": self.to_records(),
            "alignments": [
                {"profile": dict(zip(self.players, profile, strict=True)), **_columns(estimate)}
                for profile, estimate in self.alignments().items()
            ],
            "none": _columns(self.none),
            "held": None if self.held is None else self.held._asdict(),
        }

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [[row["state"], row["action"], row["probability"], row["standard_error"]] for row in self.to_records()]
        likely = [[str(estimate), *profile] for profile, estimate in self.alignments().items()]
        return [
            self._title(),
            Table(["state", "action", "probability", "standard error"], rows, f"In the {self.selection} equilibrium"),
            Table(["probability ± standard error", *self.players], likely, "Alignments, the likeliest first"),
            *([f"{NO_EQUILIBRIUM}: {self.none}"] if self.none.value else []),
            *([f"the threat is held with probability {self.held}"] if self.held is not None else []),
        ]

    def _title(self) -> str:
        return f"{self.draws:,} draws ({self.sampling}, seed {self.seed}) of {', '.join(self.inputs)}"

    def __str__(self) -> str:
        lines = [
            self._title(),
            f"responses in the {self.selection} equilibrium, probability and 95 % bounds:",
        ]
        width = max(len(visible(player)) for player in self.players)
        for player in self.players:
            told = "   ".join(f"{action} {estimate}" for action, estimate in self.response(player).items())
            lines.append(f"  {visible(player):<{width}}   {told}")
        lines.append(f"alignments ({', '.join(self.players)}):")
        lines += [f"  {estimate}   {', '.join(profile)}" for profile, estimate in self.alignments().items()]
        if self.none.value:
            lines.append(f"  {self.none}   {NO_EQUILIBRIUM}")
        if self.held is not None:
            lines.append(f"the threat is held with probability {self.held}")
        return in_lines(lines)

    def __repr__(self) -> str:
        return one_line(f"<Uncertain: {self.draws:,} draws of {', '.join(self.inputs)}>", _REPR)


def _columns(estimate: Estimate) -> dict[str, float]:
    return {
        "probability": estimate.value,
        "standard_error": estimate.error,
        "low": estimate.low,
        "high": estimate.high,
    }


def _spread(estimates: Array) -> float:
    """Return the standard error of the mean of independent estimates."""
    return float(np.std(estimates, ddof=1) / np.sqrt(len(estimates)))


@longer_run()
@as_annotated(but=("vary", "draws", "rng", "points_per_chunk"))
def uncertain(
    model: Any,
    vary: Vary | None = None,
    *,
    draws: int = 10_000,
    rng: Seed = None,
    sampling: str = "random",
    select: str | Selection = "payoff_dominant",
    executor: Executor | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
    **named: Any,
) -> Uncertain:
    """Return how likely each alignment is when inputs follow distributions.

    ``model``, ``select``, ``executor``, ``store``, ``progress``, ``time_limit``: as in `sweep`. ``vary``: for each
    parameter, or that of one state, a frozen scipy.stats distribution:
    ``{"burden": scipy.stats.uniform(0, 0.2), ("intent", "France"): scipy.stats.beta(8, 4)}``.
    ``named``: the same, where no option has the name. ``rng``: the seed; the same seed gives the same numbers whatever
    the executor. ``sampling``: "random", or "sobol" for scrambled points, in number 16 times a power of two or more.

    Raises InvalidModelError for what is no distribution, or reaches beyond what the input may be, and for a seed below
    0; UnsupportedGameError for more draws than memory holds the counts of; and as `sweep` does.

    >>> from scipy.stats import uniform
    >>> found = uncertain("europe-1936", vary={"intent": uniform(0.4, 0.1)}, draws=1000, rng=1)
    >>> print(found.probability("buck_pass, buck_pass, buck_pass"))
    1.0000 (0.9962 to 1.0000)
    """
    if sampling not in ("random", "sobol"):
        raise unknown_name("sampling", sampling, ("random", "sobol"))
    draws, sobol, root = whole_number("draws", draws), sampling == "sobol", seed_sequence(rng)
    given, selection = Distributions.read(by_input(vary, named)), as_selection(select)
    low, high = given.at(0.25), given.at(0.75)
    probe = {name: np.array([low[name], high[name]]) for name in low}
    source = opened(model)
    identity = None if store is None else Identity(source)
    with bounded_inputs():
        family = Family.of(source, probe)
    family = family.allowed(draws, LONG_RUN, meant=(time_limit, store, executor))
    affordable_draws(draws, len(low), family.n_profiles, sobol=sobol)
    chunks, work = chunks_of(draws, sobol=sobol), Draw(family, given, root, sobol, selection)
    kept = None if store is None or identity is None else Store(store, _what_run(work, chunks, identity, probe))
    results = run(work, chunks, executor=executor, store=kept, progress=progress, time_limit=time_limit)
    found, counts = gathered(results)
    inputs = tuple(map(str, given.of))
    seed = int(root.entropy) if isinstance(root.entropy, (int, np.integer)) else 0
    name = getattr(selection, "__name__", repr(selection))
    return Uncertain(family.players, family.actions, inputs, chunks[-1].stop, seed, name, sampling, found, counts)


def _what_run(work: Draw, chunks: Sequence[Chunk], identity: Identity, probe: Columns) -> dict[str, str]:
    """Return what makes these draws what they are: a store that says otherwise belongs to another run."""
    seed = work.seed
    return {
        "draws": f"{chunks[-1].stop} {'sobol' if work.sobol else 'random'}",
        "model, in code and data": identity.digest(),
        "version": __version__,
        "model": work.family.fingerprint(probe),
        "selection": selection_identity(work.select),
        "counts": "of the profiles that ever are equilibria",
        "seed": f"{seed.entropy}{f' {seed.spawn_key}' if seed.spawn_key else ''}",
        **{f"distribution of {name}": told for name, told in work.distributions.identity().items()},
    }
