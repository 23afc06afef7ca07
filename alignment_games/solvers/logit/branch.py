"""A branch of logit quantal response equilibria: its points, its bifurcations, the rate that fits choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers.logit.fit import LogitFit, fitted
from alignment_games.solvers.logit.homotopy import HomotopySystem, Point, Singularity
from alignment_games.solvers.logit.tracing import Trace
from alignment_games.solvers.numeric import unit_payoffs
from alignment_games.solvers.polish import polish
from alignment_games.solvers.solution import in_words
from alignment_games.text.display import Displayed
from alignment_games.text.tidy import Tidy
from alignment_games.text.visible import in_lines

#: How far a branch is followed, in rate times payoff range, and the most steps that this may take.
LAST_RATE, MOST_STEPS = 1e5, 5000


@dataclass(frozen=True, eq=False, repr=False)
class Bifurcation(Displayed):
    """A point of a branch where the equations are singular.

    ``rate``: lambda there. ``profile``: the mixed profile. ``fold``: the branch turns back in lambda;
    otherwise other branches leave it here. ``branches``: how many independent directions they have.
    """

    rate: float
    profile: Profile
    fold: bool
    branches: int
    _singularity: Singularity = field(repr=False)

    def __str__(self) -> str:
        what = "the branch turns back" if self.fold else "other branches leave it"
        return f"at lambda = {self.rate:.6g} {what}"

    def __repr__(self) -> str:
        return f"<Bifurcation {self}>"


@dataclass(frozen=True, eq=False, repr=False)
class LogitPath(Displayed, Tidy):
    """A branch of logit quantal response equilibria, point by point in the order in which it is followed.

    ``rates``: lambda, (points,). ``profiles``: for each player an array (points, m_i). ``residuals``: the
    largest gap of a log probability to its logit response at each point. ``bifurcations``: what was met.
    ``limit``: the equilibrium that the branch approaches, None where none could be verified.
    """

    game: NormalFormGame
    rates: Array
    profiles: Profile
    residuals: Array
    bifurcations: tuple[Bifurcation, ...]
    limit: Profile | None
    _system: HomotopySystem = field(repr=False)
    _points: tuple[Point, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.rates)

    def at(self, rate: float) -> Profile:
        """Return the first profile along the branch with this rate, to full precision.

        Raises InvalidModelError for a rate that the branch does not pass.
        """
        for k in range(len(self) - 1):
            low, high = sorted(self.rates[k : k + 2])
            if low <= rate <= high:
                span = self.rates[k + 1] - self.rates[k]
                guess = self._arc(k, (rate - self.rates[k]) / span if span else 0.0)
                guess[-1] = rate * self.unit
                only_rate = np.r_[np.zeros(len(guess) - 1), 1.0]
                return self._system.profile(self._on_branch(guess, only_rate).logs)
        raise InvalidModelError(
            f"the branch runs from lambda {self.rates.min():g} to {self.rates.max():g}, got {rate:g}"
        )

    def _arc(self, k: int, share: float) -> Array:
        """Return the place between points k and k + 1, on the cubic through both along their tangents."""
        one, two = self._points[k], self._points[k + 1]
        chord = two.place - one.place
        length, rest = np.linalg.norm(chord), 1 - share
        bends = rest * (length * one.tangent - chord) - share * (length * two.tangent - chord)
        row: Array = one.place + share * chord + share * rest * bends
        return row

    def between(self, k: int, share: float) -> tuple[float, Profile]:
        """Return the rate and the play on the branch across from a place on the chord from point k to the next.

        This works at folds as well.
        """
        chord = self._points[k + 1].place - self._points[k].place
        point = self._on_branch(self._arc(k, share), chord / np.linalg.norm(chord))
        return point.rate / self.unit, self._system.profile(point.logs)

    def _on_branch(self, guess: Array, across: Array) -> Point:
        found = self._system.correct(guess, across)
        if found is None:
            raise NotConvergedError("the branch bends too sharply here; ask for a rate a little apart")
        return found

    def follow(self, bifurcation: Bifurcation, *, direction: int = 0, backward: bool = False) -> LogitPath:
        """Return the branch that leaves this one at a bifurcation, followed away from it.

        ``direction``: which of the independent directions of a branch point; ``backward``: the other sense.
        Raises InvalidModelError at a fold, which has no other branch, and NotConvergedError when no branch
        is found that way.
        """
        if bifurcation.fold or not 0 <= direction < bifurcation.branches:
            raise InvalidModelError(
                f"no branch leaves that way: it {'is a fold' if bifurcation.fold else 'has only'} "
                f"{'' if bifurcation.fold else bifurcation.branches} directions"
            )
        full = replace(self._system, classes=np.arange(len(self._system.classes)))
        start = _leave(full, bifurcation, direction, backward=backward)
        trace = Trace(full, [start], [])
        trace.follow(LAST_RATE, MOST_STEPS, nobody)
        return as_path(self.game, trace)

    def fit(self, choices: Mapping[str, Mapping[str, float]]) -> LogitFit:
        """Return the rate of largest likelihood of how often each player was seen to take each action.

        ``choices``: ``{player: {action: count}}``; players never seen may be left out. Raises InvalidModelError
        for unknown names, negative counts and no choices at all.

        >>> from alignment_games.solvers import logit_path
        >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
        >>> path = logit_path(hunt)
        >>> seen = path.at(0.7)
        >>> counts = {"Ann": dict(zip(["stag", "hare"], 1000 * seen[0])), "Bob": {"hare": 0}}
        >>> round(path.fit(counts).rate, 6)
        0.7
        """
        return fitted(self.game, choices, self.rates, self.profiles, self.between)

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: point (from 0), lambda, state, action, probability."""
        return [
            {
                "point": k,
                "lambda": float(rate),
                "state": player,
                "action": action,
                "probability": float(self.profiles[i][k, a]),
            }
            for k, rate in enumerate(self.rates)
            for i, player in enumerate(self.game.players)
            for a, action in enumerate(self.game.actions[i])
        ]

    @property
    def unit(self) -> float:
        """The range of payoffs: play is near chance while lambda is far below one over it."""
        return unit_payoffs(self.game)[1]

    def curves(self) -> tuple[Array, Profile, float]:
        """Return rates and profiles to draw, close enough together for the eye, and the rate where play has settled.

        Shapes as in ``rates`` and ``profiles``, with more points.
        """
        flat = np.concatenate(self.profiles, axis=1)
        drawn = [(self.rates[0], tuple(own[0] for own in self.profiles))]
        for k, move in enumerate(np.abs(np.diff(flat, axis=0)).max(axis=1)):
            parts = max(2, int(np.ceil(move / 0.01)))
            drawn += [self.between(k, part / parts) for part in range(1, parts)]
            drawn.append((self.rates[k + 1], tuple(own[k + 1] for own in self.profiles)))
        unsettled = np.flatnonzero(np.abs(flat - flat[-1]).max(axis=1) > 0.005)
        last = float(self.rates[: (unsettled[-1] + 2 if len(unsettled) else None)].max())
        rates, profiles = zip(*drawn, strict=True)
        return np.array(rates), tuple(np.array(own) for own in zip(*profiles, strict=True)), last

    def __str__(self) -> str:
        lines = [f"{len(self)} points of the logit branch, up to lambda {self.rates.max():.4g}"]
        lines += [f"bifurcation {place}" for place in self.bifurcations] or ["no bifurcation on it"]
        if self.limit is not None:
            lines.append("limit:")
            rows = zip(self.game.players, self.game.actions, self.limit, strict=True)
            lines += [f"  {player}: {in_words(labels, p)}" for player, labels, p in rows]
        return in_lines(lines)

    def __repr__(self) -> str:
        met = f"{len(self.bifurcations)} bifurcations"
        return f"<LogitPath: {len(self)} points, lambda up to {self.rates.max():.4g}, {met}>"


def as_path(game: NormalFormGame, trace: Trace) -> LogitPath:
    """Return a trace as a branch of the game, with its limit where the trace came to its end."""
    system, scale = trace.system, unit_payoffs(game)[1]
    each = [system.profile(point.logs) for point in trace.points]
    bifurcations = tuple(
        Bifurcation(s.point.rate / scale, system.profile(s.point.logs), s.fold, len(s.directions), s)
        for s in trace.singularities
    )
    return LogitPath(
        game,
        np.array([point.rate for point in trace.points]) / scale,
        tuple(np.array(own) for own in zip(*each, strict=True)),
        np.array([point.residual for point in trace.points]),
        bifurcations,
        polish(game, each[-1]) if trace.finished and trace.points[-1].rate > 0 else None,
        system,
        tuple(trace.points),
    )


def _leave(full: HomotopySystem, bifurcation: Bifurcation, direction: int, *, backward: bool) -> Point:
    """Step off a branch point across the known branch, and correct onto the other one."""
    found = bifurcation._singularity  # noqa: SLF001 - the path and its bifurcations are of one module
    known = np.concatenate([np.log(x) for x in bifurcation.profile])
    across = np.r_[found.directions[direction] * (-1 if backward else 1), 0.0]
    across /= np.linalg.norm(across)
    for length in (1e-2, 3e-2, 1e-3, 1e-1):
        start = full.correct(np.r_[known, found.point.rate] + length * across, across)
        if start is not None:
            return start
    raise NotConvergedError("no branch was found in this direction; try another or backward=True")


def nobody(done: int, total: int | None) -> None:
    """Nobody listens to the progress of a path."""
