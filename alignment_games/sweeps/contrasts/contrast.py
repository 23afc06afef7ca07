"""What `compare` finds of two scenarios: who changes, which inequality gave way, and what each input made of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.sweeps.contrasts import _tables as tables
from alignment_games.sweeps.contrasts._figures import ContrastFigures
from alignment_games.sweeps.contrasts._rows import Contribution, Measure
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.tidy import Tidy


@dataclass(frozen=True, eq=False, repr=False)
class Contrast(Displayed, Tidy, ContrastFigures):
    """Two scenarios side by side; make it with `alignment_games.compare`. Prints as tables.

    ``names``, ``sides``: of the two. ``changes``, ``inputs``: what differs. ``states``: for each state what it does,
    how likely, and the inequality that holds it; ``gave_way``: the states whose inequality fails in the second.
    ``measures``: what is attributed, chances and gains, with their ``ends`` in the two scenarios, ``(2, measures)``,
    and their ``attribution`` to the inputs, ``(inputs, measures)``; NaN where a response is not on offer, or play does
    not settle. ``games``: how many were solved for it; ``orders``: of the inputs, where they were drawn, else 0.
    """

    def change(self, state: str, response: str | None = None, *, rather_than: str | None = None) -> tuple[float, float]:
        """Return what a chance or a gain, told as in `effects`, is in the two scenarios."""
        before, after = self.ends[:, self._place(state, response, rather_than)].tolist()
        return before, after

    def effects(self, state: str, response: str | None = None, *, rather_than: str | None = None) -> list[Contribution]:
        """Return what each input made of the change of one figure, the most first; together they are the change.

        The figure: the chance that a state gives a ``response``, by default the one that it gives in the first
        scenario; with ``rather_than``, the first scenario's response, what it would gain by ``response`` there, the
        others held fixed. Raises InvalidModelError for what there is not.

        >>> import alignment_games as ag
        >>> found = ag.compare("europe-1938", "europe-1939")
        >>> print(found.effects("France", "balance")[0])
        intent of France: +0.1352
        """
        at = self._place(state, response, rather_than)
        rows = zip(self.changes, self.attribution.values[:, at], self.attribution.errors[:, at], strict=True)
        found = [Contribution(change.name, float(value), float(error)) for change, value, error in rows]
        return sorted(found, key=lambda each: -abs(each.value))

    def _place(self, state: str, response: str | None, rather_than: str | None) -> int:
        rows = {row.state: row for row in self.states}
        only_known("state", [state], rows)
        wanted = Measure(state, rows[state].watched if response is None else response, rather_than or "")
        if wanted not in self.measures:
            raise InvalidModelError(f"no such figure: {wanted}; there are {tables.examples(self.measures, state)}")
        return self.measures.index(wanted)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        return [*self.tables, *tables.notes(self)]

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows, one for each figure and input.

        Keys: ``of`` (chance or gain), ``state``, ``response``, ``rather_than``, ``first`` and ``second`` of the
        figure, ``input``, ``input_first``, ``input_second``, its ``effect`` and the standard ``error``; None for none.
        """
        return list(self._records())

    def _records(self) -> Iterator[dict[str, Any]]:
        for at, measure in enumerate(self.measures):
            before, after = self.ends[:, at].tolist()
            for k, change in enumerate(self.changes):
                effect, error = self.attribution.values[k, at], self.attribution.errors[k, at]
                yield {
                    **measure.to_dict(),
                    "first": _plain(before),
                    "second": _plain(after),
                    "input": change.name,
                    "input_first": change.said[0],
                    "input_second": change.said[1],
                    "effect": _plain(effect),
                    "error": _plain(error),
                }

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "names": list(self.names),
            "equilibria": [side.equilibria for side in self.sides],
            "selected": [side.played for side in self.sides],
            "selection": self.select,
            "rate": self.rate,
            "games": self.games,
            "orders": self.orders,
            "states": [row.to_dict() for row in self.states],
            "attribution": self.to_records(),
        }

    @property
    def tables(self) -> list[Table]:
        """The tables, each with its caption: the inputs, the states, the chances and the gains attributed."""
        return tables.tables_of(self)

    def __str__(self) -> str:
        return tables.in_words(self)

    def __repr__(self) -> str:
        return f"<Contrast: {self.names[0]} beside {self.names[1]}, {len(self.changes)} inputs differ>"


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
