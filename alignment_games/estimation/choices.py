"""What is estimated from: choices, a theory of them, and what can be said before any search."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.objective import Objective
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.separation import separating_costs
from alignment_games.estimation.stack import Stack, stack_games
from alignment_games.io.sources.alignments import Alignments, ObservedGame
from alignment_games.text.numbers import decimals, so_many
from alignment_games.text.tables import Table

#: What choices are given as.
Games = Sequence[ObservedGame] | Alignments | Stack

#: Clustered errors are too small where there are fewer clusters (Cameron, Gelbach & Miller 2008).
FEW_CASES = 30


def stacked(games: Games) -> Stack:
    """Return games in any form as a stack."""
    if isinstance(games, Stack):
        return games
    return stack_games(games.games if isinstance(games, Alignments) else games)


class Choices:
    """Choices and a theory of them, checked against each other; printed, what is to be known before a search.

    ``stack``: the choices. ``theory``: whose parameters are to be estimated. ``penalty``: as in `fit`.
    """

    def __init__(self, games: Games, theory: QuantalResponse | None = None, *, penalty: float = 0) -> None:
        if not (isinstance(penalty, (int, float)) and math.isfinite(penalty) and penalty >= 0):
            raise InvalidModelError(f"penalty must be a finite number of at least 0, got {penalty}")
        self.stack = stacked(games)
        self.theory = QuantalResponse() if theory is None else theory
        self.penalty = float(penalty)
        self.theory.check(self.stack)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""
        return self.theory.names

    @property
    def rows(self) -> int:
        """The number of choices."""
        return len(self.stack)

    @property
    def cases(self) -> list[str]:
        """The cases, each once: choices of one case are not independent."""
        return sorted(set(self.stack.clusters.tolist()))

    @cached_property
    def separated(self) -> tuple[str, ...]:
        """Costs that predict choices perfectly, so that no finite estimate is the likeliest; none with a penalty."""
        return () if self.penalty else separating_costs(self.stack, self.theory)

    def objective(self, *, weights: Array | None = None, held: Mapping[int, float] | None = None) -> Objective:
        """Return what a search climbs; ``weights`` and ``held`` as `Objective` has them."""
        return Objective(self.stack, self.theory, self.penalty, weights=weights, held=held)

    def to_records(self) -> list[dict[str, Any]]:
        """Return a row for each parameter: parameter, start, and the bounds low and high of the search."""
        objective = self.objective()
        ends = zip(
            self.theory.names,
            self.theory.start().tolist(),
            (objective.low * objective.units).tolist(),
            (objective.high * objective.units).tolist(),
            strict=True,
        )
        return [{"parameter": name, "start": start, "low": low, "high": high} for name, start, low, high in ends]

    def warnings(self) -> list[str]:
        """Return what keeps estimates or errors from being trusted, one line each."""
        return [*([separation_in_words(self.separated)] if self.separated else []), *self.notes()]

    def notes(self) -> list[str]:
        """Return what is to be known of errors and predictions, one line each."""
        found = few_cases(len(self.cases))
        if self.stack.in_blocs:
            games, of = len(self.stack.in_blocs), len(set(self.stack.games.tolist()))
            found.append(
                f"in {games:,} of {of:,} games the weakest of many states move as one bloc, an approximation; "
                "stack_games(games, individually=...) or --individually tells more of them apart"
            )
        return found

    def __str__(self) -> str:
        counts = Counter(self.stack.played.tolist())
        taken = ", ".join(f"{action} {counts[k]:,}" for k, action in enumerate(self.stack.actions))
        games = len(set(self.stack.games.tolist()))
        rows = [[name, *(decimals(value, 3) for value in ends)] for name, *ends in map(_values, self.to_records())]
        head = f"{len(self.stack):,} choices in {so_many(games, 'game')} of {so_many(len(self.cases), 'case')}: {taken}"
        lines = Table(["parameter", "start", "searched from", "to"], rows).lines()
        return "\n".join([head, *lines, *self.warnings()])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.stack):,} choices, {len(self.theory.names)} parameters>"


class Clustered(ABC):
    """Observations in cases, within which they are not independent; nothing is known of estimates before a search."""

    @property
    @abstractmethod
    def clusters(self) -> Array:
        """The case of each observation."""

    @cached_property
    def cases(self) -> list[str]:
        """The cases, each once."""
        return sorted({str(name) for name in self.clusters.tolist()})

    @property
    def separated(self) -> tuple[str, ...]:
        """Nothing is known before the search."""
        return ()

    def warnings(self) -> list[str]:
        """Return what keeps errors from being trusted."""
        return self.notes()

    def notes(self) -> list[str]:
        """Return what is to be known of errors."""
        return few_cases(len(self.cases))


def few_cases(count: int) -> list[str]:
    """Return in words that errors clustered by so few cases are too small, nothing where they are enough."""
    if count >= FEW_CASES:
        return []
    if count == 1:
        return ["1 case: no errors are clustered by it; read_choices(..., cluster=) or --cluster makes more of it"]
    return [f"{count} cases: errors clustered by case are too small below some {FEW_CASES}"]


def separation_in_words(names: Sequence[str]) -> str:
    """Return what separation means for an estimate."""
    return (
        f"separation: {', '.join(names)}: choices are predicted perfectly, so no finite estimate is the likeliest; "
        "leave it out, or give a penalty"
    )


def _values(row: Mapping[str, Any]) -> list[Any]:
    return list(row.values())
