"""Which input matters: one at a time (the tornado), and by shares of the variance (Sobol indices)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name, whole_number
from alignment_games.game.profile import parse_profile, supports
from alignment_games.game.seeds import Seed, generator
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import Control, longer_run
from alignment_games.states.arguments import checked
from alignment_games.sweeps._inputs import Vary
from alignment_games.sweeps._places import actions_at
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.grids.grid_answers import Labels
from alignment_games.sweeps.runs._allowance import LESS
from alignment_games.sweeps.runs._costs import affordable
from alignment_games.sweeps.runs._run import within
from alignment_games.sweeps.selection import Selection, as_selection
from alignment_games.sweeps.uncertainties.draws import Distributions
from alignment_games.text.display import Displayed, DisplayedRecord
from alignment_games.text.visible import visible

#: Samples drawn anew from the sample, for the standard errors.
_RESAMPLES = 99


@dataclass(frozen=True, repr=False)
class Swing(DisplayedRecord):
    """What one input does alone to the smallest slack of the predicted alignment.

    ``low``, ``high``: the input's values, with ``slack_low``, ``slack_high``; ``slack``: with every input at its
    median. Where a slack is negative the alignment ``profile`` is no equilibrium any more.
    """

    input: str
    low: float
    high: float
    slack_low: float
    slack_high: float
    slack: float
    profile: Labels

    @property
    def flips(self) -> bool:
        """Whether the input alone breaks the alignment."""
        return min(self.slack_low, self.slack_high) < 0

    @property
    def width(self) -> float:
        """How far the slack moves."""
        return max(self.slack_low, self.slack_high, self.slack) - min(self.slack_low, self.slack_high, self.slack)


@longer_run()
@as_annotated(but=("vary",))
def swings(
    model: Any,
    vary: Vary,
    *,
    quantiles: tuple[float, float] = (0.05, 0.95),
    select: str | Selection = "payoff_dominant",
    time_limit: float | None = None,
) -> list[Swing]:
    """Return what each input does alone between two quantiles, the others at their medians; the widest first.

    ``model``, ``vary``: as in `uncertain`. The alignment is the one selected at the medians. ``time_limit``: seconds;
    with it games of more than 16 players may take more than ten. Raises InvalidModelError where there is no pure
    equilibrium there, UnsupportedGameError for what would take long, and NotConvergedError when the limit passes.

    >>> from scipy.stats import uniform
    >>> spread = {"burden": uniform(0, 0.1), ("intent", "USSR"): uniform(0.6, 0.2)}
    >>> [swing.input for swing in swings("europe-1938", vary=spread)]
    ['burden', 'intent of USSR']
    """
    given = Distributions.read(vary)
    if np.shape(checked(list(quantiles), "quantiles", low=0, high=1)) != (2,):
        raise InvalidModelError(f"quantiles: expected two chances, such as (0.05, 0.95), got {shown(quantiles)}")
    low, middle, high = (given.at(q) for q in (quantiles[0], 0.5, quantiles[1]))
    rows = [middle, *({**middle, name: side[name]} for name in middle for side in (low, high))]
    columns = {name: np.array([row[name] for row in rows]) for name in middle}
    family = Family.of(model, {name: column[:2] for name, column in columns.items()})
    family = family.allowed(len(rows), LESS, meant=(time_limit,))
    with within(time_limit) as control:
        medians = family.games({name: column[:1] for name, column in columns.items()}, control.tick)
        chosen = int(medians.pure(as_selection(select), control)["selected"][0])
    if chosen == NONE:
        raise InvalidModelError("there is no pure equilibrium with every input at its median, so nothing to follow")
    index = tuple(int(k) for k in actions_at(chosen, family.profile_shape))
    least = family.games(columns).slacks(index).min(axis=1).tolist()
    profile = tuple(own[k] for own, k in zip(family.actions, index, strict=True))
    found = [
        Swing(str(name), low[name], high[name], least[1 + 2 * k], least[2 + 2 * k], least[0], profile)
        for k, name in enumerate(middle)
    ]
    return sorted(found, key=lambda swing: -swing.width)


@dataclass(frozen=True, repr=False)
class SobolIndex(Displayed):
    """The share of an answer's variance that an input explains alone (first), and with all others (total)."""

    input: str
    first: float
    first_error: float
    total: float
    total_error: float

    def __str__(self) -> str:
        return visible(
            f"{self.input}: alone {self.first:.3f} ± {self.first_error:.3f}, "
            f"with the others {self.total:.3f} ± {self.total_error:.3f}"
        )


@longer_run()
@as_annotated(but=("vary", "draws", "rng", "points_per_chunk"))
def sobol(
    model: Any,
    of: Any,
    vary: Vary,
    *,
    draws: int = 4096,
    rng: Seed = None,
    select: str | Selection = "payoff_dominant",
    time_limit: float | None = None,
) -> list[SobolIndex]:
    """Return the Sobol indices of an answer, the largest total first, with bootstrapped standard errors.

    ``of``: a pure profile (whether it is selected), responses by state such as ``{"France": "balance"}`` (whether
    they are selected), or "held" (the chance that the threat is held there, 0 without a pure equilibrium).
    ``draws``: a power of two; (inputs + 2) times as many games are solved. By Saltelli et al. (2010). An answer
    that never varies has indices 0. ``time_limit``: as in `swings`, whose errors are raised too.

    >>> from scipy.stats import uniform
    >>> spread = {"burden": uniform(0, 0.4), "spoils": uniform(0, 1e-9)}
    >>> rows = sobol("europe-1938", {"France": "bandwagon"}, vary=spread, draws=64, rng=1)
    >>> [(row.input, round(row.total, 2)) for row in rows]
    [('burden', 0.0), ('spoils', 0.0)]
    """
    given, draws = Distributions.read(vary), whole_number("draws", draws, least=2)
    if draws & (draws - 1):
        raise InvalidModelError(f"draws must be a power of two, got {draws:,}")
    affordable(f"{draws:,} draws of {len(given.of)} inputs", 64 * draws * len(given.of), "use fewer draws")
    low, high = given.at(0.25), given.at(0.75)
    family = Family.of(model, {name: np.array([low[name], high[name]]) for name in low})
    family = family.allowed(draws * (len(given.of) + 2), LESS, meant=(time_limit,))
    random = generator(rng)
    with within(time_limit) as control:
        answer = _Answer(family, tuple(given.of), of, as_selection(select), control)
        answers = _answers(answer, given, draws, random)
    again = [_indices(answers, random.integers(draws, size=draws)) for _ in range(_RESAMPLES)]
    columns, errors = _indices(answers, np.arange(draws)), np.std(again, axis=0, ddof=1)
    figures = np.stack([columns[0], errors[0], columns[1], errors[1]], axis=1).tolist()
    rows = [SobolIndex(str(name), *row) for name, row in zip(given.of, figures, strict=True)]
    return sorted(rows, key=lambda row: -row.total)


def _answers(answer: _Answer, given: Distributions, draws: int, random: np.random.Generator) -> tuple[Array, ...]:
    """Return the answers at two independent samples, and at the first with each input in turn from the second."""
    from scipy.stats import qmc

    inputs = len(given.of)
    points = qmc.Sobol(2 * inputs, seed=random, bits=64).random(draws).reshape(draws, 2, inputs)
    points = np.clip(points, 2.0**-60, 1 - 2.0**-53)  # at the ends inverses may be infinite
    first, second = (np.stack(list(given.values(points[:, k]).values())) for k in (0, 1))
    turns = [np.where(np.arange(inputs)[:, None] == k, second, first) for k in range(inputs)]
    return answer(first), answer(second), np.stack([answer(each) for each in turns])


def _indices(answers: tuple[Array, ...], rows: Array) -> Array:
    """Return first-order and total indices ``(2, inputs)`` from rows of the sample, 0 where the answer never varies.

    Saltelli et al. 2010, table 2, (b) and (f), with the answers' mean taken out.
    """
    drawn = [part[..., rows].astype(float) for part in answers]
    mean = (drawn[0].mean() + drawn[1].mean()) / 2
    first, second, turns = (part - mean for part in drawn)
    variance = np.var([first, second])
    if not variance > 0:
        return np.zeros((2, len(turns)))
    alone = (second * (turns - first)).mean(axis=-1)
    return np.asarray([alone, ((first - turns) ** 2).mean(axis=-1) / 2]) / float(variance)


class _Answer:
    """A number for each column of inputs: what the indices are of."""

    def __init__(self, family: Family, inputs: tuple[Input, ...], of: Any, select: Selection, control: Control) -> None:
        self.family, self.inputs, self.select, self.control = family, inputs, select, control
        self.wanted = None if isinstance(of, str) and of == "held" else self._wanted(of)

    def _wanted(self, of: Any) -> dict[int, int]:
        """Return which action of which states, by position, counts as yes."""
        family, found = self.family, {}
        wanted = of if isinstance(of, Mapping) else dict(zip(family.players, self._labels(of), strict=True))
        for state, action in wanted.items():
            if state not in family.players:
                raise unknown_name("state", state, family.players)
            i = family.players.index(state)
            if action not in family.actions[i]:
                raise unknown_name("action", action, family.actions[i])
            found[i] = family.actions[i].index(action)
        return found

    def _labels(self, of: Any) -> Labels:
        parsed = parse_profile(of, self.family.players, self.family.actions)
        return tuple(own[s[0]] for own, s in zip(self.family.actions, supports(parsed), strict=True))

    def __call__(self, x: Array) -> Array:
        """Return the answers ``(points,)`` at inputs ``(inputs, points)``."""
        most = self.family.together
        parts = [self._part(x[:, start : start + most]) for start in range(0, x.shape[1], most)]
        return np.concatenate(parts)

    def _part(self, x: Array) -> Array:
        games = self.family.games(dict(zip(self.inputs, x, strict=True)), self.control.tick)
        solved = games.pure(self.select, self.control)
        if self.wanted is None:
            return np.nan_to_num(solved["held"])
        chosen = actions_at(np.maximum(solved["selected"], 0), self.family.profile_shape)
        yes = [chosen[i] == k for i, k in self.wanted.items()]
        return np.asarray(np.logical_and.reduce([solved["selected"] != NONE, *yes]).astype(float))
