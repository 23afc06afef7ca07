"""What a referee asks of estimates of any kind: intervals, tests, forecasts and their scores, as JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.estimates import Estimates
from alignment_games.estimation.forecasts import Forecasts
from alignment_games.estimation.foresight import Foresight, foresight
from alignment_games.estimation.intervals import Bootstrap, ConfidenceIntervals, level_of
from alignment_games.estimation.profile_ends import profile_ends
from alignment_games.estimation.profiles import Profile
from alignment_games.estimation.search import Progress
from alignment_games.game.seeds import Seed
from alignment_games.io.results.json_text import plain


@dataclass(frozen=True, eq=False, repr=False)
class Fitted(Estimates, ABC):
    """Estimates whose likelihood can be climbed again: with a parameter held, and from cases drawn anew."""

    @abstractmethod
    def bootstrap(self, draws: int = 200, *, rng: Seed = 0, progress: Progress | None = None) -> Bootstrap:
        """Return estimates from cases drawn anew with replacement, each by a climb from the estimates of all.

        Raises InvalidModelError for fewer than two draws or cases, and where fewer than two records give estimates.
        """

    @abstractmethod
    def profile(self, parameter: str) -> Profile:
        """Return the profile likelihood of a parameter."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """The kind of intervals that are returned where none is asked for."""

    @property
    def stretch(self) -> Array:
        """By how much more the likelihood may fall within an interval than chance in choices alone makes it fall."""
        return np.ones(len(self.parameters))

    def likelihood_ratio(self, parameter: str, value: float) -> float:
        """Return the likelihood ratio statistic of a parameter's having a value: chi square, of one degree of freedom.

        Profile intervals hold the values at which it is below the quantile of their level. Raises NotConvergedError
        as they do, and where the likelihood with the value held is largest at a jump of play: it is not known there.
        """
        profile, place = self.profile(parameter), self._place(parameter)
        return 2 * profile.lost(value / profile.unit) / float(self.stretch[place])

    def intervals(
        self,
        kind: str | None = None,
        *,
        level: float = 0.95,
        draws: int = 200,
        rng: Seed = 0,
        progress: Progress | None = None,
    ) -> ConfidenceIntervals:
        """Return intervals of all parameters: ``wald``, ``profile`` (likelihood), or ``bootstrap`` (by case).

        ``kind``: None for ``profile``, or for ``wald`` with a penalty, of which there is no profile, and where
        equilibria are selected. Estimates of a weight of threat are skewed to the right, and Wald's intervals, of equal
        length to both sides, hold the truth too rarely where games are a hundred; those of the profile hold it as often
        as they say, but take choices as independent, given play. ``draws`` and ``rng``: of the bootstrap.
        Where play jumps at an end of a profile, or before it is known, `ConfidenceIntervals.notes` says so, and the
        longer interval is given. ``progress``: called with what is done and all. Raises InvalidModelError for another
        kind, a level outside 0 to 1, and as the kinds do; NotConvergedError where a profile meets a higher maximum, or
        a search of it does not end.
        """
        level, kind = level_of(level), self.kind if kind is None else kind
        if kind == "wald":
            return self.wald(level)
        if kind == "profile":
            return self._profile_intervals(level, progress)
        if kind == "bootstrap":
            return self.bootstrap(draws, rng=rng, progress=progress).intervals(level)
        raise InvalidModelError(f"kind of intervals: expected wald, profile or bootstrap, got {kind!r:.60}")

    def _profile_intervals(self, level: float, progress: Progress | None) -> ConfidenceIntervals:
        from scipy.special import chdtri

        allowed, found, notes = float(chdtri(1, 1 - level)) / 2, {}, {}
        for k, (name, error) in enumerate(self.errors.items()):
            low, high = profile_ends(self.profile(name), error, allowed * float(self.stretch[k]))
            found[name] = low.value, high.value
            told = zip(("low", "high"), (low.reason, high.reason), strict=True)
            notes[name] = "; ".join(f"{side} end: {reason}" for side, reason in told if reason)
            if progress:
                progress(k + 1, len(self.errors))
        notes = {name: note for name, note in notes.items() if note}
        return ConfidenceIntervals("profile likelihood", level, self.estimates, found, notes)

    @abstractmethod
    def predict(self) -> Forecasts:
        """Return the probabilities of the actions in the games estimated from, as the model has them."""

    def foresight(self, *, groups: int = 10) -> Foresight:
        """Return how well the estimates predict the choices that they are from: accuracy, Brier, calibration.

        For choices not seen, give `leave_cases_out` to `estimation.foresight`.
        """
        return foresight(self.predict(), groups=groups, sample="estimated from")

    def to_dict(self, intervals: ConfidenceIntervals | None = None, effects: Effects | None = None) -> dict[str, Any]:
        """Return everything as plain values for JSON, None where there is no number; intervals and effects with it."""
        found = {
            self.OBSERVATIONS: self.rows,
            "cases": self.clusters,
            "log_likelihood": self.log_likelihood,
            "aic": self.aic,
            "bic": self.bic,
            **self._more(),
            "proof": self.proof(),
            "separated": list(self.separated),
            "at_bound": list(self.at_bound),
            "estimates": self.to_records(),
            "covariance": self.covariance.tolist(),
        }
        more = {"intervals": intervals, "effects": effects}
        found |= {name: each.to_records() for name, each in more.items() if each is not None}
        document: dict[str, Any] = plain(found)
        return document

    def _more(self) -> dict[str, Any]:
        """Return what estimates of this kind have besides."""
        return {}

    def _place(self, parameter: str) -> int:
        only_known("parameter", [parameter], self.problem.names)
        return self.problem.names.index(parameter)
