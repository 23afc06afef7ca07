"""Recovery: whether known parameters are found again in simulated records.

Games of three or four states with powers, distances, borders and intents drawn at random; play drawn from
the quantal response at the true parameters; estimation as on a record of history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.random import Generator

from alignment_games.errors import AlignmentGamesError, InvalidModelError, NotConvergedError, only_known
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.results import Fit
from alignment_games.estimation.search import CLIMBS, Progress
from alignment_games.estimation.stack import Stack, stack_games
from alignment_games.game.seeds import generator
from alignment_games.io.sources.alignments import ObservedGame
from alignment_games.models.response import response_model
from alignment_games.signatures import as_annotated
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

#: Intervals whose coverage is counted.
Intervals = Literal["wald", "profile"]
#: The normal quantile of a 95 % interval.
_Z95 = 1.959964


def random_game(name: str, rng: Generator) -> ObservedGame:
    """Return a game of three or four states before a threat, drawn at random; nobody has chosen yet.

    Powers are log-normal about 0.05, the threat's about 0.15; distances uniform to 4,000 km, one state in
    three shares a border; offence and intent uniform.
    """
    n = int(rng.integers(3, 5))
    states = [State(f"{name}.{k + 1}", float(power)) for k, power in enumerate(0.05 * np.exp(rng.normal(0, 1, n)))]
    against = State("threat", float(0.15 * np.exp(rng.normal(0, 0.5))), offence=float(rng.uniform(0.7, 1.5)))
    border = rng.uniform(size=n) < 1 / 3
    threat = perceived_threat(
        states,
        against,
        distance_km=np.where(border, 0, rng.uniform(100, 4000, n)),
        contiguous=border,
        intent=rng.uniform(0.1, 1, n),
    )
    model = response_model(states, against, threat, FirstForm())
    return ObservedGame(name, name, model, (model.actions[0][0],) * n, {})


@as_annotated()
def simulate(stack: Stack, theory: QuantalResponse, parameters: Sequence[float], rng: Generator) -> Stack:
    """Return the same games with choices drawn from the quantal response at the parameters."""
    totals = theory.play(stack, parameters).cumsum(axis=1)
    drawn = (rng.uniform(size=(len(stack), 1)) > totals).sum(axis=1)
    return stack.with_played(np.minimum(drawn, len(stack.actions) - 1))


@dataclass(frozen=True)
class Recovery:
    """How the estimates of many simulated records spread about the truth, by parameter.

    ``bias``: the mean error of the estimates, ``bias_error`` its standard error; ``spread`` their standard
    deviation; ``coverage``: how often the 95 % interval of the ``intervals`` asked for holds the truth, and by
    errors clustered by game. ``failed``: records in which a parameter ran to a bound or was not identified.
    """

    truth: dict[str, float]
    bias: dict[str, float]
    bias_error: dict[str, float]
    spread: dict[str, float]
    coverage: dict[str, float]
    clustered_coverage: dict[str, float]
    records: int
    failed: int
    intervals: Intervals = "wald"

    def __str__(self) -> str:
        wide = max(map(len, self.truth))
        lines = [f"{self.records} records, {self.failed} without an interval for every parameter"]
        lines.append(f"{'':{wide}}  truth    bias (error)   spread  {self.intervals} covers  clustered")
        for name, value in self.truth.items():
            bias = f"{self.bias[name]:6.3f} ({self.bias_error[name]:.3f})"
            covers = f"{self.coverage[name]:{len(self.intervals) + 7}.3f}  {self.clustered_coverage[name]:9.3f}"
            rest = f"{self.spread[name]:6.3f}  {covers}"
            lines.append(f"{name:{wide}}  {value:5.2f}  {bias}  {rest}")
        return "\n".join(lines)


@as_annotated()
def recover(
    theory: QuantalResponse,
    truth: Sequence[float],
    *,
    records: int = 200,
    games: int = 30,
    rng: Generator | int = 1,
    start: Sequence[float] | None = None,
    climbs: int = CLIMBS,
    intervals: Intervals = "wald",
    progress: Progress | None = None,
) -> Recovery:
    """Return how well the truth is found again in simulated records of the same games, drawn once.

    ``start`` and ``climbs``: as in `fit`. ``intervals``: whose coverage is counted, "wald", by the model's errors, or
    "profile", of the likelihood, which takes a further search for each parameter of each record. ``progress``: called
    with the records done and all. Raises InvalidModelError for the wrong number of true parameters, another kind of
    intervals, and when no record could be fitted.
    """
    only_known("kind of intervals", [intervals], get_args(Intervals))
    if len(truth) != len(theory.names):
        raise InvalidModelError(f"the truth needs {len(theory.names)} parameters ({', '.join(theory.names)})")
    rng = generator(rng)
    design = stack_games([random_game(f"g{k + 1}", rng) for k in range(games)])
    found: list[tuple[Fit, list[bool]]] = []
    for k in range(records):
        each = _one(simulate(design, theory, truth, rng), theory, start, climbs)
        held = None if each is None else _covered(each, truth, intervals)
        found += [] if each is None or held is None else [(each, held)]
        if progress:
            progress(k + 1, records)
    if not found:
        raise InvalidModelError("none of the simulated records identified the parameters; simulate more games")
    gaps = np.array([each.parameters for each, _ in found]) - np.asarray(truth)
    clustered = np.array([list(each.clustered_errors.values()) for each, _ in found])
    spread = gaps.std(axis=0, ddof=1)
    covers = np.array([held for _, held in found])
    columns = (
        np.asarray(truth, dtype=float),
        gaps.mean(axis=0),
        spread / np.sqrt(len(found)),
        spread,
        covers.mean(axis=0),
        (abs(gaps) <= _Z95 * clustered).mean(axis=0),
    )
    true, bias, error, wide, covered, by_game = (dict(zip(theory.names, x.tolist(), strict=True)) for x in columns)
    return Recovery(true, bias, error, wide, covered, by_game, records, records - len(found), intervals)


def _covered(fit: Fit, truth: Sequence[float], intervals: Intervals) -> list[bool] | None:
    """Return of which parameters a fit's interval holds the truth; None where it has no interval."""
    named = list(zip(fit.estimates, truth, strict=True))
    if intervals == "wald":
        return [abs(fit.estimates[name] - value) <= _Z95 * fit.errors[name] for name, value in named]
    try:
        profiles = [(fit.profile(name), value) for name, value in named]
        return [profile.holds(value / profile.unit, _Z95**2 / 2) for profile, value in profiles]
    except NotConvergedError:
        return None


def _one(record: Stack, theory: QuantalResponse, start: Sequence[float] | None, climbs: int) -> Fit | None:
    """Return the fit to one simulated record, or None where it gives no interval for some parameter."""
    try:
        found = fit(record, theory, start=start, climbs=climbs)
    except AlignmentGamesError:
        return None
    return None if found.at_bound else found
