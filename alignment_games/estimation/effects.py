r"""What a source of threat does to play: first differences and marginal effects, with bands.

A first difference is the change of an action's mean probability when a source moves from one value to another for
every state, and all else stays as observed (Hanmer & Kalkan 2013); a marginal effect is its derivative. States
answer one another, so that play is that of the games with the source moved. A source moves where the theory has it,
in the threat and in the costs; what a game has of it besides, such as who lends how much power, stays.

Bands come from simulation: parameters are drawn from the normal distribution about the estimates with their estimated
covariance, and each draw gives an effect (King, Tomz & Wittenberg 2000). Draws beyond a bound of the search are moved
to it; a parameter whose estimate ran to a bound stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, only_known
from alignment_games.estimation.choices import Choices
from alignment_games.estimation.search import Progress
from alignment_games.estimation.theory import LOGARITHMIC
from alignment_games.game.seeds import Seed, generator
from alignment_games.text.numbers import decimals, number
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy, row_of, tidy_row

FIRST, MARGINAL = "first differences", "marginal effects"
#: A derivative's step as a share of a source's spread: it is exact to its square.
_STEP = 1e-3
#: A change that is nothing beside a band of which three decimals are told.
_NONE = 5e-4


@dataclass(frozen=True)
class Effect:
    """What a source does to one action's mean probability, and the band.

    ``low`` and ``high``: from where to where the source moves, None for a marginal effect, which is for one unit.
    """

    source: str
    action: str
    low: float | None
    high: float | None
    change: float
    band: tuple[float, float]


@dataclass(frozen=True)
class Effects(Tidy):
    """Effects of each source on each action; ``kind``: first differences or marginal effects.

    ``lost``: draws, of ``draws``, at which play could not be followed; bands are of the others.
    """

    kind: str
    level: float
    draws: int
    lost: int
    effects: tuple[Effect, ...]

    def __getitem__(self, of: tuple[str, str]) -> Effect:
        """Return the effect of a source on an action."""
        return row_of(self.effects, of, "source", "action")

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each source and action: source, action, low, high, change, change_low, change_high."""
        return [tidy_row(each, band="change") for each in self.effects]

    def table(self) -> Table:
        """Return the effects in words."""
        rows = []
        for each in self.effects:
            moved = [] if each.low is None else [f"{number(each.low)} to {number(each.high)}"]
            band = f"{decimals(each.band[0], 3)} to {decimals(each.band[1], 3)}"
            none = abs(each.change) < _NONE <= max(map(abs, each.band))  # not 3e-05 beside a band of tenths
            rows.append([each.source, *moved, each.action, "0.000" if none else decimals(each.change, 3), band])
        from_to = ["moves"] if self.kind == FIRST else []
        lost = f", {self.lost} lost" if self.lost else ""
        caption = f"{self.kind.capitalize()} of mean probabilities, {self.level:.0%} bands of {self.draws} draws{lost}"
        return Table(["source", *from_to, "action", "change", "band"], rows, caption)

    def __str__(self) -> str:
        return str(self.table())


def drawn(problem: Choices, parameters: Array, covariance: Array, draws: int, rng: Seed) -> Array:
    """Return parameters drawn about the estimates, (draws, parameters), those at a bound (NaN) left there.

    Raises InvalidModelError for fewer than two draws, and for a covariance of too few cases.
    """
    if draws < 2:
        raise InvalidModelError(f"expected at least 2 draws, got {draws}")
    free = np.isfinite(np.diag(covariance))
    count, cases = int(free.sum()), len(problem.cases)
    few = f"{cases} cases are too few to tell the errors of {count} parameters apart; bring more cases"
    # The scores of all cases add up to zero and span fewer directions than there are cases, which rounding may hide.
    if 1 < cases <= count:
        raise InvalidModelError(few)
    try:
        root = np.linalg.cholesky(covariance[np.ix_(free, free)])
    except np.linalg.LinAlgError:
        raise InvalidModelError(few) from None
    objective = problem.objective()
    points = np.repeat(parameters[None], draws, axis=0)
    points[:, free] += generator(rng).standard_normal((draws, count)) @ root.T
    return np.asarray(np.clip(points, objective.low * objective.units, objective.high * objective.units))


def first_differences(
    problem: Choices, points: Array, moves: Mapping[str, tuple[float, float]] | None, *, level: float, progress: Any
) -> Effects:
    """Return the change of mean probabilities as sources move; ``points``: the estimates, then draws about them.

    ``moves``: from where to where, by source; None moves all of the theory, one of two values between them, others
    from the 10 % to the 90 % quantile of the choices. Raises InvalidModelError for an unknown source or value.
    """
    known = sources_of(problem)
    chosen = {name: _ends(problem.stack.sources[name]) for name in known} if moves is None else dict(moves)
    only_known("source", chosen, known)
    for name, ends in chosen.items():
        _checked(name, ends)
    shifts = {name: tuple(np.full(len(problem.stack), float(end)) for end in ends) for name, ends in chosen.items()}
    changes = _changes(problem, points, shifts, progress)
    return _gathered(FIRST, problem, changes, chosen, level)


def marginal_effects(problem: Choices, points: Array, *, level: float, progress: Progress | None) -> Effects:
    """Return the derivatives of mean probabilities by each source; ``points`` as above."""
    shifts, widths = {}, {}
    for name in sources_of(problem):
        values = problem.stack.sources[name]
        width = _STEP * float(np.ptp(values))
        if name in LOGARITHMIC:
            width = min(width, _STEP * float(values.min()))
        shifts[name], widths[name] = (values - width, values + width), 2 * width
    changes = {name: each / widths[name] for name, each in _changes(problem, points, shifts, progress).items()}
    return _gathered(MARGINAL, problem, changes, dict.fromkeys(shifts, (None, None)), level)


def sources_of(problem: Choices) -> list[str]:
    """Return the sources that a theory's threat and costs use, each once."""
    of_costs = [source for name in problem.theory.costs if (source := name.partition(" by ")[2])]
    return list(dict.fromkeys([*problem.theory.sources, *of_costs]))


def _changes(problem: Choices, points: Array, shifts: Mapping[str, Any], progress: Progress | None) -> dict[str, Array]:
    """Return, for each source, the changes of the mean probabilities at each point, (points, actions)."""
    found = {}
    for k, (name, ends) in enumerate(shifts.items()):
        means = []
        for j, values in enumerate(ends):
            moved = replace(problem.stack, sources={**problem.stack.sources, name: values})
            means.append(problem.theory.mean_plays(moved, points))
            if progress:
                progress(2 * k + j + 1, 2 * len(shifts))
        found[name] = means[1] - means[0]
    return found


def _gathered(
    kind: str, problem: Choices, changes: Mapping[str, Array], ends: Mapping[str, Any], level: float
) -> Effects:
    if not changes:
        raise InvalidModelError(f"{kind} are of sources, and the theory has none; name one in its sources or costs")
    kept = np.isfinite(np.concatenate(list(changes.values()), axis=1)).all(axis=1)
    kept[0] = False  # the estimates themselves
    if kept.sum() < 2:
        raise NotConvergedError("play could not be followed at the parameters drawn; estimates are too uncertain")
    effects = []
    for name, each in changes.items():
        bands = np.quantile(each[kept], [(1 - level) / 2, (1 + level) / 2], axis=0).T.tolist()
        low, high = ends[name]
        for action, change, band in zip(problem.stack.actions, each[0].tolist(), bands, strict=True):
            effects.append(Effect(name, action, low, high, change, (band[0], band[1])))
    draws = len(kept) - 1
    return Effects(kind, level, draws, draws - int(kept.sum()), tuple(effects))


def _ends(values: Array) -> tuple[float, float]:
    if len(np.unique(values)) == 2:
        return float(values.min()), float(values.max())
    low, high = np.quantile(values, [0.1, 0.9])
    return float(low), float(high)


def _checked(name: str, ends: Any) -> None:
    given = np.asarray(ends, dtype=float)
    if given.shape != (2,) or not np.isfinite(given).all() or (name in LOGARITHMIC and (given <= 0).any()):
        above = " above 0" if name in LOGARITHMIC else ""
        raise InvalidModelError(f"moves: {name} needs two numbers{above}, from where to where it moves, got {ends}")
