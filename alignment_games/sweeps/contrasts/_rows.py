"""What of two scenarios is put side by side: chances and gains, and for each state what it does and what holds it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from alignment_games.game.profile import pure
from alignment_games.sweeps._outcome import Chances, Gains, Outcome, Responses


class Measure(NamedTuple):
    """A figure that is attributed: the chance of a response, or the gain by it ``rather_than`` the one held fixed."""

    state: str
    response: str
    rather_than: str = ""

    @property
    def is_gain(self) -> bool:
        """Whether it is a gain, in payoff units."""
        return bool(self.rather_than)

    def value(self, chances: Chances | None, gains: Gains | None) -> float:
        """Return the figure, NaN where there is none."""
        if self.is_gain:
            return math.nan if gains is None else gains.get(self.state, {}).get(self.response, math.nan)
        return math.nan if chances is None else chances.get(self.state, {}).get(self.response, 0.0)

    def to_dict(self) -> dict[str, str]:
        """Return it as plain values."""
        return {"of": "gain" if self.is_gain else "chance", **self._asdict()}

    def __str__(self) -> str:
        if self.is_gain:
            return f"gain of {self.state} by {self.response} rather than {self.rather_than}"
        return f"chance that {self.state} responds by {self.response}"


class Contribution(NamedTuple):
    """What an input made of a change, and its standard error, 0 where it is exact."""

    input: str
    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.input}: {self.value:+.4f}{f' ± {self.error:.4f}' if self.error else ''}"


@dataclass(frozen=True)
class StateRow:
    """A state in two scenarios. ``before``, ``after``: its responses at the selected equilibria, empty where none.

    ``watched``: the response of the first scenario, the likeliest where it has no pure equilibrium, and its ``chances``
    in both. ``deviation``: the response for which it would leave the first scenario's equilibrium, and the ``slacks``,
    in payoff units, of the inequality that holds it, in both; NaN where there is none. ``gives_way``: whether that
    inequality fails in the second scenario.
    """

    state: str
    before: str
    after: str
    watched: str
    chances: tuple[float, float]
    deviation: str
    slacks: tuple[float, float]
    gives_way: bool

    @property
    def verdict(self) -> str:
        """In a word or two: stays, gives way, follows the others."""
        moved = self.before != self.after
        if self.gives_way:
            return "gives way" if moved else "gives way, comes back"
        if not (self.before and self.after):
            return ""
        return "follows the others" if moved else "stays"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, None where there is none."""
        pairs = {
            name: [each if math.isfinite(each) else None for each in getattr(self, name)]
            for name in ("chances", "slacks")
        }
        return {**asdict(self), **pairs, "verdict": self.verdict}


def held_fixed(first: Outcome, second: Outcome) -> Responses | None:
    """Return the first scenario's equilibrium, with what newcomers do in the second, None where there is none."""
    if first.played is None:
        return None
    newcomers = [name for name in second.problem.players if name not in first.played]
    if newcomers and second.played is None:
        return None
    return {**first.played, **{name: second.played[name] for name in newcomers}}  # type: ignore[index] # looked at above


def measures_of(first: Outcome, second: Outcome, played: Responses | None) -> tuple[Measure, ...]:
    """Return all chances of the states of both scenarios, then all gains from the play that is held fixed."""
    menus = [dict(zip(side.problem.players, side.problem.actions, strict=True)) for side in (first, second)]
    both = {name: tuple(dict.fromkeys((*own, *menus[1][name]))) for name, own in menus[0].items() if name in menus[1]}
    found = [Measure(name, response) for name, own in both.items() for response in own]
    if played is not None:
        found += [
            Measure(name, response, played[name])
            for name, own in both.items()
            for response in own
            if response != played[name]
        ]
    return tuple(found)


def state_rows(sides: tuple[Outcome, Outcome], ends: Mapping[Measure, Sequence[float]]) -> Iterator[StateRow]:
    """Yield a row for each state of both scenarios, in the order of the first."""
    first, second = sides
    played = held_fixed(first, second)
    leaving = _leaving(second, played)
    states = dict.fromkeys(measure.state for measure in ends)
    for state in states:
        before, after = ((side.played or {}).get(state, "") for side in sides)
        watched = before or _likeliest(first.chances, state)
        gains = {m.response: pair for m, pair in ends.items() if m.state == state and m.is_gain}
        deviation = max(gains, key=lambda response: _last(gains[response]), default="")
        slacks = tuple(-gain for gain in gains.get(deviation, (math.nan, math.nan)))
        chances = ends.get(Measure(state, watched), (math.nan, math.nan))
        yield StateRow(state, before, after, watched, tuple(chances), deviation, slacks, state in leaving)  # type: ignore[arg-type] # two of each


def _last(pair: Sequence[float]) -> float:
    return -math.inf if math.isnan(pair[1]) else pair[1]


def _likeliest(chances: Chances | None, state: str) -> str:
    own = (chances or {}).get(state, {})
    return max(own, key=lambda response: own[response], default="")


def _leaving(second: Outcome, played: Responses | None) -> set[str]:
    """Return the states of which the inequalities fail in the second scenario, by more than counts as zero."""
    problem = second.problem
    rows = list(zip(problem.players, problem.actions, strict=True))
    if played is None or any(played[name] not in labels for name, labels in rows):
        return set()
    judged = problem.judge(pure([labels.index(played[name]) for name, labels in rows], problem.n_actions))
    over = np.asarray(judged.regrets > judged.slack)
    return {name for (name, _), fails in zip(rows, over, strict=True) if fails}
