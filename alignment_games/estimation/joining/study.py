"""Joining a side, from a table of decisions to a judgement: estimates, forecasts out of sample, two propositions.

Everything is learned from the years up to ``train_until``. There, disputes are dealt into folds, and each fold is
foretold from the others; later years are foretold from all of them. The form of the utility was chosen by such folds
within 1816-1945.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.calibration import CalibrationGroup, calibration
from alignment_games.estimation.joining.baselines import FORECASTS, RULE_OF_THUMB, Forecast
from alignment_games.estimation.joining.conduct import (
    Passing,
    WaltGradient,
    passing,
    passing_in_words,
    walt_gradient,
)
from alignment_games.estimation.joining.fitting import JoinerFit, fit_joiners
from alignment_games.estimation.joining.scores import Scoreboard, score
from alignment_games.game.seeds import Seed, generator
from alignment_games.io.sources.third_parties import ThirdParties, read_third_parties
from alignment_games.text.tidy import Tidy


@dataclass(frozen=True, eq=False)
class JoinerStudy(Tidy):
    """What a record says of joining, and how well it foretells.

    ``held_out`` is None where no year is later than ``train_until``. ``gradient`` and ``passing`` are of all years;
    what they expect of years up to ``train_until`` comes from the folds.
    """

    record: ThirdParties
    train_until: int
    fit: JoinerFit
    folded: Scoreboard
    held_out: Scoreboard | None
    calibration: tuple[CalibrationGroup, ...]
    gradient: WaltGradient
    passing: tuple[Passing, ...]

    def boards(self) -> tuple[Scoreboard, ...]:
        """Return the scores: by folds, and of later years where there are any."""
        return (self.folded, *([self.held_out] if self.held_out else []))

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each score: sample, forecast, measure, value, error, difference, difference_error."""
        return [row for board in self.boards() for row in board.to_records()]

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the record as numbers and text."""
        return {
            "train_until": self.train_until,
            "estimates": self.fit.to_records(),
            "log_likelihood": self.fit.log_likelihood,
            "aic": self.fit.aic,
            "bic": self.fit.bic,
            "scores": self.to_records(),
            "calibration": [asdict(each) for each in self.calibration],
            "walt_gradient": asdict(self.gradient),
            "passing": [asdict(each) for each in self.passing],
        }

    def __repr__(self) -> str:
        return f"<JoinerStudy: {len(self.record):,} decisions, trained until {self.train_until}>"

    def __str__(self) -> str:
        later = str(self.held_out) if self.held_out else f"no year after {self.train_until} in the table"
        folded = f"{self.folded}\n{RULE_OF_THUMB}"
        parts = (self.record, self.fit, folded, later, self.gradient, passing_in_words(self.passing))
        return "\n\n".join(map(str, parts))


def judge_joiners(
    table: Any,
    *,
    train_until: int,
    folds: int = 10,
    rng: Seed = 0,
    draws: int = 200,
    years: int = 20,
    progress: Callable[[int, int | None], None] | None = None,
) -> JoinerStudy:
    """Return estimates of joining from the years up to ``train_until``, and how well they foretell.

    ``table``: a `ThirdParties`, or what `read_third_parties` takes. ``folds`` of whole disputes; ``rng`` deals them and
    draws the ``draws`` records for errors. ``years``: the length of a period of buck-passing. ``progress``: called with
    the fits done and all.
    Raises InvalidModelError where no year is up to ``train_until``, for fewer than two folds or more than disputes, and
    as `fit_joiners` does.
    """
    record = table if isinstance(table, ThirdParties) else read_third_parties(table)
    early = record.year <= train_until
    if not early.any():
        raise InvalidModelError(f"no decision up to {train_until}; the table covers {record.year.min()} and later")
    if draws < 2 or years < 1:
        raise InvalidModelError(f"expected at least 2 draws and periods of at least 1 year, got {draws} and {years}")
    train, later, draw = record.take(early), record.take(~early), generator(rng)
    fold = _folds(train, folds, draw)
    work = _Work(progress, (folds + bool(len(later))) * len(FORECASTS))
    fit = fit_joiners(train)
    told = _told_by_folds(train, fold, work)
    folded = score(f"{folds} folds up to {train_until}", train, told, groups=fold, rng=draw, draws=draws)
    groups = calibration("folds", 1 - told["structural"][:, 0], train.taken > 0)
    chances = np.zeros((len(record), 3))
    chances[early] = told["structural"]
    held_out = None
    if len(later):
        told = {name: forecast(later) for name, forecast in work.learned(train).items()}
        whole = np.zeros(len(later))
        held_out = score(f"after {train_until}", later, told, groups=whole, rng=draw, draws=draws)
        groups += calibration("later years", 1 - told["structural"][:, 0], later.taken > 0)
        chances[~early] = told["structural"]
    gradient, buck = walt_gradient(record, chances), passing(record, chances, years=years)
    return JoinerStudy(record, train_until, fit, folded, held_out, groups, gradient, buck)


def _told_by_folds(train: ThirdParties, fold: Array, work: _Work) -> dict[str, Array]:
    """Return the chances by forecast, each fold's learned from the others."""
    found = {name: np.zeros((len(train), 3)) for name in FORECASTS}
    for k in np.unique(fold):
        for name, forecast in work.learned(train.take(fold != k)).items():
            found[name][fold == k] = forecast(train.take(fold == k))
    return found


def _folds(record: ThirdParties, folds: int, rng: np.random.Generator) -> Array:
    """Return the fold of each decision, whole disputes dealt evenly."""
    count = int(record.disputes.max()) + 1
    if not 2 <= folds <= count:
        raise InvalidModelError(f"expected from 2 folds to as many as disputes ({count}), got {folds}")
    return np.asarray((rng.permutation(count) % folds)[record.disputes])


@dataclass
class _Work:
    """The fits of all forecasts, with word of how many are done."""

    progress: Callable[[int, int | None], None] | None
    total: int
    done: int = 0

    def learned(self, record: ThirdParties) -> Mapping[str, Forecast]:
        """Return each forecast as learned from decisions."""
        found = {}
        for name, learn in FORECASTS.items():
            found[name] = learn(record)
            self.done += 1
            if self.progress:
                self.progress(self.done, self.total)
        return found
